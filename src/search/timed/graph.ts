import { actionKey, type Action } from '../../model/action.js';
import { canonical, canonicalKey } from '../../model/canonical.js';
import { successorKey } from '../../model/compile.js';
import type { Duration } from '../../model/duration.js';
import { ModelError } from '../../model/errors.js';
import type { Model, StepName } from '../../model/model.js';
import { stepKey } from '../../model/names.js';
import { StepError } from '../../model/step-error.js';
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';

/**
 * A state that runs have met, with all that does not depend on time: random runs meet the same
 * states again and again, and what is known of one need not be asked again.
 */
export interface Met<State> {
  readonly state: State;
  /** What can be taken here. */
  readonly offers: readonly Offer<State>[];
  /** The properties that the state decides, by their numbers. */
  readonly decides: readonly number[];
  /** A guard or choice that threw here. */
  readonly failed?: StepError;
}

/** A step that can be taken, with one choice or several. */
export interface Offer<State> {
  /** The number of what keeps its time. */
  readonly timer: number;
  readonly duration: Duration;
  /** Whether it is the step that is counted. */
  readonly counts: boolean;
  readonly actions: readonly Action[];
  /** The sums of the weights, choice by choice; absent where all choices are as likely. */
  readonly upTo?: readonly number[];
  /** What each action leads to, as far as it was taken. */
  readonly ways: (Way<State> | undefined)[];
}

/** What an action leads to. */
export interface Way<State> {
  /** The state after it; absent where its recipe threw. */
  readonly to?: Met<State>;
  readonly failed?: StepError;
  /** The properties that the step decides, by their numbers. */
  readonly decides: readonly number[];
}

/** What a graph is told beside its model. */
export interface GraphOptions<State> {
  readonly properties: readonly FiniteProperty<State>[];
  readonly durationOf: (step: StepName) => Duration;
  /** How likely a choice of a step is, beside its others; undefined: all are as likely. */
  readonly weightOf: (step: StepName) => ((choice: unknown) => number) | undefined;
  /** The name of the step to count. */
  readonly counted?: string;
  /** The most states to remember; then it begins anew. */
  readonly most?: number;
}

/** The states of a model as runs meet them. */
export interface Graph<State> {
  /** The states to start in. */
  readonly start: () => readonly Met<State>[];
  /** Takes a step with one of its choices. */
  readonly take: (from: Met<State>, offer: Offer<State>, choice: number) => Way<State>;
}

/** What is remembered of one state takes some kilobytes. */
const mostRemembered = 20_000;

/** The states of a model, each looked at when it is first met. */
export function graphOf<State>(model: Model<State>, options: GraphOptions<State>): Graph<State> {
  const { properties, durationOf, weightOf, counted, most = mostRemembered } = options;
  const known = new Map<string, Met<State>>();
  const timers = new Map<string, number>();

  const timerOf = (key: string): number => {
    const timer = timers.get(key) ?? timers.size;
    timers.set(key, timer);
    return timer;
  };

  const offersOf = (actions: readonly Action[]): Offer<State>[] => {
    const bySteps = new Map<string, Action[]>();
    for (const action of actions) {
      const key = durationOf(action).each === true ? actionKey(action) : stepKey(action);
      const others = bySteps.get(key);
      if (others === undefined) bySteps.set(key, [action]);
      else others.push(action);
    }
    return [...bySteps].map(([key, choices]) => {
      const [step] = choices as [Action];
      const weight = choices.length > 1 ? weightOf(step) : undefined;
      return {
        timer: timerOf(key),
        duration: durationOf(step),
        counts: `${step.actor}.${step.step}` === counted,
        actions: choices,
        ways: choices.map(() => undefined),
        ...(weight === undefined ? {} : { upTo: sums(step, choices, weight) }),
      };
    });
  };

  const meet = (state: State, key: string): Met<State> => {
    const before = known.get(key);
    if (before !== undefined) return before;
    // Whoever is on the way goes on from this state, so that all others can be forgotten.
    if (known.size >= most) known.clear();
    const { actions, errors } = model.enabled(state);
    const stops = actions.length + errors.length === 0;
    const [failed] = errors;
    const met: Met<State> = {
      state,
      offers: offersOf(actions),
      decides: numbersOf(properties, (property) => decidesState(property, state, stops)),
      ...(failed === undefined ? {} : { failed }),
    };
    known.set(key, met);
    return met;
  };

  const wayOf = (from: Met<State>, action: Action): Way<State> => {
    let next: State;
    try {
      next = model.successor(from.state, action);
    } catch (thrown) {
      if (!(thrown instanceof StepError)) throw thrown;
      return { failed: thrown, decides: [] };
    }
    const key = successorKey(action, next);
    const to = known.get(key) ?? meet(canonical(next), key);
    const decides = numbersOf(
      properties,
      (property) =>
        property.kind === 'transition' &&
        complaintOfStep(property, from.state, action, to.state) !== undefined,
    );
    return { to, decides };
  };

  return {
    start: () => model.initial.map((state) => meet(state, canonicalKey(state))),
    take(from, offer, choice) {
      const taken = offer.ways[choice] ?? wayOf(from, offer.actions[choice] as Action);
      offer.ways[choice] = taken;
      return taken;
    },
  };
}

/** Whether a state decides a property: breaks it, or reaches what is to be reached. */
function decidesState<State>(
  property: FiniteProperty<State>,
  state: State,
  stops: boolean,
): boolean {
  switch (property.kind) {
    case 'invariant':
      return complaintOfState(property, state) !== undefined;
    case 'reachable':
      return complaintOfState(property, state) === undefined;
    case 'deadlock':
      return stops && complaintOfStop(property, state) !== undefined;
    case 'transition':
      return false;
  }
}

function numbersOf<T>(list: readonly T[], holds: (item: T) => boolean): number[] {
  return list.flatMap((item, index) => (holds(item) ? [index] : []));
}

function sums(
  step: StepName,
  choices: readonly Action[],
  weight: (choice: unknown) => number,
): number[] {
  let sum = 0;
  const upTo = choices.map(({ choice }) => {
    const one: unknown = weight(choice);
    if (typeof one !== 'number' || !(one >= 0 && one < Infinity)) {
      throw new ModelError(
        `estimate: the weight of ${step.actor}.${step.step} with ${canonicalKey(choice, 'choice')} ` +
          `is ${String(one)}; give a number, 0 or more.`,
      );
    }
    return (sum += one);
  });
  if (sum > 0) return upTo;
  throw new ModelError(
    `estimate: all choices of ${step.actor}.${step.step} that there are in a state have weight 0; ` +
      'give one of them more.',
  );
}
