/**
 * Threads reserve numbers for new states, and in the end some are left over. The last states get
 * these, so that states are numbered without gaps: within a level found by several threads they are
 * in no particular order anyhow.
 */
import type { Range } from './batch.js';
import type { Kernel } from './kernel.js';
import { movePair } from './pairs.js';

/**
 * Closes the gaps that unused numbers leave.
 *
 * @param unused - The numbers that were reserved and given to no state. All are of the next level.
 * @returns The states that have another number now: the old, and the new.
 */
export function closeGaps(kernel: Kernel, unused: readonly Range[]): ReadonlyMap<number, number> {
  const { states } = kernel.store;
  const free = new Set(unused.flatMap(([from, to]) => range(from, to)));
  const end = states.count[0] as number;
  const used = end - free.size;
  states.count[0] = used;
  const gaps = [...free].filter((number) => number < used);
  const last = range(used, end).filter((number) => !free.has(number));
  const moved = new Map(last.map((from, at) => [from, gaps[at] as number]));
  for (const [from, to] of moved) {
    movePair(states, from, to);
    moveBits(kernel, from, to);
  }
  return moved;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

/** Moves who is awake. What is left is 0 again, as of a state that was not found. */
function moveBits({ awakeNext, nextStart, sleepWords }: Kernel, from: number, to: number): void {
  const width = 2 * sleepWords;
  const start = (from - nextStart) * width;
  awakeNext.copyWithin((to - nextStart) * width, start, start + width);
  awakeNext.fill(0, start, start + width);
}
