import type { Action } from '../model/action.js';
import type { InSpec } from '../property/refinement.js';
import type { Trace } from '../trace/trace.js';

/** The result of replaying a recorded counterexample. */
export type ReplayResult<State> =
  | {
      readonly outcome: 'reproduced';
      /** The behaviour up to the violation. */
      readonly trace: Trace<State>;
      /** What is wrong, in a sentence. */
      readonly says: string;
      /** If the property is a `refines`: the behaviour as it is in the spec. */
      readonly inSpec?: InSpec;
    }
  | {
      /** Every action could be taken, and the property was not violated. */
      readonly outcome: 'no longer violated';
      readonly trace: Trace<State>;
    }
  | {
      /** An action could not be taken. */
      readonly outcome: 'no longer possible';
      /** The behaviour before this action. */
      readonly trace: Trace<State>;
      /** The number of the step, from 1; 0 if the initial state is gone. */
      readonly step: number;
      /** The action that could not be taken; absent if the initial state is gone. */
      readonly action?: Action;
      /** The actions that were possible instead. */
      readonly possible: readonly Action[];
      /** True if the model no longer has such a step or initial state: it was renamed or removed. */
      readonly unknown: boolean;
      /** All this in a sentence. */
      readonly says: string;
    };
