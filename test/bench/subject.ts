import type { Model, Property } from 'allways';
import { searchByHand, type Found } from './by-hand.js';
import type { Search, Workers } from './engine.js';
import { written } from './keep.js';

/** A model and its properties, their type of state forgotten: rows of many models make one list. */
export interface Subject {
  /** Searches all of it; refuses a search that ended before. */
  explore(search: Search, workers: Workers): Promise<Found>;
  /** Searches all of it by hand, without the properties. Needs the process of `keep.ts`. */
  exploreByHand(): Found;
}

/** What a row explores. */
export function subject<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
): Subject {
  return {
    async explore(search, workers) {
      const { ended, distinct, generated, depth } = await search(model, properties, { workers });
      if (ended.by !== 'complete') throw new Error(`The search ended by ${ended.by}.`);
      return { distinct, generated, depth };
    },
    exploreByHand() {
      const { initial, steps } = written(model);
      return searchByHand(initial, steps);
    },
  };
}
