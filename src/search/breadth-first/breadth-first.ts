/** The search of `check`. It chooses among the engine, the reference search, and the search up to symmetry. */
import { threadsOf } from '../../engine/expand/parallel/threads.js';
import { OtherDraft } from '../../engine/purity/other-draft.js';
import { TooManySlots } from '../../engine/store/slots.js';
import type { Claim } from '../../engine/symmetry/orbits.js';
import { stepsOf } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import type { Property } from '../../property/property.js';
import { refuseOtherAnswers } from '../common/asked-again.js';
import type { SearchOptions, SearchOutcome } from '../common/outcome.js';
import { referenceSearch } from '../reference/reference.js';
import { plainSymmetric } from '../symmetry/plain-symmetric.js';
import { symmetricSearch } from '../symmetry/symmetric-search.js';
import { groupsOf } from '../symmetry/symmetry.js';
import { searchIn, type Manner, type Task } from './search.js';

/** The default settings. */
const usual: Manner = { watch: 1 / 20_000, learns: 'what pays' };

/**
 * Visits every state that a model can reach, and asks every property.
 *
 * @param manner - The settings of the engine, for its own tests.
 * @returns Verdicts, each violation with a shortest counterexample, and counts.
 * @throws ModelError if the model or a property is wrong.
 */
export async function breadthFirst<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions = {},
  manner: Manner = usual,
): Promise<SearchOutcome<State>> {
  const outcome = await searchOf(model, properties, options, manner);
  if (options.watch !== 0)
    refuseOtherAnswers(properties, outcome.properties, options.limits?.seconds);
  return outcome;
}

/** Searches with the engine if it can, up to symmetry if that is wanted, otherwise as the reference does. */
async function searchOf<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions,
  manner: Manner,
): Promise<SearchOutcome<State>> {
  if (options.symmetric === undefined) {
    const plainly = () => referenceSearch(model, properties, options);
    return await byEngine(model, properties, options, manner, plainly);
  }
  const upTo = { groups: groupsOf(options.symmetric), share: options.watch };
  return await symmetricSearch(model, properties, upTo, (finite, claim, symmetry) => {
    const plainly = () => plainSymmetric(model, finite, options, symmetry, claim);
    return byEngine(model, finite, { ...options, workers: 1 }, manner, plainly, claim);
  });
}

/** Searches with the engine if it can. */
async function byEngine<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions,
  manner: Manner,
  plainly: () => Promise<SearchOutcome<State>>,
  claim?: Claim<State>,
): Promise<SearchOutcome<State>> {
  const steps = stepsOf(model);
  if (steps === undefined) return await plainly();
  const started = performance.now();
  const task: Task<State> = { model, steps, properties, options, started, claim };
  const { workers = 1, watch = manner.watch } = options;
  const { threads = workers > 1 ? threadsOf(workers) : undefined, learns } = manner;
  const how: Manner = { watch, learns, ...(threads && { threads }) };
  try {
    return await searchIn(task, how).catch((error: unknown) => {
      if (error instanceof OtherDraft) {
        return searchIn(task, { ...how, learns: 'nothing', byImmer: true });
      }
      throw error;
    });
  } catch (error) {
    if (!(error instanceof TooManySlots)) throw error;
    return await plainly();
  } finally {
    await threads?.close();
  }
}
