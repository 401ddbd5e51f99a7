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
  ModelError,
} from '../validation/errors.js';
import { isolated } from '../model/isolated.js';
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
 * @throws ModelError if the predicate returns neither true, false nor a sentence.
 */
export function complaintOfState<State>(
  property: Invariant<State> | Reachable<State>,
  state: State,
): Complaint | undefined {
  return complain(property, () => property.holds(state), doesNotHold, state);
}

/** Asks one predicate of a temporal property; otherwise works like {@link complaintOfState}. */
export function complaintOfPredicate<State>(
  name: string,
  predicate: Predicate<State>,
  state: State,
): Complaint | undefined {
  return complain({ name }, () => predicate(state), doesNotHold, state);
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
  const ask = () => property.holds(look.root(before), shownTo(action, before, look), after);
  return complain(property, ask, doesNotHold, before, lookOnlyAtStep);
}

/** Asks `noDeadlock` about a state without enabled steps; otherwise works like {@link complaintOfState}. */
export function complaintOfStop<State>(
  property: NoDeadlock<State>,
  state: State,
): Complaint | undefined {
  return complain(property, () => property.fineToStop(state), 'nothing can happen any more', state);
}

function complain(
  { name }: { name: string },
  ask: () => unknown,
  whenFalse: string,
  state: unknown,
  rule = lookOnly,
): Complaint | undefined {
  const code: Code = { of: { property: name } };
  const asked = isolated(code, () => attempt(ask), state);
  if ('thrown' in asked) {
    const { thrown } = asked;
    if (isFrozenWrite(thrown))
      throw new ModelError(`${nameOfCode(code)} ${rule}`, { cause: thrown });
    return { says: `the predicate threw ${describeThrown(thrown)}`, threw: true };
  }
  const { answer } = asked;
  if (!isAnswer(answer)) {
    throw new ModelError(
      `${nameOfCode(code)} answered ${describeRefused(answer)}; ` +
        'it must answer true, false, or a sentence that says what is wrong.',
    );
  }
  if (answer === true) return undefined;
  return { says: answer === false ? whenFalse : cutInside(answer, mostSaid), threw: false };
}

/** True for what a predicate may return: true, false, or a sentence. */
export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'boolean' || (typeof value === 'string' && value !== '');
}

/** What a predicate returns or throws. */
function attempt(ask: () => unknown): { readonly answer: unknown } | { readonly thrown: unknown } {
  try {
    return { answer: ask() };
  } catch (thrown) {
    return { thrown };
  }
}
