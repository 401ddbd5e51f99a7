/**
 * Finds the representative of an orbit: the states that differ only in an exchange of names form an orbit, and all of
 * them have the same representative (C. N. Ip, D. L. Dill, "Better Verification through Symmetry", 1996).
 *
 * The names get colours: at first by their groups, then by what the state says about them, then by the colours of the
 * names with which they occur (colour refinement). A colour does not depend on names, so in another state of the
 * orbit the name that stands in the same place has the same colour. If all names of a group have different colours,
 * their order gives the representative. Otherwise some names have one colour. Then the search gives each of these names
 * a colour of its own in turn, refines again, and takes the least of the states that this gives (as B. D. McKay and
 * A. Piperno do for graphs, "Practical Graph Isomorphism, II", 2014). If two such names can change places without any
 * change of the state, one of them is enough.
 *
 * A hash decides about colours. If two different texts have one hash, two names may have one colour for longer, which
 * takes time and changes no result.
 */
import type { Vector } from '../store/slots.js';
import { mixed, type Exchange, type Leaf, type Occurrences } from './occurrences.js';
import { exchanged } from './exchange.js';

/** A colour for each name. */
type Colours = Int32Array;

/** Makes the representative of the orbit of a state. */
export function representativeOf(occurrences: Occurrences, vector: Vector): Vector {
  const leaves = leavesIn(occurrences, vector);
  if (leaves.length === 0) return vector;
  const { groupOf, colours } = occurrences;
  let least: Vector | undefined;
  const visit = (from: Colours) => {
    const refined = refine(groupOf, leaves, from);
    const alike = firstAlike(groupOf, refined);
    if (alike === undefined) {
      const state = exchanged(occurrences, vector, leaves, orderBy(groupOf, refined));
      if (least === undefined || isLess(state, least)) least = state;
      return;
    }
    const tried: number[] = [];
    for (const name of alike) {
      if (tried.some((one) => canSwap(occurrences, vector, leaves, one, name))) continue;
      tried.push(name);
      visit(refined.with(name, mixed(refined[name] as number, 2)));
    }
  };
  visit(colours);
  return least as unknown as Vector;
}

/** The leaves of a state in which names occur. */
export function leavesIn(occurrences: Occurrences, vector: Vector): Leaf[] {
  const leaves: Leaf[] = [];
  const { known } = occurrences;
  for (let id = 0; id < vector.length; id++) {
    // A run of a step leaves out the numbers of slots that it does not know: they hold nothing.
    const number = vector[id] ?? 0;
    const leaf = known[id]?.[number];
    if (leaf === null) continue;
    const found = leaf ?? occurrences.leafOf(id, number);
    if (found !== null) leaves.push(found);
  }
  return leaves;
}

/** Refines colours until no more names get different ones. */
function refine(groupOf: readonly number[], leaves: readonly Leaf[], from: Colours): Colours {
  let colours = from;
  let count = -1;
  for (;;) {
    const now = countOf(groupOf, colours);
    if (now === count || now === groupOf.length) return colours;
    count = now;
    colours = refineOnce(leaves, colours);
  }
}

function refineOnce(leaves: readonly Leaf[], colours: Colours): Colours {
  const refined = new Int32Array(colours.length);
  for (let name = 0; name < colours.length; name++) {
    refined[name] = mixed(colours[name] as number, 3);
  }
  for (const { names, roles } of leaves) {
    if (names.length === 1) {
      const name = names[0] as number;
      refined[name] = (refined[name] as number) + (roles[0] as number);
      continue;
    }
    let all = 0;
    for (let at = 0; at < names.length; at++) {
      all = (all + mixed(roles[at] as number, colours[names[at] as number] as number)) | 0;
    }
    for (let at = 0; at < names.length; at++) {
      const name = names[at] as number;
      const role = roles[at] as number;
      const others = (all - mixed(role, colours[name] as number)) | 0;
      refined[name] = (refined[name] as number) + mixed(role, others);
    }
  }
  return refined;
}

/** How many different colours there are, in all groups. */
function countOf(groupOf: readonly number[], colours: Colours): number {
  let count = 0;
  for (let name = 0; name < colours.length; name++) {
    let isFirst = true;
    for (let other = 0; other < name && isFirst; other++) {
      isFirst = groupOf[other] !== groupOf[name] || colours[other] !== colours[name];
    }
    if (isFirst) count++;
  }
  return count;
}

/** All names that have the same colour as another name of their group, for one such colour; the least of them. */
function firstAlike(groupOf: readonly number[], colours: Colours): readonly number[] | undefined {
  let found: readonly number[] | undefined;
  for (let name = 0; name < colours.length; name++) {
    const alike: number[] = [];
    for (let other = name; other < colours.length; other++) {
      if (groupOf[other] === groupOf[name] && colours[other] === colours[name]) alike.push(other);
    }
    const [one] = found ?? [];
    const isLeast =
      one === undefined ||
      (groupOf[name] === groupOf[one] && (colours[name] as number) < (colours[one] as number));
    if (alike.length > 1 && isLeast) found = alike;
  }
  return found;
}

/** The exchange that puts the names of each group into the order of their colours. */
function orderBy(groupOf: readonly number[], colours: Colours): Exchange {
  const exchange: number[] = [];
  for (let name = 0; name < colours.length; name++) {
    let to = groupOf.indexOf(groupOf[name] as number);
    for (let other = 0; other < colours.length; other++) {
      const isBefore = (colours[other] as number) < (colours[name] as number);
      if (groupOf[other] === groupOf[name] && isBefore) to++;
    }
    exchange.push(to);
  }
  return exchange;
}

/** Whether two names can change places without any change of the state. */
function canSwap(
  occurrences: Occurrences,
  vector: Vector,
  leaves: readonly Leaf[],
  one: number,
  other: number,
): boolean {
  const swap = occurrences.names.map((_, name) =>
    name === one ? other : name === other ? one : name,
  );
  return leaves.every((leaf) => {
    if (!leaf.names.includes(one) && !leaf.names.includes(other)) return true;
    const { slot, number } = occurrences.placeOf(leaf, swap);
    return (vector[slot.id] ?? 0) === number;
  });
}

/** Compares two states by the numbers of their slots. Numbers beyond the end of a vector are 0. */
function isLess(one: Vector, other: Vector): boolean {
  const length = Math.max(one.length, other.length);
  for (let id = 0; id < length; id++) {
    const first = one[id] ?? 0;
    const second = other[id] ?? 0;
    if (first !== second) return first < second;
  }
  return false;
}
