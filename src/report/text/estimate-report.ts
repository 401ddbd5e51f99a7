import type { EstimateResult, FirstHit, Frequency } from '../../check/estimate.js';
import { refuseOtherEstimate } from '../../check/refuse-result.js';
import { visibleIn } from '../../validation/visible.js';
import { isWithoutProperties } from '../../search/common/verdict.js';
import { sentenceAdvice } from './answered-false.js';
import { counted, flow, formatDuration, formatNumber, hanging, nothingChecked } from './format.js';
import { formatShare, isOften } from './frequency.js';
import { frequencyChart } from './frequency-chart.js';
import { plainStyle, type Style } from './style.js';
import { timedTimeline } from './timed-timeline.js';
import { drawn } from './drawn.js';

/** The most steps of a run that are shown, those at its end. */
const mostShown = 30;

/**
 * Shows the result of `estimate`: how often each property was broken, as sentences and as a chart; the first
 * run that broke each property; and the counts. It never says that a property holds.
 *
 * @param given - The result of `estimate`.
 * @param style - Colours, symbols and width. Absent: plain text.
 * @returns Lines of text, without a line break at the end.
 * @example
 * console.log(estimateReport(await estimate(account, noLostUpdate, { durations })));
 */
export function estimateReport<State>(
  given: EstimateResult<State>,
  style: Style = plainStyle,
): string {
  return drawn('estimateReport', 'what estimate answered, as it is', () => draw(given, style));
}

function draw<State>(given: EstimateResult<State>, style: Style): string {
  refuseOtherEstimate(given, 'estimateReport');
  const result = visibleIn(given);
  const { properties } = result;
  const shown = properties.flatMap(({ name, kind, because, first }) => {
    if (first === undefined || kind === 'reachable') return [];
    const heading = flow(style.colors.bold(`How ${JSON.stringify(name)} is broken`), style);
    const why = because === undefined ? [] : [flow(because, style, 0)];
    const advice = sentenceAdvice([{ name, ...first }]);
    const hint = advice === undefined ? [] : [hanging(advice, style.columns)];
    return [[heading, ...why, ...hint, ...story(first, style)]];
  });
  return [
    [
      flow(headline(result, style), style),
      ...properties.map((one) => hanging(answer(one, result, style), style.columns)),
      ...(isWithoutProperties(properties) ? [`${style.symbols.undecided} ${nothingChecked}`] : []),
    ],
    ...(properties.length === 0 ? [] : [[frequencyChart(properties, { style })]]),
    ...shown,
    counts(result).map((one) => flow(one, style)),
  ]
    .map((part) => part.join('\n'))
    .join('\n\n');
}

function headline<State>(
  { model, safeguards, parameters }: EstimateResult<State>,
  { colors }: Style,
): string {
  const set = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return [
    colors.bold(model),
    ...(safeguards.length === 0 ? [] : [`with ${safeguards.join(' + ')}`]),
    ...(set.length === 0 ? [] : [`(${set.join(', ')})`]),
  ].join(' ');
}

/** How often a property was broken, as a sentence. */
function answer<State>(
  frequency: Frequency<State>,
  { runs, per, confidence }: EstimateResult<State>,
  { colors, symbols }: Style,
): string {
  const { name, kind, hits, of, share, low, high } = frequency;
  const done = kind === 'reachable' ? 'reached' : 'broken';
  const each = per === 'run' ? '' : ` ${per}`;
  const sure = `${formatNumber(confidence * 100)} %`;
  const all = counted(runs, 'run');
  if (of === 0) return `${symbols.undecided} ${name}: unknown, because ${per} never came in ${all}`;
  if (hits === 0) {
    const tried = per === 'run' ? all : `${all} with ${formatNumber(of)}${each}`;
    const than = formatShare(high, undefined, 'up');
    return `${colors.yellow(symbols.undecided)} ${name}: ${done} in none of ${tried}: rarer than ${than} (${sure})`;
  }
  const often = isOften(share);
  const sign = kind === 'reachable' ? colors.green(symbols.holds) : colors.red(symbols.violated);
  const from = formatShare(low, often, 'down');
  const to = Number.isFinite(high) ? formatShare(high, often, 'up') : 'any';
  return (
    `${sign} ${name}: ${done} in ${formatNumber(hits)} of ${all}: ` +
    `${formatShare(share, often)}${each} (${sure}: ${from} to ${to})`
  );
}

/** The first run in which something was broken. */
function story<State>(first: FirstHit<State>, style: Style): string[] {
  const { run, says, times } = first;
  const from = times.length > mostShown ? `, its last ${mostShown} of ${times.length} steps` : '';
  const what = says === undefined ? '' : `: ${says}`;
  return [
    flow(`In run ${formatNumber(run)}${from}${what}`, style),
    '',
    timedTimeline(first, { style, last: mostShown }),
  ];
}

function counts<State>(result: EstimateResult<State>): string[] {
  const { runs, steps, simulated, seconds, seed, ended, interrupted } = result;
  const why = {
    stopped: 'as nothing more could happen',
    decided: 'as all was decided',
    seconds: 'at their latest time',
    steps: 'at their last step',
    threw: 'as a step threw',
    interrupted: 'by a signal',
  };
  const ends = (Object.entries(ended) as [keyof typeof why, number][])
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${formatNumber(count)} ended ${why[reason]}`);
  return [
    `${counted(runs, 'run')}, seed ${seed}${interrupted ? ', ended early' : ''}: ` +
      `${counted(steps, 'step')}, ${formatSpan(simulated)} of time in ${formatDuration(seconds)}.`,
    ...(ends.length === 0 ? [] : [`Of the runs, ${ends.join(', ')}.`]),
    'All this is as right as the durations; and no number of runs proves that anything holds.',
  ];
}

/** How long something took that may be years. */
function formatSpan(seconds: number): string {
  const hours = seconds / 3600;
  if (hours < 2) return formatDuration(seconds);
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
}
