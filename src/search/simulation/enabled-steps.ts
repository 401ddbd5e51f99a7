import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import type { Duration } from '../../model/duration.js';
import { ModelError } from '../../validation/errors.js';
import type { StepName } from '../../model/model.js';
import type { EnabledStep, SimulationSetup } from './simulated-model.js';

/** What the setup says about a step. It is asked only once. */
interface StepSetup {
  readonly duration: Duration;
  readonly counts: boolean;
  readonly weight: ((choice: unknown) => number) | undefined;
  /** The number of its timer. */
  readonly timer: number;
  /** The timers of its choices, if each choice has a time of its own. */
  readonly timers: Map<string, number> | undefined;
}

/** A function that groups actions by step, and gives each step its duration and the number of its timer. */
export function enabledStepsFor<State>(
  setup: SimulationSetup<State>,
): (actions: readonly Action[]) => EnabledStep<State>[] {
  const steps = new StepSetups(setup);
  return (actions) => {
    const enabled: EnabledStep<State>[] = [];
    // The actions of one step usually come one after the other, but a reducer may list them in any order.
    const together = new Map<number, Action[]>();
    for (const action of actions) {
      const { timer, timers: ofChoices, duration, counts } = steps.of(action);
      if (ofChoices !== undefined) {
        const own = steps.timerOf(ofChoices, action);
        enabled.push({ timer: own, duration, counts, actions: [action], outcomes: [] });
        continue;
      }
      const others = together.get(timer);
      if (others !== undefined) {
        others.push(action);
        continue;
      }
      const all = [action];
      together.set(timer, all);
      enabled.push({ timer, duration, counts, actions: all, outcomes: [] });
    }
    return enabled.map((one) => {
      const [step] = one.actions as [Action];
      const weight = one.actions.length > 1 ? steps.of(step).weight : undefined;
      return weight === undefined
        ? one
        : { ...one, weights: cumulativeWeights(step, one.actions, weight) };
    });
  };
}

/** The setups of all steps. It also numbers the timers. */
class StepSetups<State> {
  // By actor, then by step: to join both into one name would cost time for each action.
  private readonly known = new Map<string, Map<string, StepSetup>>();
  private timers = 0;

  constructor(private readonly setup: SimulationSetup<State>) {}

  of({ actor, step }: StepName): StepSetup {
    const ofActor = this.known.get(actor) ?? new Map<string, StepSetup>();
    const found = ofActor.get(step);
    if (found !== undefined) return found;
    const { durationOf, weightOf, counted } = this.setup;
    const duration = durationOf({ actor, step });
    const made: StepSetup = {
      duration,
      counts: `${actor}.${step}` === counted,
      weight: weightOf({ actor, step }),
      timer: this.timers++,
      timers: duration.each === true ? new Map() : undefined,
    };
    this.known.set(actor, ofActor.set(step, made));
    return made;
  }

  /** The timer of a choice. */
  timerOf(ofChoices: Map<string, number>, { choice }: Action): number {
    const key = choice === undefined ? '' : canonicalKey(choice);
    const timer = ofChoices.get(key) ?? this.timers++;
    ofChoices.set(key, timer);
    return timer;
  }
}

function cumulativeWeights(
  step: StepName,
  choices: readonly Action[],
  weight: (choice: unknown) => number,
): number[] {
  let sum = 0;
  const sums = choices.map(({ choice }) => {
    const one: unknown = weight(choice);
    if (typeof one !== 'number' || !(one >= 0 && one < Infinity)) {
      throw new ModelError(
        `estimate: the weight of ${step.actor}.${step.step} with ${canonicalKey(choice, 'choice')} ` +
          `is ${String(one)}; give a number, 0 or more.`,
      );
    }
    return (sum += one);
  });
  if (sum > 0) return sums;
  throw new ModelError(
    `estimate: all choices of ${step.actor}.${step.step} that there are in a state have weight 0; ` +
      'give one of them more.',
  );
}
