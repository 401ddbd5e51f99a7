/** The steps of a spec, for properties that follow a model in it. */
import type { Action } from '../model/action.js';
import { enabledIn, errorOfModel } from '../model/by-hand.js';
import { canonicalKey } from '../model/canonical.js';
import { successorKey } from '../model/compile.js';
import type { Model } from '../model/model.js';
import { StepError } from '../model/step-error.js';

/** An action of a spec, and the key of the state after it. */
export interface SpecSuccessor {
  readonly action: Action;
  readonly key: string;
}

/** What a spec can do in a state. */
export interface SpecSteps {
  readonly successors: readonly SpecSuccessor[];
  /** The first guard, choice or recipe that threw. If there is one, other steps may be possible. */
  readonly error: StepError | undefined;
}

/** As much of the steps as is remembered. */
interface KnownSteps {
  readonly keys: ReadonlySet<string>;
  readonly error: StepError | undefined;
}

/** How many keys of states are remembered at most. */
const usualMost = 200_000;

/** A class, because it remembers what it has worked out. */
export class Spec<SpecState> {
  #initial: ReadonlySet<string> | undefined;
  readonly #known = new Map<string, KnownSteps>();
  #keys = 0;

  /** @param most - With so many keys of states, all that is known is forgotten. That bounds the memory. */
  constructor(
    readonly model: Model<SpecState>,
    private readonly most = usualMost,
  ) {}

  /** Whether a state with this key is an initial state. */
  startsIn(key: string): boolean {
    this.#initial ??= new Set(this.model.initial.map((state) => canonicalKey(state)));
    return this.#initial.has(key);
  }

  /**
   * What is known of the steps from a state.
   *
   * @param key - The key of the state.
   * @param state - Makes the state, if nothing is known yet.
   */
  from(key: string, state: () => SpecState): KnownSteps {
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const { successors, error } = this.stepsFrom(state());
    const known = { keys: new Set(successors.map((one) => one.key)), error };
    this.#keys += 1 + known.keys.size;
    if (this.#keys > this.most) {
      this.#known.clear();
      this.#keys = 1 + known.keys.size;
    }
    this.#known.set(key, known);
    return known;
  }

  /** What the spec can do in a state. */
  stepsFrom(state: SpecState): SpecSteps {
    const { actions, errors } = enabledIn(this.model, state);
    const successors: SpecSuccessor[] = [];
    let [error] = errors;
    for (const action of actions) {
      try {
        successors.push({ action, key: successorKey(action, this.model.successor(state, action)) });
      } catch (thrown) {
        if (!(thrown instanceof StepError)) throw errorOfModel(this.model, thrown);
        error ??= thrown;
      }
    }
    return { successors, error };
  }
}
