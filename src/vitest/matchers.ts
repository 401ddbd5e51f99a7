import { join } from 'node:path';
import type { MatcherState } from 'vitest';
import { check, type CheckResult } from '../check/check.js';
import { programPropertiesOf } from '../check/program/properties.js';
import { ModelError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import { isProgram, type Program } from '../program/define-program.js';
import type { ProgramProperty } from '../program/judge.js';
import { listOf, refuseSeveral } from '../property/list.js';
import { reachable, type Answer, type Property } from '../property/property.js';
import { report } from '../report/text/report.js';
import { record } from '../trace/recording.js';
import { stepsOf } from '../trace/trace.js';
import { refuseNumbersWithNot, wrongNumbers } from './expected.js';
import { keepRecording, recordingsFolder } from '../files/recordings.js';
import { whyItFails, type Expectation } from './sentence.js';
import { describeCheck, note } from './notes.js';
import {
  refuseOtherMatcherOptions,
  searchOptions,
  type HoldOptions,
  type ProgramHoldOptions,
  type ProgramTraceOptions,
  type ReachOptions,
  type ShortestOptions,
} from './options.js';
import type { SomeOptions } from './test-time.js';

/** What a matcher returns to vitest. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What a matcher takes. */
type Received<State> = Model<State> | Program<State>;

/** A property of a model or of a program. */
type Asked<State> = Property<State> | ProgramProperty<State>;

/** Passes if every property holds in every interleaving. */
export async function toHold<State>(
  this: MatcherState,
  received: Received<State>,
  properties: Asked<State> | readonly Asked<State>[],
  options: HoldOptions | ProgramHoldOptions = {},
): Promise<MatcherResult> {
  refuseOtherReceived(received, 'toHold');
  refuseOtherMatcherOptions('toHold', received, options);
  const { distinct, generated, depth, recordings } = options;
  if (this.isNot) refuseNumbersWithNot('toHold', { distinct, generated, depth }, 'toViolate');
  const all = isProgram(received)
    ? programPropertiesOf<State>(properties, 'toHold')
    : listOf(properties as Property<State>[], 'toHold');
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
  received: Received<State>,
  property: Asked<State>,
  options: ShortestOptions | ProgramTraceOptions = {},
): Promise<MatcherResult> {
  refuseOtherAsked(received, property, 'toViolate');
  const violate = {
    name: 'toViolate',
    not: 'toHold',
    verdict: 'violated',
    label: quoted(property),
  } as const;
  return shortest(this, violate, received, property, options);
}

/** Passes if such a state can be reached; with `steps`, on a shortest way of that length. */
export async function toReach<State>(
  this: MatcherState,
  received: Received<State>,
  goal: Asked<State> | ((state: State) => Answer),
  options: ReachOptions | ProgramTraceOptions = {},
): Promise<MatcherResult> {
  const property = typeof goal === 'function' ? reachable('the state is reached', goal) : goal;
  refuseOtherAsked(received, property, 'toReach');
  if (property.kind !== 'reachable') {
    throw new ModelError(
      `toReach: ${JSON.stringify(property.name)} is no reachable(…); use toHold or toViolate.`,
    );
  }
  const reach = {
    name: 'toReach',
    not: 'toViolate',
    verdict: 'holds',
    label: typeof goal === 'function' ? 'the state' : quoted(property),
  } as const;
  return shortest(this, reach, received, property, options);
}

/** A matcher that expects a shortest trace. */
interface ShortestMatcher extends Pick<Expectation, 'label' | 'verdict'> {
  readonly name: 'toViolate' | 'toReach';
  /** The matcher to use in place of this one with `not`. */
  readonly not: string;
}

async function shortest<State>(
  matcher: MatcherState,
  { name, not, ...wanted }: ShortestMatcher,
  received: Received<State>,
  property: Asked<State>,
  options: ShortestOptions | ProgramTraceOptions,
): Promise<MatcherResult> {
  refuseOtherReceived(received, name);
  refuseOtherMatcherOptions(name, received, options);
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

/** Checks a model or a program, and notes the verdict for the reporter. */
async function checkNoted<State>(
  received: Received<State>,
  properties: Asked<State> | readonly Asked<State>[],
  options: SomeOptions,
): Promise<CheckResult<State>> {
  const result = await check(received, properties, searchOptions(received, options));
  note(describeCheck(result));
  return result;
}

/** Refuses what is neither a model nor a program. */
function refuseOtherReceived(received: unknown, matcher: string): void {
  if (!isProgram(received)) refuseOtherModel(received, matcher);
}

/** Refuses what is not one property of what was received. */
function refuseOtherAsked(received: unknown, property: unknown, matcher: string): void {
  if (isProgram(received) && !Array.isArray(property)) programPropertiesOf(property, matcher);
  else refuseSeveral(property, matcher);
}

/** The error for an empty list of properties, with `not` and without: nothing holds or is violated. */
const nothingAsked = new ModelError(
  'toHold was given no properties, so there is nothing that could hold; give one or more. ' +
    'To count states only, use check(model, []).',
);

/** An undecided property is neither a yes nor a no. The matcher fails, with `not` and without. */
function unable<State>(matcher: MatcherState, result: CheckResult<State>, why = ''): MatcherResult {
  const { ended, program } = result;
  const tooSlow = ended.by === 'limit' && ended.limit === 'seconds';
  const what = program === undefined ? 'model' : 'program';
  const advice = tooSlow ? `\nGive it more time (the test's timeout), or bound the ${what}.` : '';
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
