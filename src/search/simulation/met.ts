import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import type { Duration } from '../../model/duration.js';
import { ModelError } from '../../validation/errors.js';
import type { StepName } from '../../model/model.js';
import type { StepError } from '../../model/step-error.js';
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';

/** A state that a run has visited, with everything about it that does not depend on time. */
export interface Met<State> {
  readonly state: State;
  /** The steps that can be taken here. */
  readonly offers: readonly Offer<State>[];
  /** The properties that the state decides, by their numbers. */
  readonly decides: readonly number[];
  /** A guard or choice that threw here. */
  readonly failed?: StepError;
}

/** A step that can be taken, with one choice or several. */
export interface Offer<State> {
  /** The number of its timer. */
  readonly timer: number;
  readonly duration: Duration;
  /** Whether it is the step that is counted. */
  readonly counts: boolean;
  readonly actions: readonly Action[];
  /** The cumulative weights of the choices. Absent if all choices are equally likely. */
  readonly upTo?: readonly number[];
  /** The outcome of each action, as far as it is known. */
  readonly ways: (Way<State> | undefined)[];
}

/** The outcome of an action. */
export interface Way<State> {
  /** The state after it. Absent if its recipe threw. */
  readonly to?: Met<State>;
  readonly failed?: StepError;
  /** The properties that the step decides, by their numbers. */
  readonly decides: readonly number[];
}

/** A model, as runs see it. */
export interface Terrain<State> {
  /** The initial states. */
  readonly start: () => readonly Met<State>[];
  /** Takes a step with one of its choices. */
  readonly take: (from: Met<State>, offer: Offer<State>, choice: number) => Way<State>;
}

/** What the runs need to know about states and steps. */
export interface Questions<State> {
  readonly properties: readonly FiniteProperty<State>[];
  readonly durationOf: (step: StepName) => Duration;
  /** The weight of a choice of a step, relative to its other choices; undefined: all are equally likely. */
  readonly weightOf: (step: StepName) => ((choice: unknown) => number) | undefined;
  /** The name of the step to count. */
  readonly counted?: string;
}

/** What is known of a step; it is asked only once. */
interface Asked {
  readonly duration: Duration;
  readonly counts: boolean;
  readonly weight: ((choice: unknown) => number) | undefined;
  /** The number of its timer; in `timers`, for each choice if each choice has a time of its own. */
  readonly timer: number;
  readonly timers: Map<string, number> | undefined;
}

/** A function that groups actions by step, and gives each step its duration and the number of its timer. */
export function offersFor<State>({
  durationOf,
  weightOf,
  counted,
}: Questions<State>): (actions: readonly Action[]) => Offer<State>[] {
  // By actor, then by step: to join both into one name would cost time for each action.
  const known = new Map<string, Map<string, Asked>>();
  let timers = 0;
  const askedOf = ({ actor, step }: StepName): Asked => {
    const ofActor = known.get(actor) ?? new Map<string, Asked>();
    const found = ofActor.get(step);
    if (found !== undefined) return found;
    const duration = durationOf({ actor, step });
    const asked: Asked = {
      duration,
      counts: `${actor}.${step}` === counted,
      weight: weightOf({ actor, step }),
      timer: timers++,
      timers: duration.each === true ? new Map() : undefined,
    };
    known.set(actor, ofActor.set(step, asked));
    return asked;
  };
  const timerOf = (ofChoices: Map<string, number>, { choice }: Action): number => {
    const key = choice === undefined ? '' : canonicalKey(choice);
    const timer = ofChoices.get(key) ?? timers++;
    ofChoices.set(key, timer);
    return timer;
  };

  return (actions) => {
    const offers: Offer<State>[] = [];
    // The actions of one step usually come one after the other, but a reducer may list them in any order.
    const together = new Map<number, Action[]>();
    for (const action of actions) {
      const { timer, timers: ofChoices, duration, counts } = askedOf(action);
      if (ofChoices !== undefined) {
        const own = timerOf(ofChoices, action);
        offers.push({ timer: own, duration, counts, actions: [action], ways: [] });
        continue;
      }
      const others = together.get(timer);
      if (others !== undefined) {
        others.push(action);
        continue;
      }
      const all = [action];
      together.set(timer, all);
      offers.push({ timer, duration, counts, actions: all, ways: [] });
    }
    return offers.map((offer) => {
      const [step] = offer.actions as [Action];
      const weight = offer.actions.length > 1 ? askedOf(step).weight : undefined;
      return weight === undefined ? offer : { ...offer, upTo: sums(step, offer.actions, weight) };
    });
  };
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

/**
 * The numbers of the properties that a state decides: those that it violates, and those that it reaches.
 *
 * @param stops - Whether no step can be taken in the state.
 */
export function decidedIn<State>(
  properties: readonly FiniteProperty<State>[],
  state: State,
  stops: boolean,
): readonly number[] {
  return numbersOf(properties, (property) => {
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
  });
}

/** The numbers of the properties that a step decides. */
export function decidedBy<State>(
  properties: readonly FiniteProperty<State>[],
  before: State,
  action: Action,
  after: State,
): readonly number[] {
  return numbersOf(
    properties,
    (property) =>
      property.kind === 'transition' &&
      complaintOfStep(property, before, action, after) !== undefined,
  );
}

const none: readonly number[] = [];

function numbersOf<T>(list: readonly T[], holds: (item: T) => boolean): readonly number[] {
  let found: number[] | undefined;
  for (let index = 0; index < list.length; index++) {
    if (holds(list[index] as T)) (found ??= []).push(index);
  }
  return found ?? none;
}
