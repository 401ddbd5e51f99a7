import {
  asyncProperty,
  check,
  PreconditionFailure,
  property as ask,
  VerbosityLevel,
  type Arbitrary,
  type Parameters,
  type RunDetails,
} from 'fast-check';
import { refuseUndeclaredReads } from '../model/declared.js';
import { ModelError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import { complaintOfState } from '../property/evaluate.js';
import { isAskedFrom } from '../property/from.js';
import { listOf } from '../property/list.js';
import type { Property, Reachable } from '../property/property.js';
import { interleavings } from '../search/random/interleavings.js';
import { aboutOf, type PropertyOutcome } from '../search/common/outcome.js';
import type { Run } from '../search/random/run.js';
import { supervised } from '../model/supervised.js';
import { verdictOfAll } from '../search/common/verdict.js';
import { faultOf, nameOfStepError } from '../trace/judge.js';
import { cut, type Trace } from '../trace/trace.js';
import { isProgram, type Program } from '../program/define-program.js';
import type { ProgramProperty } from '../program/judge.js';
import { sampleProgram, type ProgramSampleOptions } from './program/sample-program.js';
import { inSpecOf } from './in-spec.js';
import type {
  RunDecision,
  SampledDecision,
  SampledOutcome,
  SampleResult,
} from './sample-result.js';
import { asking, refuseBadSample, shareTime, type SampleOptions } from './sample-options.js';

export type { SampleOptions };

export type { Found, SampledOutcome, SampleResult } from './sample-result.js';

/**
 * Tries random behaviours of a model and tells which properties they violate, each with a shrunk
 * counterexample.
 *
 * Sampling makes several passes over the same runs. A pass ends with the first run that decides a property,
 * and shrinks this run for that property alone. The next pass asks the other properties. So the seed and
 * the path of an outcome find its trace again, whatever other properties were asked.
 *
 * @param subject - The model. Its behaviours may be endless.
 * @param properties - What must hold; one or several. An empty list only finds steps that throw; the
 *   verdict is then `nothing checked`.
 * @param options - Those of fast-check (`seed`, `path`, `numRuns`, `examples`, `verbose`, time
 *   limits, …) and those of `interleavings`.
 * @returns Verdicts, and how to find each trace again.
 * @throws ModelError if the model, a property or an option is wrong.
 * @example
 * const result = sample(account, [noLostUpdate], { seed: 7, numRuns: 1000 });
 * result.verdict; // 'violated'
 */
export function sample<State>(
  subject: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options?: SampleOptions<State>,
): SampleResult<State>;
/**
 * Tries random interleavings of a program and tells which properties they violate, each with a shrunk
 * counterexample; otherwise as for a model.
 *
 * @param subject - The program.
 * @param properties - What must hold; one or several.
 * @param options - `seed`, `path`, `numRuns` and a time limit as fast-check has them, and how runs are made.
 * @returns Verdicts, and how to find each trace again.
 * @throws ModelError if the program, a property or an option is wrong.
 * @example
 * const result = await sample(transfer, [noMoneyIsMade], { seed: 7 });
 */
export function sample<State>(
  subject: Program<State>,
  properties: ProgramProperty<State> | readonly ProgramProperty<State>[],
  options?: ProgramSampleOptions,
): Promise<SampleResult<State>>;
export function sample<State>(
  subject: Model<State> | Program<State>,
  properties: Asked<State> | readonly Asked<State>[],
  options: SampleOptions<State> | ProgramSampleOptions = {},
): SampleResult<State> | Promise<SampleResult<State>> {
  if (isProgram(subject)) return sampleProgram(subject, properties, options);
  return sampleModel(
    subject,
    properties as readonly Property<State>[],
    options as SampleOptions<State>,
  );
}

/** A property of a model or of a program. */
type Asked<State> = Property<State> | ProgramProperty<State>;

function sampleModel<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SampleOptions<State>,
): SampleResult<State> {
  const passes = passesOver(model, properties, options);
  let next = passes.next();
  while (next.done !== true) {
    const { runs, saysNothing, parameters } = next.value;
    next = passes.next(asking(options, () => check(ask(runs, saysNothing), parameters)));
  }
  return next.value;
}

/** How long to check runs before other work and the signal get their turn, in milliseconds. */
const sliceTime = 50;

/**
 * Does what {@link sample} does, and lets other work have its turn in between.
 *
 * @param signal - Ends it; the result has what was found so far and is `interrupted`.
 */
export async function sampleUntil<State>(
  signal: AbortSignal,
  model: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: SampleOptions<State> = {},
): Promise<SampleResult<State>> {
  let resumed = performance.now();
  const passes = passesOver(model, properties, options);
  let next = passes.next();
  while (next.done !== true) {
    const { runs, saysNothing, parameters } = next.value;
    const asked = asyncProperty(runs, async (run) => {
      if (performance.now() - resumed >= sliceTime) {
        await new Promise((resolve) => setImmediate(resolve));
        resumed = performance.now();
      }
      if (signal.aborted) throw new PreconditionFailure(true);
      return saysNothing(run);
    });
    next = passes.next(await asking(options, async () => check(asked, parameters)));
  }
  return next.value;
}

/** A pass to make over the runs. */
interface AskedPass<State> {
  readonly runs: Arbitrary<Run<State>>;
  /** True for a run that decides nothing new. */
  readonly saysNothing: (run: Run<State>) => boolean;
  readonly parameters: Parameters<[Run<State>]>;
}

/** Yields one pass after the other, receives fast-check's details of each, and returns the result. */
function* passesOver<State>(
  model: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: SampleOptions<State>,
): Generator<AskedPass<State>, SampleResult<State>, RunDetails<[Run<State>]>> {
  refuseOtherModel(model, 'sample');
  refuseBadSample(options);
  const all = listOf(properties, 'sample', model);
  const { maxSteps, schedule, changePoints } = options;
  const runs = interleavings(model, { maxSteps, schedule, changePoints });
  const timeLeft = shareTime(options);
  const decided: SampledDecision<State>[] = [];
  const details: RunDetails<[Run<State>]>[] = [];
  let last: Pass<State>;
  let open = all;
  do {
    const seed = details[0] === undefined ? {} : { seed: details[0].seed };
    const parameters = { ...options, ...timeLeft(), ...seed };
    last = yield* passOver(runs, parameters, open, decided);
    details.push(last.details);
    if (last.decided !== undefined) decided.push(last.decided);
    open = all.filter((property) => !decided.some((one) => isAbout(one, property)));
  } while (
    last.decided !== undefined &&
    !last.details.interrupted &&
    (all.length === 0 || open.length > 0)
  );

  refuseUndeclaredReads(model);
  const outcomes = [
    ...all.map(
      (property): SampledOutcome<State> =>
        decided.find((one) => isAbout(one, property)) ?? {
          ...aboutOf(property),
          verdict: 'undecided',
          ...(property.kind === 'temporal' ? { says: 'a sample ends; ask check' } : {}),
        },
    ),
    ...decided.filter(({ kind }) => kind === 'step'),
  ];
  return {
    verdict: verdictOfAll(outcomes),
    model: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    seed: last.details.seed,
    runs: Math.max(...details.map(({ numRuns }) => numRuns)),
    interrupted: last.details.interrupted || (last.details.failed && last.decided === undefined),
    properties: outcomes,
    ...(last.details.verbose !== VerbosityLevel.None ? { details } : {}),
  };
}

type Named = Pick<PropertyOutcome<unknown>, 'name' | 'kind'>;

/** One pass over the runs: fast-check's details of it, and what it decided, if anything. */
interface Pass<State> {
  readonly details: RunDetails<[Run<State>]>;
  readonly decided?: SampledDecision<State>;
}

/** Reporters are for what fast-check asserts. Those of its global settings have nothing to do with a sample. */
const noReporters = { reporter: undefined, asyncReporter: undefined } as object;

/** Looks for the first run that decides anything new, and shrinks it for this decision alone. */
function* passOver<State>(
  runs: Arbitrary<Run<State>>,
  parameters: SampleOptions<State>,
  open: readonly Property<State>[],
  known: readonly SampledDecision<State>[],
): Generator<AskedPass<State>, Pass<State>, RunDetails<[Run<State>]>> {
  /** The decision of the run that was found, and then of each smaller run. */
  const found: RunDecision<State>[] = [];
  const saysNothing = (run: Run<State>): boolean => {
    const [first] = found;
    const decision = supervised(() => decisionsOn(run, open)).find((one) =>
      first === undefined
        ? !known.some((other) => isAbout(one, other))
        : isAbout(one, first) && one.verdict === first.verdict,
    );
    if (decision !== undefined) found.push(decision);
    return decision === undefined;
  };
  // fast-check's types accept no plugin for runs of any type here.
  const details = yield {
    runs,
    saysNothing,
    parameters: { ...(parameters as Parameters<[Run<State>]>), ...noReporters },
  };
  if (details.errorInstance instanceof ModelError) throw details.errorInstance;
  const smallest = found.at(-1);
  if (smallest === undefined || details.counterexamplePath === null) return { details };
  const { seed, counterexamplePath: path, numShrinks: shrinks } = details;
  return { details, decided: { ...smallest, seed, path, shrinks } };
}

/** All that one run decides: of the properties, and of the step that threw at its end, if one did. */
function decisionsOn<State>(
  run: Trace<State>,
  properties: readonly Property<State>[],
): readonly RunDecision<State>[] {
  const decisions = properties.flatMap((property) => decisionOn(run, property) ?? []);
  const { model, states, actions, failed } = run;
  if (failed === undefined) return decisions;
  const name = nameOfStepError(failed);
  const trace = { model, states, actions, failed };
  return [...decisions, { name, kind: 'step', verdict: 'violated', says: failed.message, trace }];
}

function decisionOn<State>(
  run: Trace<State>,
  property: Property<State>,
): RunDecision<State> | undefined {
  if (property.kind === 'reachable') return arrivalIn(run, property);
  const fault = faultOf(property, run);
  if (fault === undefined) return undefined;
  const { at, says } = fault;
  const trace = cut(run, at);
  return { ...aboutOf(property), verdict: 'violated', says, trace, ...inSpecOf(property, trace) };
}

/** A state that meets a `reachable` property proves it, unless its predicate throws before. */
function arrivalIn<State>(
  run: Trace<State>,
  property: Reachable<State>,
): RunDecision<State> | undefined {
  if (!isAskedFrom(property, run.states[0] as State)) return undefined;
  for (const [at, state] of run.states.entries()) {
    const complaint = complaintOfState(property, state);
    if (complaint !== undefined && !complaint.threw) continue;
    const about = { ...aboutOf(property), trace: cut(run, at) };
    return complaint === undefined
      ? { ...about, verdict: 'holds' }
      : { ...about, verdict: 'violated', says: complaint.says };
  }
  return undefined;
}

/** Compares the kind too: a property that the user gave may have the same name as a step that threw. */
function isAbout(one: Named, other: Named): boolean {
  return one.name === other.name && one.kind === other.kind;
}
