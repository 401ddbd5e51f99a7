import { formatAction, type Action } from '../model/action.js';
import { saysOf } from '../model/by-hand.js';
import { canonical, canonicalKey } from '../model/canonical.js';
import type { Model } from '../model/model.js';
import { refuseNameless } from '../model/names.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import type { StepError } from '../model/step-error.js';
import { isModelError, MistakeError } from '../validation/errors.js';
import {
  describeGiven,
  reading,
  refuseOtherFunction,
  refuseUnknown,
} from '../validation/refuse.js';
import type { Answer, PropertyOptions } from './answer.js';
import { refuseBecause } from './because.js';
import type { TransitionProperty } from './property.js';
import type { InSpec, SpecAction, SpecStep } from './refinement.js';
import { Spec, type SpecSuccessor } from './spec.js';

/**
 * Makes a property that says that a model does only what a simpler model, its spec, allows. Each state of the model
 * stands for a state of the spec: `map` says which. The property holds if each initial state maps to an initial state
 * of the spec, and if each step of the model maps to a step of the spec or leaves the state of the spec as it is
 * (stuttering).
 *
 * Then every behaviour of the model is, through the mapping, a behaviour of the spec. So each invariant and transition
 * property of the spec that allows stuttering holds of the mapped states too. This is a safety refinement under a
 * refinement mapping: M. Abadi, L. Lamport, "The Existence of Refinement Mappings" (1991). It says nothing about what
 * must happen in the end: a model that does nothing refines every spec. So liveness and fairness of the spec are not
 * implied; ask `eventually` and the like of the model itself.
 *
 * If no step of the model is ever a step of the spec, the property holds vacuously, and the result says so.
 *
 * @param spec - The simpler model.
 * @param map - The state of the spec for which a state of the model stands.
 * @param options - Its name (`refines ` and the name of the spec if absent), and why it must hold.
 * @throws ModelError if the spec, the mapping or an option is wrong; from a search, if the mapping answers no plain
 *   data, or if a step of the spec threw so that it is unknown what the spec allows.
 * @example
 * refines(bank, (s: Branches) => ({ total: s.north + s.south }))
 */
export function refines<State, SpecState>(
  spec: Model<SpecState>,
  map: (state: State) => NoInfer<SpecState>,
  options: PropertyOptions & { readonly name?: string } = {},
): TransitionProperty<State> {
  return reading('refines', () => {
    refuseOtherModel(spec, 'refines');
    const { name = `refines ${spec.name}`, ...others } = { ...options };
    refuseNameless(name, 'A property', "refines(spec, …, { name: 'what must hold' })");
    const property = `Property ${JSON.stringify(name)}`;
    refuseOtherFunction(property, 'its mapping', map);
    refuseUnknown(property, 'option', options, ['name', 'because']);
    refuseBecause(property, options.because);
    const mapping = new Mapping<State, SpecState>(property, new Spec(spec), map);
    return {
      kind: 'transition',
      name,
      holds: (before, _, after) => mapping.follows(before, after),
      ...others,
      refinement: {
        spec: spec.name,
        initially: (state) => mapping.starts(state),
        stutters: (before, _, after) => mapping.keyOf(before) === mapping.keyOf(after),
        shown: (states) => mapping.shown(states),
      },
    };
  });
}

/** The most actions of the spec that a sentence names. */
const mostNamed = 3;

/** Follows the states of a model in its spec. */
class Mapping<State, SpecState> {
  /**
   * @param property - The property, as the start of a sentence.
   * @param map - What the user gave.
   */
  constructor(
    private readonly property: string,
    private readonly spec: Spec<SpecState>,
    private readonly map: (state: State) => SpecState,
  ) {}

  /** Whether an initial state maps to an initial state of the spec. */
  starts(state: State): Answer {
    return (
      this.spec.startsIn(this.keyOf(state)) ||
      `it does not start in an initial state of ${JSON.stringify(this.spec.model.name)}`
    );
  }

  /** Whether a step maps to a step of the spec, or to none. */
  follows(before: State, after: State): Answer {
    const mapped = this.map(before);
    const from = this.read(mapped, canonicalKey);
    const to = this.keyOf(after);
    if (from === to) return true;
    const { keys, error } = this.spec.from(from, () => canonical(mapped));
    if (keys.has(to)) return true;
    if (error !== undefined) throw this.isUnknown(error);
    const { successors } = this.spec.stepsFrom(canonical(mapped));
    return `${JSON.stringify(this.spec.model.name)} cannot do that: ${couldDo(successors)} there`;
  }

  /** The key of the state of the spec to which a state maps. */
  keyOf(state: State): string {
    return this.read(this.map(state), canonicalKey);
  }

  /** A behaviour as it is in the spec. */
  shown(states: readonly State[]): InSpec {
    const mapped = states.map((state) => this.mapped(state));
    const steps = mapped.slice(1).map((after, at) => this.stepBetween(mapped[at], after));
    const isImpossible = steps.at(-1)?.kind === 'impossible';
    return {
      spec: this.spec.model.name,
      start: mapped[0]?.state,
      steps,
      instead: isImpossible ? this.actionsIn(mapped.at(-2)) : [],
    };
  }

  private stepBetween(
    before: Mapped<SpecState> | undefined,
    after: Mapped<SpecState> | undefined,
  ): SpecStep {
    if (before === undefined || after === undefined)
      return { kind: 'unknown', ...statePart(after) };
    const { key, state } = after;
    if (before.key === key) return { kind: 'stutters', state };
    const found = attempt(() => this.spec.stepsFrom(before.state));
    const taken = found?.successors.find((one) => one.key === key);
    if (taken !== undefined) return { kind: 'step', action: this.worded(before, taken), state };
    const isKnown = found !== undefined && found.error === undefined;
    return { kind: isKnown ? 'impossible' : 'unknown', state };
  }

  /** What the spec can do in a state. */
  private actionsIn(here: Mapped<SpecState> | undefined): readonly SpecAction[] {
    if (here === undefined) return [];
    const { successors } = this.spec.stepsFrom(here.state);
    return successors.map((one) => this.worded(here, one));
  }

  private worded({ state }: Mapped<SpecState>, { action }: SpecSuccessor): SpecAction {
    return { action, says: saysOf(this.spec.model, state, action) };
  }

  /** The state of the spec to which a state maps; undefined if the mapping throws. */
  private mapped(state: State): Mapped<SpecState> | undefined {
    return attempt(() => {
      const copy = this.read(this.map(state), canonical);
      return { state: copy, key: canonicalKey(copy) };
    });
  }

  /** Reads what the mapping answered. */
  private read<T>(mapped: SpecState, read: (mapped: SpecState, root: string) => T): T {
    if (mapped === undefined) {
      throw new MistakeError(
        `${this.property}: its mapping answered ${describeGiven(mapped)}; let it answer a state of ${JSON.stringify(this.spec.model.name)}.`,
      );
    }
    try {
      return read(mapped, 'what its mapping answered');
    } catch (error) {
      if (!isModelError(error)) throw error;
      throw new MistakeError(`${this.property}: ${error.message}`, { cause: error });
    }
  }

  private isUnknown(error: StepError): MistakeError {
    const { name } = this.spec.model;
    return new MistakeError(
      `${this.property}: in its spec ${JSON.stringify(name)}, ${error.message}, so it is unknown what the spec allows; correct the spec, or map to states that it can reach.`,
      { cause: error },
    );
  }
}

/** What a function answers; undefined if it throws. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

const statePart = (mapped: Mapped<unknown> | undefined) =>
  mapped === undefined ? {} : { state: mapped.state };

/** A state of the spec, and its key. */
interface Mapped<SpecState> {
  readonly state: SpecState;
  readonly key: string;
}

/** What a spec could do in a state: `it could only take a.go or b.go`. */
function couldDo(successors: readonly { readonly action: Action }[]): string {
  if (successors.length === 0) return 'it can do nothing';
  const names = successors.slice(0, mostNamed).map(({ action }) => formatAction(action));
  const more = successors.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  const last = all.pop();
  return `it can only take ${all.length === 0 ? last : `${all.join(', ')} or ${last}`}`;
}
