import type { Action } from '../../model/action.js';
import type { Duration } from '../../model/duration.js';
import { describeThrown, ModelError } from '../../validation/errors.js';
import { describeValue } from '../../validation/refuse.js';
import type { StepError } from '../../model/step-error.js';
import type { Met, Offer, Terrain } from './met.js';
import type { Stream } from './random.js';

/** When a run ends at the latest. */
export interface Until {
  /** The simulated time, in seconds. */
  readonly seconds?: number;
  /** The most steps. */
  readonly steps?: number;
}

/**
 * Why a run ended: no step could be taken any more, all properties were decided, the run reached its latest
 * time or step, a step threw, or a signal ended it.
 */
export type RunEnd = 'stopped' | 'decided' | keyof Until | 'threw' | 'interrupted';

/** One timed run. */
export interface TimedRun {
  readonly ended: RunEnd;
  readonly steps: number;
  /** The time at its end, in seconds. */
  readonly seconds: number;
  /** How often the counted step was taken. */
  readonly counted: number;
  /** The properties that were decided, each when it was first decided. */
  readonly decided: readonly Decided[];
  readonly failed?: StepError;
}

/** A property that was decided. */
export interface Decided {
  /** The number of the property. */
  readonly property: number;
  /** How often the counted step had been taken by then. */
  readonly counted: number;
  /** How many steps had been taken. */
  readonly steps: number;
}

/** Called for each step that a run takes, with the time, the action, and the state after it. */
export type Witness<State> = (seconds: number, action: Action, after: State) => void;

/**
 * A run that is under way. It stops after every 1,000 steps, so that other work can have its turn. To end it
 * early, send it true.
 */
export type Running = Generator<undefined, TimedRun, boolean>;

/** Makes a run from a stream of random numbers. Equal streams give equal runs. */
export type Execute<State> = (
  stream: Stream,
  starts?: (initial: State) => void,
  witness?: Witness<State>,
) => Running;

/** After so many steps other work can have its turn. */
const stride = 1000;

/** After so many steps at one moment, a run that no number of steps ends is refused. */
const mostAtOnce = 100_000;

/**
 * Runs a model in time, again and again, as a discrete-event simulation. The rules:
 *
 * - A step that becomes enabled gets a time, drawn from its duration. It is taken when this time is up. Its
 *   effect happens then, all at once.
 * - As long as the step stays enabled, it keeps its time, whatever else happens. If it is disabled or taken,
 *   it loses its time. It gets a new one if it is enabled again.
 * - Steps race, also those of one actor: of all enabled steps, the one whose time is up first is taken. If
 *   several are up at exactly the same time, one of them is taken at random, with equal chances.
 * - The choices of a step share one time. When it is up, one of them is drawn, by their weights. But if the
 *   step has a duration for each choice, each choice has its own time.
 * - A run starts in a random initial state, with equal chances. It ends if no step is enabled or if no
 *   enabled step will ever be taken; if all properties are decided; if a step throws; or at its latest time
 *   or step.
 *
 * @param terrain - The model.
 * @param properties - How many properties there are to decide.
 * @param until - When a run ends at the latest.
 * @returns A function that makes one run.
 * @throws ModelError from the run, if a duration draws no time, or if time stands still and only time would
 *   end the run.
 */
export function executions<State>(
  terrain: Terrain<State>,
  properties: number,
  { seconds: latest = Infinity, steps: most = Infinity }: Until,
): Execute<State> {
  // For each timer: when it is up, and the number of the last state (over all runs) in which it ran.
  const due: number[] = [];
  const ran: number[] = [];
  let turn = 0;

  return function* ({ next: random }, starts, witness) {
    const initial = terrain.start();
    let met = initial[Math.floor(random() * initial.length)] as Met<State>;
    starts?.(met.state);
    let now = 0;
    let steps = 0;
    let counted = 0;
    let atOnce = 0;
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
      atOnce = at > now ? 0 : atOnce + 1;
      if (atOnce === mostAtOnce && most === Infinity) throw timeStandsStill(first, now);
      now = at;
      const choice = first.actions.length === 1 ? 0 : chosen(first, random);
      const way = terrain.take(met, first, choice);
      steps++;
      if (first.counts) counted++;
      if (way.decides.length > 0) decide(way.decides);
      if (way.to === undefined) return end('threw', way.failed);
      // The step that was taken gets a new time if it is enabled again.
      ran[first.timer] = 0;
      turn++;
      witness?.(now, first.actions[choice] as Action, way.to.state);
      met = way.to;
      if (steps % stride === 0 && (yield)) return end('interrupted');
    }
  };
}

function timeStandsStill<State>({ actions }: Offer<State>, now: number): ModelError {
  const [{ actor, step }] = actions as [Action];
  return new ModelError(
    `estimate: time stands still: a run took ${mostAtOnce.toLocaleString('en-US')} steps at second ${String(now)}, ` +
      `the last one ${actor}.${step}; give a step of them a duration above 0, or end runs by until.steps (--steps).`,
  );
}

function drawn<State>({ duration, actions }: Offer<State>, random: () => number): number {
  const [{ actor, step }] = actions as [Action];
  const where = `estimate: the duration of ${actor}.${step}`;
  const time: unknown = drawnBy(duration, random, where);
  if (typeof time === 'number' && time >= 0) return time;
  throw new ModelError(`${where} drew ${describeValue(time)}; let it draw seconds, 0 or more.`);
}

function drawnBy(duration: Duration, random: () => number, where: string): unknown {
  try {
    return duration.draw(random);
  } catch (error) {
    throw new ModelError(
      `${where}: draw threw ${describeThrown(error)}; let it draw seconds, 0 or more.`,
      { cause: error },
    );
  }
}

function chosen<State>({ actions, upTo }: Offer<State>, random: () => number): number {
  if (upTo === undefined) return Math.floor(random() * actions.length);
  const point = random() * (upTo.at(-1) as number);
  return upTo.findIndex((sum) => point < sum);
}
