/** The workspace: the arrays in which the loop works. One thread has one, and nothing else writes to it. */
import { batch, block, type Workspace } from './kernel.js';
import { fewestWords, roomForWords } from '../store/store.js';

/** The most words of bits for actions that may sleep. */
export const mostSleepWords = 16;

/** A workspace with no room yet. */
export function newWorkspace(): Workspace {
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
    spared: new Float64Array(0),
    takenIn: new Int32Array(0),
    takenTo: new Int32Array(0),
    changed: new Uint8Array(0),
    findings: [],
    outside: [],
  };
}

/** The most states that a thread may add before it looks for room again. */
export function mostAdded({ actions }: Workspace): number {
  return actions.length + batch + block;
}

/** Makes a workspace large enough. */
export function fitWorkspace(
  workspace: Workspace,
  actions: number,
  words: number,
  inner: number,
): void {
  if (workspace.actions.length < actions) {
    workspace.actions = new Int32Array(actions);
    workspace.found = new Int32Array(actions);
    workspace.sleptBefore = new Int32Array(actions);
    workspace.takenIn = widened(workspace.takenIn, new Int32Array(actions));
    workspace.takenTo = widened(workspace.takenTo, new Int32Array(actions));
    workspace.changed = widened(workspace.changed, new Uint8Array(actions));
  }
  if (workspace.current.length !== Math.max(fewestWords, words)) {
    workspace.current = roomForWords(words);
    workspace.next = roomForWords(words);
    workspace.representative = roomForWords(words);
  }
  const entries = workspace.actions.length + batch;
  const width = workspace.current.length;
  if (workspace.states.length < entries || workspace.after.length < entries * width) {
    workspace.states = new Int32Array(entries);
    workspace.takes = new Int32Array(entries);
    workspace.slepts = new Int32Array(entries);
    workspace.pairs = new Int32Array(2 * entries);
    workspace.hashes = new Int32Array(entries);
    workspace.orbits = new Int32Array(3 * entries);
    workspace.asleepIn = new Int32Array(entries * 2 * mostSleepWords);
    workspace.after = new Int32Array(entries * width);
    workspace.before = new Int32Array(entries * width);
  }
  if (workspace.known.length !== inner) workspace.known = new Int32Array(inner);
}

/** The wider array, with the numbers of the other one at its start. */
function widened<Numbers extends Int32Array | Uint8Array>(
  numbers: Numbers,
  wide: Numbers,
): Numbers {
  wide.set(numbers);
  return wide;
}
