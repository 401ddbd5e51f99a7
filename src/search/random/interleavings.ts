import { Arbitrary, sample, stream, Value, type Random, type Stream } from 'fast-check';
import { canonicalKey } from '../../model/canonical.js';
import { ModelError } from '../../validation/errors.js';
import type { Model } from '../../model/model.js';
import { describeValue, refuseOtherNumber } from '../../validation/refuse.js';
import { refuseOtherModel } from '../../model/refuse-model.js';
import { refuseOtherOptions } from '../../property/options.js';
import { follow } from '../../trace/follow.js';
import { stepsOf } from '../../trace/trace.js';
import { isRun, runOf, type Run } from './run.js';
import { pct, uniform } from './schedule.js';
import { smallerTraces } from './shrink.js';
import { attemptsOf } from './smaller.js';
import { walk } from './walk.js';

/** The options of `interleavings`. */
export interface InterleavingOptions {
  /** The most steps of a run (default: 100). */
  readonly maxSteps?: number | undefined;
  /**
   * How the next step is chosen. `uniform`: all enabled actions have equal chances. `pct`: actors have random
   * priorities that change a few times, which finds races that need one slow actor (see S. Burckhardt et al.,
   * "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs"). `mixed` (the default): each run
   * uses one of the two, at random.
   */
  readonly schedule?: 'mixed' | 'uniform' | 'pct' | undefined;
  /** The most changes of priority in a run of `pct` (default: 3). */
  readonly changePoints?: number | undefined;
}

const interleavingOptions = Object.keys({
  maxSteps: true,
  schedule: true,
  changePoints: true,
} satisfies Record<keyof InterleavingOptions, true>);

/** How many runs are made to measure how long runs get. */
const trialRuns = 5;

/**
 * Makes an arbitrary of fast-check for the behaviours of a model. It generates random behaviours, and shrinks
 * them to smaller ones that are also possible.
 *
 * The runs do not depend on the property, so a seed and a path find the same run again for any property.
 *
 * @param model - The model. Its behaviours may be endless.
 * @param options - How long the runs get, and how the next step is chosen.
 * @returns The arbitrary.
 * @throws ModelError if the model or an option is wrong.
 * @example
 * fc.assert(fc.property(interleavings(account), (run) => run.satisfies(noLostUpdate)));
 */
export function interleavings<State>(
  model: Model<State>,
  options: InterleavingOptions = {},
): Arbitrary<Run<State>> {
  refuseOtherModel(model, 'interleavings');
  refuseOtherOptions('interleavings', options, interleavingOptions);
  const { maxSteps = 100, schedule = 'mixed', changePoints = 3 } = options;
  refuseOtherNumber('interleavings: maxSteps', maxSteps, 1);
  refuseOtherNumber('interleavings: changePoints', changePoints, 0);
  if (!['mixed', 'uniform', 'pct'].includes(schedule)) {
    throw new ModelError(
      `schedule is ${describeValue(schedule)}; use "mixed", "uniform" or "pct".`,
    );
  }
  return new Interleavings(model, { maxSteps, schedule, changePoints });
}

/** The options, with their defaults. */
type AllOptions = {
  readonly [Name in keyof InterleavingOptions]-?: NonNullable<InterleavingOptions[Name]>;
};

/** A class, because fast-check's arbitraries are. */
class Interleavings<State> extends Arbitrary<Run<State>> {
  /** How long runs get, once this is known. */
  private length: number | undefined;

  constructor(
    private readonly model: Model<State>,
    private readonly options: AllOptions,
  ) {
    super();
  }

  override generate(random: Random): Value<Run<State>> {
    const { model, options } = this;
    const { initial } = model;
    const start = initial[random.nextInt(0, initial.length - 1)] as State;
    const isPct =
      options.schedule === 'mixed' ? random.nextInt(0, 1) === 1 : options.schedule === 'pct';
    const schedule = isPct
      ? pct(random, { steps: this.usualLength(), changePoints: options.changePoints })
      : uniform(random);
    return new Value(runOf(walk(model, start, schedule, options.maxSteps)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Run<State> {
    if (!isRun(value)) return false;
    const start = canonicalKey(value.states[0]);
    const initial = this.model.initial.find((state) => canonicalKey(state) === start);
    if (initial === undefined) return false;
    const { trace } = follow(this.model, attemptsOf(value), initial);
    return (
      stepsOf(trace) === stepsOf(value) && canonicalKey(trace.states) === canonicalKey(value.states)
    );
  }

  /** The context is the place of the run among the candidates from which it was chosen. */
  override shrink(run: Run<State>, context: unknown): Stream<Value<Run<State>>> {
    const from = typeof context === 'number' ? context : 0;
    return stream(smallerTraces(run, from)).map(
      ({ trace, place }) => new Value(runOf(trace), place),
    );
  }

  /**
   * The length of the longest of a few uniform runs, which are always the same ones. `pct` places its changes
   * of priority within this length, because a change after the end of a run would be wasted.
   */
  private usualLength(): number {
    this.length ??= Math.max(
      1,
      ...sample(new Interleavings(this.model, { ...this.options, schedule: 'uniform' }), {
        seed: 0,
        numRuns: trialRuns,
      }).map(stepsOf),
    );
    return this.length;
  }
}
