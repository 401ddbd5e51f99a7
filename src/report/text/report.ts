import type { NeverRead } from '../../model/declared.js';
import { visibleIn } from '../../validation/visible.js';
import type { CheckResult } from '../../check/check.js';
import type { StepName } from '../../model/model.js';
import type { SampledOutcome, SampleResult } from '../../check/sample.js';
import type { StepCoverage } from '../../analysis/coverage.js';
import type {
  FromSome,
  GraphFigures,
  PropertyOutcome,
  Verdict,
} from '../../search/common/outcome.js';
import { refuseOtherResult } from '../../check/refuse-result.js';
import { stepsOf } from '../../trace/trace.js';
import { isWithoutProperties } from '../../search/common/verdict.js';
import { sentenceAdvice } from './answered-false.js';
import { boundLines, explainEnd, explainEnding, isBounded } from './endings.js';
import {
  counted,
  describeVerdict,
  flow,
  formatDuration,
  formatNumber,
  formatPercent,
  hanging,
  nameOfVariant,
  padded,
  widthOf,
} from './format.js';
import { specBelow } from './in-spec.js';
import { otherWays } from './other-ways.js';
import { describeRuns } from './program-figures.js';
import { describeGrowth } from './growth.js';
import { plainStyle, type Style } from './style.js';
import { timeline } from './timeline.js';
import { drawn } from './drawn.js';

/**
 * Shows the result of a check or of sampling: first the verdicts, then a timeline of each counterexample,
 * then the counts.
 *
 * @param result - The result of `check` or `sample`.
 * @param style - Colours, symbols and width. Absent: plain text.
 * @returns Lines of text, without a line break at the end.
 * @example
 * console.log(report(await check(account, [noLostUpdate])));
 */
export function report<State>(
  result: CheckResult<State> | SampleResult<State>,
  style: Style = plainStyle,
): string {
  return drawn('report', 'what check or sample answered, as it is', () => draw(result, style));
}

function draw<State>(result: CheckResult<State> | SampleResult<State>, style: Style): string {
  refuseOtherResult(result, 'report');
  return [
    verdicts(result, style),
    ...counterexamples(result, style),
    'seed' in result ? flow(sampled(result), style) : counts(result, style),
  ].join('\n\n');
}

/** The verdict on all properties together, then a line for each property. */
export function verdicts<State>(
  result: CheckResult<State> | SampleResult<State>,
  style: Style,
): string {
  const shown = visibleIn(result);
  const { properties, verdict } = shown;
  const advice = sentenceAdvice(properties.filter((one) => one.verdict === 'violated'));
  const isUnasked = verdict !== 'nothing checked' && isWithoutProperties(properties);
  return [
    flow(headline(shown, style), style),
    ...properties.map((one) => flow(line(one, style, whereHolds(result)), style)),
    ...(isUnasked
      ? [`${style.colors.yellow(style.symbols.undecided)} no property was checked`]
      : []),
    ...(advice === undefined ? [] : [hanging(advice, style.columns)]),
  ].join('\n');
}

/** The counterexample of each violated property, as a timeline. */
export function counterexamples<State>(
  result: CheckResult<State> | SampleResult<State>,
  style: Style,
): string[] {
  return visibleIn(result.properties).flatMap((outcome) => {
    if (outcome.verdict !== 'violated' || outcome.trace === undefined) return [];
    const heading = [
      style.colors.bold(`How ${JSON.stringify(outcome.name)} is violated`),
      ...(outcome.because === undefined ? [] : [outcome.because]),
      ...findAgain(outcome),
    ].map((one) => flow(one, style, 0));
    const drawn = timeline(outcome.trace, { style });
    const spec = specBelow(outcome.inSpec, style);
    return [`${heading.join('\n')}\n\n${drawn}${spec}${otherWays(outcome, style)}`];
  });
}

function headline<State>(
  result: CheckResult<State> | SampleResult<State>,
  { colors }: Style,
): string {
  const { model, safeguards, verdict } = result;
  const parameters = Object.entries(result.parameters).map(([name, value]) => `${name} ${value}`);
  const set = parameters.length === 0 ? '' : ` (${parameters.join(', ')})`;
  const variant = `${nameOfVariant(model, safeguards)}${set}`;
  return `${colors.bold(variant)}: ${paint(verdict, colors)(describeVerdict(verdict))}`;
}

/** In which behaviours a property holds, if it is not all of them. */
function whereHolds<State>(result: CheckResult<State> | SampleResult<State>): string {
  return 'outside' in result && isBounded(result.outside) ? ' within the state constraint' : '';
}

/** The verdict on one property, in a line. */
function line<State>(
  outcome: PropertyOutcome<State>,
  { colors, symbols }: Style,
  where: string,
): string {
  const { name, verdict } = outcome;
  const sign = paint(verdict, colors)(symbols[verdict]);
  return `${sign} ${name}: ${explain(outcome, where)}`;
}

function explain<State>(outcome: PropertyOutcome<State>, where: string): string {
  switch (outcome.verdict) {
    case 'holds':
      if (outcome.vacuous !== undefined) return `holds, but says nothing: ${outcome.vacuous}`;
      return outcome.trace === undefined
        ? `holds${where}`
        : `holds, reached in ${counted(stepsOf(outcome.trace), 'step')}`;
    case 'violated': {
      const steps =
        outcome.trace === undefined ? '' : ` in ${counted(stepsOf(outcome.trace), 'step')}`;
      return `violated${steps}: ${outcome.says}`;
    }
    case 'undecided':
      return outcome.says === undefined ? 'undecided' : `undecided, ${outcome.says}`;
  }
}

/** How to sample a counterexample again. No line if a check found it: a check always finds it again. */
function findAgain<State>(outcome: PropertyOutcome<State> | SampledOutcome<State>): string[] {
  if (!('path' in outcome)) return [];
  const { seed, path } = outcome;
  return [`Sample it again with { seed: ${seed}, path: ${JSON.stringify(path)} }.`];
}

function sampled<State>({ runs, seed, interrupted }: SampleResult<State>): string {
  const early = interrupted ? ', ended early' : '';
  return `${counted(runs, 'random run')}, seed ${seed}${early}; samples cannot prove that anything holds.`;
}

/** How much was searched, and how the search ended. */
export function counts<State>(given: CheckResult<State>, style: Style): string {
  const result = visibleIn(given);
  if (result.program !== undefined) return flow(describeRuns(result, result.program), style);
  const { distinct, generated, depth, frontier, seconds, ended, recomputed } = result;
  const { neverTaken, neverChanged } = result;
  const figures = [
    `${counted(distinct, 'distinct state')}${result.symmetric === undefined ? '' : ' up to symmetry'}`,
    `${formatNumber(generated)} generated${twice(recomputed)}`,
    `depth ${formatNumber(depth)}`,
    formatDuration(seconds),
  ].join(', ');
  const threw = result.properties.some(({ kind }) => kind === 'step');
  const never = namesOf(neverTaken);
  const idle = namesOf(neverChanged);
  return [
    `${figures}; ${explainEnd(ended, frontier, threw, result.outside)}`,
    ...boundLines(result.outside),
    ...(result.fromSome ?? []).map(ofSome),
    ...(result.growth === undefined ? [] : [`Still growing: ${describeGrowth(result.growth)}.`]),
    ...(result.graph === undefined ? [] : [loopsLookedFor(result.graph, distinct - frontier)]),
    ...(never === '' ? [] : [`Never taken: ${never}.`]),
    ...(idle === '' ? [] : [`Taken, and never changed anything: ${idle}.`]),
    ...neverReadLines(result.neverRead),
    ...(result.coverage === undefined
      ? []
      : ['', ...coverageLines(result.coverage, isBounded(result.outside))]),
  ]
    .map((one) => flow(one, style))
    .join('\n');
}

/** How much was searched from some of the initial states. */
function ofSome({ properties, initial, distinct, generated, depth, ended }: FromSome): string {
  const names = properties.map((name) => JSON.stringify(name)).join(', ');
  return `From ${counted(initial, 'initial state')}, for ${names}: ${counted(distinct, 'distinct state')}, ${formatNumber(generated)} generated, depth ${formatNumber(depth)}; ${explainEnding(ended)}.`;
}

/** Which share of the generated states the search generated twice, to compare. Nothing if it is none. */
const twice = (share: number): string => (share === 0 ? '' : ` (${formatPercent(share)} twice)`);

/** In which part of the explored states the search looked for loops. */
function loopsLookedFor({ states, edges, isCut }: GraphFigures, expanded: number): string {
  const some = counted(edges, 'edge');
  if (isCut)
    return `Loops were looked for in the ${some} of the first ${counted(states, 'state')}.`;
  if (states >= expanded) return `Loops were looked for in all ${formatNumber(edges)} edges.`;
  const others = counted(expanded - states, states === 0 ? 'state' : 'other state');
  const because = `no loop through the ${others} can violate a property`;
  if (states === 0) return `Loops were not looked for: ${because}.`;
  return `Loops were looked for in the ${some} of ${counted(states, 'state')}: ${because}.`;
}

/** The safeguards and parameters that the model never read, as a line. No line if there are none. */
export function neverReadLines(neverRead: readonly NeverRead[]): string[] {
  const names = neverRead.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  return names === '' ? [] : [`Never read by the model: ${names}.`];
}

/** The names of steps, as in `planner.generate, enactor 1.write`. */
export function namesOf(steps: readonly StepName[]): string {
  return steps.map(({ actor, step }) => `${actor}.${step}`).join(', ');
}

/** How often each step can be taken. */
function coverageLines(coverage: readonly StepCoverage[], bounded: boolean): string[] {
  const never = bounded ? 'never within the state constraint' : 'never';
  const named = coverage.map((one) => ({ ...one, name: `${one.actor}.${one.step}` }));
  const width = widthOf(named.map(({ name }) => name));
  return named.map(({ name, states, taken, fails }) => {
    const times = `${counted(taken, 'time')} in ${counted(states, 'state')}`;
    const why = fails === undefined ? '' : `, as this never holds: ${fails}`;
    return `${padded(name, width)}  ${taken === 0 ? `${never}${why}` : times}`;
  });
}

function paint(verdict: Verdict, colors: Style['colors']): (text: string) => string {
  return verdict === 'holds' ? colors.green : verdict === 'violated' ? colors.red : colors.yellow;
}
