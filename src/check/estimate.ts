import { refuseUndeclaredReads } from '../model/declared.js';
import type { Model, Parameter } from '../model/model.js';
import { inSlices } from '../model/supervised.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import type { StepError } from '../model/step-error.js';
import { listOf } from '../property/list.js';
import type { FiniteProperty, Property } from '../property/property.js';
import { breathing } from '../search/common/ending.js';
import { aboutOf } from '../search/common/outcome.js';
import { bookOf, enter, type First, type Line } from '../search/simulation/book.js';
import { executions, type RunEnd } from '../search/simulation/execute.js';
import { graphOf } from '../search/simulation/graph.js';
import { streamOf } from '../search/simulation/random.js';
import { retrace, type TimedTrace } from '../search/simulation/retrace.js';
import { ratePerRun, ratePerStep, type Rate, type Tally } from '../search/simulation/tally.js';
import { saidOf, timing } from '../search/simulation/timing.js';
import { faultOf } from '../trace/judge.js';
import { refuseBadEstimate, refuseTemporal, type EstimateOptions } from './estimate-options.js';

export type { EstimateOptions, EstimateProgress } from './estimate-options.js';

/** How often a property was broken, or a `reachable` one was reached. */
export interface Frequency<State> extends Rate {
  /** The property's name, or the name of a step that threw. */
  readonly name: string;
  readonly kind: FiniteProperty<State>['kind'] | 'step';
  readonly because?: string;
  /** The number of runs with a hit: runs that broke the property, or that reached it if it is `reachable`. */
  readonly hits: number;
  /** The number of runs. If `per` names a step: how often that step was taken, in each run up to the hit. */
  readonly of: number;
  /** The first run with a hit, up to the hit. Absent if there is none. */
  readonly first?: FirstHit<State>;
}

/** The first run with a hit. */
export interface FirstHit<State> extends TimedTrace<State> {
  /** The number of the run, from 1. */
  readonly run: number;
  /** What is wrong, in a sentence; absent if the property is `reachable`. */
  readonly says?: string;
}

/** The result of `estimate`. It has no verdict: runs without a hit prove nothing. */
export interface EstimateResult<State> {
  /** The name of the model that was run. */
  readonly model: string;
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** One for each property, in their order; then one for each step that threw. */
  readonly properties: readonly Frequency<State>[];
  /** What the shares divide by: `run`, or the name of a step. */
  readonly per: string;
  /** The confidence of each interval, such as 0.95. */
  readonly confidence: number;
  /** The seed: given by the user, or drawn at random. */
  readonly seed: number;
  readonly runs: number;
  /** True if a signal ended it early. */
  readonly interrupted: boolean;
  /** How many runs ended for which reason. */
  readonly ended: Readonly<Record<RunEnd, number>>;
  /** The steps of all runs together. */
  readonly steps: number;
  /** The simulated time of all runs together, in seconds. */
  readonly simulated: number;
  /** How long the estimate took, in seconds. */
  readonly seconds: number;
}

/**
 * Estimates how often a property breaks if steps take time. It runs a model many times, draws the duration
 * of each step at random, and counts. `check` tells whether a property can break at all; `estimate` tells
 * how often it breaks, if the durations are right.
 *
 * In a run, each enabled step gets a time and keeps it as long as it stays enabled. The step whose time is
 * up first is taken. `executions` in `src/search/simulation/execute.ts` has all rules. A run counts at most once
 * for a property: when it first breaks the property (or reaches it).
 *
 * If `per` is `run`, the interval is exact, even if no run had a hit (see `clopperPearson`).
 *
 * @param model - The model. Its behaviours may be endless: `until` ends a run.
 * @param properties - What must hold or be reached; one or several. An empty list only finds steps that
 *   throw.
 * @param options - The durations of steps, how many runs, and what to divide by.
 * @returns For each property: how often it was broken or reached, with an interval, and the first run with
 *   a hit.
 * @throws ModelError if the model, a property or an option is wrong, or if a property is temporal.
 * @example
 * const result = await estimate(account, noLostUpdate, {
 *   durations: { '*': duration.exponential({ mean: 1 }) },
 *   runs: 100_000,
 *   seed: 7,
 * });
 * result.properties[0]?.share; // about 1 in 2
 */
export async function estimate<State>(
  model: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: EstimateOptions,
): Promise<EstimateResult<State>> {
  refuseOtherModel(model, 'estimate');
  const all = refuseTemporal(listOf(properties, 'estimate'));
  refuseBadEstimate(model, options);
  const { durations, weights = {}, per = 'run', confidence = 0.95, signal, onProgress } = options;
  const { runs: wanted = 10_000, until = {} } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);

  const graph = graphOf(model, {
    properties: all,
    durationOf: timing(durations),
    weightOf: (step) => saidOf(weights, step),
    ...(per === 'run' ? {} : { counted: per }),
  });
  const hasNoLimit = until.seconds === undefined && until.steps === undefined;
  const execute = executions(graph, all.length, hasNoLimit ? { steps: 10_000 } : until);
  const book = bookOf(all.length);
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const stream = streamOf(seed);
  const isStopped = () => signal?.aborted === true;
  const wantsMore = () => book.runs < wanted && !isStopped();
  const breathe = breathing(started, () => {
    const { runs, runsWithHits: hits, steps } = book;
    onProgress?.({ runs, of: wanted, hits, steps, seconds: seconds() });
  });
  let before = stream.clone();
  let running = execute(stream);
  const runOn = () => {
    const { value, done } = running.next(isStopped());
    if (done !== true) return true;
    enter(book, value, before);
    before = stream.clone();
    running = execute(stream);
    return wantsMore();
  };
  let goesOn = wantsMore();
  while (goesOn) {
    goesOn = inSlices(runOn);
    await breathe();
  }

  refuseUndeclaredReads(model);
  const frequencyOf = (line: Tally) =>
    per === 'run'
      ? { hits: line.hits, of: book.runs, ...ratePerRun(line, book.runs, confidence) }
      : { hits: line.hits, of: line.of, ...ratePerStep(line, book.runs, confidence) };
  const frequencies = all.map((property, index): Frequency<State> => {
    const line = book.lines[index] as Line;
    const about = { ...aboutOf(property), kind: property.kind, ...frequencyOf(line) };
    if (line.first === undefined) return about;
    const timed = retrace(model, execute, line.first.stream, line.first.steps);
    const fault = property.kind === 'reachable' ? undefined : faultOf(property, timed.trace);
    const says = fault === undefined ? {} : { says: fault.says };
    return { ...about, first: { run: line.first.run, ...says, ...timed } };
  });
  const threw = [...book.threw].map(([name, { hits, first }]): Frequency<State> => {
    const line = { hits, of: book.counted, squares: book.countedSquares };
    const { run: number, stream: again } = first as First;
    const timed = retrace(model, execute, again);
    const says = (timed.trace.failed as StepError).message;
    return { name, kind: 'step', ...frequencyOf(line), first: { run: number, says, ...timed } };
  });
  const { runs, ended, steps, seconds: simulated } = book;
  return {
    model: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    properties: [...frequencies, ...threw],
    per,
    confidence,
    seed,
    runs,
    interrupted: runs < wanted || ended.interrupted > 0,
    ended,
    steps,
    simulated,
    seconds: seconds(),
  };
}
