/**
 * Finds the sets of states in which a fair behaviour can stay for ever.
 *
 * It computes strongly connected components (R. Tarjan, "Depth-First Search and Linear Graph Algorithms",
 * 1972) without recursion, and checks each assumption of fairness in them. Suppose that no step of the
 * component belongs to an assumption. If the assumption's actors and steps are enabled in all states of the
 * component, no fair behaviour can stay in it or in a part of it. If they are enabled in some states only,
 * and the assumption is strong fairness, no fair behaviour can stay in the component as a whole. Then the
 * states in which they are enabled are removed, and the rest is examined again. This is how Streett
 * conditions are decided: E. Emerson, C. Lei, "Modalities for Model Checking: Branching Time Logic Strikes
 * Back" (1987); Z. Manna, A. Pnueli, "Temporal Verification of Reactive Systems: Safety" (1995).
 *
 * A behaviour that stops in a state stays there for ever. So each single state is a component, even if no
 * edge leads back to it.
 */
import type { StateGraph } from './graph.js';

/** One assumption of fairness, by the actions of a graph. */
export interface Fair {
  readonly kind: 'weak' | 'strong';
  /** For each action: 1 if the assumption is about its actor or step. */
  readonly takes: Uint8Array;
  /** If the assumption is about a part of a step, for each edge: 1 if it belongs to this part. Absent: all edges do. */
  readonly part?: Uint8Array;
}

/** Whether the action of an edge belongs to an assumption. */
export function isFairEdge({ labels }: StateGraph, { takes, part }: Fair, edge: number): boolean {
  return takes[labels[edge] as number] === 1 && (part === undefined || part[edge] === 1);
}

/** The arrays of Tarjan's algorithm: an entry for each state, made once. */
interface TarjanArrays {
  /** The order in which states were visited, from 1; 0: not visited yet; -1: its component is complete. */
  readonly index: Int32Array;
  readonly low: Int32Array;
  /** The set that a state belongs to. */
  readonly set: Int32Array;
  /** For each state the next edge to follow. */
  readonly edge: Int32Array;
  /** The states whose component is not complete, and the path to the current state. */
  readonly stack: Int32Array;
  readonly path: Int32Array;
}

/**
 * Finds every largest set of states in which a fair behaviour can stay for ever.
 *
 * @param inside - For each state: 1 if it may be in a set.
 * @param fair - The assumptions.
 * @param accepting - For each state: 1 if it is accepting. Each set must have an accepting state. Absent: need not.
 * @returns The sets. Each is strongly connected, or a single state.
 */
export function fairComponents(
  graph: StateGraph,
  inside: Uint8Array,
  fair: readonly Fair[],
  accepting?: Uint8Array,
): readonly (readonly number[])[] {
  const { states } = graph;
  const array = () => new Int32Array(states);
  const arrays: TarjanArrays = {
    index: array(),
    low: array(),
    set: array(),
    edge: array(),
    stack: array(),
    path: array(),
  };
  const found: (readonly number[])[] = [];
  const all: number[] = [];
  for (let state = 0; state < states; state++) if (inside[state] === 1) all.push(state);
  const work: (readonly number[])[] = [all];
  let sets = 0;
  for (let set = work.pop(); set !== undefined; set = work.pop()) {
    sets++;
    for (const state of set) {
      arrays.set[state] = sets;
      arrays.index[state] = 0;
    }
    const components = componentsOf(graph, set, arrays);
    for (const component of components) {
      if (accepting !== undefined && !component.some((state) => accepting[state] === 1)) continue;
      // The states of this component get a new number, so that they can be told from all others.
      sets++;
      for (const state of component) arrays.set[state] = sets;
      const left = judge(graph, component, fair, arrays.set);
      if (left === component) found.push(component);
      else if (left.length > 0) work.push(left);
    }
  }
  return found;
}

/**
 * The part of a component in which a fair behaviour may stay: all of it; a part, which must be examined
 * again; or nothing.
 */
function judge(
  graph: StateGraph,
  component: readonly number[],
  fair: readonly Fair[],
  set: Int32Array,
): readonly number[] {
  const unjust: Fair[] = [];
  for (const one of fair) {
    const able = component.filter((state) => isAble(graph, one, state)).length;
    if (able === 0 || (one.kind === 'weak' && able < component.length)) continue;
    if (component.some((state) => goesOn(graph, one, state, set))) continue;
    if (able === component.length) return [];
    unjust.push(one);
  }
  if (unjust.length === 0) return component;
  return component.filter((state) => !unjust.some((one) => isAble(graph, one, state)));
}

/** Whether an action of an assumption is enabled in a state and changes it. */
export function isAble(graph: StateGraph, fair: Fair, state: number): boolean {
  const { starts, ends, targets } = graph;
  const end = ends[state] as number;
  for (let edge = starts[state] as number; edge < end; edge++) {
    if (targets[edge] !== state && isFairEdge(graph, fair, edge)) return true;
  }
  return false;
}

/** Whether such an action leads to another state of the same set. */
function goesOn(graph: StateGraph, fair: Fair, state: number, set: Int32Array): boolean {
  const { states, starts, ends, targets } = graph;
  const end = ends[state] as number;
  for (let edge = starts[state] as number; edge < end; edge++) {
    const target = targets[edge] as number;
    if (target === state || target >= states || set[target] !== set[state]) continue;
    if (isFairEdge(graph, fair, edge)) return true;
  }
  return false;
}

/** The strongly connected components of a set, which is marked in `arrays.set`. */
function componentsOf(
  { states, starts, ends, targets }: StateGraph,
  set: readonly number[],
  { index, low, set: setOf, edge, stack, path }: TarjanArrays,
): readonly (readonly number[])[] {
  const components: number[][] = [];
  let count = 0;
  let stacked = 0;
  for (const root of set) {
    if (index[root] !== 0) continue;
    const mark = setOf[root];
    let depth = 0;
    const enter = (state: number) => {
      index[state] = low[state] = ++count;
      edge[state] = starts[state] as number;
      stack[stacked++] = state;
      path[depth++] = state;
    };
    enter(root);
    while (depth > 0) {
      const state = path[depth - 1] as number;
      const next = edge[state] as number;
      if (next < (ends[state] as number)) {
        edge[state] = next + 1;
        const target = targets[next] as number;
        if (target >= states || setOf[target] !== mark) continue;
        if (index[target] === 0) enter(target);
        else if ((index[target] as number) > 0) lower(low, state, index[target] as number);
        continue;
      }
      depth--;
      if (depth > 0) lower(low, path[depth - 1] as number, low[state] as number);
      if (low[state] !== index[state]) continue;
      const component: number[] = [];
      let last: number;
      do {
        last = stack[--stacked] as number;
        // Its component is complete, so later edges to it do not matter.
        index[last] = -1;
        component.push(last);
      } while (last !== state);
      components.push(component);
    }
  }
  return components;
}

function lower(low: Int32Array, state: number, to: number): void {
  if (to < (low[state] as number)) low[state] = to;
}
