/** Finds a fair loop in a set of states. */
import { isAble, isFairEdge, type Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import type { PathStep } from './shortest-paths.js';

/** What a loop must do: meet an assumption of fairness, or pass an accepting state. */
type Duty = Fair | 'accepting';

/**
 * Finds a short loop from a state back to itself, through states of a set in which a fair behaviour can stay.
 * The loop must meet each assumption of fairness, and must pass an accepting state. It always goes to the nearest
 * state that meets one of these. To find a shortest loop would take much longer.
 *
 * @param set - The states: strongly connected, or only one; see `fairComponents`.
 * @param accepting - For each state: 1 if it is accepting. Absent: the loop need not pass such a state.
 * @returns The steps. None if it is fair to stop in the state for ever.
 */
export function fairLoop(
  graph: StateGraph,
  set: readonly number[],
  start: number,
  fair: readonly Fair[],
  accepting?: Uint8Array,
): readonly PathStep[] {
  const { targets } = graph;
  const inside = new Set(set);
  const duties = new Duties(graph, fair, accepting);
  const loop: PathStep[] = [];
  duties.arrive(start);
  let state = start;
  while (duties.areOpen() || state !== start) {
    const isThere = duties.areOpen()
      ? (step: PathStep) => duties.isDoneBy(step)
      : ({ edge }: PathStep) => targets[edge] === start;
    for (const step of nearest(graph, inside, state, isThere)) {
      duties.take(step);
      loop.push(step);
      state = targets[step.edge] as number;
    }
  }
  return loop;
}

/** What a loop must still do, and what it has done. */
class Duties {
  private readonly open = new Set<Duty>();
  private readonly done = new Set<Duty>();

  constructor(
    private readonly graph: StateGraph,
    private readonly fair: readonly Fair[],
    private readonly accepting: Uint8Array | undefined,
  ) {
    if (accepting !== undefined) this.open.add('accepting');
  }

  areOpen(): boolean {
    return this.open.size > 0;
  }

  /** Whether a step does something that the loop must still do. */
  isDoneBy(step: PathStep): boolean {
    const to = this.graph.targets[step.edge] as number;
    for (const one of this.open) {
      if (one === 'accepting') {
        if (this.accepting?.[to] === 1) return true;
      } else if (this.isOf(one, step) || (one.kind === 'weak' && !isAble(this.graph, one, to))) {
        return true;
      }
    }
    return false;
  }

  /** The loop takes a step. */
  take(step: PathStep): void {
    for (const one of this.fair) if (this.isOf(one, step)) this.done.add(one);
    this.arrive(this.graph.targets[step.edge] as number);
  }

  /** The loop passes a state. */
  arrive(state: number): void {
    const { open, done } = this;
    if (this.accepting?.[state] === 1) done.add('accepting');
    for (const one of this.fair) {
      if (done.has(one)) continue;
      // A state without an enabled step of the assumption meets weak fairness. It does not meet strong
      // fairness if such a step is enabled in another state of the loop.
      if (isAble(this.graph, one, state)) open.add(one);
      else if (one.kind === 'weak') done.add(one);
    }
    for (const one of done) open.delete(one);
  }

  /** Whether a step belongs to an assumption and changes the state. */
  private isOf(fair: Fair, { from, edge }: PathStep): boolean {
    return this.graph.targets[edge] !== from && isFairEdge(this.graph, fair, edge);
  }
}

/** The shortest path from a state that ends with such a step, through states of a set. */
function nearest(
  { starts, ends, targets, states }: StateGraph,
  inside: ReadonlySet<number>,
  start: number,
  isThere: (step: PathStep) => boolean,
): readonly PathStep[] {
  const reachedBy = new Map<number, PathStep | undefined>([[start, undefined]]);
  // The Map grows during the iteration.
  for (const from of reachedBy.keys()) {
    const end = ends[from] as number;
    for (let edge = starts[from] as number; edge < end; edge++) {
      const target = targets[edge] as number;
      if (target >= states || !inside.has(target)) continue;
      const step = { from, edge };
      if (isThere(step)) return [...pathTo(from, reachedBy), step];
      if (!reachedBy.has(target)) reachedBy.set(target, step);
    }
  }
  throw new RangeError('The set is not strongly connected, or not fair.');
}

function pathTo(state: number, reachedBy: ReadonlyMap<number, PathStep | undefined>): PathStep[] {
  const path: PathStep[] = [];
  for (let step = reachedBy.get(state); step !== undefined; step = reachedBy.get(step.from)) {
    path.push(step);
  }
  return path.reverse();
}
