/**
 * The plain search up to symmetry: the reference search, for which the least key under any names tells states apart.
 * Models that the engine cannot search use it, and tests compare the engine with it.
 */
import type { Model } from '../../model/model.js';
import { constraintOf } from '../../model/within.js';
import { withPredicates } from '../../property/predicates.js';
import { reachable, type Answer, type FiniteProperty } from '../../property/property.js';
import type { Claim } from '../../engine/symmetry/orbits.js';
import type { Renaming } from '../../engine/symmetry/renaming.js';
import { watchOf } from '../common/expansion.js';
import type { SearchOptions, SearchOutcome } from '../common/outcome.js';
import { referenceSearch } from '../reference/reference.js';
import { renamedAction, type Symmetry } from './symmetry.js';

/**
 * Visits one state of each orbit, and asks every property.
 *
 * @param claim - The claim that names are interchangeable, and how to check it.
 * @throws ModelError if the claim is seen to be wrong.
 */
export async function plainSymmetric<State>(
  model: Model<State>,
  properties: readonly FiniteProperty<State>[],
  options: SearchOptions,
  symmetry: Symmetry,
  claim: Claim<State>,
): Promise<SearchOutcome<State>> {
  const doubt: Doubt = { error: undefined };
  const isWatched = watchOf(options.watch);
  let expanded = 0;
  let last: State | undefined;
  const within = constraintOf(model);
  const constraint =
    within && askedUnderOtherNames(reachable('within', within), symmetry, claim, doubt);
  const watched: Model<State> = {
    ...model,
    ...(constraint?.kind === 'reachable' && {
      within: (state: State) => constraint.holds(state) === true,
    }),
    enabled(state) {
      if (doubt.error !== undefined) throw doubt.error;
      // The search may ask twice in a row, to see that the model is pure.
      if (state !== last && isWatched(expanded++)) claim.watch(state);
      last = state;
      return model.enabled(state);
    },
  };
  const outcome = await referenceSearch(
    watched,
    properties.map((property) => askedUnderOtherNames(property, symmetry, claim, doubt)),
    options,
    {
      orbitOf(state, action) {
        if (action !== undefined && claim.isLooking()) claim.look(state, action);
        return symmetry.orbitOf(state);
      },
      stepsLike: claim.stepsLike,
    },
  );
  if (doubt.error !== undefined) throw doubt.error;
  return {
    ...outcome,
    properties: outcome.properties.map((one) =>
      one.trace === undefined ? one : { ...one, trace: { ...one.trace, model } },
    ),
  };
}

/**
 * The error of a property that is not symmetric. We cannot throw it in the predicate, because a predicate
 * that throws counts as a violation. The search throws it later.
 */
interface Doubt {
  error: Error | undefined;
}

/** The same property, which is also asked under other names. */
function askedUnderOtherNames<State>(
  property: FiniteProperty<State>,
  symmetry: Symmetry,
  claim: Claim<State>,
  doubt: Doubt,
): FiniteProperty<State> {
  const { trials, renamed } = symmetry;
  const refuseOther = (answer: Answer, ask: (by: Renaming) => Answer) => {
    if (doubt.error !== undefined) return;
    const isSame = (by: Renaming) => {
      try {
        return (ask(by) === true) === (answer === true);
      } catch {
        // Under the names of the model it did not throw.
        return false;
      }
    };
    if (!trials.every(isSame)) doubt.error = claim.otherAnswer(property);
  };
  return withPredicates(property, {
    ofState: (ask) => (state) => {
      const answer = ask(state);
      refuseOther(answer, (by) => ask(renamed(state, by)));
      return answer;
    },
    ofStep: (ask) => (before, action, after) => {
      const answer = ask(before, action, after);
      refuseOther(answer, (by) =>
        ask(renamed(before, by), renamedAction(symmetry, action, by), renamed(after, by)),
      );
      return answer;
    },
  });
}
