import { refuseUndeclaredReads } from '../model/declared.js';
import type { Model, Parameter } from '../model/model.js';
import { inSlices } from '../model/supervised.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import type { StepError } from '../model/step-error.js';
import { refuseFrom } from '../property/from.js';
import { listOf } from '../property/list.js';
import type { FiniteProperty, Property } from '../property/property.js';
import { yielding } from '../search/common/ending.js';
import { aboutOf } from '../search/common/outcome.js';
import {
  addRun,
  newStatistics,
  type FirstRun,
  type RunningTally,
  type Statistics,
} from '../search/simulation/statistics.js';
import { executions, type Execute, type RunEnd } from '../search/simulation/execute.js';
import { streamOf } from '../search/simulation/random.js';
import { retrace, type TimedTrace } from '../search/simulation/retrace.js';
import { ratePerRun, ratePerStep, type Rate, type Tally } from '../search/simulation/tally.js';
import { timing, valueFor } from '../search/simulation/timing.js';
import { simulated } from '../search/simulation/visited-states.js';
import { faultOf } from '../trace/judge.js';
import {
  refuseBadEstimate,
  refuseWrongStart,
  refuseTemporal,
  type EstimateOptions,
} from './estimate-options.js';

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
  const all = refuseTemporal(listOf(properties, 'estimate', model));
  refuseFrom(
    all,
    'estimate',
    'a share of all runs would say little of it; give a model with these initial states',
  );
  refuseBadEstimate(model, options);
  refuseWrongStart(model, all);
  const { durations, weights = {}, per = 'run', confidence = 0.95, signal, onProgress } = options;
  const { runs: wanted = 10_000, until = {} } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);

  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const hasNoLimit = until.seconds === undefined && until.steps === undefined;
  const execute = executions(
    simulated(model, {
      properties: all,
      durationOf: timing(durations),
      weightOf: (step) => valueFor(weights, step),
      ...(per === 'run' ? {} : { counted: per }),
    }),
    all.length,
    hasNoLimit ? { steps: 10_000 } : until,
  );
  const statistics = newStatistics(all.length);
  await runAll(execute, statistics, {
    wanted,
    seed,
    isStopped: () => signal?.aborted === true,
    yieldNow: yielding(started, () => {
      const { runs, runsWithHits: hits, steps } = statistics;
      onProgress?.({ runs, of: wanted, hits, steps, seconds: seconds() });
    }),
  });
  refuseUndeclaredReads(model);
  const { runs, ended, steps, seconds: simulatedTime } = statistics;
  return {
    model: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    properties: frequenciesOf(model, all, { statistics, execute, per, confidence }),
    per,
    confidence,
    seed,
    runs,
    interrupted: runs < wanted || ended.interrupted > 0,
    ended,
    steps,
    simulated: simulatedTime,
    seconds: seconds(),
  };
}

/** How many runs are wanted, and what may end them early. */
interface Runs {
  readonly wanted: number;
  readonly seed: number;
  readonly isStopped: () => boolean;
  /** Lets other work have its turn. */
  readonly yieldNow: () => Promise<unknown>;
}

/** Makes runs, and adds each to the statistics. */
async function runAll<State>(
  execute: Execute<State>,
  statistics: Statistics,
  { wanted, seed, isStopped, yieldNow }: Runs,
): Promise<void> {
  const stream = streamOf(seed);
  const wantsMore = () => statistics.runs < wanted && !isStopped();
  let before = stream.clone();
  let running = execute(stream);
  const runOn = () => {
    const { value, done } = running.next(isStopped());
    if (done !== true) return true;
    addRun(statistics, value, before);
    before = stream.clone();
    running = execute(stream);
    return wantsMore();
  };
  let goesOn = wantsMore();
  while (goesOn) {
    goesOn = inSlices(runOn);
    await yieldNow();
  }
}

/** What was counted, and how to show it. */
interface Counted<State> {
  readonly statistics: Statistics;
  readonly execute: Execute<State>;
  readonly per: string;
  readonly confidence: number;
}

/** The frequency of each property, and then that of each step that threw. */
function frequenciesOf<State>(
  model: Model<State>,
  properties: readonly FiniteProperty<State>[],
  { statistics, execute, per, confidence }: Counted<State>,
): Frequency<State>[] {
  const { runs, tallies, threw, counted, countedSquares } = statistics;
  const frequencyOf = (tally: Tally) =>
    per === 'run'
      ? { hits: tally.hits, of: runs, ...ratePerRun(tally, runs, confidence) }
      : { hits: tally.hits, of: tally.of, ...ratePerStep(tally, runs, confidence) };
  const ofProperties = properties.map((property, index): Frequency<State> => {
    const tally = tallies[index] as RunningTally;
    const about = { ...aboutOf(property), kind: property.kind, ...frequencyOf(tally) };
    if (tally.first === undefined) return about;
    const { run, stream, steps } = tally.first;
    const timed = retrace(model, execute, stream, steps);
    const fault = property.kind === 'reachable' ? undefined : faultOf(property, timed.trace);
    const says = fault === undefined ? {} : { says: fault.says };
    return { ...about, first: { run, ...says, ...timed } };
  });
  const ofSteps = [...threw].map(([name, { hits, first }]): Frequency<State> => {
    const tally = { hits, of: counted, squares: countedSquares };
    const { run, stream } = first as FirstRun;
    const timed = retrace(model, execute, stream);
    const says = (timed.trace.failed as StepError).message;
    return { name, kind: 'step', ...frequencyOf(tally), first: { run, says, ...timed } };
  });
  return [...ofProperties, ...ofSteps];
}
