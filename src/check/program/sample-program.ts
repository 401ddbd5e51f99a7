/** Samples a program: executes random interleavings, and shrinks those that decide a property. */
import {
  asyncProperty,
  check,
  PreconditionFailure,
  sample as generate,
  type Arbitrary,
  type Parameters,
  type RunDetails,
} from 'fast-check';
import * as v from 'valibot';
import type { Program } from '../../program/define-program.js';
import { work } from '../../program/execution/work.js';
import type { ProgramProperty } from '../../program/judge.js';
import { chooserOf } from '../../program/random/chooser.js';
import { schedules, type Schedule } from '../../program/random/schedules.js';
import { inSpecOf } from '../in-spec.js';
import { oneRun, type OneRun } from '../../program/exploration/one-run.js';
import { settingOf, type SearchSetting } from '../../program/exploration/setting.js';
import { useStandIns } from '../../program/time/globals.js';
import { aboutOf } from '../../search/common/outcome.js';
import { verdictOfAll } from '../../search/common/verdict.js';
import { cut } from '../../trace/trace.js';
import { ModelError } from '../../validation/errors.js';
import {
  abortSignal,
  milliseconds,
  pathOfOutcome,
  wholeNumber,
  wordOf,
  type ValueSchema,
} from '../../validation/values.js';
import { asking } from '../sample-options.js';
import type { RunDecision, SampledOutcome, SampleResult } from '../sample-result.js';
import { refuseBadProgramOptions } from './options.js';
import { programPropertiesOf } from './properties.js';

/** The options of `sample` for a program: some of fast-check's own, and how runs are made. */
export interface ProgramSampleOptions {
  readonly seed?: number;
  readonly path?: string;
  readonly numRuns?: number;
  /** Milliseconds after which the runs end. */
  readonly interruptAfterTimeLimit?: number;
  /**
   * How the next event is chosen. `uniform`: all events have equal chances. `pct`: tasks, and calls and timers for which
   * a task waits at once, have random priorities that change a few times. This finds races that need a slow task.
   * `mixed` (the default): each run uses one of the two at random, two in three `uniform`.
   */
  readonly schedule?: 'mixed' | 'uniform' | 'pct';
  /** The most changes of priority in a run of `pct` (default: 3). */
  readonly changePoints?: number;
  /** Ends it; the result has what was found so far and is `interrupted`. */
  readonly signal?: AbortSignal;
}

const kinds = ['mixed', 'uniform', 'pct'] satisfies ProgramSampleOptions['schedule'][];

const sampleOptions = v.object({
  seed: wholeNumber(-Infinity),
  path: pathOfOutcome,
  numRuns: wholeNumber(1),
  interruptAfterTimeLimit: milliseconds,
  schedule: wordOf(kinds, "give 'mixed', 'uniform' or 'pct'"),
  changePoints: wholeNumber(0),
  signal: abortSignal,
} satisfies Record<keyof ProgramSampleOptions, ValueSchema>);

/** How many runs with equal chances are made to measure how long runs get. */
const trialRuns = 4;

/** A pass over the runs: it ends with the first that decides something new, shrunk. */
interface Pass<State> {
  readonly details: RunDetails<[Schedule]>;
  readonly decided: RunDecision<State> | undefined;
}

/** Samples a program. See `sample`. */
export async function sampleProgram<State>(
  program: Program<State>,
  properties: unknown,
  given: object,
): Promise<SampleResult<State>> {
  const all = programPropertiesOf<State>(properties, 'sample');
  refuseBadProgramOptions('sample', given, sampleOptions);
  const options: ProgramSampleOptions = given;
  const standDown = useStandIns();
  try {
    return await inPasses(program, all, options);
  } finally {
    standDown();
  }
}

async function inPasses<State>(
  program: Program<State>,
  all: readonly ProgramProperty<State>[],
  options: ProgramSampleOptions,
): Promise<SampleResult<State>> {
  const setting = settingOf(program.definition, all);
  const { schedule = 'mixed', changePoints = 3, signal, ...asked } = options;
  const runs = schedules({ schedule, changePoints, events: await usualLength(setting) });
  const started = performance.now();
  const decided: SampledOutcome<State>[] = [];
  let seed = asked.seed;
  let most = 0;
  let last: Pass<State>;
  do {
    const left = timeLeft(asked.interruptAfterTimeLimit, started);
    const parameters = { ...asked, ...left, ...(seed === undefined ? {} : { seed }) };
    last = await onePass(setting, runs, { parameters, known: decided, signal });
    ({ seed } = last.details);
    most = Math.max(most, last.details.numRuns);
    const { counterexamplePath: path, numShrinks: shrinks } = last.details;
    if (last.decided !== undefined && path !== null) {
      decided.push({ ...last.decided, seed, path, shrinks });
    }
  } while (last.decided !== undefined && !last.details.interrupted && isOpen(all, decided));
  const outcomes = outcomesOf(all, decided);
  return {
    verdict: verdictOfAll(outcomes),
    model: program.name,
    safeguards: [],
    parameters: {},
    seed,
    runs: most,
    interrupted: last.details.interrupted || signal?.aborted === true,
    properties: outcomes,
  };
}

/**
 * The length of the longest of a few runs, which are always the same ones: the one in which each task goes on as long as
 * it can, and some in which all events have equal chances. There, code may wait and try again, so runs may be longer.
 */
async function usualLength<State>(setting: SearchSetting<State>): Promise<number> {
  const lengthOf = async (schedule: Schedule) =>
    (await work(setting, oneRun(setting, chooserOf(schedule)))).path.length;
  let longest = Math.max(1, await lengthOf({ kind: 'uniform', picks: [] }));
  const equal = schedules({ schedule: 'uniform', changePoints: 0, events: longest });
  for (const schedule of generate(equal, { seed: 0, numRuns: trialRuns })) {
    longest = Math.max(longest, await lengthOf(schedule));
  }
  return longest;
}

/** What is left of the time for all passes. */
function timeLeft(limit: number | undefined, started: number) {
  if (limit === undefined) return {};
  return { interruptAfterTimeLimit: Math.max(0, limit - (performance.now() - started)) };
}

const isOpen = (all: readonly { name: string }[], decided: readonly { name: string }[]): boolean =>
  all.length === 0 || all.some(({ name }) => !decided.some((one) => one.name === name));

/** Looks for the first run that decides anything new, and shrinks it for this decision alone. */
async function onePass<State>(
  setting: SearchSetting<State>,
  runs: Arbitrary<Schedule>,
  {
    parameters,
    known,
    signal,
  }: {
    readonly parameters: Parameters<[Schedule]>;
    readonly known: readonly SampledOutcome<State>[];
    readonly signal: AbortSignal | undefined;
  },
): Promise<Pass<State>> {
  let smallest: RunDecision<State> | undefined;
  const asked = asyncProperty(runs, async (schedule) => {
    if (signal?.aborted === true) throw new PreconditionFailure(true);
    const run = await work(setting, oneRun(setting, chooserOf(schedule)));
    const decision = decisionsOf(setting, run).find(({ name, verdict }) =>
      smallest === undefined
        ? !known.some((one) => one.name === name)
        : name === smallest.name && verdict === smallest.verdict,
    );
    if (decision !== undefined) smallest = decision;
    return decision === undefined;
  });
  // Reporters are for what fast-check asserts. Those of its global settings have nothing to do with a sample.
  const noReporters = { reporter: undefined, asyncReporter: undefined } as object;
  const details = await asking(parameters, async () =>
    check(asked, { ...parameters, ...noReporters }),
  );
  if (details.errorInstance instanceof ModelError) throw details.errorInstance;
  return { details, decided: details.failed ? smallest : undefined };
}

/** All that a run decides, each with the run up to there. */
function decisionsOf<State>(
  { judge }: SearchSetting<State>,
  { found, trace }: OneRun<State>,
): readonly RunDecision<State>[] {
  const names = new Set<string>();
  return found.flatMap(({ name, kind, says, at }) => {
    if (names.has(name)) return [];
    names.add(name);
    const property = judge.properties.find((one) => kind === 'property' && one.name === name);
    const about = {
      ...(property === undefined ? { name, kind: 'step' as const } : aboutOf(property)),
      trace: cut(trace, at),
    };
    return [
      says === undefined
        ? { ...about, verdict: 'holds' as const }
        : { ...about, verdict: 'violated' as const, says, ...inSpecOf(property, about.trace) },
    ];
  });
}

/** One for each property, in their order; then one for each thing that went wrong without a property. */
function outcomesOf<State>(
  all: readonly ProgramProperty<State>[],
  decided: readonly SampledOutcome<State>[],
): readonly SampledOutcome<State>[] {
  return [
    ...all.map((property): SampledOutcome<State> => {
      const { name, kind } = property;
      const known = decided.find((one) => one.name === name && one.kind === kind);
      return known ?? { ...aboutOf(property), verdict: 'undecided' };
    }),
    ...decided.filter(({ kind }) => kind === 'step'),
  ];
}
