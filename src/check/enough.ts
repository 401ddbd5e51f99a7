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
 * A switch is idle only where the verdict is the same with it and without, for every set; nothing of
 * this is inferred from other sets, as a switch may do harm.
 */
export function enoughIn({ holds, violated }: Verdicts, universe: Universe): Enough {
  const isDecided = (holds | violated) === universe.all;
  const switches = universe.having.map((_, index) => index);
  const having = (index: number) => universe.having[index] as Family;
  const bitsOf = (index: number) => BigInt(2 ** index);
  /** What becomes of the sets of a family that have a switch, where it is taken out; or is put in. */
  const removed = (family: Family, index: number) => (family & having(index)) >> bitsOf(index);
  const added = (family: Family, index: number) =>
    (without(family, having(index)) << bitsOf(index)) & universe.all;

  /** The sets of a family and all that contain one of them, or are a part of one. */
  const above = (family: Family) => switches.reduce((all, i) => all | added(all, i), family);
  const below = (family: Family) => switches.reduce((all, i) => all | removed(all, i), family);
  const properlyAbove = switches.reduce((all, index) => all | above(added(holds, index)), 0n);
  const properlyBelow = switches.reduce((all, index) => all | below(removed(violated, index)), 0n);
  const smallestFirst = (one: number, other: number) =>
    sizeOf(one) - sizeOf(other) || inOrder(one, other);
  const largestFirst = (one: number, other: number) =>
    sizeOf(other) - sizeOf(one) || inOrder(one, other);
  return {
    minimal: membersOf(without(holds, properlyAbove)).toSorted(smallestFirst),
    maximal: membersOf(without(violated, properlyBelow)).toSorted(largestFirst),
    idle: switches.filter(
      (index) =>
        isDecided &&
        (removed(holds, index) & violated) === 0n &&
        (removed(violated, index) & holds) === 0n,
    ),
    harmful: switches.flatMap((index) => {
      const [first] = membersOf(holds & removed(violated, index)).toSorted(smallestFirst);
      return first === undefined ? [] : [{ switch: index, added: first }];
    }),
  };
}

/** Of two sets, that one first which has the first switch that the other has not. */
function inOrder(one: number, other: number): number {
  const differing = one ^ other;
  const first = differing & -differing;
  return (one & first) === 0 ? 1 : -1;
}
