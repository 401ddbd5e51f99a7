/** The desk: the arrays in which the loop works. */
import { batch, block, type Desk } from './kernel.js';
import { roomForWords } from '../store/store.js';

/** The most words of bits for actions that may sleep. */
export const mostSleepWords = 16;

/** A desk with no room yet. */
export function emptyDesk(): Desk {
  return {
    current: roomForWords(1),
    next: roomForWords(1),
    known: new Int32Array(0),
    actions: new Int32Array(0),
    found: new Int32Array(0),
    sleptBefore: new Int32Array(0),
    slept: 0,
    sleptLast: 0,
    dormant: new Int32Array(mostSleepWords),
    settled: new Int32Array(mostSleepWords),
    waiting: 0,
    states: new Int32Array(0),
    takes: new Int32Array(0),
    slepts: new Int32Array(0),
    pairs: new Int32Array(0),
    hashes: new Int32Array(0),
    asleepIn: new Int32Array(0),
    idle: new Int32Array(mostSleepWords),
    representative: roomForWords(1),
    orbits: new Int32Array(0),
    after: new Int32Array(0),
    before: new Int32Array(0),
    reserved: 0,
    reservedEnd: 0,
    sink: 0,
    threw: false,
    at: 0,
    subject: 0,
    generated: 0,
    asleep: 0,
    remembered: 0,
    recalled: new Float64Array(0),
    takenIn: new Int32Array(0),
    takenTo: new Int32Array(0),
    changed: new Uint8Array(0),
    news: [],
  };
}

/** The most states that a thread may add before it looks for room again. */
export function mostAdded({ actions }: Desk): number {
  return actions.length + batch + block;
}

/** Makes a desk large enough. */
export function fitDesk(desk: Desk, actions: number, words: number, inner: number): void {
  if (desk.actions.length < actions) {
    desk.actions = new Int32Array(actions);
    desk.found = new Int32Array(actions);
    desk.sleptBefore = new Int32Array(actions);
    desk.takenIn = widened(desk.takenIn, new Int32Array(actions));
    desk.takenTo = widened(desk.takenTo, new Int32Array(actions));
    desk.changed = widened(desk.changed, new Uint8Array(actions));
  }
  if (desk.current.length !== roomForWords(words).length) {
    desk.current = roomForWords(words);
    desk.next = roomForWords(words);
    desk.representative = roomForWords(words);
  }
  const entries = desk.actions.length + batch;
  const width = desk.current.length;
  if (desk.states.length < entries || desk.after.length < entries * width) {
    desk.states = new Int32Array(entries);
    desk.takes = new Int32Array(entries);
    desk.slepts = new Int32Array(entries);
    desk.pairs = new Int32Array(2 * entries);
    desk.hashes = new Int32Array(entries);
    desk.orbits = new Int32Array(3 * entries);
    desk.asleepIn = new Int32Array(entries * 2 * mostSleepWords);
    desk.after = new Int32Array(entries * width);
    desk.before = new Int32Array(entries * width);
  }
  if (desk.known.length !== inner) desk.known = new Int32Array(inner);
}

/** The wider array, with the numbers of the other one at its start. */
function widened<Numbers extends Int32Array | Uint8Array>(
  numbers: Numbers,
  wide: Numbers,
): Numbers {
  wide.set(numbers);
  return wide;
}
