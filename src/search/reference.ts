/**
 * The plain search: breadth-first, exact, the oracle for every faster one.
 *
 * Why it is right. States are told apart by their canonical key, which is injective, so no two are
 * taken for one. A level is expanded in full before the next one starts, so a state is first met at
 * its least depth, and the first violation met of a property is one of the shortest. Nothing is
 * left out: each state is expanded once, with every enabled action. `complete` is said only when
 * no state is left that was not expanded. What lies behind a step that throws nobody knows, so with
 * one of those nothing that was not refuted is said to hold.
 *
 * It counts as TLC does: generated states include the initial ones, and the depth is the number of
 * states on the longest of the shortest paths.
 */
import type { Action } from '../model/action.js';
import { canonical, canonicalKey } from '../model/canonical.js';
import { canonicalSuccessor } from '../model/compile.js';
import type { Model } from '../model/model.js';
import { stepKey } from '../model/names.js';
import type { StepError } from '../model/step-error.js';
import {
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
  type Complaint,
} from '../property/evaluate.js';
import type { Property } from '../property/property.js';
import { nameOfStepError } from '../trace/judge.js';
import type { Trace } from '../trace/trace.js';
import { expansionOf } from './expansion.js';
import { memoryGuard } from './memory.js';
import {
  aboutOf,
  type Ended,
  type Progress,
  type PropertyOutcome,
  type SearchOptions,
  type SearchOutcome,
} from './outcome.js';

/** Milliseconds between two looks at the clock, the signal and the event loop. */
const breath = 100;

/**
 * Visits every state that a model can reach, and asks every property.
 *
 * @returns Verdicts, each violation with a shortest counterexample, and counts.
 * @throws ModelError where model or properties are not what they should be.
 */
export async function referenceSearch<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions = {},
): Promise<SearchOutcome<State>> {
  const { limits = {}, stopAtViolation = false, signal, onProgress } = options;
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;

  const guard = memoryGuard(limits.memory);

  const indexOf = new Map<string, number>();
  const states: State[] = [];
  /** For each state, the one it was found from (-1: it is initial), and how. */
  const parents: number[] = [];
  const via: (Action | undefined)[] = [];

  const open = new Set(properties);
  const violated = new Map<Property<State>, { says: string; trace: Trace<State> }>();
  const reached = new Map<Property<State>, Trace<State>>();
  const stepErrors = new Map<string, { says: string; trace: Trace<State> }>();
  const taken = new Set<string>();

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

  const violate = (property: Property<State>, complaint: Complaint, trace: Trace<State>) => {
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
      // Before and after are never one object: where nothing changed, after is a copy.
      const after =
        from === to ? canonical(structuredClone(states[to] as State)) : (states[to] as State);
      const complaint = complaintOfStep(property, states[from] as State, action, after);
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

  /** Stores a state that is new; false where the limit on states leaves no room. */
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

  /** Takes every step of a state; false where the limit on states cut it short. */
  const expand = (index: number): boolean => {
    const state = states[index] as State;
    const { successors, errors } = expansionOf(model, state, index);
    for (const error of errors) noteStepError(index, error);
    if (successors.length === 0 && errors.length === 0) askStop(index);
    for (const { action, state: successor, key } of successors) {
      generated++;
      taken.add(stepKey(action));
      if (!indexOf.has(key)) {
        if (!store(key, () => canonicalSuccessor(action, successor), index, action)) return false;
      }
      askStep(index, action, indexOf.get(key) as number);
    }
    return true;
  };

  const progress = (): Progress => ({
    distinct: states.length,
    generated,
    // Within a level, what was found of the next one is a step deeper.
    depth: next.length > 0 ? depth + 1 : depth,
    frontier: states.length - expanded,
    seconds: seconds(),
    memory: guard.used(),
  });

  let lastBreath = started;
  /** Looks up from the work now and then; true where the search must end. */
  const mustEnd = async (): Promise<boolean> => {
    if (ended !== undefined) return true;
    if (signal?.aborted === true) ended = { by: 'interrupt' };
    const now = performance.now();
    if (limits.seconds !== undefined && now - started >= limits.seconds * 1000) {
      ended = { by: 'limit', limit: 'seconds', value: limits.seconds };
    }
    if (now - lastBreath >= breath) {
      if (guard.isSpent()) ended = { by: 'limit', limit: 'memory', value: guard.limit };
      onProgress?.(progress());
      await new Promise((resolve) => setImmediate(resolve));
      lastBreath = performance.now();
    }
    return ended !== undefined;
  };

  for (const state of model.initial) {
    if (!store(canonicalKey(state), () => state, -1)) break;
    generated++;
  }
  for (;;) {
    const level = next;
    next = [];
    if (level.length > 0) depth++;
    if (ended !== undefined) break;
    if (level.length === 0) {
      ended = { by: 'complete' };
      break;
    }
    if (properties.length > 0 && open.size === 0) {
      ended = { by: 'decided' };
      break;
    }
    if (stopAtViolation && violated.size + stepErrors.size > 0) {
      ended = { by: 'violation' };
      break;
    }
    if (limits.depth !== undefined && depth >= limits.depth) {
      ended = { by: 'limit', limit: 'depth', value: limits.depth };
      break;
    }
    for (const index of level) {
      if (await mustEnd()) break;
      if (expand(index)) expanded++;
    }
  }

  const explored = ended.by === 'complete' && stepErrors.size === 0;
  return {
    ...progress(),
    ended,
    properties: [
      ...properties.map((property) => outcomeOf(property, explored, violated, reached)),
      ...[...stepErrors].map(([name, found]) => ({
        name,
        kind: 'step' as const,
        verdict: 'violated' as const,
        ...found,
      })),
    ],
    neverTaken: explored ? model.steps.filter((step) => !taken.has(stepKey(step))) : [],
  };
}

function outcomeOf<State>(
  property: Property<State>,
  explored: boolean,
  violated: ReadonlyMap<Property<State>, { says: string; trace: Trace<State> }>,
  reached: ReadonlyMap<Property<State>, Trace<State>>,
): PropertyOutcome<State> {
  const about = aboutOf(property);
  const counterexample = violated.get(property);
  if (counterexample !== undefined) return { ...about, verdict: 'violated', ...counterexample };
  const witness = reached.get(property);
  if (witness !== undefined) return { ...about, verdict: 'holds', trace: witness };
  if (!explored) return { ...about, verdict: 'undecided' };
  if (property.kind !== 'reachable') return { ...about, verdict: 'holds' };
  return { ...about, verdict: 'violated', says: 'no reachable state is one' };
}
