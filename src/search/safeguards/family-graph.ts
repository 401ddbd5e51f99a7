import { actionKey, type Action } from '../../model/action.js';
import { without, type Family } from './families.js';

/** An edge from one state to another, which some of the sets have. */
export interface FamilyEdge {
  readonly action: number;
  readonly target: number;
  readonly family: Family;
}

/** All states and edges. */
export interface FamilyGraph<State> {
  readonly states: readonly State[];
  /** For each state the sets that reach it. */
  readonly arrived: readonly Family[];
  /** For each state the sets that start in it. */
  readonly initial: readonly Family[];
  /** For each state the sets for which it lies outside the state constraint. */
  readonly outside: readonly Family[];
  /** For each state its edges. Empty unless the option `whole` is on. */
  readonly edges: readonly (readonly FamilyEdge[])[];
  readonly actions: readonly Action[];
}

/** Builds the graph. It numbers states and actions in the order in which the search finds them. */
export class FamilyGraphBuilder<State> implements FamilyGraph<State> {
  readonly states: State[] = [];
  readonly arrived: Family[] = [];
  readonly initial: Family[] = [];
  readonly outside: Family[] = [];
  readonly edges: FamilyEdge[][] = [];
  readonly actions: Action[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly ids = new Map<string, number>();

  /** The number of a state; undefined if it was not found yet. */
  numberOf(key: string): number | undefined {
    return this.numbers.get(key);
  }

  /** Adds a new state, which no set has reached yet. Returns its number. */
  add(key: string, state: State): number {
    const number = this.states.push(state) - 1;
    this.numbers.set(key, number);
    this.arrived.push(0n);
    this.initial.push(0n);
    this.outside.push(0n);
    this.edges.push([]);
    return number;
  }

  /** Notes that sets reach a state. Returns those that reach it for the first time. */
  arrive(number: number, family: Family): Family {
    const before = this.arrived[number] as Family;
    this.arrived[number] = before | family;
    return without(family, before);
  }

  /** Notes that sets start in a state. */
  start(number: number, family: Family): void {
    this.initial[number] = (this.initial[number] as Family) | family;
  }

  /** Notes that a state lies outside the state constraint of sets. */
  leave(number: number, family: Family): void {
    this.outside[number] = (this.outside[number] as Family) | family;
  }

  /** Notes that sets have an edge. */
  connect(from: number, action: Action, target: number, family: Family): void {
    this.edges[from]?.push({ action: this.idOf(action), target, family });
  }

  private idOf(action: Action): number {
    const key = actionKey(action);
    const id = this.ids.get(key) ?? this.actions.push(action) - 1;
    this.ids.set(key, id);
    return id;
  }
}
