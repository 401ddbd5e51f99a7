/** The search up to symmetry: it visits one state of each orbit. */
import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { canonicalSuccessor } from '../../model/compile.js';
import { ModelError } from '../../validation/errors.js';
import type { Model, StepName } from '../../model/model.js';
import { stepKey } from '../../model/names.js';
import {
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
  type Complaint,
} from '../../property/evaluate.js';
import { withPredicates } from '../../property/predicates.js';
import type { Answer, FiniteProperty, Property } from '../../property/property.js';
import { nameOfStepError } from '../../trace/judge.js';
import { lastState, type Trace } from '../../trace/trace.js';
import { expand, neverSame, watchOf } from '../common/expansion.js';
import { apart, inOrder } from '../liveness/outcomes.js';
import {
  aboutOf,
  type PropertyOutcome,
  type SearchOptions,
  type SearchOutcome,
} from '../common/outcome.js';
import { referenceSearch } from '../reference/reference.js';
import type { StepsTaken } from '../common/taken.js';
import { symmetricNames, type SymmetricNames } from './symmetric-names.js';
import {
  inWords,
  quotientOf,
  renamedAction,
  symmetryOf,
  type Renaming,
  type Symmetric,
  type Symmetry,
} from './symmetry.js';

/**
 * Visits one state of each orbit, and asks every property that one state or step can decide.
 *
 * @param groups - The names that are interchangeable.
 * @returns The result of a search, in which states are counted up to symmetry. Counterexamples are behaviours
 *   of the model itself. Temporal properties stay undecided, because fairness depends on the names, which the
 *   orbits do not keep.
 * @throws ModelError if the model or a property is wrong or turns out not to be symmetric, or if one of the
 *   names is not the name of any actor or value.
 */
export async function symmetricSearch<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions,
  groups: Symmetric,
): Promise<SearchOutcome<State>> {
  const names = symmetricNames(model, groups);
  for (const state of model.initial) names.start(state);
  const outcome = await searchOrbits(model, properties, options, groups, names).catch(
    (error: unknown) => {
      // A misspelled name also breaks the symmetry. Then the complaint about the name explains more.
      throw (error instanceof ModelError ? names.complaint('failed') : undefined) ?? error;
    },
  );
  const isComplete = outcome.ended.by === 'complete';
  const isViolated = outcome.properties.some(({ verdict }) => verdict === 'violated');
  // A counterexample is a behaviour of the model, whatever the names, so a search that ends early keeps it. If a
  // step threw, the states after it are unknown.
  if (isViolated && (!isComplete || outcome.properties.some(({ kind }) => kind === 'step'))) {
    return outcome;
  }
  const complaint = names.complaint(isComplete ? 'complete' : 'early');
  if (complaint !== undefined) throw complaint;
  return outcome;
}

async function searchOrbits<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions,
  groups: Symmetric,
  names: SymmetricNames,
): Promise<SearchOutcome<State>> {
  const symmetry = symmetryOf(groups);
  const { finite, temporal } = apart(properties);
  const doubt: Doubt = { error: undefined };
  const quotient = quotientOf(
    model,
    symmetry,
    watchOf(options.watch),
    finite.some(({ kind }) => kind === 'transition'),
  );
  // A step that only swaps names stays in its orbit, and still changes the state.
  const changing = new Set<string>();
  const outcome = await referenceSearch(
    {
      ...quotient,
      enabled(state) {
        if (doubt.error !== undefined) throw doubt.error;
        try {
          return quotient.enabled(state);
        } catch (error) {
          // The steps of this state were not taken yet, and the names that they write explain the error.
          if (names.areMissing()) {
            for (const { action, state: after } of expand(model, state).successors) {
              names.step(state, action, after);
            }
          }
          throw error;
        }
      },
      successor(state, action) {
        const after = successorOf(model, state, action);
        names.step(state, action, after);
        if (canonicalKey(after) !== canonicalKey(state)) changing.add(stepKey(action));
        return symmetry.representative(after);
      },
    },
    finite.map((property) => watchedProperty(property, model, symmetry, doubt)),
    options,
  );
  if (doubt.error !== undefined) throw doubt.error;
  const lifted = outcome.properties.map((one, index) =>
    liftedOutcome(one, finite[index], model, symmetry),
  );
  const says = 'not decided if states are counted up to symmetry';
  const undecided = temporal.map((one): PropertyOutcome<State> => ({
    ...aboutOf(one),
    verdict: 'undecided',
    says,
  }));
  return {
    ...outcome,
    symmetric: groups,
    properties: inOrder(properties, lifted, undecided),
    ...stepsUpToSymmetry(outcome, symmetry, changing),
  };
}

/**
 * The steps that were never taken, and those that never changed anything. The search takes the steps of only one
 * state of each orbit, so a step counts as taken if the same step with other names was taken.
 *
 * @param changing - The steps that changed a state.
 */
function stepsUpToSymmetry<State>(
  { neverTaken, neverChanged }: SearchOutcome<State>,
  symmetry: Symmetry,
  changing: ReadonlySet<string>,
): StepsTaken {
  const idle = new Set(neverTaken.map(stepKey));
  const orbitOf = (step: StepName) => [
    stepKey(step),
    ...symmetry.trials.map((by) => stepKey(renamedAction(symmetry, step, by))),
  ];
  return {
    neverTaken: neverTaken.filter((step) => orbitOf(step).every((key) => idle.has(key))),
    neverChanged: neverChanged.filter((step) => !orbitOf(step).some((key) => changing.has(key))),
  };
}

/**
 * The error of a property that is not symmetric. We cannot throw it in the predicate, because a predicate
 * that throws counts as a violation. The search throws it later.
 */
interface Doubt {
  error: ModelError | undefined;
}

/** The same property, which is also asked under other names, to check its symmetry. */
function watchedProperty<State>(
  property: FiniteProperty<State>,
  model: Model<State>,
  symmetry: Symmetry,
  doubt: Doubt,
): FiniteProperty<State> {
  const { groups, trials, renamed } = symmetry;
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
    if (trials.every(isSame)) return;
    doubt.error = new ModelError(
      `Property ${JSON.stringify(property.name)} is not symmetric in ${inWords(groups)}: if the names change places, its answer changes; leave out the names that it tells apart.`,
    );
  };
  return withPredicates(property, {
    ofState: (ask) => (state) => {
      const answer = ask(state);
      refuseOther(answer, (by) => ask(renamed(state, by)));
      return answer;
    },
    ofStep: (ask) => (before, action) => {
      // The search passes the representative of the state after. The property needs the state itself.
      const after = successorOf(model, before, action);
      const answer = ask(before, action, neverSame(before, after));
      refuseOther(answer, (by) =>
        ask(renamed(before, by), renamedAction(symmetry, action, by), renamed(after, by)),
      );
      return answer;
    },
  });
}

function successorOf<State>(model: Model<State>, before: State, action: Action): State {
  return canonicalSuccessor(action, model.successor(before, action));
}

/** Turns an outcome of the search over orbits into one with a behaviour of the model. */
function liftedOutcome<State>(
  outcome: PropertyOutcome<State>,
  property: FiniteProperty<State> | undefined,
  model: Model<State>,
  symmetry: Symmetry,
): PropertyOutcome<State> {
  if (outcome.trace === undefined) return outcome;
  const { failed, states } = outcome.trace;
  const ofStep = property?.kind === 'transition' && outcome.verdict === 'violated';
  const way = lift(model, symmetry, ofStep ? states.slice(0, -1) : states);
  if (failed !== undefined) {
    const error = expand(model, lastState(way)).errors.find(
      ({ action, part }) => action.step === failed.action.step && part === failed.part,
    );
    if (error === undefined) throw lost(model.name);
    return { ...outcome, name: nameOfStepError(error), trace: { ...way, failed: error } };
  }
  if (!ofStep) {
    // The sentence must speak of the names in the counterexample.
    const complaint = complaintAt(property, lastState(way));
    return { ...outcome, ...(complaint && { says: complaint.says }), trace: way };
  }
  const before = lastState(way);
  for (const { action } of expand(model, before).successors) {
    const after = successorOf(model, before, action);
    const complaint = complaintOfStep(property, before, action, after);
    if (complaint === undefined) continue;
    const trace = { model, states: [...way.states, after], actions: [...way.actions, action] };
    return { ...outcome, says: complaint.says, trace };
  }
  throw lost(model.name);
}

/** The behaviour of the model that goes through these orbits. */
function lift<State>(
  model: Model<State>,
  { representative }: Symmetry,
  orbits: readonly State[],
): Trace<State> {
  const isIn = (state: State, orbit: State | undefined) =>
    canonicalKey(representative(state)) === canonicalKey(orbit);
  const first = model.initial.findIndex((one) => isIn(one, orbits[0]));
  if (first < 0) throw lost(model.name);
  const states = [model.initial[first] as State];
  const actions: Action[] = [];
  for (const orbit of orbits.slice(1)) {
    const before = states.at(-1) as State;
    const found = expand(model, before).successors.find(({ state }) => isIn(state, orbit));
    if (found === undefined) throw lost(model.name);
    states.push(canonicalSuccessor(found.action, found.state));
    actions.push(found.action);
  }
  return { model, states, actions };
}

/** What is wrong in the last state of a counterexample. */
function complaintAt<State>(
  property: FiniteProperty<State> | undefined,
  state: State,
): Complaint | undefined {
  if (property?.kind === 'invariant') return complaintOfState(property, state);
  return property?.kind === 'deadlock' ? complaintOfStop(property, state) : undefined;
}

function lost(model: string): ModelError {
  return new ModelError(
    `Model ${JSON.stringify(model)} is not symmetric as claimed: no behaviour of it follows its orbits.`,
  );
}
