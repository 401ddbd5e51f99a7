/** Assumptions of fairness, by the actions and the edges of a graph. */
import type { Action } from '../../model/action.js';
import { isFairAction } from '../../model/fair-part.js';
import { isOf, type FairnessAssumption } from '../../model/fairness.js';
import type { Model } from '../../model/model.js';
import { inSlices } from '../../model/supervised.js';
import type { Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';

/** What the edges of a graph are in the model. */
interface InModel<State> {
  readonly model: Model<State>;
  readonly stateAt: (number: number) => State;
  /** For each state: 1 if its edges count. Absent: those of all states do. */
  readonly inside?: Uint8Array;
  /** The limit on time, in seconds. */
  readonly seconds?: number | undefined;
}

/**
 * The assumptions of fairness, by the actions of a graph. Whether an edge belongs to a part of a step depends on its state
 * too, so the user's function is asked about each edge of the step.
 *
 * @throws ModelError if such a function throws, or answers neither true nor false.
 */
export function fairIn<State>(
  graph: StateGraph,
  fairness: readonly FairnessAssumption[],
  inModel: InModel<State>,
): readonly Fair[] {
  return fairness.map((one) => {
    const takes = Uint8Array.from(graph.actions, (action) => (isOf(one, action) ? 1 : 0));
    const { kind } = one;
    if (one.part === undefined) return { kind, takes };
    return { kind, takes, part: partIn(graph, one, takes, inModel) };
  });
}

/** For each edge: 1 if it belongs to a part of a step. An edge from a state to itself never counts, so it stays 0. */
function partIn<State>(
  { states, starts, ends, targets, labels, actions }: StateGraph,
  assumption: FairnessAssumption,
  takes: Uint8Array,
  { model, stateAt, inside, seconds }: InModel<State>,
): Uint8Array {
  const part = new Uint8Array(labels.length);
  let next = 0;
  const markNext = (): boolean => {
    const state = next++;
    if (inside === undefined || inside[state] === 1) {
      const end = ends[state] as number;
      for (let edge = starts[state] as number; edge < end; edge++) {
        const label = labels[edge] as number;
        if (takes[label] !== 1 || targets[edge] === state) continue;
        const action = actions[label] as Action;
        if (isFairAction(assumption, model, stateAt(state), action)) part[edge] = 1;
      }
    }
    return next < states;
  };
  while (next < states) inSlices(markNext, seconds);
  return part;
}
