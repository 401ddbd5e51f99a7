import type { Action } from '../../model/action.js';
import type { Duration } from '../../model/duration.js';
import { describeThrown, ModelError } from '../../validation/errors.js';
import { describeValue } from '../../validation/refuse.js';
import type { StepError } from '../../model/step-error.js';
import type { EnabledStep, SimulatedModel, VisitedState } from './simulated-model.js';
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
  readonly decided: readonly DecidedProperty[];
  readonly failed?: StepError;
}

/** A property that was decided. */
export interface DecidedProperty {
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
export type RunningSimulation = Generator<undefined, TimedRun, boolean>;

/** Makes a run from a stream of random numbers. Equal streams give equal runs. */
export type Execute<State> = (
  stream: Stream,
  starts?: (initial: State) => void,
  witness?: Witness<State>,
) => RunningSimulation;

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
 * @param model - The model.
 * @param properties - How many properties there are to decide.
 * @param until - When a run ends at the latest.
 * @returns A function that makes one run.
 * @throws ModelError from the run, if a duration draws no time, or if time stands still and only time would
 *   end the run.
 */
export function executions<State>(
  model: SimulatedModel<State>,
  properties: number,
  { seconds: latest = Infinity, steps: most = Infinity }: Until,
): Execute<State> {
  const timers = new Timers<State>();

  return function* ({ next: random }, starts, witness) {
    const initial = model.initial();
    let state = initial[Math.floor(random() * initial.length)] as VisitedState<State>;
    starts?.(state.state);
    timers.beginRun();
    const run = new RunSoFar();
    let atOnce = 0;

    for (;;) {
      run.decide(state.decides);
      if (properties > 0 && run.decided.length === properties) return run.end('decided');
      if (state.failed !== undefined) return run.end('threw', state.failed);
      if (run.steps >= most) return run.end('steps');
      const step = timers.first(state.enabled, run.seconds, random);
      if (step === undefined) return run.end('stopped');
      const time = timers.timeOf(step);
      if (time > latest) {
        run.seconds = latest;
        return run.end('seconds');
      }
      atOnce = time > run.seconds ? 0 : atOnce + 1;
      if (atOnce === mostAtOnce && most === Infinity) throw timeStandsStill(step, run.seconds);
      run.seconds = time;
      const choice = chosen(step, random);
      const outcome = model.take(state, step, choice);
      run.steps++;
      if (step.counts) run.counted++;
      run.decide(outcome.decides);
      if (outcome.to === undefined) return run.end('threw', outcome.failed);
      timers.restart(step);
      witness?.(time, step.actions[choice] as Action, outcome.to.state);
      state = outcome.to;
      if (run.steps % stride === 0 && (yield)) return run.end('interrupted');
    }
  };
}

/** The times at which enabled steps will be taken. */
class Timers<State> {
  /** For each timer: when it is up, and the number of the last state (over all runs) in which it ran. */
  private readonly due: number[] = [];
  private readonly ran: number[] = [];
  /** The number of the state, over all runs. */
  private state = 0;

  /** A timer of an earlier run does not run in the first state of this one. */
  beginRun(): void {
    this.state += 2;
  }

  /** The step whose time is up first. Undefined if no enabled step will ever be taken. */
  first(
    enabled: readonly EnabledStep<State>[],
    now: number,
    random: () => number,
  ): EnabledStep<State> | undefined {
    let first: EnabledStep<State> | undefined;
    let least = Infinity;
    let ties = 0;
    for (const step of enabled) {
      const { timer } = step;
      if (this.ran[timer] !== this.state - 1) this.due[timer] = now + drawn(step, random);
      this.ran[timer] = this.state;
      const time = this.timeOf(step);
      if (time < least) {
        least = time;
        first = step;
        ties = 1;
      } else if (time === least && time < Infinity && random() * ++ties < 1) first = step;
    }
    return first;
  }

  timeOf({ timer }: EnabledStep<State>): number {
    return this.due[timer] as number;
  }

  /** Goes on to the state after a step. The step gets a new time if it is enabled again. */
  restart({ timer }: EnabledStep<State>): void {
    this.ran[timer] = 0;
    this.state++;
  }
}

/** A run that is under way. */
class RunSoFar {
  seconds = 0;
  steps = 0;
  counted = 0;
  readonly decided: DecidedProperty[] = [];

  /** Notes properties that are decided now. The first decision counts. */
  decide(properties: readonly number[]): void {
    for (const property of properties) {
      if (this.decided.some((one) => one.property === property)) continue;
      this.decided.push({ property, counted: this.counted, steps: this.steps });
    }
  }

  end(ended: RunEnd, failed?: StepError): TimedRun {
    const { steps, seconds, counted, decided } = this;
    return { ended, steps, seconds, counted, decided, ...(failed === undefined ? {} : { failed }) };
  }
}

function timeStandsStill<State>({ actions }: EnabledStep<State>, now: number): ModelError {
  const [{ actor, step }] = actions as [Action];
  return new ModelError(
    `estimate: time stands still: a run took ${mostAtOnce.toLocaleString('en-US')} steps at second ${String(now)}, ` +
      `the last one ${actor}.${step}; give a step of them a duration above 0, or end runs by until.steps (--steps).`,
  );
}

function drawn<State>({ duration, actions }: EnabledStep<State>, random: () => number): number {
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

/** Draws one of the choices of a step. */
function chosen<State>({ actions, weights }: EnabledStep<State>, random: () => number): number {
  if (actions.length === 1) return 0;
  if (weights === undefined) return Math.floor(random() * actions.length);
  const point = random() * (weights.at(-1) as number);
  return weights.findIndex((sum) => point < sum);
}
