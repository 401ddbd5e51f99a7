import { join } from 'node:path';
import type { MatcherState } from 'vitest';
import { check, type CheckOptions, type CheckResult } from '../check/check.js';
import { checkOptions, refuseBadOptions } from '../check/options.js';
import { ModelError } from '../model/errors.js';
import type { Model } from '../model/model.js';
import { describeGiven, refuseOtherModel } from '../model/refuse.js';
import { listOf, refuseSeveral } from '../property/list.js';
import { reachable, type Answer, type Property } from '../property/property.js';
import { report } from '../report/report.js';
import { record } from '../trace/recording.js';
import { stepsOf } from '../trace/trace.js';
import { refuseBadNumbers, wrongNumbers, type ExpectedNumbers } from './expected.js';
import { keepRecording, recordingsFolder } from '../trace/recordings.js';
import { describeCheck, note } from './notes.js';
import { withinTest } from './test-time.js';

/** What a matcher tells vitest. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What `toHold` takes beside properties. */
export interface HoldOptions extends Omit<CheckOptions, 'stopAtViolation'>, ExpectedNumbers {
  /** The folder for the recording of a counterexample; see `recordingsFolder` where absent. */
  readonly recordings?: string;
}

/** What `toViolate` and `toReach` take beside a property. */
export interface ShortestOptions extends Omit<CheckOptions, 'stopAtViolation'>, ExpectedNumbers {
  /** The length of the shortest trace, in steps. */
  readonly steps?: number;
}

/** What `toReach` takes beside a goal: the same, but that it gives one way there. */
export type ReachOptions = Omit<ShortestOptions, 'counterexamples'>;

const sharedOptions = {
  limits: true,
  signal: true,
  onProgress: true,
  watch: true,
  workers: true,
  fairness: true,
  coverage: true,
  symmetric: true,
  prefer: true,
  distinct: true,
  generated: true,
  depth: true,
} as const;

const holdOptions = Object.keys({
  ...sharedOptions,
  counterexamples: true,
  recordings: true,
} satisfies Record<keyof HoldOptions, true>);

const shortestOptions = {
  toViolate: Object.keys({
    ...sharedOptions,
    counterexamples: true,
    steps: true,
  } satisfies Record<keyof ShortestOptions, true>),
  toReach: Object.keys({ ...sharedOptions, steps: true } satisfies Record<
    keyof ReachOptions,
    true
  >),
};

/** Every property holds in every interleaving. */
export async function toHold<State>(
  this: MatcherState,
  received: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: HoldOptions = {},
): Promise<MatcherResult> {
  refuseOtherModel(received, 'toHold');
  refuseBadOptions('toHold', options, holdOptions);
  const { distinct, generated, depth, recordings } = options;
  refuseBadNumbers('toHold', { distinct, generated, depth }, this.isNot ? 'toViolate' : undefined);
  refuseOtherFolder(recordings);
  const all = listOf(properties, 'toHold');
  if (all.length === 0) throw nothingAsked;
  const result = await checkNoted(received, all, options);
  if (result.verdict === 'undecided') return unable(this, result);
  const pass = result.verdict === 'holds';
  const wrong = wrongNumbers(result, options);
  if (pass && wrong !== undefined) return refuted(this, `${wrong}\n\n${report(result)}`);
  const message = pass
    ? `expected some property to be violated, and all hold:\n\n${report(result)}`
    : [report(result), ...(this.isNot ? [] : keepAll(this, result, recordings))].join('\n');
  return { pass, message: () => message };
}

/** The property is violated; where `steps` is given, by a shortest counterexample of that length. */
export async function toViolate<State>(
  this: MatcherState,
  received: Model<State>,
  property: Property<State>,
  options: ShortestOptions = {},
): Promise<MatcherResult> {
  refuseSeveral(property, 'toViolate');
  return lengthOf(this, 'toViolate', received, property, 'violated', options);
}

/** A state can be reached; where `steps` is given, on a shortest way of that length. */
export async function toReach<State>(
  this: MatcherState,
  received: Model<State>,
  goal: Property<State> | ((state: State) => Answer),
  options: ReachOptions = {},
): Promise<MatcherResult> {
  const property = typeof goal === 'function' ? reachable('the state is reached', goal) : goal;
  refuseSeveral(property, 'toReach');
  if (property.kind !== 'reachable') {
    throw new ModelError(
      `toReach: ${JSON.stringify(property.name)} is no reachable(…); use toHold or toViolate.`,
    );
  }
  return lengthOf(this, 'toReach', received, property, 'holds', options);
}

async function lengthOf<State>(
  matcher: MatcherState,
  name: keyof typeof shortestOptions,
  received: Model<State>,
  property: Property<State>,
  wanted: 'holds' | 'violated',
  options: ShortestOptions,
): Promise<MatcherResult> {
  refuseOtherModel(received, name);
  refuseBadOptions(name, options, shortestOptions[name]);
  const { distinct, generated, depth, steps: wantedSteps } = options;
  const instead = wanted === 'violated' ? 'toHold' : 'toViolate';
  const expected = { distinct, generated, depth, steps: wantedSteps };
  refuseBadNumbers(name, expected, matcher.isNot ? instead : undefined);
  const result = await checkNoted(received, property, options);
  const outcome = result.properties.find((one) => one.name === property.name);
  if (outcome === undefined || outcome.verdict === 'undecided') return unable(matcher, result);
  const shown = report(result);
  const pass = outcome.verdict === wanted;
  if (!pass) return { pass, message: () => shown };
  const steps = outcome.trace === undefined ? undefined : stepsOf(outcome.trace);
  if (wantedSteps !== undefined && steps !== wantedSteps) {
    const found = steps === undefined ? 'no trace' : `${steps} steps`;
    const what = `the shortest trace was expected to have ${wantedSteps} steps, and has ${found}`;
    return refuted(matcher, `${what}:\n\n${shown}`);
  }
  const wrong = wrongNumbers(result, options);
  if (wrong !== undefined) return refuted(matcher, `${wrong}\n\n${shown}`);
  return { pass, message: () => `expected otherwise:\n\n${shown}` };
}

/** Checks, and notes for the reporter what that came to. */
async function checkNoted<State>(
  model: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: CheckOptions,
): Promise<CheckResult<State>> {
  const result = await check(model, properties, searchOptions(options));
  note(describeCheck(result));
  return result;
}

/** Those of the options that are for the search. */
function searchOptions(options: CheckOptions): CheckOptions {
  const own = Object.entries(options).filter(
    ([name, value]) => checkOptions.includes(name) && value !== undefined,
  );
  return withinTest(Object.fromEntries(own));
}

/** With `not` as without: nothing holds, and nothing is violated. */
const nothingAsked = new ModelError(
  'toHold was given no properties, so there is nothing that could hold; give one or more. ' +
    'To count states only, use check(model, []).',
);

function refuseOtherFolder(recordings: unknown): void {
  if (recordings === undefined || typeof recordings === 'string') return;
  throw new ModelError(
    `toHold: recordings is ${describeGiven(recordings)}; give the path of a folder.`,
  );
}

/** Undecided is neither a yes nor a no: with `not` as without, it fails. */
function unable<State>(matcher: MatcherState, result: CheckResult<State>): MatcherResult {
  const { ended } = result;
  const tooSlow = ended.by === 'limit' && ended.limit === 'seconds';
  const advice = tooSlow ? "\nGive it more time (the test's timeout), or bound the model." : '';
  return refuted(matcher, `${report(result)}${advice}`);
}

/** Fails, with `not` as without. */
function refuted(matcher: MatcherState, message: string): MatcherResult {
  return { pass: matcher.isNot, message: () => message };
}

/** Records every counterexample; a sentence for each. */
function keepAll<State>(
  matcher: MatcherState,
  result: CheckResult<State>,
  folder: string | undefined,
): string[] {
  const into = folder ?? recordingsFolder(matcher.testPath ?? join(process.cwd(), 'test'));
  return result.properties.flatMap((outcome) => {
    if (outcome.verdict !== 'violated' || outcome.trace === undefined) return [];
    return [keepRecording(into, record(outcome.trace, outcome.name))];
  });
}

/** The properties that a matcher takes for a received value: those of its state. */
export type PropertiesOf<Received> =
  Received extends Model<infer State> ? Property<State> | readonly Property<State>[] : never;

/** One property, of the received model's state. */
export type PropertyOf<Received> = Received extends Model<infer State> ? Property<State> : never;

/** What can be reached in a received model: a `reachable` property, or a predicate. */
export type GoalOf<Received> =
  Received extends Model<infer State> ? Property<State> | ((state: State) => Answer) : never;
