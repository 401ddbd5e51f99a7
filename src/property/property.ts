import type { Action } from '../model/action.js';
import { refuseNameless } from '../model/names.js';

/** What a predicate answers: true, false, or a sentence that says what is wrong. */
export type Answer = boolean | string;

/** What any property may say of itself. */
export interface PropertyOptions {
  /** Why it must hold, in a sentence. */
  readonly because?: string;
}

interface Named {
  /** What must hold, in a few words; one of a kind among the properties of a check. */
  readonly name: string;
  readonly because?: string;
}

/** Something that must hold in every reachable state. */
export interface Invariant<State> extends Named {
  readonly kind: 'invariant';
  readonly holds: (state: State) => Answer;
}

/** Something that must hold of every step that can be taken. */
export interface TransitionProperty<State> extends Named {
  readonly kind: 'transition';
  readonly holds: (before: State, action: Action, after: State) => Answer;
}

/** Something that must be possible: at least one reachable state has it. */
export interface Reachable<State> extends Named {
  readonly kind: 'reachable';
  readonly holds: (state: State) => Answer;
}

/** No reachable state in which nothing can happen, other than those where that is fine. */
export interface NoDeadlock<State> extends Named {
  readonly kind: 'deadlock';
  readonly fineToStop: (state: State) => boolean;
}

/** What must hold of a model. */
export type Property<State> =
  Invariant<State> | TransitionProperty<State> | Reachable<State> | NoDeadlock<State>;

/**
 * Something that must hold in every reachable state.
 *
 * @param name - What must hold, in a few words.
 * @param holds - True where it holds; false, or a sentence that says what is wrong, where not.
 * @example
 * invariant<Account>('no money is lost', (s) => s.balance >= 0 || `the balance is ${s.balance}`)
 */
export function invariant<State>(
  name: string,
  holds: (state: State) => Answer,
  options: PropertyOptions = {},
): Invariant<State> {
  refuseNameless(name, 'A property', "invariant('what must hold', …)");
  return { kind: 'invariant', name, holds, ...options };
}

/**
 * Something that must hold of every step: of the state before it, the action, and the state after.
 *
 * @param name - What must hold, in a few words.
 * @param holds - True where it holds; false, or a sentence that says what is wrong, where not.
 * @example
 * transition<Store>('versions only grow', (before, _, after) => after.version >= before.version)
 */
export function transition<State>(
  name: string,
  holds: (before: State, action: Action, after: State) => Answer,
  options: PropertyOptions = {},
): TransitionProperty<State> {
  refuseNameless(name, 'A property', "transition('what must hold', …)");
  return { kind: 'transition', name, holds, ...options };
}

/**
 * Something that must be possible, as a sanity check: a model in which nothing happens has no
 * counterexample either. It holds with a shortest way there, and is violated when every state was
 * visited and none has it.
 *
 * @param name - What must be possible, in a few words.
 * @param holds - True in the states that are looked for.
 * @example
 * reachable<Store>('somebody gets the lock', (s) => s.owner !== null)
 */
export function reachable<State>(
  name: string,
  holds: (state: State) => Answer,
  options: PropertyOptions = {},
): Reachable<State> {
  refuseNameless(name, 'A property', "reachable('what must be possible', …)");
  return { kind: 'reachable', name, holds, ...options };
}

/**
 * The system never gets stuck: in every reachable state something can happen, or it is fine to stop.
 *
 * @param fineToStop - True in the states where stopping is fine. Absent: nowhere.
 * @example
 * noDeadlock<Account>((s) => s.done.length === 2)
 */
export function noDeadlock<State>(
  fineToStop: (state: State) => boolean = () => false,
  options: PropertyOptions & { readonly name?: string } = {},
): NoDeadlock<State> {
  const { name = 'no deadlock', ...others } = options;
  refuseNameless(name, 'A property', "noDeadlock(…, { name: 'what must hold' })");
  return { kind: 'deadlock', name, fineToStop, ...others };
}
