/** The task of a search with the engine. */
import type { Threads } from '../../engine/expand/parallel/threads.js';
import type { Tuning } from '../../engine/explorer.js';
import type { Claim } from '../../engine/symmetry/orbits.js';
import type { CompiledStep } from '../../model/compiled-step.js';
import type { Model } from '../../model/model.js';
import type { Property } from '../../property/property.js';
import type { SearchOptions } from '../common/outcome.js';

/** The most states that can have numbers. A search with that many states ends with a limit on states. */
export const mostNumbers = 2 ** 30;

/** What to search, and how. */
export interface Task<State> {
  readonly model: Model<State>;
  readonly steps: readonly CompiledStep<State>[];
  readonly properties: readonly Property<State>[];
  readonly options: SearchOptions;
  /** When it began, as `performance.now()` says. */
  readonly started: number;
  /** Absent: the search is not up to symmetry. */
  readonly claim?: Claim<State> | undefined;
}

/** The settings of the engine. */
export interface Manner extends Pick<Tuning<unknown>, 'watch' | 'learns' | 'packsFrom'> {
  /** True: immer alone runs the steps. */
  readonly byImmer?: boolean;
  /** The threads that expand states together. Absent if the options do not ask for several. */
  readonly threads?: Threads;
}
