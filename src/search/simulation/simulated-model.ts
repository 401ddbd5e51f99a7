import type { Action } from '../../model/action.js';
import type { Duration } from '../../model/duration.js';
import type { StepName } from '../../model/model.js';
import type { StepError } from '../../model/step-error.js';
import type { FiniteProperty } from '../../property/property.js';

/** A state that a run has visited, with everything about it that does not depend on time. */
export interface VisitedState<State> {
  readonly state: State;
  /** The steps that can be taken here. */
  readonly enabled: readonly EnabledStep<State>[];
  /** The properties that the state decides, by their numbers. */
  readonly decides: readonly number[];
  /** A guard or choice that threw here. */
  readonly failed?: StepError;
}

/** A step that can be taken, with one choice or several. */
export interface EnabledStep<State> {
  /** The number of its timer. */
  readonly timer: number;
  readonly duration: Duration;
  /** Whether it is the step that is counted. */
  readonly counts: boolean;
  readonly actions: readonly Action[];
  /** The cumulative weights of the choices. Absent if all choices are equally likely. */
  readonly weights?: readonly number[];
  /** The outcome of each action, as far as it is known. */
  readonly outcomes: (StepOutcome<State> | undefined)[];
}

/** The outcome of an action. */
export interface StepOutcome<State> {
  /** The state after it. Absent if its recipe threw. */
  readonly to?: VisitedState<State>;
  readonly failed?: StepError;
  /** The properties that the step decides, by their numbers. */
  readonly decides: readonly number[];
}

/** A model, as runs see it. */
export interface SimulatedModel<State> {
  readonly initial: () => readonly VisitedState<State>[];
  /** Takes a step with one of its choices. */
  readonly take: (
    from: VisitedState<State>,
    step: EnabledStep<State>,
    choice: number,
  ) => StepOutcome<State>;
}

/** What the user says about a simulation. */
export interface SimulationSetup<State> {
  readonly properties: readonly FiniteProperty<State>[];
  readonly durationOf: (step: StepName) => Duration;
  /** The weight of a choice of a step, relative to its other choices; undefined: all are equally likely. */
  readonly weightOf: (step: StepName) => ((choice: unknown) => number) | undefined;
  /** The name of the step to count. */
  readonly counted?: string;
}
