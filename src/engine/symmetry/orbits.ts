/** Everything that a search up to symmetry knows of names. */
import type { Action } from '../../model/action.js';
import type { StepName } from '../../model/names.js';
import type { Slot, Vector } from '../store/slots.js';
import type { Space } from '../store/space.js';
import { exchanged } from './exchange.js';
import { Occurrences, type Exchange } from './occurrences.js';
import { PackedNames } from './packed.js';
import { trialsOf, type Groups } from './renaming.js';
import { leavesIn } from './representative.js';

/** The user's claim that names are interchangeable, and what the search looks at to check it. */
export interface Claim<State> {
  readonly groups: Groups;
  /** Whether the search must show each state to `look`. */
  readonly isLooking: () => boolean;
  /** Looks at a state, and at the action that led to it. */
  readonly look: (state: State, action: Action) => void;
  /** Checks that a state has the same steps under other names. Throws if it does not. */
  readonly watch: (state: State) => void;
  /** The first state to check in this way, and a function that gives the one after it. -1: none. */
  readonly watched: { readonly first: number; readonly after: (state: number) => number };
  /** A step, and the steps that are the same with other names. */
  readonly stepsLike: (step: StepName) => readonly StepName[];
  /** The error for a property whose answer changes with the names. */
  readonly otherAnswer: (property: object) => Error;
}

/** What a search up to symmetry knows of names. */
export interface Orbits<State> {
  readonly claim: Claim<State>;
  /** The next state in which the claim is checked; -1: none. */
  nextWatched: number;
  readonly occurrences: Occurrences;
  readonly packed: PackedNames;
  /** Once there are so many states, representatives are made of packed states. */
  readonly packsFrom: number;
  /** The exchanges of names under which each property is asked again. */
  readonly trials: readonly Trial[];
}

/** An exchange of names, and the one that undoes it. */
export interface Trial {
  readonly exchange: Exchange;
  readonly inverse: Exchange;
  /** The actions with the names exchanged, by their numbers. */
  readonly actions: Action[];
  /** The slots that move to a slot, by its id, as far as they are known. */
  readonly slots: Slot[];
  /** The numbers of these actions, as far as they are known. */
  readonly numbers: number[];
}

/** What is prepared for packed states pays only in a search that is not short. */
const fewestPacked = 1024;

/**
 * What is known of names before the search.
 *
 * @param packsFrom - See {@link Orbits.packsFrom}.
 */
export function orbitsOf<State>(
  space: Space<State>,
  claim: Claim<State>,
  packsFrom = fewestPacked,
): Orbits<State> {
  const occurrences = new Occurrences(space.slots, claim.groups);
  const packed = new PackedNames(space, occurrences);
  const { names } = occurrences;
  const trials = trialsOf(claim.groups).map((renaming): Trial => {
    const exchange = names.map((name) => names.indexOf(renaming.get(name) ?? name));
    return {
      exchange,
      inverse: names.map((_, name) => exchange.indexOf(name)),
      actions: [],
      slots: [],
      numbers: [],
    };
  });
  return { claim, nextWatched: claim.watched.first, occurrences, packed, packsFrom, trials };
}

/** A function that makes a state with the names of a trial exchanged. */
export function exchanging(
  { occurrences }: { readonly occurrences: Occurrences },
  vector: Vector,
): (trial: Trial) => Vector {
  const leaves = leavesIn(occurrences, vector);
  return ({ exchange }) => exchanged(occurrences, vector, leaves, exchange);
}

/** The slot that moves to a slot. */
export function slotBehind(
  { occurrences }: { readonly occurrences: Occurrences },
  { inverse, slots }: Trial,
  id: number,
): Slot {
  return (slots[id] ??= occurrences.slotUnder(occurrences.slots.all[id] as Slot, inverse));
}

/** An action with the names exchanged: of its actor and its step, and in its choice. */
export function actionUnder(
  { occurrences }: { readonly occurrences: Occurrences },
  { exchange, actions }: Trial,
  id: number,
  action: Action,
): Action {
  const known = actions[id];
  if (known !== undefined) return known;
  const renamed = <Data>(data: Data) => occurrences.renamed(data, exchange);
  const { actor, step, choice } = action;
  const other: Action = {
    ...action,
    actor: renamed(actor),
    step: renamed(step),
    ...(choice === undefined ? {} : { choice: renamed(choice) }),
  };
  actions[id] = other;
  return other;
}
