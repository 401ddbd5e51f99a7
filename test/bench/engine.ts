/**
 * Which searches are measured: the one place that knows.
 *
 * To measure another engine, import it here and put it in `engine.search`; to measure it with more
 * threads, list them. Whatever takes a model, properties and options will do.
 */
import type { Model, Property, SearchOptions, SearchOutcome } from 'allways';
import { breadthFirst } from '../../src/search/breadth-first/breadth-first.js';
import { referenceSearch } from '../../src/search/reference/reference.js';

/** How many threads search. */
export type Workers = NonNullable<SearchOptions['workers']>;

/** A search as this benchmark calls it. One that knows no `workers` has one thread. */
export type Search = <State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions,
) => Promise<SearchOutcome<State>>;

export const engine: {
  readonly name: string;
  readonly search: Search;
  /** The numbers of threads to measure it with. */
  readonly workers: readonly Workers[];
} = { name: 'breadthFirst', search: breadthFirst, workers: [1, 'auto'] };

/** The plain search: what the engine is compared with, and the oracle for its counts. */
export const reference: Search = referenceSearch;
