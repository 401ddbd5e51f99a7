/** Decides temporal properties on a graph of states. */
import type { Action } from '../../model/action.js';
import { canonicalSuccessor } from '../../model/compile.js';
import type { FairnessAssumption } from '../../model/fairness.js';
import type { Model } from '../../model/model.js';
import type { Complaint } from '../../property/evaluate.js';
import type { TemporalForm, TemporalProperty } from '../../property/temporal.js';
import { impureModel } from '../../engine/run/impure.js';
import type { Trace } from '../../trace/trace.js';
import { closes, explainLasso, neither } from '../../trace/lasso.js';
import type { Counterexample } from '../common/outcome.js';
import { because } from '../common/vacuity.js';
import type { Answers } from './answers.js';
import type { Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import { refute } from './refute.js';
import { negationOf, type NegatedProperty } from './negation.js';
import { shortestPaths, type PathStep } from './shortest-paths.js';

/** A graph, and its model. */
export interface Explored<State> {
  readonly model: Model<State>;
  readonly graph: StateGraph;
  readonly stateAt: (number: number) => State;
  readonly fairness: readonly FairnessAssumption[];
  /** The same assumptions, by the edges of the graph. */
  readonly fair: readonly Fair[];
}

/** The decision on a property. */
export interface Decision<State> {
  /** Absent if the graph has none. */
  readonly counterexample?: Counterexample<State>;
  /** If the property holds vacuously: why. */
  readonly vacuous?: string;
}

/** Decides one property, from the answers of its predicates for all states. */
export function decide<State>(
  explored: Explored<State>,
  { form }: TemporalProperty<State>,
  { holds, threw }: Answers,
): Decision<State> {
  const { graph, fairness, fair } = explored;
  const odd = threw.size > 0 && shortestTo(explored, { free: 'none' }, (state) => threw.has(state));
  if (odd) {
    const { says } = threw.get(odd.state) as Complaint;
    return { counterexample: { says, trace: odd.trace } };
  }
  const negation = negationOf(form, holds);
  const lasso = refute(graph, negation, fair);
  // If the first predicate of `until` fails too early, the property is broken at once, without a loop.
  const lost =
    form === 'until' && shortestTo(explored, negation, (state) => holds[0]?.[state] === 0);
  if (lost && lost.trace.actions.length <= (lasso?.stem.length ?? Infinity)) {
    return { counterexample: { says: neither, trace: lost.trace } };
  }
  if (lasso === undefined) return decisionThatHolds(form, holds);
  const { start, stem, loop } = lasso;
  const trace = {
    ...traceOf(explored, start, [...stem, ...loop]),
    lasso: { from: stem.length, fairness },
  };
  if (!closes(trace)) throw impureModel(explored.model.name);
  return { counterexample: { says: explainLasso(trace, form), trace } };
}

/** The decision on a property that nothing refutes. */
export function decisionThatHolds<State>(
  form: TemporalForm,
  [cause]: readonly Uint8Array[],
): Decision<State> {
  const hasCause = form !== 'leadsTo' || cause?.includes(1) === true;
  return hasCause ? {} : { vacuous: because.cause };
}

/** A shortest path to the first state of a kind, in the order of the plain search; undefined if none. */
function shortestTo<State>(
  explored: Explored<State>,
  negation: NegatedProperty,
  isOne: (state: number) => boolean,
): { readonly state: number; readonly trace: Trace<State> } | undefined {
  const paths = shortestPaths(explored.graph, negation);
  const state = paths.bound.find(isOne);
  if (state === undefined) return undefined;
  const { steps } = paths.to(state);
  return { state, trace: traceOf(explored, steps[0]?.from ?? state, steps) };
}

/** The trace along the edges. It runs the model again. */
function traceOf<State>(
  { model, graph, stateAt }: Explored<State>,
  start: number,
  steps: readonly PathStep[],
): Trace<State> {
  let state = stateAt(start);
  const states = [state];
  const actions = steps.map(({ edge }) => graph.actions[graph.labels[edge] as number] as Action);
  for (const action of actions) {
    state = canonicalSuccessor(action, model.successor(state, action));
    states.push(state);
  }
  return { model, states, actions };
}
