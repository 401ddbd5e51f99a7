/** The bits of sleep sets: which actions sleep in a state, and which are known not to be enabled. See `loop.ts`. */
import type { Workspace, Kernel } from './kernel.js';

/** Gets the bits of a state of this level. */
export function loadSleep(kernel: Kernel, workspace: Workspace, state: number): void {
  const { sleepWords, awake } = kernel;
  const { idle, dormant } = workspace;
  const bits = (state - kernel.levelStart) * 2 * sleepWords;
  for (let word = 0; word < sleepWords; word++) {
    dormant[word] = ~(awake[bits + word] as number);
    idle[word] = awake[bits + sleepWords + word] as number;
  }
}

/** Whether an action need not be asked: it is known not to be enabled, or it sleeps. Counts those asleep. */
export function isSettled({ sleepWords }: Kernel, workspace: Workspace, action: number): boolean {
  const word = action >>> 5;
  if (word >= sleepWords) return false;
  const bit = 1 << (action & 31);
  if (((workspace.idle[word] as number) & bit) !== 0) return true;
  if (((workspace.dormant[word] as number) & bit) === 0) return false;
  workspace.slept++;
  return true;
}

/** Sets the bit of an action. */
export function setBit(bits: Int32Array, action: number, sleepWords: number): void {
  const word = action >>> 5;
  if (word < sleepWords) bits[word] = (bits[word] as number) | (1 << (action & 31));
}

/**
 * Notes which actions may sleep in a successor: those that may sleep after the next action, and commute with the
 * action that led to the successor. Likewise for the actions that are known not to be enabled.
 *
 * @param footprint - What the action read and wrote; below 0 if this is not known. Then no action sleeps.
 */
export function noteAsleep(
  kernel: Kernel,
  workspace: Workspace,
  entry: number,
  footprint: number,
): void {
  const { sleepWords, commuting, sparing } = kernel;
  const { asleepIn, idle, settled } = workspace;
  const to = entry * 2 * sleepWords;
  if (footprint < 0) {
    asleepIn.fill(0, to, to + 2 * sleepWords);
    return;
  }
  const row = footprint * sleepWords;
  for (let word = 0; word < sleepWords; word++) {
    asleepIn[to + word] = (settled[word] as number) & (commuting[row + word] as number);
    asleepIn[to + sleepWords + word] = (idle[word] as number) & (sparing[row + word] as number);
  }
}

/** Wakes the actions that may not sleep in a successor, and notes those that are known not to be enabled. */
export function wake(
  { sleepWords, awakeNext, nextStart, store }: Kernel,
  { asleepIn }: Workspace,
  successor: number,
  entry: number,
  isNew: boolean,
): void {
  const to = (successor - nextStart) * 2 * sleepWords;
  const from = entry * 2 * sleepWords;
  for (let word = 0; word < 2 * sleepWords; word++) {
    const bits = asleepIn[from + word] as number;
    const more = word < sleepWords ? ~bits : bits;
    const had = awakeNext[to + word] as number;
    // Bits are only ever added, so it does no harm if another thread has just added some.
    if ((had | more) === had) continue;
    if (store.states.shared && !isNew) Atomics.or(awakeNext, to + word, more);
    else awakeNext[to + word] = had | more;
  }
}
