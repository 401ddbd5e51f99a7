/**
 * Shrinking: gives the lists of numbers that are tried in place of a list. The first of these that differs makes a list
 * smaller: fewer numbers that are not 0; such numbers at earlier places; smaller numbers. Each is a natural number, so
 * shrinking ends.
 */

/** How a list shrinks. */
export interface Shrinking {
  /** The place to begin at. The candidates before it come last: they did not fail the last time, and probably will not now. */
  readonly from: number;
  /** How many numbers become smaller without becoming 0: so many of the first. */
  readonly sizes: number;
  /** Whether numbers move to other places. */
  readonly moves: boolean;
}

/** A list to try. */
export interface Candidate {
  readonly list: readonly number[];
  /** Its place among all that could be tried. */
  readonly place: number;
}

/** A number that chooses among up to so many events need not be larger. */
const mostChoices = 16;

type Make = () => readonly number[] | undefined;

/**
 * Gives the lists to try, big changes first. It is lazy: a list costs nothing until it is asked for.
 *
 * They include those with any one or any two of the numbers replaced by 0. So a list that cannot shrink further needs
 * each of its numbers.
 */
export function* smallerLists(
  list: readonly number[],
  { from, sizes, moves }: Shrinking,
): Generator<Candidate, void, undefined> {
  for (const isTurn of [(place: number) => place >= from, (place: number) => place < from]) {
    let place = -1;
    for (const make of candidatesOf(list, sizes, moves)) {
      place++;
      const candidate = isTurn(place) ? make() : undefined;
      if (candidate !== undefined) yield { list: candidate, place };
    }
  }
}

/** All candidates, as functions that compute them, or undefined if one would not be smaller. */
function* candidatesOf(list: readonly number[], sizes: number, moves: boolean): Generator<Make> {
  yield* withoutPieces(list);
  if (moves) for (const at of list.keys()) yield () => without(list, at);
  yield* withoutTwo(list, moves);
  for (const at of list.keys()) {
    if (at === sizes) break;
    for (let size = 1; size < mostChoices; size++) {
      yield () => (size < (list[at] ?? 0) ? list.with(at, size) : undefined);
    }
  }
}

/** Puts 0 for all, for halves, for quarters, … and for each single number, the last ones first. */
function* withoutPieces(list: readonly number[]): Generator<Make> {
  for (let size = list.length; size > 0; size = Math.floor(size / 2)) {
    for (let end = list.length; end > 0; end -= size) {
      const isInside = (at: number) => at < end && at >= end - size;
      yield () =>
        list.some((number, at) => number !== 0 && isInside(at))
          ? list.map((number, at) => (isInside(at) ? 0 : number))
          : undefined;
    }
  }
}

/** Drops one number: those after it come earlier by one place. */
function without(list: readonly number[], at: number): readonly number[] | undefined {
  const after = list.slice(at + 1);
  if (after.every((number) => number === 0)) return undefined;
  return [...list.slice(0, at), ...after, 0];
}

/**
 * Puts 0 for one number, and for another one; or moves the other by one place. A switch to another task is often needed
 * only because of one before, which came an event too early or too late.
 */
function* withoutTwo(list: readonly number[], moves: boolean): Generator<Make> {
  const used = [...list.keys()].filter((at) => list[at] !== 0);
  for (const one of used) {
    for (const other of used) {
      if (other === one) continue;
      const both = () => list.with(other, 0).with(one, 0);
      yield both;
      if (!moves) continue;
      for (const to of [other + 1, other - 1]) {
        const isFree = to >= 0 && to < list.length && (to === one || list[to] === 0);
        if (isFree) yield () => both().with(to, list[other] ?? 0);
      }
    }
  }
}
