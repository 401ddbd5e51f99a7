/** Temporal properties of small graphs, decided by trying every set of states. */
import type { Fair } from '../../src/search/liveness/fair-components.js';
import type { StateGraph } from '../../src/search/liveness/graph.js';
import type { TemporalForm } from '../../src/property/temporal.js';

/** An edge of a small graph. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly action: number;
  /** Its position in the graph. */
  readonly at: number;
}

/** Whether the action of an edge belongs to an assumption. */
export const isOf = ({ takes, part }: Fair, { action, at }: Edge): boolean =>
  takes[action] === 1 && (part === undefined || part[at] === 1);

/** The edges of a graph. */
export function edgesIn({ states, starts, ends, targets, labels }: StateGraph): Edge[] {
  return Array.from({ length: states }, (_, from) =>
    Array.from(targets.subarray(starts[from], ends[from]), (to, at) => ({
      from,
      to,
      action: labels[(starts[from] as number) + at] as number,
      at: (starts[from] as number) + at,
    })),
  ).flat();
}

/**
 * How many steps it takes to come to where a behaviour can refute a property for ever.
 *
 * It can stay in a set of states for ever, visiting all and taking all edges between them, if these
 * lead from each to each, or the set is a single state. To visit more and take more never hurts
 * fairness but for who becomes able to go on, which depends on the set alone.
 *
 * @returns The fewest; Infinity where no fair behaviour refutes it.
 */
export function plainly(
  graph: StateGraph,
  form: TemporalForm,
  [first, second]: readonly boolean[][],
  fair: readonly Fair[],
): number {
  const edges = edgesIn(graph);
  const states = Array.from({ length: graph.states }, (_, state) => state);
  const holds = (state: number) => first?.[state] === true;
  const comes = (state: number) => second?.[state] === true;
  const steps = (from: Map<number, number>, may: (state: number) => boolean) => {
    const far = new Map(from);
    for (const [state, steps] of far) {
      for (const { from: source, to } of edges) {
        if (source === state && may(to) && !far.has(to)) far.set(to, steps + 1);
      }
    }
    return far;
  };
  const starting = new Map(states.slice(0, graph.initial).map((state) => [state, 0]));
  const only = (far: Map<number, number>, may: (state: number) => boolean) =>
    new Map([...far].filter(([state]) => may(state)));
  const everywhere = steps(starting, () => true);
  const bad = (state: number) => !holds(state);
  const notYet = (state: number) => !comes(state);
  const never = (): Map<number, number> => {
    switch (form) {
      case 'eventually':
        return steps(only(starting, bad), bad);
      case 'alwaysEventually':
        return only(everywhere, bad);
      case 'eventuallyAlways':
        return everywhere;
      case 'leadsTo': {
        // In order of distance, so that each is reached first by a shortest way.
        const causes = [...only(everywhere, (state) => holds(state) && notYet(state))];
        const far = new Map<number, number>();
        for (const [cause, before] of causes) {
          for (const [state, after] of steps(new Map([[cause, before]]), notYet)) {
            far.set(state, Math.min(far.get(state) ?? Infinity, after));
          }
        }
        return far;
      }
      case 'until':
        return steps(only(starting, notYet), notYet);
    }
  };
  const far = never();
  const able = (one: Fair, state: number) =>
    edges.some((edge) => edge.from === state && edge.to !== state && isOf(one, edge));
  const isFairIn = (set: readonly number[]) => (one: Fair) => {
    const could = set.filter((state) => able(one, state)).length;
    const goes = edges.some(
      (edge) =>
        set.includes(edge.from) &&
        set.includes(edge.to) &&
        edge.from !== edge.to &&
        isOf(one, edge),
    );
    return goes || could === 0 || (one.kind === 'weak' && could < set.length);
  };
  const isConnected = (set: readonly number[]) =>
    set.every((state) => {
      const reached = steps(new Map([[state, 0]]), (to) => set.includes(to));
      return set.every((other) => reached.has(other));
    });
  let fewest = Infinity;
  for (let bits = 1; bits < 2 ** graph.states; bits++) {
    const set = states.filter((state) => (bits >> state) & 1);
    if (!set.every((state) => far.has(state))) continue;
    if (form === 'eventuallyAlways' && set.every(holds)) continue;
    if (!isConnected(set) || !fair.every(isFairIn(set))) continue;
    for (const state of set) fewest = Math.min(fewest, far.get(state) as number);
  }
  return fewest;
}
