/** Which sets of safeguards are enough: as tables, and as a picture of all sets if there are few. */
import type {
  Comparison,
  DecidedSet,
  InsufficientSet,
  Sufficient,
} from '../../check/compare/comparison.js';
import type { CheckResult } from '../../check/check.js';
import { counted, formatDuration, formatNumber } from '../text/format.js';
import { explainUndecided } from '../text/endings.js';
import { neverReadLines } from '../text/report.js';
import { idleForViolations } from '../text/safeguards-table.js';
import { letter } from '../text/table.js';
import { markup, type Markup } from './markup.js';

/** The most safeguards for which a picture of all sets is drawn. With more, it would be unreadable. */
const mostDrawn = 6;

/** Finds the story of how a result violates a property: the id of its section. */
export type HowIn<State> = (
  result: CheckResult<State> | undefined,
  property: string | undefined,
) => string | undefined;

/** The section of the page for a comparison. */
export function latticeSection<State, Name extends string>(
  comparison: Comparison<State, Name>,
  howIn: HowIn<State>,
): Markup {
  const { safeguards, properties, together, complete, sets, neverRead, figures } = comparison;
  const parts = properties.length > 1 ? [together, ...properties] : properties;
  return markup`<section id="safeguards"><h2>Which safeguards are enough</h2>
<dl class="letters">${safeguards.map(
    (name, index) => markup`<div><dt>${letter(index)}</dt><dd>${name}</dd></div>`,
  )}</dl>
${parts.map(
  (part, index) => markup`<details class="part"${index === 0 && markup` open`}><summary><h3>${
    part.property ?? 'All together'
  }</h3> <span class="of">${countsOf(part)}</span></summary>
${picture(part, comparison, howIn)}
${setsTable('Enough', part, part.minimal, { idle: part.idle, safeguards }, howIn)}
${setsTable('Not enough, and no larger set is', part, part.maximal, { idle: idleForViolations(part, comparison), safeguards }, howIn)}
${undecidedList(part)}
${harms(part)}
</details>
`,
)}
<p class="key">All ${formatNumber(sets)} sets: ${counted(figures.distinct, 'distinct state')}, ${counted(
    figures.behaviours,
    'set',
  )} told apart, ${formatDuration(figures.seconds)}.${!complete && ' Not all sets were decided.'} ${neverReadLines(neverRead)}</p>
</section>`;
}

function countsOf<State, Name extends string>({ counts }: Sufficient<State, Name>): string {
  const undecided = counts.undecided === 0 ? '' : `, undecided ${formatNumber(counts.undecided)}`;
  return `enough ${formatNumber(counts.holds)}, not enough ${formatNumber(counts.violated)}${undecided}`;
}

function setsTable<State, Name extends string>(
  title: string,
  part: Sufficient<State, Name>,
  sets: readonly (DecidedSet<State, Name> | InsufficientSet<State, Name>)[],
  { idle, safeguards }: { readonly idle: readonly Name[]; readonly safeguards: readonly Name[] },
  howIn: HowIn<State>,
): Markup {
  if (sets.length === 0)
    return markup`<p class="none">${title}: no set${part.counts.undecided > 0 && ' is known to be'}.</p>`;
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${title}"><table class="sets">
<caption>${title}</caption>
<thead><tr>${safeguards.map(
    (name, index) =>
      markup`<th scope="col" title="${name}"><span aria-hidden="true">${letter(index)}</span><span class="unseen">${name}</span></th>`,
  )}<th scope="col">set</th></tr></thead>
<tbody>${sets.map((set) => {
    const name = nameOf(set.on.filter((one) => !idle.includes(one)));
    const id = 'violated' in set ? howIn(set.result, part.property ?? set.violated) : undefined;
    const says =
      'violated' in set &&
      markup` <span class="of">${set.violations
        .map(({ violated, steps }) =>
          steps === undefined ? violated : `${violated}, ${counted(steps, 'step')}`,
        )
        .join('; ')}</span>`;
    return markup`<tr>${safeguards.map((one) =>
      idle.includes(one)
        ? markup`<td><span class="unseen">never matters</span></td>`
        : set.on.includes(one)
          ? markup`<td class="on"><span aria-hidden="true">●</span><span class="unseen">on</span></td>`
          : markup`<td class="off"><span aria-hidden="true">·</span><span class="unseen">off</span></td>`,
    )}<th scope="row">${id === undefined ? name : markup`<a href="#${id}">${name}</a>`}${says}</th></tr>
`;
  })}</tbody></table></div>`;
}

/** The most undecided sets that are listed. The others are only counted. */
const mostUndecided = 50;

/** The undecided sets, each with the reason why its search ended. */
function undecidedList<State, Name extends string>({
  undecided,
}: Sufficient<State, Name>): Markup | false {
  if (undecided.length === 0) return false;
  const more = undecided.length - mostUndecided;
  return markup`<p class="key">Undecided:</p><ul class="key">${undecided
    .slice(0, mostUndecided)
    .map(
      (set) => markup`<li>${nameOf(set.on)}: ${explainUndecided(set)}</li>`,
    )}${more > 0 && markup`<li>and ${formatNumber(more)} more</li>`}</ul>`;
}

function harms<State, Name extends string>({ idle, harmful }: Sufficient<State, Name>): Markup {
  return markup`${idle.length > 0 && markup`<p class="key">Never matters: ${idle.join(', ')}.</p>`}${harmful.map(
    ({ safeguard, added, broken }) =>
      markup`<p class="harm">Does harm: ${safeguard}, added to ${added.join(' + ') || 'nothing else'}, breaks ${broken.join(', ')}.</p>`,
  )}`;
}

const nameOf = (on: readonly string[]) => on.join(' + ') || 'none';

type SetVerdict = 'enough' | 'not enough' | 'not told';

/**
 * The answer for a set, derived from the sets that the comparison names. If all sets are decided, a set that
 * contains no named set that is enough is not enough: otherwise it or a subset of it would be named. In the
 * same way, a set that is a subset of no named set that is not enough is enough. If a safeguard does harm, a
 * set may contain a named set that is enough and be a subset of one that is not: the answer is `not told`.
 */
function answerOf<State, Name extends string>(
  set: readonly Name[],
  { minimal, maximal, idle, counts }: Sufficient<State, Name>,
): SetVerdict {
  const isIn = (part: readonly Name[], whole: readonly Name[]) =>
    part.every((one) => whole.includes(one));
  const isSame = ({ on }: DecidedSet<State, Name>) => isSameSet(on, set, idle);
  if (minimal.some(isSame)) return 'enough';
  if (maximal.some(isSame)) return 'not enough';
  if (counts.undecided > 0) return 'not told';
  const mayHold = minimal.some(({ on }) => isIn(on, set));
  const mayFail = maximal.some(({ on }) => isIn(set, on));
  if (mayHold && mayFail) return 'not told';
  return mayHold ? 'enough' : 'not enough';
}

/** True if two sets are the same, apart from safeguards that never matter. */
function isSameSet(
  one: readonly string[],
  other: readonly string[],
  idle: readonly string[],
): boolean {
  const mattering = one.filter((name) => !idle.includes(name));
  return mattering.length === other.length && mattering.every((name) => other.includes(name));
}

/** The distance between the centres of two neighbouring sets. */
const apart = { x: 46, y: 64 };

/** Draws a node for every set, the empty one at the bottom, and a line if a set adds one safeguard. */
function picture<State, Name extends string>(
  part: Sufficient<State, Name>,
  { safeguards, sets }: Comparison<State, Name>,
  howIn: HowIn<State>,
): Markup | false {
  // Safeguards that never matter are left out: with them and without, the answer is the same.
  const mattering = safeguards.filter((name) => !part.idle.includes(name));
  const isWhole = 2 ** safeguards.length === sets;
  if (!isWhole || mattering.length > mostDrawn || mattering.length === 0) return false;
  const all = subsetsOf(mattering);
  const levels = mattering.map(() => 0).concat(0);
  const columns = Math.max(...levelsOf(all));
  const width = columns * apart.x;
  const height = (mattering.length + 1) * apart.y;
  const nodes = all.map((set) => {
    const size = set.length;
    const count = levelsOf(all)[size] ?? 1;
    const index = levels[size] ?? 0;
    levels[size] = index + 1;
    const x = width / 2 + (index - (count - 1) / 2) * apart.x;
    const y = height - (size + 0.5) * apart.y;
    return { set, x, y };
  });
  const lines = nodes.flatMap((node) =>
    nodes
      .filter(
        ({ set }) =>
          set.length === node.set.length + 1 && node.set.every((one) => set.includes(one)),
      )
      .map((above) => `M${node.x} ${node.y}L${above.x} ${above.y}`),
  );
  return markup`<div class="wide" tabindex="0" role="region" aria-label="All sets"><svg class="lattice" viewBox="0 0 ${width} ${height}" style="width:${width}px" role="group" aria-label="All sets of safeguards, the larger above">
<path class="edges" d="${lines.join('')}"/>
${nodes.map((one) => shapeOf(one, part, safeguards, howIn))}</svg></div>
<p class="key"><i class="enough"></i> enough <i class="not"></i> not enough${
    nodes.some(({ set }) => answerOf(set, part) === 'not told') &&
    markup` <i class="untold"></i> not told: the comparison keeps no result of this set`
  }; a thick edge: a set in the tables below.</p>`;
}

const classes = { enough: 'enough', 'not enough': 'not', 'not told': 'untold' };

/** A set, and where it is drawn. */
interface DrawnSet<Name extends string> {
  readonly set: readonly Name[];
  readonly x: number;
  readonly y: number;
}

function shapeOf<State, Name extends string>(
  { set, x, y }: DrawnSet<Name>,
  part: Sufficient<State, Name>,
  safeguards: readonly Name[],
  howIn: HowIn<State>,
): Markup {
  const answer = answerOf(set, part);
  const isSet = ({ on }: DecidedSet<State, Name>) => isSameSet(on, set, part.idle);
  const named = part.maximal.find(isSet);
  const isNamed = named !== undefined || part.minimal.some(isSet);
  // A set that is not named has no counterexample. A larger set has one, and the title says so.
  const larger = part.maximal.find(({ on }) => set.every((one) => on.includes(one)));
  const shown = answer === 'not enough' ? (named ?? larger) : undefined;
  const id = shown && howIn(shown.result, part.property ?? shown.violated);
  const letters = set.map((one) => letter(safeguards.indexOf(one))).join('') || '–';
  const title = `${nameOf(set)}: ${answer}${
    named === undefined && shown !== undefined
      ? `; even ${nameOf(shown.on)}, which contains it, is not`
      : ''
  }`;
  const shape = markup`<g class="${classes[answer]}${isNamed && ' named'}" transform="translate(${x} ${y})"><title>${title}</title>${
    answer === 'enough'
      ? markup`<circle r="19"/>`
      : markup`<rect x="-19" y="-14" width="38" height="28" rx="5"/>`
  }<text dy="0.35em"${letters.length > 3 && markup` class="${letters.length > 5 ? 'smallest' : 'small'}"`}>${letters}</text></g>`;
  return id === undefined ? shape : markup`<a href="#${id}" aria-label="${title}">${shape}</a>`;
}

/** How many sets there are of each size. */
function levelsOf(sets: readonly (readonly unknown[])[]): number[] {
  const counts: number[] = [];
  for (const { length } of sets) counts[length] = (counts[length] ?? 0) + 1;
  return counts;
}

/** All sets, each in the order of the whole. */
function subsetsOf<Name>(names: readonly Name[]): readonly (readonly Name[])[] {
  return names.reduceRight<readonly (readonly Name[])[]>(
    (sets, name) => [...sets.map((set) => [name, ...set]), ...sets],
    [[]],
  );
}
