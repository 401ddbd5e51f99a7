import type { PropertyOutcome } from '../../search/common/outcome.js';
import { stepsOf } from '../../trace/trace.js';
import { counted, formatDuration, formatNumber, nothingChecked } from '../text/format.js';
import {
  areShortest,
  letter,
  lengthsIn,
  uncheckedIn,
  violatedKey,
  type Variant,
} from '../text/table.js';
import { markup, type Markup } from './markup.js';

/** The id of the story of each outcome that has one. */
export type StoryIds<State> = ReadonlyMap<PropertyOutcome<State>, string>;

/** From this many variants on, properties are letters above columns. */
const many = 3;

/** A table of variants and properties. A violation links to its story. */
export function verdictsTable<State>(
  variants: readonly Variant<State>[],
  ids: StoryIds<State>,
): Markup {
  const outcomes = variants.flatMap(({ result }) => result.properties);
  const properties = [...new Map(outcomes.map((one) => [one.name, one])).values()];
  const cells = { variants, properties, ids };
  return markup`${variants.length < many ? upright(cells) : lying(cells)}
<p class="key">${[
    `${signs.holds} holds`,
    ...violatedKey(lengthsIn(variants), `${signs.violated} `, areShortest(variants)),
    `${signs.undecided} undecided`,
    ...(variants.some(({ result }) => result.ended.by !== 'complete')
      ? ['+ not all was explored']
      : []),
  ].join(', ')}</p>
${unchecked(variants)}
${emptyWords(variants)}`;
}

interface Cells<State> {
  readonly variants: readonly Variant<State>[];
  readonly properties: readonly PropertyOutcome<State>[];
  readonly ids: StoryIds<State>;
}

/** Few variants: a row for each property. */
function upright<State>({ variants, properties, ids }: Cells<State>): Markup {
  return markup`<div class="wide" tabindex="0" role="region" aria-label="Verdicts"><table class="verdicts upright">
<caption class="unseen">Properties, and which of them hold</caption>
<thead><tr><th scope="col">property</th>${variants.map(({ name }) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${properties.map(
    ({ name, because }) =>
      markup`<tr><th scope="row">${name}${
        because !== undefined && markup`<small>${because}</small>`
      }</th>${variants.map((variant) => cell(variant, name, ids))}</tr>
`,
  )}</tbody>
<tfoot><tr><th scope="row">states</th>${variants.map((one) => markup`<td>${statesOf(one)}</td>`)}</tr></tfoot>
</table></div>`;
}

/** Many variants: a row for each of them. */
function lying<State>({ variants, properties, ids }: Cells<State>): Markup {
  return markup`<div class="wide" tabindex="0" role="region" aria-label="Verdicts"><table class="verdicts">
<caption class="unseen">Variants, and which properties hold with each</caption>
<thead><tr><th scope="col">variant</th>${properties.map(
    ({ name }, index) =>
      markup`<th scope="col" title="${name}"><span aria-hidden="true">${letter(index)}</span><span class="unseen">${name}</span></th>`,
  )}<th scope="col" class="number">states</th><th scope="col" class="number">depth</th><th scope="col" class="number">time</th></tr></thead>
<tbody>${variants.map(
    (variant) =>
      markup`<tr><th scope="row">${variant.name}</th>${properties.map(({ name }) =>
        cell(variant, name, ids),
      )}<td class="number">${statesOf(variant)}</td><td class="number">${formatNumber(
        variant.result.depth,
      )}</td><td class="number">${formatDuration(variant.result.seconds)}</td></tr>
`,
  )}</tbody>
</table></div>
<dl class="letters">${properties.map(
    ({ name, because }, index) =>
      markup`<div><dt>${letter(index)}</dt><dd>${name}${
        because !== undefined && markup`<small>${because}</small>`
      }</dd></div>`,
  )}</dl>`;
}

const statesOf = <State>({ result }: Variant<State>) =>
  formatNumber(result.distinct) + (result.ended.by === 'complete' ? '' : '+');

const signs = { holds: '✓', violated: '✗', undecided: '?' } as const;

function cell<State>({ name, result }: Variant<State>, property: string, ids: StoryIds<State>) {
  const outcome = result.properties.find((one) => one.name === property);
  if (outcome === undefined) return markup`<td><span class="unseen">not asked</span></td>`;
  const { verdict, trace } = outcome;
  const steps = trace === undefined ? undefined : stepsOf(trace);
  const id = ids.get(outcome);
  const isEmpty = outcome.verdict === 'holds' && outcome.vacuous !== undefined;
  const shown = markup`<span aria-hidden="true">${signs[verdict]}${
    verdict === 'violated' && steps !== undefined && markup`<small>${steps}</small>`
  }${isEmpty && markup`<small>!</small>`}</span>`;
  const said = [
    isEmpty ? 'holds, but says nothing' : verdict,
    ...(steps === undefined ? [] : [`in ${counted(steps, 'step')}`]),
  ].join(' ');
  const inside = markup`${shown}<span class="unseen">${said}</span>`;
  const how = verdict === 'violated' ? 'how it is violated' : 'how it is reached';
  return markup`<td class="${verdict}">${
    id === undefined
      ? markup`<span class="cell">${inside}</span>`
      : markup`<a class="cell" href="#${id}" title="${name}: ${how}">${inside}</a>`
  }</td>`;
}

/** The variants for which no property was checked. */
function unchecked<State>(variants: readonly Variant<State>[]): Markup | false {
  const names = uncheckedIn(variants);
  if (names.length === 0) return false;
  return markup`<ul class="notes">${names.map(
    (name) =>
      markup`<li><b>${name}</b>: ${nothingChecked}</li>
`,
  )}</ul>`;
}

/** The properties that hold vacuously. */
function emptyWords<State>(variants: readonly Variant<State>[]): Markup | false {
  const found = variants.flatMap(({ name, result }) =>
    result.properties.flatMap((one) =>
      one.verdict === 'holds' && one.vacuous !== undefined
        ? [{ variant: name, property: one.name, says: one.vacuous }]
        : [],
    ),
  );
  if (found.length === 0) return false;
  return markup`<h3>Holds, but says nothing</h3>
<ul class="notes">${found.map(
    ({ variant, property, says }) =>
      markup`<li><b>${property}</b> (${variant}): ${says}</li>
`,
  )}</ul>`;
}
