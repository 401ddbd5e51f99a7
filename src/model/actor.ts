import type { Draft } from 'immer';
import type { Action } from './action.js';
import type { Fairness, PartFairness } from './fairness.js';
import { withLimits } from './faults.js';
import { brings, type BringsParts, type StatePart } from './parts.js';
import { describeValue, refuseUnknown, reading } from '../validation/refuse.js';

/**
 * How a step is described: a line in plain English, or a function that makes the line from the state
 * before the step.
 */
export type Says<State, Choice extends unknown[] = []> =
  string | ((state: State, ...choice: Choice) => string);

/** A step without a choice. It is atomic: nothing happens between its guard and its recipe. */
export interface Step<State> {
  /** Not allowed here. For a step that chooses, use {@link step}. */
  choose?: undefined;
  /** The guard: true if the step can be taken in this state. Absent: always. Must not change the state. */
  when?: (state: State) => boolean;
  /** The recipe: changes the state it is given (an immer draft), or returns a whole new state. */
  then: (state: Draft<State>) => void | NoInfer<State>;
  /** Describes the step in plain English, for timelines. Absent: its name. */
  says?: Says<State>;
  /**
   * The fairness of the step, for temporal properties. `{ kind, when }`: of the step in those states for which `when` answers
   * true. Absent: the fairness of its actor.
   */
  fairness?: Fairness | PartFairness<State>;
}

/** A step that chooses: it can be taken in one way for each value that `choose` returns. */
export interface ChoosingStep<State, Choice> {
  /** The values to choose from in this state: plain data, in any iterable. */
  choose: (state: State) => Iterable<Choice>;
  /** The guard for one choice. Absent: always true. Must not change the state. */
  when?: (state: State, choice: NoInfer<Choice>) => boolean;
  /** The recipe for one choice: changes the state it is given, or returns a whole new state. */
  then: (state: Draft<State>, choice: NoInfer<Choice>) => void | NoInfer<State>;
  /** Describes the step in plain English, for timelines. Absent: its name and its choice. */
  says?: Says<State, [choice: NoInfer<Choice>]>;
  /**
   * The fairness of the step, for temporal properties: it counts as taken with any choice. `{ kind, when }`: with those
   * choices and in those states for which `when` answers true. Absent: the fairness of its actor.
   */
  fairness?: Fairness | PartFairness<State, [choice: NoInfer<Choice>]>;
}

/** Marks the result of `step`. */
declare const choosing: unique symbol;

/** A step that chooses, made by {@link step}. TypeScript has checked its choice; the type hides how it is used. */
export interface CheckedStep<State, Choice = unknown> {
  readonly [choosing]: (state: State) => Choice;
  /** Hidden by the type: TypeScript tells the kinds of steps apart by this part. */
  readonly choose?: undefined;
}

/** The error text that TypeScript shows for a step that chooses and is not wrapped in {@link step}. */
export type WrapInStep = 'A step that chooses is wrapped in step(): step({ choose, when, then })';

/**
 * A step that chooses and is not wrapped in {@link step}. No valid step has this type. It makes
 * TypeScript report the missing wrapper once, instead of one error for each function of the step.
 */
export interface UnwrappedStep<State> {
  choose: (state: State) => WrapInStep;
  // Without step(), TypeScript does not know the choice. `any` keeps it from reporting more errors.
  /* oxlint-disable typescript/no-explicit-any */
  when?: (state: State, choice: any) => boolean;
  then: (state: Draft<State>, choice: any) => void | NoInfer<State>;
  says?: string | ((state: State, choice: any) => string);
  fairness?: Fairness | PartFairness<State, [choice: any]>;
  /* oxlint-enable typescript/no-explicit-any */
}

/** The steps of an actor, by name. */
export type Steps<State> = Readonly<
  Record<string, Step<State> | CheckedStep<State> | UnwrappedStep<State>>
>;

/** Marks an actor and a model with the type of their actions. No such part exists at run time. */
declare const does: unique symbol;

/** Something that takes actions of this type. */
export interface TakesActions<Does extends Action> {
  readonly [does]?: Does;
}

/** The actions that an actor takes, as a type. */
export type ActionsOf<Actor> =
  Actor extends TakesActions<infer Does extends Action> ? Does : Action;

/** What a step chose, as a type; `undefined` if it does not choose. */
type ChoiceOf<Step> = Step extends CheckedStep<never, infer Choice> ? Choice : undefined;

/** An action of a step whose name and choice are known to TypeScript. */
export interface TypedAction<Name extends string, Step extends string, Choice> extends Action {
  readonly actor: Name;
  readonly step: Step;
  readonly choice: Choice;
}

/** The actions of an actor with these steps. */
export type StepActions<Name extends string, Own> = {
  [Step in keyof Own & string]: TypedAction<Name, Step, ChoiceOf<Own[Step]>>;
}[keyof Own & string];

/**
 * An actor takes steps, one at a time, whenever their guards allow it. Made by {@link actor}.
 *
 * @typeParam State - The state, or the part of it that the steps need.
 * @typeParam Part - What the actor adds to the state: see `parts.ts`. Absent: nothing that is known.
 * @typeParam Does - Its actions.
 */
export interface Actor<State, Part extends StatePart = StatePart, Does extends Action = Action>
  extends BringsParts<Part>, TakesActions<Does> {
  readonly name: string;
  readonly steps: Steps<State>;
  /** The fairness of the actor, for temporal properties. Absent: the check's option `fairness` decides. */
  readonly fairness?: Fairness;
}

/**
 * Wraps a step that chooses. The wrapper does nothing at run time. It lets TypeScript infer the type of
 * the choice in `when`, `then` and `says` from what `choose` returns.
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
export function step<State, Choice>(
  definition: ChoosingStep<State, Choice>,
): CheckedStep<State, Choice> {
  return definition as unknown as CheckedStep<State, Choice>;
}

/**
 * Makes an actor from its name and the steps that it can take.
 *
 * @param name - Its name, unique in the model.
 * @param steps - Its steps by name, each `{ when, then, says }`. Wrap a step that chooses in {@link step}.
 * @param options - `fairness`: whether the actor takes a step in the end if it can.
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
  return reading('actor', () => {
    refuseUnknown(`Actor ${describeValue(name)}`, 'option', options, ['fairness']);
    const { steps: own, parts } = withLimits(name, steps);
    return { name, steps: own, ...options, ...(parts.length > 0 && { [brings]: parts }) };
  });
}
