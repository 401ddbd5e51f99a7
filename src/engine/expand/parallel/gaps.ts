/**
 * Closes gaps in the numbers of states. Threads reserve numbers for new states, and in the end some are
 * unused. The states with the highest numbers get these numbers. This is allowed, because states of a level
 * that several threads found are in no particular order.
 */
import type { Range } from './batch.js';
import type { Kernel } from '../kernel.js';
import { movePair } from '../../store/pairs.js';

/**
 * Closes the gaps that unused numbers leave.
 *
 * @param unused - The numbers that were reserved and not used. All are of the next level.
 * @returns The states that have another number now: the old number, and the new.
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

/** Moves the bits of a state. Its old place is 0 again, as for a state that was not found. */
function moveBits({ awakeNext, nextStart, sleepWords }: Kernel, from: number, to: number): void {
  const width = 2 * sleepWords;
  const start = (from - nextStart) * width;
  awakeNext.copyWithin((to - nextStart) * width, start, start + width);
  awakeNext.fill(0, start, start + width);
}
