import type { Action } from '../model/action.js';
import type { Parameter } from '../model/model.js';

/** A counterexample to keep: enough data to build its model again and to take its steps again. */
export interface Recording {
  /** The name of the model or system. */
  readonly model: string;
  /** The safeguards that were on. */
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The name of the property that it violates, or of the step that throws. */
  readonly property: string;
  /** `step` if the recording is of a step that throws. A replay then needs no property. */
  readonly kind?: 'step';
  /**
   * What a test expects. `holds`: the bug must be fixed and must stay fixed. `violated`: the model shows the
   * bug on purpose, and must go on showing it.
   */
  readonly expect: 'holds' | 'violated';
  /** The state in which the behaviour starts. Absent if the model has only one initial state. */
  readonly initial?: unknown;
  readonly actions: readonly Action[];
  /** If the behaviour goes on for ever: the loop, and the assumptions of fairness. */
  readonly lasso?: RecordedLasso;
}

/** How a recorded behaviour goes on for ever. */
export interface RecordedLasso {
  /** The number, from 0, of the state that is the same as the last state. */
  readonly from: number;
  readonly fairness: readonly RecordedFairness[];
}

/** A recorded assumption of fairness. */
export interface RecordedFairness {
  readonly kind: 'weak' | 'strong';
  readonly of: readonly string[];
  /** If it is about a part of a step: the text of its `when`. A recording holds no code; the model has the function. */
  readonly part?: string;
}
