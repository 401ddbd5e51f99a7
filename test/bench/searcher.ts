/** Who searches in a process of ours. */
import { engine, reference, type Workers } from './engine.js';
import type { Found } from './by-hand.js';
import type { Subject } from './subject.js';

export type Searcher = 'engine' | 'reference' | 'byHand';

/** Searches a subject. The name of the searcher comes from a command line. */
export async function explore(
  searcher: string,
  subject: Subject,
  workers: Workers,
): Promise<Found> {
  switch (searcher) {
    case 'engine':
      return subject.explore(engine.search, workers);
    case 'reference':
      return subject.explore(reference, workers);
    case 'byHand':
      return subject.exploreByHand();
    default:
      throw new RangeError(`There is no searcher ${searcher}.`);
  }
}
