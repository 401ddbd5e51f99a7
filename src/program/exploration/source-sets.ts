/**
 * Finds the races of a run, and adds to the events that the search will try.
 *
 * Two events of a run race if they depend on each other, and nothing between them orders them. In the other
 * order the run may come elsewhere. So at the quiet point before the first, the search must also try an
 * event that begins such a run (P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, "Optimal Dynamic Partial Order
 * Reduction", POPL 2014: source sets).
 *
 * An event happens before another if they depend on each other and it came first, or if it made the other
 * possible.
 */
import { conflict } from '../footprint.js';
import type { EventId } from '../run/running.js';
import type { Node } from './node.js';

/**
 * Adds what the races of a run ask for.
 *
 * @param path - The quiet points of the run. At each, an event happened, and its footprint is complete.
 * @param from - Races of events before this place are known already.
 */
export function addRaces<State>(path: readonly Node<State>[], from: number): void {
  const makers = path.map((_, at) => makerOf(path, at));
  const before = orderOf(path, makers);
  for (let second = Math.max(from, 1); second < path.length; second++) {
    for (let first = second - 1; first >= 0; first--) {
      if (makers[second] === first || !isRace(path, before, first, second)) continue;
      reverse(path, before, first, second);
    }
  }
}

/**
 * At the quiet points of a run, adds the events that what happened there made impossible: they are alternatives to
 * it.
 *
 * @param atEnd - The events that could still happen when the run ended.
 */
export function addDisabled<State>(
  path: readonly Node<State>[],
  from: number,
  atEnd: readonly { readonly id: EventId }[],
): void {
  for (let at = Math.max(from, 1); at <= path.length; at++) {
    const node = path[at - 1];
    const next = path[at]?.events ?? atEnd;
    for (const { id } of node?.events ?? []) {
      if (node !== undefined && !next.some((event) => event.id === id)) addTo(node, id);
    }
  }
}

/** For each event of a run: which events happened before it, in the sense of an order that runs share. */
function orderOf<State>(
  path: readonly Node<State>[],
  makers: readonly number[],
): readonly Uint8Array[] {
  const before: Uint8Array[] = [];
  for (const [at, node] of path.entries()) {
    const own = new Uint8Array(path.length);
    for (let earlier = at - 1; earlier >= 0; earlier--) {
      if (own[earlier] === 1) continue;
      const footprint = path[earlier]?.footprint ?? [];
      if (earlier !== makers[at] && !conflict(footprint, node.footprint)) continue;
      own[earlier] = 1;
      const inherited = before[earlier];
      if (inherited === undefined) continue;
      for (let one = 0; one < earlier; one++) if (inherited[one] === 1) own[one] = 1;
    }
    before.push(own);
  }
  return before;
}

/** The place of the event that made another possible; -1 if it was possible from the start. */
function makerOf<State>(path: readonly Node<State>[], at: number): number {
  const id = path[at]?.chosen.id;
  let first = at;
  while (first > 0 && path[first - 1]?.events.some((event) => event.id === id) === true) first--;
  return first - 1;
}

function isRace<State>(
  path: readonly Node<State>[],
  before: readonly Uint8Array[],
  first: number,
  second: number,
): boolean {
  const [one, other] = [path[first], path[second]];
  if (one === undefined || other === undefined) return false;
  if (!conflict(one.footprint, other.footprint)) return false;
  for (let between = first + 1; between < second; between++) {
    if (before[between]?.[first] === 1 && before[second]?.[between] === 1) return false;
  }
  return true;
}

/** Sees to it that a run is explored in which the second of two racing events comes before the first. */
function reverse<State>(
  path: readonly Node<State>[],
  before: readonly Uint8Array[],
  first: number,
  second: number,
): void {
  const node = path[first];
  if (node === undefined) return;
  // What happens anyway if the first event waits, and then the second event.
  const others: number[] = [];
  for (let at = first + 1; at < second; at++) if (before[at]?.[first] !== 1) others.push(at);
  others.push(second);
  const initials = others.filter((at) => !others.some((one) => before[at]?.[one] === 1));
  const ids = initials.flatMap((at) => path[at]?.chosen.id ?? []);
  if (ids.some((id) => isTried(node, id))) return;
  const possible = ids.filter((id) => node.events.some((event) => event.id === id));
  const [id] = possible;
  if (id !== undefined) addTo(node, id);
  else for (const event of node.events) addTo(node, event.id);
}

const isTried = <State>({ done, queue, chosen, elsewhere }: Node<State>, id: EventId): boolean =>
  chosen.id === id || done.has(id) || queue.includes(id) || elsewhere.has(id);

function addTo<State>(node: Node<State>, id: EventId): void {
  if (!isTried(node, id)) node.queue.push(id);
}
