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
 * change of the state, one of them is enough. If any two of them can, every order of them gives the same state, so all of
 * them get colours of their own at once.
 *
 * A hash decides about colours. If two different texts have one hash, two names may have one colour for longer, which
 * takes time and changes no result.
 */
import type { Vector } from '../store/slots.js';
import { addWeights, mixed, remixed, type Colours } from './colours.js';
import type { Exchange, Leaf, Occurrences } from './occurrences.js';
import { exchanged } from './exchange.js';

/** A state whose names can change places. */
export interface Exchangeable {
  /** The leaves of the state in which names occur. */
  readonly leaves: () => readonly Leaf[];
  /** Whether two names can change places without any change of the state. */
  readonly canSwap: (one: number, other: number) => boolean;
  /** The state in which the names have changed places. */
  readonly under: (exchange: Exchange) => Vector;
}

/** Makes the representative of the orbit of a state. It may be the state itself. */
export function representativeOf(occurrences: Occurrences, vector: Vector): Vector {
  const leaves = leavesIn(occurrences, vector);
  if (leaves.length === 0) return vector;
  const colours = remixed(occurrences.colours);
  for (const leaf of leaves) addFirst(leaf, colours);
  const under = (exchange: Exchange) => exchanged(occurrences, vector, leaves, exchange);
  const exchange = exchangeFor(occurrences, colours, {
    leaves: () => leaves,
    canSwap: (one, other) => canSwap(occurrences, vector, leaves, one, other),
    under,
  });
  return exchange === undefined ? vector : under(exchange);
}

/**
 * The exchange of names that turns a state into the representative of its orbit.
 *
 * @param first - The colours of the names after the first round, which depends on the groups and the leaves alone.
 * @returns Undefined if the state is the representative.
 */
export function exchangeFor(
  { groupOf, groups }: Occurrences,
  first: Colours,
  state: Exchangeable,
): Exchange | undefined {
  let found: Exchange | undefined;
  let least: Vector | undefined;
  const visit = (colours: Colours) => {
    const alike = firstAlike(groupOf, colours);
    if (alike === undefined) {
      const exchange = orderBy(groupOf, colours);
      if (found === undefined) {
        found = exchange;
        return;
      }
      least ??= state.under(found);
      const other = state.under(exchange);
      if (isLess(other, least)) [found, least] = [exchange, other];
      return;
    }
    const tried: number[] = [];
    for (const name of alike) {
      if (!tried.some((one) => state.canSwap(one, name))) tried.push(name);
    }
    if (tried.length === 1) {
      visit(toldApart(colours, alike));
      return;
    }
    for (const name of tried) {
      visit(refine(groupOf, state.leaves(), toldApart(colours, [name]), -1));
    }
  };
  const isDone = countOf(groupOf, first) === groupOf.length;
  visit(isDone ? first : refine(groupOf, state.leaves(), first, groups));
  const exchange = found as unknown as Exchange;
  return exchange.every((to, name) => to === name) ? undefined : exchange;
}

/** Adds what a leaf says about its names in the first round, in which colours tell only groups. */
export function addFirst({ names, weights }: Leaf, colours: Colours): void {
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as number;
    colours[name] = (colours[name] as number) + (weights[at] as number);
  }
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

/**
 * Refines colours until no more names get different ones.
 *
 * @param before - How many different colours there were one round before; -1: there was none.
 */
function refine(
  groupOf: readonly number[],
  leaves: readonly Leaf[],
  from: Colours,
  before: number,
): Colours {
  let colours = from;
  let count = before;
  for (;;) {
    const now = countOf(groupOf, colours);
    if (now === count || now === groupOf.length) return colours;
    count = now;
    const refined = remixed(colours);
    for (const { names, roles } of leaves) addWeights(names, roles, colours, refined);
    colours = refined;
  }
}

/** Colours in which names that had one colour have colours of their own. */
function toldApart(colours: Colours, names: readonly number[]): Colours {
  const apart = colours.slice();
  for (const [at, name] of names.entries()) apart[name] = mixed(colours[name] as number, 2 + at);
  return apart;
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
  const swap = occurrences.swapOf(one, other);
  for (let at = 0; at < leaves.length; at++) {
    const leaf = leaves[at] as Leaf;
    if (!leaf.names.includes(one) && !leaf.names.includes(other)) continue;
    const { slot, number } = occurrences.placeOf(leaf, swap);
    if ((vector[slot.id] ?? 0) !== number) return false;
  }
  return true;
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
