/** The search of `check`. It chooses among the engine, the reference search, and the search up to symmetry. */
import { OtherDraft } from '../../engine/purity/other-draft.js';
import { TooManySlots } from '../../engine/store/slots.js';
import { stepsOf } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import type { Property } from '../../property/property.js';
import { refuseOtherAnswers } from '../common/asked-again.js';
import type { SearchOptions, SearchOutcome } from '../common/outcome.js';
import { referenceSearch } from '../reference/reference.js';
import { orbitKeys } from '../symmetry/orbit-keys.js';
import { plainSymmetric } from '../symmetry/plain-symmetric.js';
import { symmetricSearch } from '../symmetry/symmetric-search.js';
import { groupsOf, type Symmetry } from '../symmetry/symmetry.js';
import { searchIn } from './search.js';
import type { Manner, Task } from './task.js';
import { threadsFor } from './threads-for.js';

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
  const started = performance.now();
  if (options.symmetric === undefined) {
    const task = { model, properties, options, started };
    return await byEngine(task, manner, () => referenceSearch(model, properties, options));
  }
  const upTo = { groups: groupsOf(options.symmetric), share: options.watch };
  return await symmetricSearch(model, properties, upTo, (finite, claim, symmetry) => {
    const task = { model, properties: finite, options: { ...options, workers: 1 }, started, claim };
    const plainly = (by: Symmetry) => plainSymmetric(model, finite, options, by, claim);
    return byEngine(task, manner, () =>
      plainly({ ...symmetry, orbitOf: orbitKeys(symmetry.groups) }).catch((error: unknown) => {
        if (error instanceof TooManySlots) return plainly(symmetry);
        throw error;
      }),
    );
  });
}

/** Searches with the engine if it can, and plainly otherwise. */
async function byEngine<State>(
  given: Omit<Task<State>, 'steps'>,
  manner: Manner,
  plainly: () => Promise<SearchOutcome<State>>,
): Promise<SearchOutcome<State>> {
  const steps = stepsOf(given.model);
  if (steps === undefined) return await plainly();
  const task: Task<State> = { ...given, steps };
  const { watch = manner.watch } = given.options;
  const { threads = threadsFor(given.options), learns, packsFrom } = manner;
  const how: Manner = { watch, learns, packsFrom, ...(threads && { threads }) };
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
