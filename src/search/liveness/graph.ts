/** The graph of the states that were found, in numbers only. */
import type { Action } from '../../model/action.js';

/** A graph of states. It takes 4 bytes for each state, and 8 for each edge. */
export interface StateGraph {
  /** How many states were expanded. Only these have their edges. */
  readonly states: number;
  /** How many of them are initial: the first ones. */
  readonly initial: number;
  /** For each state the position of its first edge; at the end the number of edges. */
  readonly starts: Int32Array;
  /** For each edge the state that it leads to. This state may be one that was not expanded. */
  readonly targets: Int32Array;
  /** For each edge the number of its action. */
  readonly labels: Int32Array;
  readonly actions: readonly Action[];
}

/** How many edges there are. */
export function edgesOf({ starts, states }: StateGraph): number {
  return starts[states] as number;
}

/** Collects a graph, state by state in their order. */
export class GraphBuilder {
  private starts: Int32Array = new Int32Array(1024);
  private targets: Int32Array = new Int32Array(1024);
  private labels: Int32Array = new Int32Array(1024);
  private edges = 0;
  private state = 0;

  /** Adds an edge of the current state. */
  add(label: number, target: number): void {
    if (this.edges === this.targets.length) {
      this.targets = longer(this.targets);
      this.labels = longer(this.labels);
    }
    this.targets[this.edges] = target;
    this.labels[this.edges++] = label;
  }

  /** How many more bytes it needs when it next runs out of room. */
  bytesToGrow(): number {
    return this.starts.byteLength + this.targets.byteLength + this.labels.byteLength;
  }

  /** Continues with the next state. */
  next(): void {
    if (++this.state === this.starts.length) this.starts = longer(this.starts);
    this.starts[this.state] = this.edges;
  }

  /**
   * The graph of the states that were added.
   *
   * @param initial - How many states are initial: the first ones.
   */
  graph(initial: number, actions: readonly Action[]): StateGraph {
    const { state: states, starts, targets, labels } = this;
    return { states, initial, starts, targets, labels, actions };
  }
}

function longer(array: Int32Array): Int32Array {
  const long = new Int32Array(array.length * 2);
  long.set(array);
  return long;
}
