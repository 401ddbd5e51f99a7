/** From the verdicts with all sets of switches: which sets are enough, and which switches matter. */
import {
  membersOf,
  sizeOf,
  without,
  type Family,
  type Universe,
} from '../../search/safeguards/families.js';

/** The sets with which something holds, and those with which it is violated. Other sets are undecided. */
export interface Verdicts {
  readonly holds: Family;
  readonly violated: Family;
}

/** Which sets are enough and which switches matter. Sets and switches are given as numbers. */
export interface Enough {
  readonly minimal: readonly number[];
  readonly maximal: readonly number[];
  readonly idle: readonly number[];
  /** A switch, and a smallest set with which everything holds until the switch is added. */
  readonly harmful: readonly { readonly switch: number; readonly added: number }[];
}

/**
 * Which sets are enough.
 *
 * A switch is idle only if, for every set, the verdict is the same with it and without. No verdict is
 * inferred from another set, because a switch may do harm.
 */
export function enoughIn({ holds, violated }: Verdicts, universe: Universe): Enough {
  const isDecided = (holds | violated) === universe.all;
  const switches = universe.having.map((_, index) => index);
  const removed = (family: Family, index: number) => removedIn(family, index, universe);
  const added = (family: Family, index: number) => addedIn(family, index, universe);

  /** The sets of a family with all their supersets (`above`) or with all their subsets (`below`). */
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

/** The switches that do not matter: with such a switch and without, a set is in the same families. */
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

/** The sets that result if a switch is removed from the sets of a family that have it. */
function removedIn(family: Family, index: number, { having }: Universe): Family {
  return (family & (having[index] as Family)) >> BigInt(2 ** index);
}

/** The sets that result if a switch is added to the sets of a family that do not have it. */
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

/** Orders by the lowest switch in which two sets differ; the set that contains it comes first. */
function inOrder(one: number, other: number): number {
  const differing = one ^ other;
  const first = differing & -differing;
  return (one & first) === 0 ? 1 : -1;
}
