import type { Action } from '../model/action.js';
import { ModelError } from '../validation/errors.js';
import { refuseNameless } from '../model/names.js';
import {
  describeGiven,
  refuseOtherFunction,
  refuseUnknown,
  reading,
} from '../validation/refuse.js';
import type { Answer, PropertyOptions } from './answer.js';
import { refuseBecause } from './because.js';
import type { Refinement } from './refinement.js';
import type { TemporalProperty } from './temporal.js';

export type { Answer, PropertyOptions } from './answer.js';

interface Named<State> {
  /** What must hold, in a few words; unique among the properties of a check. */
  readonly name: string;
  readonly because?: string;
  /** Set by `from`: true in the initial states from which it must hold. Absent: it must hold from all. */
  readonly from?: (state: State) => Answer;
}

/** Something that must hold in every reachable state. */
export interface Invariant<State> extends Named<State> {
  readonly kind: 'invariant';
  readonly holds: (state: State) => Answer;
  /** Set by `whenever`: true in the states in which the property must hold. */
  readonly condition?: (state: State) => Answer;
}

/** Something that must be true of every step that can be taken. */
export interface TransitionProperty<State> extends Named<State> {
  readonly kind: 'transition';
  readonly holds: (before: State, action: Action, after: State) => Answer;
  /** Set by `refines`: the spec in which the property follows the model. */
  readonly refinement?: Refinement<State>;
}

/** Something that must be possible: it holds in at least one reachable state. */
export interface Reachable<State> extends Named<State> {
  readonly kind: 'reachable';
  readonly holds: (state: State) => Answer;
}

/** In every reachable state, some step can be taken or it is fine to stop. */
export interface NoDeadlock<State> extends Named<State> {
  readonly kind: 'deadlock';
  readonly fineToStop: (state: State) => Answer;
}

/** A property that one finite behaviour can decide. */
export type FiniteProperty<State> =
  Invariant<State> | TransitionProperty<State> | Reachable<State> | NoDeadlock<State>;

/** Something that must hold of a model. */
export type Property<State> = FiniteProperty<State> | TemporalProperty<State>;

/**
 * Makes an invariant: something that must hold in every reachable state.
 *
 * @param name - What must hold, in a few words.
 * @param holds - Returns true, or false, or a sentence that says what is wrong.
 * @param options - Why it must hold.
 * @throws ModelError if the name, the predicate or an option is wrong.
 * @example
 * invariant<Account>('no money is lost', (s) => s.balance >= 0 || `the balance is ${s.balance}`)
 */
export function invariant<State>(
  name: string,
  holds: (state: State) => Answer,
  options: PropertyOptions = {},
): Invariant<State> {
  return reading('invariant', () => {
    refuseNameless(name, 'A property', "invariant('what must hold', …)");
    refuseOtherParts(name, holds, options);
    return { kind: 'invariant', name, holds, ...options };
  });
}

/**
 * Makes an invariant that must hold in every reachable state that meets a condition. If no state meets the
 * condition, the invariant holds vacuously: it was never put to the test, and the result says so.
 *
 * @param name - What must hold, in a few words.
 * @param condition - True in the states in which the invariant must hold.
 * @param holds - Returns true, or false, or a sentence that says what is wrong.
 * @param options - Why it must hold.
 * @throws ModelError if the name, a predicate or an option is wrong.
 * @example
 * whenever<Store>('the writer has the lock', (s) => s.writer !== null, (s) => s.owner === s.writer)
 */
export function whenever<State>(
  name: string,
  condition: (state: State) => Answer,
  holds: (state: NoInfer<State>) => Answer,
  options: PropertyOptions = {},
): Invariant<State> {
  return reading('whenever', () => {
    refuseNameless(name, 'A property', "whenever('what must hold', …)");
    refuseOtherFunction(`Property ${JSON.stringify(name)}`, 'its condition', condition);
    refuseOtherParts(name, holds, options);
    return {
      kind: 'invariant',
      name,
      holds: (state) => {
        const applies = condition(state);
        // What is no answer is given on, so that it is refused: a promise is neither true nor false.
        if (applies === true) return holds(state);
        return applies === false || typeof applies === 'string' ? true : applies;
      },
      condition,
      ...options,
    };
  });
}

/**
 * Makes a transition property: something that must be true of every step. It is asked about the state
 * before the step, the action, and the state after.
 *
 * @param name - What must hold, in a few words.
 * @param holds - Returns true, or false, or a sentence that says what is wrong.
 * @param options - Why it must hold.
 * @throws ModelError if the name, the predicate or an option is wrong.
 * @example
 * transition<Store>('versions only grow', (before, _, after) => after.version >= before.version)
 */
export function transition<State>(
  name: string,
  holds: (before: State, action: Action, after: State) => Answer,
  options: PropertyOptions = {},
): TransitionProperty<State> {
  return reading('transition', () => {
    refuseNameless(name, 'A property', "transition('what must hold', …)");
    refuseOtherParts(name, holds, options);
    return { kind: 'transition', name, holds, ...options };
  });
}

/**
 * Makes a property that says what must be possible. It is a sanity check: a model in which nothing happens
 * violates no invariant either. If the search finds such a state, the property holds, and its outcome has a
 * shortest way there. If the search has visited every state and found none, the property is violated.
 *
 * @param name - What must be possible, in a few words.
 * @param holds - True in the states to be found.
 * @param options - Why it must be possible.
 * @throws ModelError if the name, the predicate or an option is wrong.
 * @example
 * reachable<Store>('the lock can be taken', (s) => s.owner !== null)
 */
export function reachable<State>(
  name: string,
  holds: (state: State) => Answer,
  options: PropertyOptions = {},
): Reachable<State> {
  return reading('reachable', () => {
    refuseNameless(name, 'A property', "reachable('what must be possible', …)");
    refuseOtherParts(name, holds, options);
    return { kind: 'reachable', name, holds, ...options };
  });
}

/**
 * Makes a property that says that the system never gets stuck: in every reachable state, some step can be
 * taken or it is fine to stop.
 *
 * @param fineToStop - True in the states in which it is fine to stop; in others false, or a sentence that
 *   says what is wrong. Absent: it is never fine to stop.
 * @param options - Its name (`no deadlock` if absent), and why it must hold.
 * @throws ModelError if the predicate or an option is wrong.
 * @example
 * noDeadlock<Account>((s) => s.done.length === 2)
 */
export function noDeadlock<State>(
  fineToStop: (state: State) => Answer = () => false,
  options: PropertyOptions & { readonly name?: string } = {},
): NoDeadlock<State> {
  return reading('noDeadlock', () => {
    const given: unknown = fineToStop;
    if (typeof given !== 'function') {
      throw new ModelError(
        `noDeadlock was given ${describeGiven(given)} in place of its predicate; give a function, or undefined, and options after it.`,
      );
    }
    const { name = 'no deadlock', ...others } = { ...options };
    refuseNameless(name, 'A property', "noDeadlock(…, { name: 'what must hold' })");
    refuseOtherParts(name, fineToStop, options, ['name', 'because']);
    return { kind: 'deadlock', name, fineToStop, ...others };
  });
}

function refuseOtherParts(
  name: string,
  predicate: unknown,
  options: PropertyOptions,
  known: readonly string[] = ['because'],
): void {
  const property = `Property ${JSON.stringify(name)}`;
  refuseOtherFunction(property, 'its predicate', predicate);
  refuseUnknown(property, 'option', options, known);
  refuseBecause(property, options.because);
}
