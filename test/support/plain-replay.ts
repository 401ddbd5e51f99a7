/**
 * The obvious judge of replays. It takes the recorded actions with `model.actions` and `model.reduce` alone, and asks
 * the predicates itself. It shares no code with `replay`, `follow` and `faultOf`.
 */
import {
  canonicalKey,
  type Action,
  type Model,
  type Property,
  type Recording,
  type ReplayResult,
  type TemporalProperty,
  type Trace,
} from 'allways';

const same = (one: unknown, other: unknown): boolean => canonicalKey(one) === canonicalKey(other);

/** The action as data; absent parts do not count. */
const plain = ({ actor, step, choice, nth }: Action) => ({ actor, step, choice, nth });

/**
 * Why the result of a replay is wrong; undefined if it is right.
 *
 * @param model - The model that the recording names.
 * @param property - The property that the recording names; undefined if it is of a step that throws.
 */
export function faultOfReplay(
  recording: Recording,
  model: Model<unknown>,
  property: Property<unknown> | undefined,
  result: ReplayResult<unknown>,
): string | undefined {
  const { trace } = result;
  const unreal = faultOfSteps(trace, recording);
  if (unreal !== undefined) return unreal;
  if (
    property === undefined &&
    recording.kind !== 'step' &&
    recording.property !== nameOfLast(recording)
  ) {
    return 'it replays a property that nobody knows';
  }
  switch (result.outcome) {
    case 'reproduced':
      return isViolated(property, trace, recording)
        ? undefined
        : 'it reproduces what is not violated';
    case 'no longer violated':
      if (trace.actions.length !== recording.actions.length)
        return 'it took only some of the steps';
      return isViolatedSomewhere(property, trace, recording)
        ? 'it does not see that the property is violated'
        : undefined;
    case 'no longer possible':
      return faultOfImpossible(recording, model, property, result);
  }
}

/** Why a behaviour is not one of the model, or not the recorded one. */
function faultOfSteps({ model, states, actions }: Trace<unknown>, recording: Recording) {
  if (!model.initial.some((state) => same(state, states[0])))
    return 'it starts in no initial state';
  if (recording.initial !== undefined && states.length > 1 && !same(recording.initial, states[0])) {
    return 'it starts in another state than recorded';
  }
  for (const [at, action] of actions.entries()) {
    if (!same(plain(action), plain(recording.actions[at] as Action))) {
      return `step ${at + 1} is not the recorded one`;
    }
    // `reduce` throws for an action that the state does not offer; that is a fault too.
    if (!same(model.reduce(states[at], action), states[at + 1])) {
      return `after step ${at + 1} the state is wrong`;
    }
  }
  return undefined;
}

const isOffered = (model: Model<unknown>, state: unknown, action: Action): boolean =>
  model.enabled(state).actions.some((one) => same(plain(one), plain(action)));

function nameOfLast({ actions }: Recording): string {
  const last = actions.at(-1);
  return last === undefined ? '' : `${last.actor}.${last.step} does not throw`;
}

/** Whether a predicate holds. One that throws, or answers a sentence, does not. */
function holds(ask: () => unknown): boolean {
  try {
    return ask() === true;
  } catch {
    return false;
  }
}

function throws(ask: () => unknown): boolean {
  try {
    ask();
    return false;
  } catch {
    return true;
  }
}

/** Whether the property is violated at the end of a behaviour. */
function isViolated(
  property: Property<unknown> | undefined,
  trace: Trace<unknown>,
  recording: Recording,
): boolean {
  const { model, states, actions, failed } = trace;
  const last = states.at(-1);
  if (
    failed !== undefined &&
    nameOfLast(recording) === `${failed.action.actor}.${failed.action.step} does not throw`
  ) {
    if (recording.kind === 'step' || recording.property === nameOfLast(recording)) return true;
  }
  if (property === undefined) return false;
  switch (property.kind) {
    case 'invariant':
      return !holds(() => property.holds(last));
    case 'transition':
      return (
        actions.length > 0 &&
        !holds(() => property.holds(states.at(-2), actions.at(-1) as Action, last))
      );
    case 'reachable':
      return false;
    case 'deadlock': {
      const { actions: next, errors } = model.enabled(last);
      return next.length + errors.length === 0 && !holds(() => property.fineToStop(last));
    }
    case 'temporal':
      return isRefuted(property, trace);
  }
}

function isViolatedSomewhere(
  property: Property<unknown> | undefined,
  trace: Trace<unknown>,
  recording: Recording,
): boolean {
  if (property?.kind === 'temporal') return isViolated(property, trace, recording);
  const { lasso: _, ...finite } = trace;
  return trace.states.some((_state, at) =>
    isViolated(
      property,
      { ...finite, states: trace.states.slice(0, at + 1), actions: trace.actions.slice(0, at) },
      recording,
    ),
  );
}

/** Whether a behaviour refutes a temporal property. The loop is unrolled: after it, its states come again. */
function isRefuted(
  { form, predicates }: TemporalProperty<unknown>,
  trace: Trace<unknown>,
): boolean {
  const { states, lasso } = trace;
  const [first, second] = predicates.map(
    (predicate) => (state: unknown) => holds(() => predicate(state)),
  );
  // A predicate that throws counts as a violation, wherever it throws.
  if (states.some((state) => predicates.some((ask) => throws(() => ask(state))))) return true;
  const one = first as (state: unknown) => boolean;
  const other = second ?? (() => false);
  if (form === 'until') {
    const end = states.findIndex((state) => !one(state) || other(state));
    if (end >= 0) return !other(states[end]);
  }
  if (lasso === undefined || !same(states[lasso.from], states.at(-1))) return false;
  const loop = states.slice(lasso.from);
  switch (form) {
    case 'eventually':
      return !states.some(one);
    case 'alwaysEventually':
      return !loop.some(one);
    case 'eventuallyAlways':
      return !loop.every(one);
    case 'leadsTo':
      return [...states, ...loop].some(
        (state, at, all) => one(state) && ![...all.slice(at), ...loop].some(other),
      );
    case 'until':
      return true;
  }
}

/** Why a replay should have gone on. */
function faultOfImpossible(
  recording: Recording,
  model: Model<unknown>,
  property: Property<unknown> | undefined,
  result: Extract<ReplayResult<unknown>, { outcome: 'no longer possible' }>,
): string | undefined {
  const { trace, step, action } = result;
  if (action === undefined) {
    const { initial, lasso } = recording;
    if (step === 0 && initial !== undefined && !model.initial.some((one) => same(one, initial)))
      return undefined;
    if (lasso === undefined) return 'it was stopped by nothing';
    const isFinite = property !== undefined && property.kind !== 'temporal';
    return isFinite && isViolatedSomewhere(property, trace, recording)
      ? 'a loop hides that the property is violated'
      : undefined;
  }
  if (trace.failed !== undefined) return undefined;
  const recorded = recording.actions[step - 1];
  if (recorded === undefined || !same(plain(recorded), plain(action)))
    return 'it names another step';
  return isOffered(model, trace.states.at(-1), action) ? 'the step is possible' : undefined;
}
