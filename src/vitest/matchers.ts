import { join } from 'node:path';
import * as v from 'valibot';
import type { MatcherState } from 'vitest';
import { check, type CheckOptions, type CheckResult } from '../check/check.js';
import { checkOptions, refuseBadOptions, type OptionsSchema } from '../check/options.js';
import { ModelError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import { folder, wholeNumber, type ValueSchema } from '../validation/values.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import { listOf, refuseSeveral } from '../property/list.js';
import { reachable, type Answer, type Property } from '../property/property.js';
import { report } from '../report/text/report.js';
import { record } from '../trace/recording.js';
import { stepsOf } from '../trace/trace.js';
import {
  expectedNumbers,
  refuseNumbersWithNot,
  wrongNumbers,
  type ExpectedNumbers,
} from './expected.js';
import { keepRecording, recordingsFolder } from '../files/recordings.js';
import { whyItFails, type Expectation } from './sentence.js';
import { describeCheck, note } from './notes.js';
import { withinTest } from './test-time.js';

/** What a matcher returns to vitest. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The options of `toHold`. */
export interface HoldOptions extends Omit<CheckOptions, 'stopAtViolation'>, ExpectedNumbers {
  /** The folder for the recording of a counterexample; default: see `recordingsFolder`. */
  readonly recordings?: string;
}

/** The options of `toViolate` and `toReach`. */
export interface ShortestOptions extends Omit<CheckOptions, 'stopAtViolation'>, ExpectedNumbers {
  /** The length of the shortest trace, in steps. */
  readonly steps?: number;
}

/** The options of `toReach`: those of `toViolate` without `counterexamples`, as it finds only one way. */
export type ReachOptions = Omit<ShortestOptions, 'counterexamples'>;

const matcherOptions = v.object({
  ...v.omit(checkOptions, ['stopAtViolation']).entries,
  ...expectedNumbers,
});

const holdOptions = v.object({
  ...matcherOptions.entries,
  recordings: folder,
} satisfies Record<keyof HoldOptions, ValueSchema>);

const violateOptions = v.object({
  ...matcherOptions.entries,
  steps: wholeNumber(0),
} satisfies Record<keyof ShortestOptions, ValueSchema>);

const reachOptions = v.object(
  v.omit(violateOptions, ['counterexamples']).entries satisfies Record<
    keyof ReachOptions,
    ValueSchema
  >,
);

/** Passes if every property holds in every interleaving. */
export async function toHold<State>(
  this: MatcherState,
  received: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: HoldOptions = {},
): Promise<MatcherResult> {
  refuseOtherModel(received, 'toHold');
  refuseBadOptions('toHold', options, holdOptions);
  const { distinct, generated, depth, recordings } = options;
  if (this.isNot) refuseNumbersWithNot('toHold', { distinct, generated, depth }, 'toViolate');
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

/** Passes if the property is violated; with `steps`, by a shortest counterexample of that length. */
export async function toViolate<State>(
  this: MatcherState,
  received: Model<State>,
  property: Property<State>,
  options: ShortestOptions = {},
): Promise<MatcherResult> {
  refuseSeveral(property, 'toViolate');
  const violate = {
    name: 'toViolate',
    not: 'toHold',
    schema: violateOptions,
    verdict: 'violated',
    label: quoted(property),
  } as const;
  return shortest(this, violate, received, property, options);
}

/** Passes if such a state can be reached; with `steps`, on a shortest way of that length. */
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
  const reach = {
    name: 'toReach',
    not: 'toViolate',
    schema: reachOptions,
    verdict: 'holds',
    label: typeof goal === 'function' ? 'the state' : quoted(property),
  } as const;
  return shortest(this, reach, received, property, options);
}

/** A matcher that expects a shortest trace. */
interface ShortestMatcher extends Pick<Expectation, 'label' | 'verdict'> {
  readonly name: string;
  /** The matcher to use in place of this one with `not`. */
  readonly not: string;
  readonly schema: OptionsSchema;
}

async function shortest<State>(
  matcher: MatcherState,
  { name, not, schema, ...wanted }: ShortestMatcher,
  received: Model<State>,
  property: Property<State>,
  options: ShortestOptions,
): Promise<MatcherResult> {
  refuseOtherModel(received, name);
  refuseBadOptions(name, options, schema);
  const { distinct, generated, depth, steps: wantedSteps } = options;
  const expected = { distinct, generated, depth, steps: wantedSteps };
  if (matcher.isNot) refuseNumbersWithNot(name, expected, not);
  const result = await checkNoted(received, property, options);
  const outcome = result.properties.find((one) => one.name === property.name);
  if (outcome === undefined) return unable(matcher, result);
  const why = whyItFails({ ...wanted, isNot: matcher.isNot, steps: wantedSteps }, result, outcome);
  if (outcome.verdict === 'undecided') return unable(matcher, result, `${why}:\n\n`);
  const message = () => `${why}:\n\n${report(result)}`;
  if (outcome.verdict !== wanted.verdict) return { pass: false, message };
  const steps = outcome.trace === undefined ? undefined : stepsOf(outcome.trace);
  if (wantedSteps !== undefined && steps !== wantedSteps) return refuted(matcher, message());
  const wrong = wrongNumbers(result, options);
  if (wrong !== undefined) return refuted(matcher, `${wrong}\n\n${report(result)}`);
  return { pass: true, message };
}

/** Checks the model, and notes the verdict for the reporter. */
async function checkNoted<State>(
  model: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: CheckOptions,
): Promise<CheckResult<State>> {
  const result = await check(model, properties, searchOptions(options));
  note(describeCheck(result));
  return result;
}

/** The options for the search, without those of the matcher. */
function searchOptions(options: CheckOptions): CheckOptions {
  const own = Object.entries(options).filter(
    ([name, value]) => name in checkOptions.entries && value !== undefined,
  );
  return withinTest(Object.fromEntries(own));
}

/** The error for an empty list of properties, with `not` and without: nothing holds or is violated. */
const nothingAsked = new ModelError(
  'toHold was given no properties, so there is nothing that could hold; give one or more. ' +
    'To count states only, use check(model, []).',
);

/** An undecided property is neither a yes nor a no. The matcher fails, with `not` and without. */
function unable<State>(matcher: MatcherState, result: CheckResult<State>, why = ''): MatcherResult {
  const { ended } = result;
  const tooSlow = ended.by === 'limit' && ended.limit === 'seconds';
  const advice = tooSlow ? "\nGive it more time (the test's timeout), or bound the model." : '';
  return refuted(matcher, `${why}${report(result)}${advice}`);
}

/** The name of a property in quotes. A value that is not a property is refused later. */
const quoted = (property: { readonly name?: unknown } | undefined): string =>
  JSON.stringify(property?.name);

/** Fails, with `not` and without. */
function refuted(matcher: MatcherState, message: string): MatcherResult {
  return { pass: matcher.isNot, message: () => message };
}

/** Records every counterexample, and returns a sentence for each. */
function keepAll<State>(
  matcher: MatcherState,
  result: CheckResult<State>,
  folder: string | undefined,
): string[] {
  const into = folder ?? recordingsFolder(matcher.testPath ?? join(process.cwd(), 'test'));
  return result.properties.flatMap((outcome) => {
    if (outcome.verdict !== 'violated' || outcome.trace === undefined) return [];
    return [keepRecording(into, record(outcome.trace, outcome.name), '{ recordings: … }').says];
  });
}

/** The error text that TypeScript shows if a matcher is given a system instead of one of its models. */
export type ChooseSafeguards =
  'Choose the safeguards first, as a system is many models: expect(system.with([…]))';

/** The error text that TypeScript shows if a matcher is given anything else that is not a model. */
export type GiveModel = 'This matcher takes a model: expect(model), of defineModel or fromReducer';

/** The error text for a received value that is not a model. None if vitest itself asks for the type. */
type Refused<Received> = Received extends MatcherState
  ? never
  : Received extends { readonly safeguards: unknown; readonly with: (...given: never[]) => unknown }
    ? ChooseSafeguards
    : GiveModel;

/** The properties that a matcher accepts for a received model: those over its type of state. */
export type PropertiesOf<Received> =
  Received extends Model<infer State>
    ? Property<State> | readonly Property<State>[]
    : Refused<Received>;

/** One property, over the received model's type of state. */
export type PropertyOf<Received> =
  Received extends Model<infer State> ? Property<State> : Refused<Received>;

/** The goal to reach in a received model: a `reachable` property, or a predicate. */
export type GoalOf<Received> =
  Received extends Model<infer State>
    ? Property<State> | ((state: State) => Answer)
    : Refused<Received> | ((state: StateOf<Received>) => Refused<Received>);

/** The state of a system's models. With it, TypeScript does not report a second error for the predicate. */
type StateOf<Received> = Received extends {
  readonly with: (...given: never[]) => Model<infer State>;
}
  ? State
  : unknown;
