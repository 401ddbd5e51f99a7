import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import type { Duration } from '../../model/duration.js';
import { ModelError } from '../../model/errors.js';
import type { StepName } from '../../model/model.js';
import type { StepError } from '../../model/step-error.js';
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';

/** A state that a run has met, with all that does not depend on time. */
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
  /** What each action leads to, as far as that is known. */
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

/** A model, as runs meet its states. */
export interface Terrain<State> {
  /** The states to start in. */
  readonly start: () => readonly Met<State>[];
  /** Takes a step with one of its choices. */
  readonly take: (from: Met<State>, offer: Offer<State>, choice: number) => Way<State>;
}

/** What is asked of states and steps. */
export interface Questions<State> {
  readonly properties: readonly FiniteProperty<State>[];
  readonly durationOf: (step: StepName) => Duration;
  /** How likely a choice of a step is, beside its others; undefined: all are as likely. */
  readonly weightOf: (step: StepName) => ((choice: unknown) => number) | undefined;
  /** The name of the step to count. */
  readonly counted?: string;
}

/** All that is asked about a step, once. */
interface Asked {
  readonly duration: Duration;
  readonly counts: boolean;
  readonly weight: ((choice: unknown) => number) | undefined;
  /** What keeps its time; where each choice has its own, for each choice. */
  readonly timer: number;
  readonly timers: Map<string, number> | undefined;
}

/** What can be taken, step by step: each with its duration and the number of its timer. */
export function offersFor<State>({
  durationOf,
  weightOf,
  counted,
}: Questions<State>): (actions: readonly Action[]) => Offer<State>[] {
  // By actor and step; a name made of both would have to be made anew each time.
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
    // Actions of one step come one after the other, but where a reducer lists them as it likes.
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
 * The properties that a state decides, by their numbers: those it breaks, and those that it reaches.
 *
 * @param stops - Whether nothing can be taken in it.
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

/** The properties that a step decides, by their numbers. */
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
