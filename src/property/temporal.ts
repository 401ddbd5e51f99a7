/**
 * What must happen in the end, over whole behaviours: those that go on for ever, and those that stop.
 * See `fairness.ts` for which actors may stop.
 */
import { refuseNameless } from '../model/names.js';
import { refuseOtherFunction, refuseUnknown } from '../model/refuse.js';
import { refuseBecause } from './because.js';
import type { Answer, PropertyOptions } from './property.js';

/** Asks a state. */
export type Predicate<State> = (state: State) => Answer;

/** Something that must hold of every fair behaviour as a whole. */
export interface TemporalProperty<State> {
  readonly kind: 'temporal';
  /** What must hold, in a few words; one of a kind among the properties of a check. */
  readonly name: string;
  readonly because?: string;
  readonly form: TemporalForm;
  /** What states are asked; those of `leadsTo` and `until` have two predicates. */
  readonly predicates: readonly [Predicate<State>, ...Predicate<State>[]];
}

/** In the field's signs: ◇p, p ↝ q, □◇p, ◇□p, p U q. */
export type TemporalForm =
  'eventually' | 'leadsTo' | 'alwaysEventually' | 'eventuallyAlways' | 'until';

/**
 * Something that must come, at some time, in every behaviour (◇p).
 *
 * @param name - What must hold, in a few words.
 * @param holds - True in the states that must come.
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
 * One thing must be followed by another: whenever `cause` holds, `effect` holds then or later
 * (p ↝ q).
 *
 * @param name - What must hold, in a few words.
 * @param cause - True in the states after which `effect` must come.
 * @param effect - True in the states that must come.
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
 * Something must come again and again, without end (□◇p).
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
 * Something must come to stay: from some time on it always holds (◇□p). The system stabilises.
 *
 * @param name - What must hold, in a few words.
 * @param holds - True in the states that it must come to stay in.
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
 * One thing must hold until another does, and that must come (p U q).
 *
 * @param name - What must hold, in a few words.
 * @param holds - True in the states before `release` holds.
 * @param release - True in the states that must come.
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
  refuseNameless(name, 'A property', `${form}('what must hold', …)`);
  const property = `Property ${JSON.stringify(name)}`;
  for (const predicate of predicates) refuseOtherFunction(property, 'a predicate', predicate);
  refuseUnknown(property, 'option', options, ['because']);
  refuseBecause(property, options.because);
  return { kind: 'temporal', name, form, predicates, ...options };
}
