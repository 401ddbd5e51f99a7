import type { Action } from '../model/action.js';
import { describeRefused } from '../validation/answer.js';
import { shownTo } from '../model/choose.js';
import { nameOfCode, type Code } from '../model/code.js';
import { plainly, type Look } from '../model/compiled-step.js';
import {
  describeThrown,
  isFrozenWrite,
  lookOnly,
  lookOnlyAtStep,
  MistakeError,
  ModelError,
} from '../validation/errors.js';
import { isolatedCall } from '../model/isolated.js';
import { cutInside } from '../validation/visible.js';
import type { Predicate } from './temporal.js';
import type { Answer, Invariant, NoDeadlock, Reachable, TransitionProperty } from './property.js';

/** The sentence for a predicate that returned false instead of a sentence. */
export const doesNotHold = 'it does not hold';

/** The most characters of a sentence of a predicate. */
const mostSaid = 2000;

/** What is wrong. */
export interface Complaint {
  /** What is wrong, in a sentence. */
  readonly says: string;
  /** True if the predicate threw instead of returning an answer. */
  readonly threw: boolean;
}

/**
 * Asks an invariant whether it holds in a state, or a `reachable` property whether the state meets it. A
 * predicate that throws counts as violated; its error is the complaint.
 *
 * @returns What is wrong; undefined if nothing is.
 * @throws ModelError if the predicate returns neither true, false nor a sentence, or asks for a name that does not
 *   exist.
 */
export function complaintOfState<State>(
  property: Invariant<State> | Reachable<State>,
  state: State,
): Complaint | undefined {
  const code = codeOf(property.name);
  const answer = isolatedCall(code, { state }, holdsIn, property, state);
  return complaintFrom(answer, code, doesNotHold);
}

/** Asks one predicate of a temporal property; otherwise works like {@link complaintOfState}. */
export function complaintOfPredicate<State>(
  name: string,
  predicate: Predicate<State>,
  state: State,
): Complaint | undefined {
  const code = codeOf(name);
  const answer = isolatedCall(code, { state }, attempt, () => predicate(state), undefined);
  return complaintFrom(answer, code, doesNotHold);
}

/**
 * Asks a transition property about a step; otherwise works like {@link complaintOfState}.
 *
 * @param action - The action, as it was chosen in the state before.
 * @param look - How the property sees the state before. Absent: as it is.
 */
export function complaintOfStep<State>(
  property: TransitionProperty<State>,
  before: State,
  action: Action,
  after: State,
  look: Look = plainly,
): Complaint | undefined {
  const code = codeOf(property.name);
  const ask = () => property.holds(look.root(before), shownTo(action, before, look), after);
  const answer = isolatedCall(code, { state: before }, attempt, ask, undefined);
  return complaintFrom(answer, code, doesNotHold, lookOnlyAtStep);
}

/**
 * Asks a property of steps about an initial state, if it is a refinement; otherwise works like
 * {@link complaintOfState}.
 */
export function complaintOfStart<State>(
  { name, refinement }: TransitionProperty<State>,
  state: State,
): Complaint | undefined {
  if (refinement === undefined) return undefined;
  return complaintOfPredicate(name, refinement.initially, state);
}

/** Asks `noDeadlock` about a state without enabled steps; otherwise works like {@link complaintOfState}. */
export function complaintOfStop<State>(
  property: NoDeadlock<State>,
  state: State,
): Complaint | undefined {
  const code = codeOf(property.name);
  const answer = isolatedCall(
    code,
    { state },
    attempt,
    () => property.fineToStop(state),
    undefined,
  );
  return complaintFrom(answer, code, 'nothing can happen any more');
}

function codeOf(name: string): Code {
  return { of: { property: name } };
}

/** In place of an answer, if the predicate threw. */
class Thrown {
  readonly #thrown: unknown;

  constructor(thrown: unknown) {
    this.#thrown = thrown;
  }

  /** What the predicate threw; undefined if it answered. An answer may be a proxy, so no code of it may run here. */
  static by(answer: unknown): { readonly thrown: unknown } | undefined {
    const isThrown = typeof answer === 'object' && answer !== null && #thrown in answer;
    return isThrown ? { thrown: answer.#thrown } : undefined;
  }
}

/** Asks a property of states. Searches call this for each state, so it makes no closure. */
function holdsIn<State>(property: Invariant<State> | Reachable<State>, state: State): unknown {
  try {
    return property.holds(state);
  } catch (thrown) {
    return new Thrown(thrown);
  }
}

function attempt(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (thrown) {
    return new Thrown(thrown);
  }
}

/** What an answer says is wrong; undefined if nothing is. */
function complaintFrom(
  answer: unknown,
  code: Code,
  whenFalse: string,
  rule = lookOnly,
): Complaint | undefined {
  if (answer === true) return undefined;
  const threw = Thrown.by(answer);
  if (threw !== undefined) {
    const { thrown } = threw;
    if (thrown instanceof MistakeError) throw thrown;
    if (isFrozenWrite(thrown)) {
      throw new ModelError(`${nameOfCode(code)} ${rule}`, { cause: thrown });
    }
    return { says: `the predicate threw ${describeThrown(thrown)}`, threw: true };
  }
  if (!isAnswer(answer)) {
    throw new ModelError(
      `${nameOfCode(code)} answered ${describeRefused(answer)}; ` +
        'it must answer true, false, or a sentence that says what is wrong.',
    );
  }
  return {
    says: typeof answer === 'string' ? cutInside(answer, mostSaid) : whenFalse,
    threw: false,
  };
}

/** True for what a predicate may return: true, false, or a sentence. */
export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'boolean' || (typeof value === 'string' && value !== '');
}
