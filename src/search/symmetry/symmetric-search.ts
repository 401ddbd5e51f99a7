/** The search up to symmetry: it visits one state of each orbit. */
import type { Model } from '../../model/model.js';
import { nameOfConstraint } from '../../model/within.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import { ModelError } from '../../validation/errors.js';
import type { Claim } from '../../engine/symmetry/orbits.js';
import type { Groups } from '../../engine/symmetry/renaming.js';
import { nextWatchedAfter } from '../common/expansion.js';
import { apart, inOrder } from '../liveness/outcomes.js';
import { conditionOf } from '../common/vacuity.js';
import { aboutOf, type PropertyOutcome, type SearchOutcome } from '../common/outcome.js';
import { symmetricNames } from './symmetric-names.js';
import {
  otherAnswer,
  refuseOtherStarts,
  renamedAction,
  symmetryOf,
  watch,
  type Symmetry,
} from './symmetry.js';

/** A search that visits one state of each orbit. */
export type OrbitSearch<State> = (
  properties: readonly FiniteProperty<State>[],
  claim: Claim<State>,
  symmetry: Symmetry,
) => Promise<SearchOutcome<State>>;

/** The names that are interchangeable, and the share of the states in which that is checked; see `watchOf`. */
export interface UpTo {
  readonly groups: Groups;
  readonly share: number | undefined;
}

/**
 * Visits one state of each orbit, and asks every property that one state or step can decide.
 *
 * The search expands the state of an orbit that it finds first. So each state that it visits is a state of the model,
 * and counterexamples are behaviours of the model.
 *
 * @returns The result of a search, in which states are counted up to symmetry. Temporal properties stay undecided,
 *   because fairness depends on the names, which the orbits do not keep.
 * @throws ModelError if the model or a property is wrong or turns out not to be symmetric, or if one of the
 *   names is not the name of any actor or value.
 */
export async function symmetricSearch<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  { groups, share }: UpTo,
  search: OrbitSearch<State>,
): Promise<SearchOutcome<State>> {
  const symmetry = symmetryOf(groups);
  const { finite, temporal } = apart(properties);
  const names = symmetricNames(model, groups);
  for (const state of model.initial) names.look(state);
  const withActions = finite.some(({ kind }) => kind === 'transition');
  const claim: Claim<State> = {
    groups,
    isLooking: names.areMissing,
    look: names.look,
    stepsLike: (step) => [step, ...symmetry.trials.map((by) => renamedAction(symmetry, step, by))],
    watch: (state) => watch(model, symmetry, state, withActions),
    watched: { first: share === 0 ? -1 : 0, after: nextWatchedAfter(share) },
    otherAnswer: (property) => otherAnswer(nameOf(model, finite, property), groups),
  };
  let outcome: SearchOutcome<State>;
  try {
    refuseOtherStarts(model, symmetry);
    outcome = await search(finite, claim, symmetry);
  } catch (error) {
    // A misspelled name also breaks the symmetry. Then the complaint about the name explains more.
    throw (error instanceof ModelError ? names.complaint('failed') : undefined) ?? error;
  }
  const isComplete = outcome.ended.by === 'complete';
  const isViolated = outcome.properties.some(({ verdict }) => verdict === 'violated');
  const undecided = temporal.map((one): PropertyOutcome<State> => ({
    ...aboutOf(one),
    verdict: 'undecided',
    says: 'not decided if states are counted up to symmetry',
  }));
  // A counterexample is a behaviour of the model, whatever the names, so a search that ends early keeps it. If a
  // step threw, the states after it are unknown.
  const hasThrown = outcome.properties.some(({ kind }) => kind === 'step');
  if (!isViolated || (isComplete && !hasThrown)) {
    const complaint = names.complaint(isComplete ? 'complete' : 'early');
    if (complaint !== undefined) throw complaint;
  }
  return {
    ...outcome,
    symmetric: groups,
    properties: inOrder(properties, outcome.properties, undecided),
  };
}

/** Names a property, the property whose condition it is, or the state constraint, as the start of a sentence. */
function nameOf<State>(
  model: Model<State>,
  properties: readonly FiniteProperty<State>[],
  asked: object,
): string {
  const property = properties.find(
    (one) =>
      one === asked ||
      ('holds' in asked && 'holds' in one && conditionOf(one)?.holds === asked.holds),
  );
  return property === undefined
    ? nameOfConstraint(model.name)
    : `Property ${JSON.stringify(property.name)}`;
}
