/** How many states a search expands before it checks whether it must end. */
import type { StoppedAt } from '../../engine/expand-states.js';
import { isOutOfMemory } from '../common/memory.js';

/** How many milliseconds the loop runs before the search checks whether it must end. */
const strides = {
  alone: 10,
  /** If several threads share the work. */
  together: 100,
};

/** How many states are expanded before the first check. */
const startPace = 64;

/** The number of states to expand at once. It follows from the time that the last ones took. */
export class Pace {
  states = startPace;
  private readonly wanted: number;

  constructor(by: keyof typeof strides) {
    this.wanted = strides[by];
  }

  /** Takes note of how many milliseconds the last states took. */
  took(milliseconds: number): void {
    if (milliseconds < this.wanted / 2) this.states *= 2;
    else if (milliseconds > this.wanted * 2) this.states = Math.max(16, this.states >> 1);
  }
}

/** Runs the work. If memory runs out, the work ends instead of failing. */
export function withinMemory(at: number, act: () => StoppedAt): StoppedAt {
  try {
    return act();
  } catch (error) {
    return endOfMemory(error, at);
  }
}

/** What to do about an error of the work: it ends if memory ran out, and fails for any other reason. */
export function endOfMemory(error: unknown, at: number): StoppedAt {
  if (!isOutOfMemory(error)) throw error;
  return { at, by: 'memory' };
}
