import type { Action } from '../../model/action.js';
import { ModelError } from '../../model/errors.js';
import type { StepError } from '../../model/step-error.js';
import type { Met, Offer, Terrain } from './met.js';
import type { Stream } from './random.js';

/** When a run ends at the latest. */
export interface Until {
  /** Time in the run, in seconds. */
  readonly seconds?: number;
  /** The most steps. */
  readonly steps?: number;
}

/**
 * Why a run ended: nothing more could happen, all properties were decided, it came to the latest time
 * or step, or a step threw.
 */
export type RunEnd = 'stopped' | 'decided' | keyof Until | 'threw';

/** One timed run. */
export interface TimedRun {
  readonly ended: RunEnd;
  readonly steps: number;
  /** The time at its end, in seconds. */
  readonly seconds: number;
  /** How often the counted step was taken. */
  readonly counted: number;
  /** The properties that were decided, by their numbers, each when it first was. */
  readonly decided: readonly Decided[];
  readonly failed?: StepError;
}

/** A property that was decided. */
export interface Decided {
  readonly property: number;
  /** How often the counted step had been taken by then. */
  readonly counted: number;
  /** How many steps had been taken. */
  readonly steps: number;
}

/** Is told of each step that a run takes: the time, the action, and the state after it. */
export type Witness<State> = (seconds: number, action: Action, after: State) => void;

/**
 * Runs a model in time, again and again. The rules (a discrete-event simulation):
 *
 * - A step that becomes enabled is given a time, drawn from its duration; when that is up, it is taken.
 *   What it does is done then, all at once: not when it began.
 * - As long as the step stays enabled it keeps its time, whatever else happens. When it is disabled it
 *   loses it, and is given a new one when it is enabled again; so too when it was taken.
 * - Steps race, also those of one actor: of all that are enabled, the one whose time is up first is
 *   taken. Of several at exactly the same time, any is, each as likely.
 * - The choices of a step have one time together, and one is drawn when that is up, by their weights;
 *   but where its duration is for each choice, each is a racer of its own.
 * - A run starts in any of the initial states, each as likely, and ends where nothing is enabled,
 *   or nothing will ever be taken; where all properties are decided, or a step throws; or at its
 *   latest time or step.
 *
 * @param terrain - The model.
 * @param properties - How many properties there are to decide.
 * @param until - When a run ends at the latest.
 * @returns Runs once, on random numbers; the same numbers give the same run.
 */
export function executions<State>(
  terrain: Terrain<State>,
  properties: number,
  { seconds: latest = Infinity, steps: most = Infinity }: Until,
): (stream: Stream, starts?: (initial: State) => void, witness?: Witness<State>) => TimedRun {
  // For each timer when it is up, and the last state, counted over all runs, in which it ran.
  const due: number[] = [];
  const ran: number[] = [];
  let turn = 0;

  return ({ next: random }, starts, witness) => {
    const initial = terrain.start();
    let met = initial[Math.floor(random() * initial.length)] as Met<State>;
    starts?.(met.state);
    let now = 0;
    let steps = 0;
    let counted = 0;
    const decided: Decided[] = [];
    // A timer of an earlier run does not run in the first state of this one.
    turn += 2;

    const decide = (numbers: readonly number[]): void => {
      for (const property of numbers) {
        if (decided.some((one) => one.property === property)) continue;
        decided.push({ property, counted, steps });
      }
    };
    const end = (ended: RunEnd, failed?: StepError): TimedRun => ({
      ended,
      steps,
      seconds: now,
      counted,
      decided,
      ...(failed === undefined ? {} : { failed }),
    });

    for (;;) {
      if (met.decides.length > 0) decide(met.decides);
      if (properties > 0 && decided.length === properties) return end('decided');
      if (met.failed !== undefined) return end('threw', met.failed);
      if (steps >= most) return end('steps');
      let first: Offer<State> | undefined;
      let at = Infinity;
      let ties = 0;
      for (const offer of met.offers) {
        const { timer } = offer;
        if (ran[timer] !== turn - 1) due[timer] = now + drawn(offer, random);
        ran[timer] = turn;
        const time = due[timer] as number;
        if (time < at) {
          at = time;
          first = offer;
          ties = 1;
        } else if (time === at && time < Infinity && random() * ++ties < 1) first = offer;
      }
      if (first === undefined) return end('stopped');
      if (at > latest) {
        now = latest;
        return end('seconds');
      }
      now = at;
      const choice = first.actions.length === 1 ? 0 : chosen(first, random);
      const way = terrain.take(met, first, choice);
      steps++;
      if (first.counts) counted++;
      if (way.decides.length > 0) decide(way.decides);
      if (way.to === undefined) return end('threw', way.failed);
      // The step that was taken is given a new time, should it be enabled again.
      ran[first.timer] = 0;
      turn++;
      witness?.(now, first.actions[choice] as Action, way.to.state);
      met = way.to;
    }
  };
}

function drawn<State>({ duration, actions }: Offer<State>, random: () => number): number {
  const time: unknown = duration.draw(random);
  if (typeof time === 'number' && time >= 0) return time;
  const [{ actor, step }] = actions as [Action];
  throw new ModelError(
    `estimate: the duration of ${actor}.${step} drew ${String(time)}; let it draw seconds, 0 or more.`,
  );
}

function chosen<State>({ actions, upTo }: Offer<State>, random: () => number): number {
  if (upTo === undefined) return Math.floor(random() * actions.length);
  const point = random() * (upTo.at(-1) as number);
  return upTo.findIndex((sum) => point < sum);
}
