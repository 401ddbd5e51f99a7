/** What a whole graph says of temporal properties. */
import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { canonicalSuccessor } from '../../model/compile.js';
import { isOf, type FairnessAssumption } from '../../model/fairness.js';
import type { Model } from '../../model/model.js';
import type { Complaint } from '../../property/evaluate.js';
import type { TemporalProperty } from '../../property/temporal.js';
import { impureModel } from '../../engine/impure.js';
import type { Trace } from '../../trace/trace.js';
import { explainLasso } from '../../trace/lasso.js';
import type { Counterexample } from '../outcome.js';
import { because } from '../vacuity.js';
import type { Answers } from './answers.js';
import type { Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import { refute } from './refute.js';
import { taskOf } from './task.js';
import { waysOf, type Hop } from './ways.js';

/** A graph, and the model that it is of. */
export interface Explored<State> {
  readonly model: Model<State>;
  readonly graph: StateGraph;
  readonly stateAt: (number: number) => State;
  readonly fairness: readonly FairnessAssumption[];
}

/** What the graph says of a property. */
export interface Decision<State> {
  /** Absent where the graph has none. */
  readonly counterexample?: Counterexample<State>;
  /** Why that says nothing, where it does not. */
  readonly vacuous?: string;
}

/** Decides one property, by what its predicates say of all states. */
export function decide<State>(
  explored: Explored<State>,
  { form }: TemporalProperty<State>,
  { holds, threw }: Answers,
): Decision<State> {
  const { graph, fairness } = explored;
  if (threw.size > 0) return { counterexample: thrown(explored, threw) };
  const broken = form === 'until' ? breach(explored, holds) : undefined;
  const fair = fairness.map((one): Fair => ({
    kind: one.kind,
    takes: Uint8Array.from(graph.actions, (action) => (isOf(one, action) ? 1 : 0)),
  }));
  const lasso = refute(graph, taskOf(form, holds), fair);
  if (broken !== undefined && (lasso === undefined || broken.actions.length <= lasso.way.length)) {
    return {
      counterexample: { says: 'neither of the two holds at the end', trace: broken },
    };
  }
  if (lasso === undefined) {
    const hasCause = form !== 'leadsTo' || holds[0]?.includes(1) === true;
    return hasCause ? {} : { vacuous: because.cause };
  }
  const { start, way, loop } = lasso;
  const trace = {
    ...traceOf(explored, start, [...way, ...loop]),
    lasso: { from: way.length, fairness },
  };
  if (canonicalKey(trace.states.at(-1)) !== canonicalKey(trace.states[way.length])) {
    throw impureModel(explored.model.name);
  }
  return { counterexample: { says: explainLasso(trace, form), trace } };
}

/** Where a predicate threw: the first state in the order of the plain search, whatever found it first. */
function thrown<State>(
  explored: Explored<State>,
  threw: ReadonlyMap<number, Complaint>,
): Counterexample<State> {
  const ways = waysOf(explored.graph, { free: 'none' });
  const state = ways.bound.find((one) => threw.has(one)) as number;
  const { hops } = ways.to(state);
  const trace = traceOf(explored, hops[0]?.from ?? state, hops);
  return { says: (threw.get(state) as Complaint).says, trace };
}

/** A shortest way to where `until` is broken at once: the first predicate is lost too early. */
function breach<State>(
  explored: Explored<State>,
  [holds, release]: readonly Uint8Array[],
): Trace<State> | undefined {
  const { graph } = explored;
  const bound = (release as Uint8Array).map((answer) => 1 - answer);
  const ways = waysOf(graph, { free: 'none', bound });
  const lost = ways.bound.find((state) => holds?.[state] === 0);
  if (lost === undefined) return undefined;
  const { hops } = ways.to(lost);
  return traceOf(explored, hops[0]?.from ?? lost, hops);
}

/** The trace along the edges, run for real. */
function traceOf<State>(
  { model, graph, stateAt }: Explored<State>,
  start: number,
  hops: readonly Hop[],
): Trace<State> {
  let state = stateAt(start);
  const states = [state];
  const actions = hops.map(({ edge }) => graph.actions[graph.labels[edge] as number] as Action);
  for (const action of actions) {
    state = canonicalSuccessor(action, model.successor(state, action));
    states.push(state);
  }
  return { model, states, actions };
}
