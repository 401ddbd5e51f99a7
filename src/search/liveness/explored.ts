/** Builds graphs from the states that a search has explored. */
import { ExploredStates } from '../../engine/explored.js';
import type { Explorer } from '../../engine/explorer.js';
import { someOf } from '../../engine/purity/recompute.js';
import { at } from '../../engine/store/space.js';
import { canonicalKey } from '../../model/canonical.js';
import { actionKey, type Action } from '../../model/action.js';
import { inSlices } from '../../model/supervised.js';
import type { Model } from '../../model/model.js';
import { isOutside as isOutsideOf } from '../../model/within.js';
import { reachable, type FiniteProperty } from '../../property/property.js';
import type { TemporalProperty } from '../../property/temporal.js';
import type { LoopBudget } from '../common/ending.js';
import type { Ended } from '../common/outcome.js';
import { expand } from '../common/expansion.js';
import { askingPlainly, stride, type AnswerBuilder, type Answers, type Asking } from './answers.js';
import { GraphBuilder, type StateGraph } from './graph.js';

/** How many states are initial, and how many were expanded. */
export interface Extent {
  /** How many states are initial: the first ones. */
  readonly initial: number;
  /** How many states were expanded: the first ones. */
  readonly expanded: number;
}

/** What a search has explored: its states, and a way to find their edges again. */
export interface Found<State> extends Extent {
  readonly model: Model<State>;
  /** Whether edges are found only if a property needs them. The reference search finds all of them. */
  readonly sparesEdges: boolean;
  readonly stateAt: (number: number) => State;
  /** Whether a state lies outside the state constraint: then it is no part of the graph. Absent: none does. */
  readonly isOutside?: (state: number) => boolean;
  /** Adds the edges of a state that was expanded. An edge to a state outside leads out of the graph. */
  readonly addEdges: (state: number, builder: GraphBuilder) => void;
  /** Asks the predicates of the temporal properties about a state. */
  readonly asking: (state: number) => Asking;
  /** The actions of all edges so far, by their labels. */
  readonly actions: () => readonly Action[];
}

/** What the search for loops has found out so far. */
export interface SoFar<State> {
  readonly edges: GraphBuilder;
  readonly answers: AnswerBuilder<State>;
}

/** The graph, and the answers of the predicates for its states. */
export interface Gathered {
  readonly graph: StateGraph;
  readonly answers: readonly Answers[];
  /** If the graph does not have all expanded states: why. */
  readonly cut?: Ended;
}

/** About how many bytes for each state are needed to decide a property. */
export const bytesToDecide = 192;

/**
 * Collects the graph of the states that were expanded, and asks all predicates about them.
 *
 * A limit can cut the graph short. Then it has only the first states, in the order in which the search found
 * them, and the others count as not expanded. It always has the first 1,024 states.
 *
 * @param soFar - What is known already. It is not asked for again.
 */
export async function gather<State>(
  found: Found<State>,
  { edges, answers }: SoFar<State>,
  { ended, mayTake, outOfMemory, seconds }: LoopBudget,
): Promise<Gathered> {
  const { initial, expanded, asking, actions, isOutside } = found;
  const wasAsked = answers.count === expanded;
  let cut: Ended | undefined;
  let state = 0;
  const gatherNext = () => {
    addEdgesOf(found, state, edges);
    if (state === answers.count) answers.ask(asking(state));
    return ++state < expanded && state % stride !== 0;
  };
  while (state < expanded) {
    if (state >= stride) {
      cut = await ended();
      const bytes = edges.bytesToGrow() + answers.bytesToGrow() + state * bytesToDecide;
      if (!mayTake(bytes)) cut ??= outOfMemory;
      if (cut !== undefined) break;
    }
    inSlices(gatherNext, seconds);
  }
  if (cut === undefined && !wasAsked) askSomeAgain(found, answers, seconds);
  const graph = { ...edges.graph(state, initial, actions()), ...(isOutside && { isOutside }) };
  return { graph, answers: answers.answers(state), ...(cut && { cut }) };
}

/** Adds the edges of a state to a graph that does not have them. */
export function addEdgesOf<State>(
  { addEdges }: Found<State>,
  state: number,
  edges: GraphBuilder,
): void {
  if (edges.has(state)) return;
  addEdges(state, edges);
  edges.finish(state);
}

/**
 * Asks all predicates about some states once more.
 *
 * @throws ModelError if one of them answers otherwise now: it must depend on the state alone.
 */
export function askSomeAgain<State>(
  { stateAt }: Found<State>,
  answers: AnswerBuilder<State>,
  seconds: number | undefined,
): void {
  const again = someOf(answers.count);
  const askNext = () => {
    const number = again.pop();
    if (number !== undefined) answers.askAgain(stateAt(number), number);
    return number !== undefined;
  };
  while (inSlices(askNext, seconds));
}

/**
 * The predicates of temporal properties, as properties of states. So the engine can remember their answers.
 *
 * @returns For each property its predicates.
 */
export function predicatesOf<State>(
  properties: readonly TemporalProperty<State>[],
): readonly (readonly FiniteProperty<State>[])[] {
  return properties.map(({ name, predicates }) =>
    predicates.map((predicate) => reachable(name, predicate)),
  );
}

/**
 * What the engine has explored.
 *
 * @param predicates - See {@link predicatesOf}. The explorer must know them.
 */
export function exploredBy<State>(
  explorer: Explorer<State>,
  predicates: readonly (readonly FiniteProperty<State>[])[],
  extent: Extent,
): Found<State> {
  const states = new ExploredStates(explorer);
  let current = 0;
  const asking: Asking = (property, predicate) =>
    states.answer(predicates[property]?.[predicate] as FiniteProperty<State>, current);
  return {
    ...extent,
    model: explorer.model,
    sparesEdges: true,
    stateAt: (number) => at(explorer.space, number).state,
    ...(explorer.constraint && { isOutside: (state: number) => explorer.outside.has(state) }),
    addEdges(state, edges) {
      states.eachSuccessor(state, (action, number) => {
        // If the limit on states kept the successor out of the store, the edge leads out of the graph.
        const isIn = number >= 0 && !explorer.outside.has(number);
        edges.add(action, isIn ? number : extent.expanded);
      });
    },
    asking(state) {
      current = state;
      return asking;
    },
    actions: () => explorer.known.actions.map(({ action }) => action),
  };
}

/** What the plain search has explored, in the order of its states. */
export function exploredPlainly<State>(
  model: Model<State>,
  states: readonly State[],
  numberOf: ReadonlyMap<string, number>,
  properties: readonly TemporalProperty<State>[],
  extent: Extent,
): Found<State> {
  const actions: Action[] = [];
  const ids = new Map<string, number>();
  const idOf = (action: Action) => {
    const key = canonicalKey([action.actor, action.step, actionKey(action)]);
    const id = ids.get(key) ?? actions.push(action) - 1;
    ids.set(key, id);
    return id;
  };
  const stateAt = (number: number) => states[number] as State;
  const isOutside = (number: number) => isOutsideOf(model, stateAt(number));
  return {
    ...extent,
    model,
    sparesEdges: false,
    stateAt,
    ...(model.within && { isOutside }),
    addEdges(state, edges) {
      for (const { action, key } of expand(model, stateAt(state)).successors) {
        const number = numberOf.get(key);
        const isIn = number !== undefined && !isOutside(number);
        edges.add(idOf(action), isIn ? number : extent.expanded);
      }
    },
    asking: (state) => askingPlainly(properties, stateAt(state)),
    actions: () => actions,
  };
}
