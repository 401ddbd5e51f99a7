/** The graph of the states that were found, in numbers only. */
import { longer } from '../../engine/store/numbers.js';
import type { Action } from '../../model/action.js';

/** A graph of states. It takes 8 bytes for each state, and 8 for each edge. */
export interface StateGraph {
  /** How many states were expanded. Only these have edges: a target from this number on lies outside the graph. */
  readonly states: number;
  /** How many of them are initial: the first ones. */
  readonly initial: number;
  /** For each state the position of its first edge. */
  readonly starts: Int32Array;
  /** For each state the position after its last edge. */
  readonly ends: Int32Array;
  /** For each edge the state that it leads to. */
  readonly targets: Int32Array;
  /** For each edge the number of its action. */
  readonly labels: Int32Array;
  readonly actions: readonly Action[];
  /** Whether a state is no part of the graph: no edge leads to it, and no behaviour begins there. Absent: none is. */
  readonly isOutside?: (state: number) => boolean;
}

/** How many edges there are. Each state must have its edges. */
export function edgesOf({ states, starts, ends }: StateGraph): number {
  let edges = 0;
  for (let state = 0; state < states; state++) {
    edges += (ends[state] as number) - (starts[state] as number);
  }
  return edges;
}

/** Collects a graph, state by state, in any order. */
export class GraphBuilder {
  private starts: Int32Array = new Int32Array(1024).fill(unknown);
  private ends: Int32Array = new Int32Array(1024);
  private targets: Int32Array = new Int32Array(1024);
  private labels: Int32Array = new Int32Array(1024);
  /** The position of the first edge of the current state, and the position for the next edge. */
  private start = 0;
  private end = 0;
  private finished = 0;

  /** Adds an edge of the current state: the one that {@link finish} names next. */
  add(label: number, target: number): void {
    if (this.end === this.targets.length) {
      this.targets = longer(this.targets, 2 * this.end);
      this.labels = longer(this.labels, 2 * this.end);
    }
    this.targets[this.end] = target;
    this.labels[this.end++] = label;
  }

  /** Ends the current state: the edges that were added since the last call are all edges of this one. */
  finish(state: number): void {
    const { length } = this.starts;
    if (state >= length) {
      const size = Math.max(2 * length, state + 1);
      this.starts = longer(this.starts, size).fill(unknown, length);
      this.ends = longer(this.ends, size);
    }
    this.starts[state] = this.start;
    this.ends[state] = this.start = this.end;
    this.finished++;
  }

  /** Whether the edges of a state were added. */
  has(state: number): boolean {
    return (this.starts[state] ?? unknown) !== unknown;
  }

  /** How many states have their edges, how many edges there are, and how many bytes they take. */
  figures(): { readonly states: number; readonly edges: number; readonly bytes: number } {
    return { states: this.finished, edges: this.end, bytes: this.bytesToGrow() };
  }

  /** How many more bytes it needs when it next runs out of room. */
  bytesToGrow(): number {
    const { starts, ends, targets, labels } = this;
    return [starts, ends, targets, labels].reduce((bytes, one) => bytes + one.byteLength, 0);
  }

  /** Calls a function with the target of each edge of a state that has its edges. */
  eachTarget(state: number, visit: (target: number) => void): void {
    const end = this.ends[state] as number;
    for (let edge = this.starts[state] as number; edge < end; edge++) {
      visit(this.targets[edge] as number);
    }
  }

  /**
   * The graph of the first states.
   *
   * @param states - How many states. A state whose edges were not added must not be asked for its edges.
   * @param initial - How many states are initial: the first ones.
   */
  graph(states: number, initial: number, actions: readonly Action[]): StateGraph {
    const { starts, ends, targets, labels } = this;
    return { states, initial, starts, ends, targets, labels, actions };
  }
}

/** In place of the position of the first edge, if the edges of the state were not added. */
const unknown = -1;
