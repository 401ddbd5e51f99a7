/** What verdicts with all sets of switches come to. */
import {
  membersOf,
  sizeOf,
  without,
  type Family,
  type Universe,
} from '../search/family/families.js';

/** With which sets something holds, and with which it is violated; with the others it is undecided. */
export interface Verdicts {
  readonly holds: Family;
  readonly violated: Family;
}

/** Which sets are enough, by their numbers, and which switches matter, by theirs. */
export interface Enough {
  readonly minimal: readonly number[];
  readonly maximal: readonly number[];
  readonly idle: readonly number[];
  /** A switch, and a smallest set with which all is well until it is added. */
  readonly harmful: readonly { readonly switch: number; readonly added: number }[];
}

/**
 * Which sets are enough.
 *
 * A switch is idle only if the verdict is the same with it and without, for every set; nothing of this is
 * inferred from other sets, as a switch may do harm.
 */
export function enoughIn({ holds, violated }: Verdicts, universe: Universe): Enough {
  const isDecided = (holds | violated) === universe.all;
  const switches = universe.having.map((_, index) => index);
  const removed = (family: Family, index: number) => removedIn(family, index, universe);
  const added = (family: Family, index: number) => addedIn(family, index, universe);

  /** The sets of a family and all that contain one of them, or are a part of one. */
  const above = (family: Family) => switches.reduce((all, i) => all | added(all, i), family);
  const below = (family: Family) => switches.reduce((all, i) => all | removed(all, i), family);
  const properlyAbove = switches.reduce((all, index) => all | above(added(holds, index)), 0n);
  const properlyBelow = switches.reduce((all, index) => all | below(removed(violated, index)), 0n);
  return {
    minimal: membersOf(without(holds, properlyAbove)).toSorted(bySmallest),
    maximal: membersOf(without(violated, properlyBelow)).toSorted(byLargest),
    idle: isDecided ? idleIn([holds, violated], universe) : [],
    harmful: switches.flatMap((index) => {
      const [first] = membersOf(holds & removed(violated, index)).toSorted(bySmallest);
      return first === undefined ? [] : [{ switch: index, added: first }];
    }),
  };
}

/** The switches that no family tells: a set is in the same families with such a switch and without. */
export function idleIn(families: readonly Family[], universe: Universe): readonly number[] {
  return universe.having.flatMap((_, index) => {
    const isTold = families.some(
      (family) =>
        without(removedIn(family, index, universe), family) !== 0n ||
        without(addedIn(family, index, universe), family) !== 0n,
    );
    return isTold ? [] : [index];
  });
}

/** What becomes of the sets of a family that have a switch, if it is taken out. */
function removedIn(family: Family, index: number, { having }: Universe): Family {
  return (family & (having[index] as Family)) >> BigInt(2 ** index);
}

/** What becomes of the sets of a family that do not have a switch, if it is put in. */
function addedIn(family: Family, index: number, { all, having }: Universe): Family {
  return (without(family, having[index] as Family) << BigInt(2 ** index)) & all;
}

/** Orders sets by their size, the smallest first. */
export function bySmallest(one: number, other: number): number {
  return sizeOf(one) - sizeOf(other) || inOrder(one, other);
}

/** Orders sets by their size, the largest first. */
export function byLargest(one: number, other: number): number {
  return sizeOf(other) - sizeOf(one) || inOrder(one, other);
}

/** Orders by the first switch in which two sets differ; the set that has it comes first. */
function inOrder(one: number, other: number): number {
  const differing = one ^ other;
  const first = differing & -differing;
  return (one & first) === 0 ? 1 : -1;
}
