/** Asks the properties of a program at each quiet point, each one once for each distinct state. */
import type { Action } from '../model/action.js';
import { canonical, canonicalKey } from '../model/canonical.js';
import { ModelError } from '../validation/errors.js';
import {
  complaintOfStart,
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
} from '../property/evaluate.js';
import type { Invariant, NoDeadlock, Reachable, TransitionProperty } from '../property/property.js';
import { describeGiven, passes } from '../validation/refuse.js';
import type { WhenDone } from '../property/when-done.js';

/** Something that must hold of a program. */
export type ProgramProperty<State> =
  | Invariant<State>
  | TransitionProperty<State>
  | Reachable<State>
  | NoDeadlock<State>
  | WhenDone<State>;

/** What a place in a run says about a property. */
export interface Decision {
  readonly property: string;
  /** What is wrong; undefined if the state is one that must be reachable. */
  readonly says: string | undefined;
}

/** A state that was seen, with what it decides. */
export interface SeenState<State> {
  readonly state: State;
  readonly key: string;
  readonly decisions: readonly Decision[];
}

/** The properties of a search, by kind, and the distinct states in which they were asked. */
export class Judge<State> {
  /** Whether some property is about states within a run, so that a search must visit all of them. */
  readonly asksStates: boolean;
  /** Whether some property is about steps, so that a search must take all of them. */
  readonly asksSteps: boolean;
  /** The `whenever` whose condition some state met, the `whenDone` that were asked, and the `refines` whose spec moved. */
  readonly asked = new Set<string>();
  readonly #seen = new Map<string, SeenState<State>>();
  /** The keys of states that only other threads saw. */
  readonly #elsewhere = new Set<string>();
  readonly #ends = new Map<string, readonly Decision[]>();

  /** @param onNew - Called with the key of each state that was not seen before. */
  constructor(
    readonly program: string,
    readonly properties: readonly ProgramProperty<State>[],
    readonly onNew?: (key: string) => void,
  ) {
    this.asksSteps = properties.some(({ kind }) => kind === 'transition');
    this.asksStates =
      this.asksSteps || properties.some(({ kind }) => kind === 'invariant' || kind === 'reachable');
  }

  /** How many distinct states were seen. */
  get distinct(): number {
    return this.#seen.size + this.#elsewhere.size;
  }

  /** Takes down what the judge of another thread saw. */
  add(keys: readonly string[], asked: readonly string[]): void {
    for (const key of keys) if (!this.#seen.has(key)) this.#elsewhere.add(key);
    for (const name of asked) this.asked.add(name);
  }

  /**
   * A state, with what it decides.
   *
   * @throws ModelError if it is not plain data.
   */
  see(given: unknown): SeenState<State> {
    const key = this.keyOf(given);
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const state = canonical(given as State);
    const decisions = this.properties.flatMap((property) => this.#decideState(property, state));
    const seen = { state, key, decisions };
    this.#seen.set(key, seen);
    this.#elsewhere.delete(key);
    this.onNew?.(key);
    return seen;
  }

  /** The key of a state: the same for two states exactly if they are the same data. */
  keyOf(given: unknown): string {
    if (
      typeof given !== 'object' ||
      given === null ||
      given instanceof Map ||
      given instanceof Set
    ) {
      throw new ModelError(
        `Program ${JSON.stringify(this.program)}: state returned ${describeGiven(given)}; return a record or a list of plain data.`,
      );
    }
    try {
      return canonicalKey(given);
    } catch (error) {
      const { message } = error as ModelError;
      throw new ModelError(`Program ${JSON.stringify(this.program)}: ${message}`, { cause: error });
    }
  }

  /** What the state decides in which every run begins. */
  seeStart({ state }: SeenState<State>): readonly Decision[] {
    return this.properties.flatMap((property) => {
      if (property.kind !== 'transition') return [];
      const complaint = complaintOfStart(property, state);
      return complaint === undefined ? [] : [{ property: property.name, says: complaint.says }];
    });
  }

  /** What a step decides. */
  seeStep(before: SeenState<State>, action: Action, after: SeenState<State>): Decision[] {
    return this.properties.flatMap((property) => {
      if (property.kind !== 'transition') return [];
      const stutters = property.refinement?.stutters;
      if (passes(() => stutters?.(before.state, action, after.state) === false)) {
        this.asked.add(property.name);
      }
      const complaint = complaintOfStep(property, before.state, action, after.state);
      return complaint === undefined ? [] : [{ property: property.name, says: complaint.says }];
    });
  }

  /** What the state decides in which a run ends because all its tasks have. */
  seeEnd({ state, key }: SeenState<State>): readonly Decision[] {
    const known = this.#ends.get(key);
    if (known !== undefined) return known;
    const decisions = this.properties.flatMap((property) => {
      if (property.kind !== 'when done') return [];
      this.asked.add(property.name);
      const complaint = complaintOfState({ ...property, kind: 'invariant' }, state);
      return complaint === undefined ? [] : [{ property: property.name, says: complaint.says }];
    });
    this.#ends.set(key, decisions);
    return decisions;
  }

  /** What the user says about a state in which tasks wait for ever; undefined if no property is about that. */
  seeDeadlock({ state }: SeenState<State>, waiting: string): readonly Decision[] | undefined {
    const property = this.properties.find(({ kind }) => kind === 'deadlock');
    if (property?.kind !== 'deadlock') return undefined;
    const complaint = complaintOfStop(property, state);
    if (complaint === undefined) return [];
    return [{ property: property.name, says: `${waiting} (${complaint.says})` }];
  }

  #decideState(property: ProgramProperty<State>, state: State): readonly Decision[] {
    if (property.kind !== 'invariant' && property.kind !== 'reachable') return [];
    const { name } = property;
    const complaint = complaintOfState(property, state);
    if (property.kind === 'reachable') {
      if (complaint === undefined) return [{ property: name, says: undefined }];
      return complaint.threw ? [{ property: name, says: complaint.says }] : [];
    }
    const { condition } = property;
    if (condition !== undefined && passes(() => condition(state) === true)) this.asked.add(name);
    return complaint === undefined ? [] : [{ property: name, says: complaint.says }];
  }
}
