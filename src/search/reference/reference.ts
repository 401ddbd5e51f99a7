/**
 * The plain search: breadth-first and exact. It is the reference with which every faster search is compared.
 *
 * Why it is right: states are told apart by their canonical key, which is injective, so two states are never
 * taken for one. A level is expanded in full before the next one starts. So a state is first found at its
 * least depth, and the first violation of a property that is found is one of the shortest. Nothing is left
 * out: each state is expanded once, with every enabled action. The search is `complete` only if every state
 * was expanded. If a step throws, the states after it are unknown, so a property that is not refuted is then
 * undecided.
 *
 * It counts as TLC does: generated states include the initial ones, and the depth is the number of
 * states on the longest of the shortest paths.
 */
import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { canonicalSuccessor, stepsOf } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import { stepKey } from '../../model/names.js';
import type { StepError } from '../../model/step-error.js';
import {
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
  type Complaint,
} from '../../property/evaluate.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import { nameOfStepError } from '../../trace/judge.js';
import type { Trace } from '../../trace/trace.js';
import { collectorFor } from '../counterexamples/collector.js';
import { plainGraph } from '../counterexamples/graphs.js';
import { coverageOf } from '../../analysis/coverage.js';
import { expansionOf, neverSame, watchOf } from '../common/expansion.js';
import { askingAgain } from '../common/asked-again.js';
import { endBetweenLevels, isOver, lookoutFor, shareOf } from '../common/ending.js';
import { growthIn, growthSoFar } from '../common/growth.js';
import { initialBatch, levelByLevel, oneAfterOther } from '../common/levels.js';
import { exploredPlainly } from '../liveness/explored.js';
import { apart, fairnessIn, inOrder, temporalOutcomes } from '../liveness/outcomes.js';
import { TakenLast } from '../common/taken-last.js';
import { stepsTaken, unknownSteps } from '../common/taken.js';
import { because, conditionsOf, isBlind, withVacuity } from '../common/vacuity.js';
import {
  outcomeOf,
  outcomeOfStep,
  type Counterexample,
  type Ended,
  type Progress,
  type SearchOptions,
  type SearchOutcome,
} from '../common/outcome.js';

/**
 * Visits every state that a model can reach, and asks every property.
 *
 * @returns Verdicts, each violation with a shortest counterexample, and counts.
 * @throws ModelError if the model or a property is wrong.
 */
export async function referenceSearch<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions = {},
): Promise<SearchOutcome<State>> {
  const { limits = {} } = options;
  const started = performance.now();
  const watch = watchOf(options.watch);

  const indexOf = new Map<string, number>();
  const states: State[] = [];
  /** For each state: the state from which it was found (-1 for an initial state), and by which action. */
  const parents: number[] = [];
  const via: (Action | undefined)[] = [];

  const { finite, temporal } = apart(properties);
  const fairness = fairnessIn(model, options);
  const conditions = conditionsOf(finite);
  const open = new Set<FiniteProperty<State>>([...finite, ...conditions.values()]);
  const violated = new Map<FiniteProperty<State>, Counterexample<State>>();
  const reached = new Map<FiniteProperty<State>, Trace<State>>();
  const stepErrors = new Map<string, Counterexample<State>>();
  const taken = new Map<string, [action: Action, changed: boolean]>();
  const last = new TakenLast<State>();
  let recomputed = 0;

  let generated = 0;
  let depth = 0;
  let next: number[] = [];
  let expanded = 0;
  let ended: Ended | undefined;

  const traceTo = (index: number, last?: { action: Action; state: State }): Trace<State> => {
    const path: number[] = [];
    for (let at = index; at >= 0; at = parents[at] as number) path.push(at);
    path.reverse();
    const actions = path.slice(1).map((at) => via[at] as Action);
    const visited = path.map((at) => states[at] as State);
    return last === undefined
      ? { model, states: visited, actions }
      : { model, states: [...visited, last.state], actions: [...actions, last.action] };
  };

  const violate = (property: FiniteProperty<State>, complaint: Complaint, trace: Trace<State>) => {
    violated.set(property, { says: complaint.says, trace });
    open.delete(property);
  };

  const askState = (index: number) => {
    for (const property of open) {
      if (property.kind !== 'invariant' && property.kind !== 'reachable') continue;
      const complaint = complaintOfState(property, states[index] as State);
      if (property.kind === 'invariant' || complaint?.threw === true) {
        if (complaint !== undefined) violate(property, complaint, traceTo(index));
      } else if (complaint === undefined) {
        reached.set(property, traceTo(index));
        open.delete(property);
      }
    }
  };

  const askStep = (from: number, action: Action, to: number) => {
    for (const property of open) {
      if (property.kind !== 'transition') continue;
      const before = states[from] as State;
      const after = neverSame(before, states[to] as State);
      const complaint = complaintOfStep(property, before, action, after);
      if (complaint !== undefined) {
        violate(property, complaint, traceTo(from, { action, state: after }));
      }
    }
  };

  const askStop = (index: number) => {
    for (const property of open) {
      if (property.kind !== 'deadlock') continue;
      const complaint = complaintOfStop(property, states[index] as State);
      if (complaint !== undefined) violate(property, complaint, traceTo(index));
    }
  };

  const noteStepError = (index: number, error: StepError) => {
    const name = nameOfStepError(error);
    if (stepErrors.has(name)) return;
    const trace = { ...traceTo(index), failed: error };
    stepErrors.set(name, { says: error.message, trace });
  };

  /** Stores a new state. Returns false if the limit on states leaves no room. */
  const store = (key: string, state: () => State, parent: number, action?: Action): boolean => {
    if (limits.states !== undefined && states.length >= limits.states) {
      ended = { by: 'limit', limit: 'states', value: limits.states };
      return false;
    }
    const index = states.length;
    indexOf.set(key, index);
    states.push(state());
    parents.push(parent);
    via.push(action);
    next.push(index);
    askState(index);
    return true;
  };

  /** Takes every step of a state. Returns false if the limit on states cut it short. */
  const expand = (index: number): boolean => {
    const state = states[index] as State;
    const { successors, errors, isWatched = false } = expansionOf(model, state, index, watch);
    if (isWatched) recomputed += successors.length;
    for (const error of errors) noteStepError(index, error);
    if (successors.length === 0 && errors.length === 0) askStop(index);
    for (const { action, state: successor, key } of successors) {
      generated++;
      last.note(state, action, key);
      const step = stepKey(action);
      const changed = taken.get(step)?.[1] === true || indexOf.get(key) !== index;
      taken.set(step, [action, changed]);
      if (!indexOf.has(key)) {
        if (!store(key, () => canonicalSuccessor(action, successor, key), index, action))
          return false;
      }
      askStep(index, action, indexOf.get(key) as number);
    }
    return true;
  };

  const counts = (): Progress => ({
    distinct: states.length,
    generated,
    // Within a level, the states that were found of the next level are one step deeper.
    depth: next.length > 0 ? depth + 1 : depth,
    frontier: states.length - expanded,
    seconds: (performance.now() - started) / 1000,
    memory: lookout.used(),
  });
  const visited = () => ({ starts, expanded, stateAt: (number: number) => states[number] });
  const growth = growthSoFar(started, visited);
  const progress = (): Progress => ({ ...counts(), ...growth() });

  const lookout = lookoutFor(options, started, progress, temporal.length > 0);
  const more = collectorFor(finite, options, {
    decisionOn: (property) =>
      violated.has(property) ? 'violated' : reached.has(property) ? 'reached' : undefined,
    lookout,
    lend: (use) => use(plainGraph(model, states, indexOf)),
  });
  /** The first state of each level. */
  const starts = [0];
  /** How many initial states were found. */
  let initialStates = 0;
  const isBegun = () => initialStates === model.initial.length;
  const storeInitial = () => {
    for (const state of model.initial.slice(initialStates, initialStates + initialBatch)) {
      if (!store(canonicalKey(state), () => state, -1)) return;
      initialStates++;
      generated++;
    }
  };
  let level: readonly number[] = [];
  let at = 0;
  const openLevel = () => {
    level = next;
    at = 0;
    next = [];
    if (level.length > 0) depth++;
    starts.push(states.length);
  };
  const recompute = () => {
    const takeNext = last.again(model);
    return () => {
      const goesOn = takeNext();
      if (!goesOn) recomputed += last.size;
      return goesOn;
    };
  };
  ended = await levelByLevel<Ended>(
    {
      isDone: () => isBegun() && at === level.length,
      open: openLevel,
      collect:
        more &&
        (() => more.advance(initialStates, level.length > 0 ? starts.length - 2 : Infinity)),
      endBetween: () =>
        endBetweenLevels(options, {
          frontier: level.length,
          depth,
          properties: properties.length,
          open:
            finite.filter((one) => open.has(one)).length + temporal.length + (more?.pending() ?? 0),
          violated: violated.size + stepErrors.size > 0,
        }),
      expand() {
        if (!isBegun()) storeInitial();
        else if (expand(level[at++] as number)) expanded++;
        return ended;
      },
      endWithin: openLevel,
      afterwards: (reason) =>
        options.watch === 0 || isOver(reason)
          ? undefined
          : oneAfterOther(
              recompute(),
              askingAgain({
                model,
                open,
                expanded,
                stateAt: (number) => states[number] as State,
                isKnown: reason.by === 'complete' ? (key) => indexOf.has(key) : undefined,
              }),
            ),
    },
    lookout,
  );

  const explored = ended.by === 'complete' && stepErrors.size === 0;
  const end = { ended, threw: stepErrors.size > 0, lookout };
  const extent = { initial: initialStates, expanded };
  const said = await temporalOutcomes(temporal, fairness, end, () =>
    exploredPlainly(model, states, indexOf, extent),
  );
  const decided = [
    ...finite.map((property) => {
      const condition = conditions.get(property);
      const found = outcomeOf(property, explored, violated.get(property), reached.get(property));
      return withVacuity(more?.shown(property, found) ?? found, [
        [() => condition !== undefined && !reached.has(condition), because.condition],
        [() => property.kind === 'invariant' && isBlind(property, model.initial), because.blind],
      ]);
    }),
    ...[...stepErrors].map(([name, found]) => outcomeOfStep(name, found)),
  ];
  return {
    ...counts(),
    ended,
    recomputed: shareOf(recomputed, generated - initialStates),
    properties: inOrder(properties, decided, said.outcomes),
    ...(said.graph && { graph: said.graph }),
    ...growthIn(ended, visited()),
    ...(explored && options.coverage === true
      ? {
          coverage: coverageOf({
            model,
            steps: stepsOf(model) ?? [],
            states: states.length,
            stateAt: (number) => states[number] as State,
            actionsAt: (number) => model.actions(states[number] as State),
          }),
        }
      : {}),
    ...(explored ? stepsTaken(model, taken.values()) : unknownSteps),
  };
}
