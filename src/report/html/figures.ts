import type { CheckResult } from '../../check/check.js';
import { counted, formatDuration, formatNumber, formatPercent } from '../text/format.js';
import { describeGrowth } from '../text/growth.js';
import { explainEnd } from '../text/endings.js';
import { endOfRuns } from '../text/program-figures.js';
import { namesOf } from '../text/report.js';
import type { Variant } from '../text/table.js';
import { markup, type Markup } from './markup.js';

/** How often each step can be taken, if it was counted. */
export function coverageTables<State>(variants: readonly Variant<State>[]): Markup | false {
  const counted = variants.flatMap(({ name, result: { coverage } }) =>
    coverage === undefined ? [] : [{ name, coverage }],
  );
  if (counted.length === 0) return false;
  return markup`<section id="coverage"><h2>Coverage</h2>
<p class="lead">In how many states each step can be taken, and how often: once for each choice.</p>
${counted.map(({ name, coverage }) => {
  const most = Math.max(1, ...coverage.map(({ taken }) => taken));
  return markup`<div class="wide" tabindex="0" role="region" aria-label="Coverage: ${name}"><table class="coverage">
<caption>${name}</caption>
<thead><tr><th scope="col">step</th><th scope="col" class="number">states</th><th scope="col" class="number">times</th><td></td></tr></thead>
<tbody>${coverage.map(
    ({ actor, step, states, taken, fails }) =>
      markup`<tr${taken === 0 && markup` class="never"`}><th scope="row">${actor}.${step}</th><td class="number">${formatNumber(
        states,
      )}</td><td class="number">${formatNumber(taken)}</td><td>${
        taken > 0
          ? markup`<i class="bar" style="--part:${(taken / most).toFixed(4)}"></i>`
          : fails === undefined
            ? 'never'
            : markup`never, as this never holds: <code>${fails}</code>`
      }</td></tr>
`,
  )}</tbody></table></div>`;
})}</section>`;
}

/** How much was searched, and how. */
export function figuresTable<State>(variants: readonly Variant<State>[]): Markup {
  const lines = figureRows.filter(([, of]) => variants.some(({ result }) => of(result) !== ''));
  return markup`<section id="figures"><h2>Figures</h2>
${variants.map(
  ({
    name,
    result,
  }) => markup`<details class="figures"${variants.length === 1 && markup` open`}><summary>${name}: ${muchOf(
    result,
  )}, ${formatDuration(result.seconds)}</summary>
<dl>${lines.map(([label, of]) => {
    const text = of(result);
    return text !== '' && markup`<div><dt>${label}</dt><dd>${text}</dd></div>`;
  })}</dl></details>
`,
)}</section>`;
}

/** How much was searched: runs of a program, or states of a model. */
const muchOf = <State>({ distinct, program }: CheckResult<State>) =>
  program === undefined
    ? `${formatNumber(distinct)} states`
    : counted(program.runs + program.redundant, 'run');

type FigureRow = readonly [label: string, of: <State>(result: CheckResult<State>) => string];

const number = (count: number | undefined) => (count === undefined ? '' : formatNumber(count));

const figureRows: readonly FigureRow[] = [
  [
    'parameters',
    ({ parameters }) =>
      Object.entries(parameters)
        .map((one) => one.join(' '))
        .join(', '),
  ],
  ['safeguards', ({ safeguards }) => safeguards.join(', ')],
  ['distinct states', ({ distinct }) => number(distinct)],
  ['generated', ({ generated, program }) => (program === undefined ? number(generated) : '')],
  ['depth', ({ depth, program }) => (program === undefined ? number(depth) : '')],
  ['runs', ({ program }) => number(program && program.runs + program.redundant)],
  ['runs ended early', ({ program }) => number(program?.redundant)],
  ['events', ({ program }) => number(program?.events)],
  ['events of the longest run', ({ depth, program }) => number(program && depth - 1)],
  ['time', ({ seconds }) => formatDuration(seconds)],
  ['ended', endOf],
  ['still growing', ({ growth }) => describeGrowth(growth)],
  ['never taken', ({ neverTaken }) => namesOf(neverTaken)],
  ['never changed anything', ({ neverChanged }) => namesOf(neverChanged)],
  [
    'never read',
    ({ neverRead }) => neverRead.map(({ kind, name }) => `${kind} ${name}`).join(', '),
  ],
  [
    'interchangeable',
    ({ symmetric = [] }) => symmetric.map((group) => group.join(', ')).join('; '),
  ],
  ['edges looked at for loops', ({ graph }) => number(graph?.edges)],
  ['states outside the state constraint', ({ outside }) => number(outside)],
  ['threads', ({ figures }) => number(figures?.threads)],
  ['guards, recipes and predicates run', ({ figures }) => number(figures?.ran)],
  ['answered from memory', ({ figures }) => number(figures?.remembered)],
  [
    'steps taken again',
    ({ recomputed, program }) => (program === undefined ? formatPercent(recomputed) : ''),
  ],
  ['steps spared', ({ figures }) => number(figures?.asleep)],
  [
    'bytes for each state',
    ({ figures }) => (figures === undefined ? '' : formatNumber(Math.round(figures.bytesPerState))),
  ],
];

function endOf<State>({
  ended,
  frontier,
  properties,
  program,
  outside,
}: CheckResult<State>): string {
  if (program !== undefined) return `${endOfRuns(ended, program)}.`;
  return explainEnd(
    ended,
    frontier,
    properties.some(({ kind }) => kind === 'step'),
    outside,
  );
}
