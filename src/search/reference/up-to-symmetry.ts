import type { Action } from '../../model/action.js';
import type { StepsLike } from '../common/taken.js';

/** What a search up to symmetry needs to know. */
export interface UpToSymmetry<State> {
  /** The key of the orbit of a state. It also gets the action that led to the state. */
  readonly orbitOf: (state: State, action?: Action) => string;
  readonly stepsLike: StepsLike;
}
