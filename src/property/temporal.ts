/**
 * Temporal properties: what must happen in the end, in every whole behaviour. A behaviour goes on for ever
 * or stops. See `fairness.ts` for which actors may stop.
 */
import { refuseNameless } from '../model/names.js';
import { refuseOtherFunction, refuseUnknown, reading } from '../validation/refuse.js';
import { refuseBecause } from './because.js';
import type { Answer, PropertyOptions } from './answer.js';

/** A predicate of a temporal property: asks one state. */
export type Predicate<State> = (state: State) => Answer;

/** Something that must be true of every fair behaviour as a whole. */
export interface TemporalProperty<State> {
  readonly kind: 'temporal';
  /** What must hold, in a few words; unique among the properties of a check. */
  readonly name: string;
  readonly because?: string;
  /** Set by `from`: true in the initial states from which it must hold. Absent: it must hold from all. */
  readonly from?: (state: State) => Answer;
  readonly form: TemporalForm;
  /** The predicates: two for `leadsTo` and `until`, otherwise one. */
  readonly predicates: readonly [Predicate<State>, ...Predicate<State>[]];
}

/** The forms of temporal properties. In temporal logic: ◇p, p ↝ q, □◇p, ◇□p, p U q. */
export type TemporalForm =
  'eventually' | 'leadsTo' | 'alwaysEventually' | 'eventuallyAlways' | 'until';

/**
 * Makes a property that says that something happens at some time in every behaviour (◇p).
 *
 * @param name - What must hold, in a few words.
 * @param holds - True in the states of which one must come.
 * @param options - Why it must hold.
 * @throws ModelError if the name, the predicate or an option is wrong.
 * @example
 * eventually<Job>('the job is done', (s) => s.done)
 */
export function eventually<State>(
  name: string,
  holds: Predicate<State>,
  options: PropertyOptions = {},
): TemporalProperty<State> {
  return temporal('eventually', name, [holds], options);
}

/**
 * Makes a property that says that one thing leads to another: whenever `cause` holds, `effect` holds then
 * or later (p ↝ q).
 *
 * @param name - What must hold, in a few words.
 * @param cause - True in the states in which, or after which, `effect` must hold.
 * @param effect - True in the states of which one must come.
 * @param options - Why it must hold.
 * @throws ModelError if the name, a predicate or an option is wrong.
 * @example
 * leadsTo<Queue>('what is asked is answered', (s) => s.asked, (s) => s.answered)
 */
export function leadsTo<State>(
  name: string,
  cause: Predicate<State>,
  effect: Predicate<NoInfer<State>>,
  options: PropertyOptions = {},
): TemporalProperty<State> {
  return temporal('leadsTo', name, [cause, effect], options);
}

/**
 * Makes a property that says that something happens again and again, without end (□◇p).
 *
 * @param name - What must hold, in a few words.
 * @param holds - True in the states that must come again and again.
 * @param options - Why it must hold.
 * @throws ModelError if the name, the predicate or an option is wrong.
 * @example
 * alwaysEventually<Lock>('the lock is free again and again', (s) => s.owner === null)
 */
export function alwaysEventually<State>(
  name: string,
  holds: Predicate<State>,
  options: PropertyOptions = {},
): TemporalProperty<State> {
  return temporal('alwaysEventually', name, [holds], options);
}

/**
 * Makes a property that says that the system stabilises: from some time on, something always holds (◇□p).
 *
 * @param name - What must hold, in a few words.
 * @param holds - True in the states in which the system must stay from some time on.
 * @param options - Why it must hold.
 * @throws ModelError if the name, the predicate or an option is wrong.
 * @example
 * eventuallyAlways<Ring>('one leader remains', (s) => s.leaders.length === 1)
 */
export function eventuallyAlways<State>(
  name: string,
  holds: Predicate<State>,
  options: PropertyOptions = {},
): TemporalProperty<State> {
  return temporal('eventuallyAlways', name, [holds], options);
}

/**
 * Makes a property that says that one thing holds until another does, and that the other happens at some
 * time (p U q).
 *
 * @param name - What must hold, in a few words.
 * @param holds - True in all states before the first in which `release` holds.
 * @param release - True in the states of which one must come.
 * @param options - Why it must hold.
 * @throws ModelError if the name, a predicate or an option is wrong.
 * @example
 * until<Order>('it is pending until it is shipped', (s) => s.pending, (s) => s.shipped)
 */
export function until<State>(
  name: string,
  holds: Predicate<State>,
  release: Predicate<NoInfer<State>>,
  options: PropertyOptions = {},
): TemporalProperty<State> {
  return temporal('until', name, [holds, release], options);
}

function temporal<State>(
  form: TemporalForm,
  name: string,
  predicates: TemporalProperty<State>['predicates'],
  options: PropertyOptions,
): TemporalProperty<State> {
  return reading(form, () => {
    refuseNameless(name, 'A property', `${form}('what must hold', …)`);
    const property = `Property ${JSON.stringify(name)}`;
    for (const predicate of predicates) refuseOtherFunction(property, 'a predicate', predicate);
    refuseUnknown(property, 'option', options, ['because']);
    refuseBecause(property, options.because);
    return { kind: 'temporal', name, form, predicates, ...options };
  });
}
