import type { Draft } from 'immer';
import type { Fairness } from './fairness.js';
import { refuseUnknown } from './refuse.js';

/** What a step says of itself: a line in plain English, or how to make one from the state before. */
export type Says<State, Choice extends unknown[] = []> =
  string | ((state: State, ...choice: Choice) => string);

/** A step without a choice. It is atomic: nothing happens between its guard and its recipe. */
export interface Step<State> {
  /** A step that chooses is made by {@link step}. */
  choose?: undefined;
  /** The guard: may the step happen here? Absent means always. Must not change the state. */
  when?: (state: State) => boolean;
  /** The recipe: changes the state it is given (an immer draft), or returns a whole new state. */
  then: (state: Draft<State>) => void | NoInfer<State>;
  /** The step in plain English, for timelines. Absent: its name. */
  says?: Says<State>;
  /** Whether the step is sure to be taken, for temporal properties. Absent: what its actor says. */
  fairness?: Fairness;
}

/** A step that chooses: it may happen in one way for each value that `choose` gives. */
export interface ChoosingStep<State, Choice> {
  /** The values to choose from in this state: plain data, any iterable. */
  choose: (state: State) => Iterable<Choice>;
  /** The guard for one choice. Absent means always. Must not change the state. */
  when?: (state: State, choice: NoInfer<Choice>) => boolean;
  /** The recipe for one choice: changes the state it is given, or returns a whole new state. */
  then: (state: Draft<State>, choice: NoInfer<Choice>) => void | NoInfer<State>;
  /** The step in plain English, for timelines. Absent: its name and its choice. */
  says?: Says<State, [choice: NoInfer<Choice>]>;
  /**
   * Whether the step is sure to be taken, with any choice, for temporal properties. Absent: what its
   * actor says.
   */
  fairness?: Fairness;
}

/** Marks what `step` made. */
declare const choosing: unique symbol;

/** A choosing step whose choice type is checked and then forgotten; made by {@link step}. */
export interface CheckedStep<State> {
  readonly [choosing]: (state: State) => void;
  /** Hidden, so that TypeScript tells the kinds of steps apart by this part. */
  readonly choose?: undefined;
}

/** What TypeScript says of a step that chooses without {@link step}. */
export type WrapInStep = 'A step that chooses is wrapped in step(): step({ choose, when, then })';

/**
 * A step that chooses and is not wrapped in {@link step}. No step is one: it is there to have
 * TypeScript say what is missing, once, instead of refusing each of its functions.
 */
export interface UnwrappedStep<State> {
  choose: (state: State) => WrapInStep;
  // The choice is not known without step(), and that is the one thing to say.
  /* eslint-disable @typescript-eslint/no-explicit-any */
  when?: (state: State, choice: any) => boolean;
  then: (state: Draft<State>, choice: any) => void | NoInfer<State>;
  says?: string | ((state: State, choice: any) => string);
  /* eslint-enable @typescript-eslint/no-explicit-any */
  fairness?: Fairness;
}

/** The steps of an actor, by name. */
export type Steps<State> = Readonly<
  Record<string, Step<State> | CheckedStep<State> | UnwrappedStep<State>>
>;

/** What takes steps, one at a time, whenever their guards allow it; made by {@link actor}. */
export interface Actor<State> {
  readonly name: string;
  readonly steps: Steps<State>;
  /** Whether the actor is sure to go on, for temporal properties. Absent: as the check says. */
  readonly fairness?: Fairness;
}

/**
 * A step that chooses. The wrapper is there for the types alone: from what `choose` gives,
 * TypeScript knows the choice in `when`, `then` and `says`.
 *
 * @param definition - `choose` first, then `when`, `then`, `says`.
 * @returns The same step, for {@link actor}.
 * @example
 * actor<Queue>('worker', {
 *   take: step({
 *     choose: (s) => s.tasks,
 *     when: (s, task) => !s.taken.includes(task),
 *     then: (s, task) => { s.taken.push(task); },
 *   }),
 * });
 */
export function step<State, Choice>(definition: ChoosingStep<State, Choice>): CheckedStep<State> {
  return definition as unknown as CheckedStep<State>;
}

/**
 * An actor: a name and the steps it can take.
 *
 * @param name - Its name, one of a kind in its model.
 * @param steps - Its steps by name, each `{ when, then, says }`; one that chooses wrapped in {@link step}.
 * @param options - `fairness`: whether the actor is sure to take a step in the end, if it can.
 * @returns The actor, for `defineModel`.
 * @example
 * const light = actor<{ on: boolean }>('light', {
 *   toggle: { then: (s) => { s.on = !s.on; } },
 * });
 */
export function actor<State>(
  name: string,
  steps: Steps<State>,
  options: Pick<Actor<State>, 'fairness'> = {},
): Actor<State> {
  refuseUnknown(`Actor ${JSON.stringify(name)}`, 'option', options, ['fairness']);
  return { name, steps, ...options };
}
