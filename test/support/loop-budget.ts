/** The limits of a search for loops, for tests. */
import type { LoopBudget } from '../../src/search/common/ending.js';

/** No limit ends the search. */
export const unlimited: LoopBudget = {
  ended: () => Promise.resolve(undefined),
  endedEarly: () => Promise.resolve(undefined),
  mayTake: () => true,
  outOfMemory: { by: 'limit', limit: 'memory', value: 7 },
  seconds: undefined,
  isOver: () => false,
};
