/**
 * Runs in time against a plain reading of their rules, which remembers nothing from one run to the next:
 * the same random numbers must give the same tallies, on models made at random.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonical,
  canonicalKey,
  duration,
  estimate,
  faultOf,
  StepError,
  type Action,
  type Duration,
  type Model,
  type Property,
} from 'allways';
import {
  executions,
  type RunningSimulation,
  type TimedRun,
} from '../../src/search/simulation/execute.js';
import { simulated } from '../../src/search/simulation/visited-states.js';
import { streamOf } from '../../src/search/simulation/random.js';
import { valueFor, timing, type ByStep } from '../../src/search/simulation/timing.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  nameOfActor,
  propertyOf,
  type SmallState,
} from '../support/arbitrary-model.js';
import { tries } from '../support/deep.js';

/** What a run comes to. */
interface Plain {
  readonly ended: string;
  readonly steps: number;
  readonly seconds: number;
  /** How often the counted step was taken until each property was broken. */
  readonly broken: ReadonlyMap<number, number>;
  readonly counted: number;
}

const counted = 'a.0';
const mostSteps = 12;

/** One run, by the rules as they are told. */
function plainRun(
  model: Model<SmallState>,
  properties: readonly Property<SmallState>[],
  durations: ByStep<Duration>,
  random: () => number,
): Plain {
  const starts = model.initial;
  const states = [canonical(starts[Math.floor(random() * starts.length)] as SmallState)];
  const actions: Action[] = [];
  const broken = new Map<number, number>();
  let due = new Map<string, number>();
  let seconds = 0;
  let steps = 0;
  let count = 0;
  for (;;) {
    const state = states[actions.length] as SmallState;
    for (const [index, property] of properties.entries()) {
      if (broken.has(index)) continue;
      if (faultOf(property, { model, states, actions }) !== undefined) broken.set(index, count);
    }
    const end = (ended: string) => ({ ended, steps, seconds, broken, counted: count });
    if (properties.length > 0 && broken.size === properties.length) return end('decided');
    const { actions: enabled, errors } = model.enabled(state);
    if (errors.length > 0) return end('threw');
    if (steps === mostSteps) return end('steps');

    const racers = new Map<string, Action[]>();
    for (const action of enabled) {
      const step = `${action.actor}.${action.step}`;
      const each = valueFor(durations, action)?.each === true;
      const name = each ? `${step} ${canonicalKey(action.choice ?? null)}` : step;
      racers.set(name, [...(racers.get(name) ?? []), action]);
    }
    // Who is enabled no more has lost its time.
    const times = new Map<string, number>();
    let first: string | undefined;
    let ties = 0;
    for (const [name, [action]] of racers) {
      const time =
        due.get(name) ?? seconds + (valueFor(durations, action as Action)?.draw(random) ?? 0);
      times.set(name, time);
      const best = first === undefined ? Infinity : (times.get(first) as number);
      if (time < best) [first, ties] = [name, 1];
      else if (time === best && time < Infinity && random() * ++ties < 1) first = name;
    }
    if (first === undefined) return end('stopped');
    seconds = times.get(first) as number;
    const choices = racers.get(first) as Action[];
    const chosen = choices.length === 1 ? 0 : Math.floor(random() * choices.length);
    const action = choices[chosen] as Action;
    times.delete(first);
    due = times;
    steps++;
    if (`${action.actor}.${action.step}` === counted) count++;
    try {
      states.push(canonical(model.successor(state, action)));
      actions.push(action);
    } catch (error) {
      expect(error).toBeInstanceOf(StepError);
      return { ended: 'threw', steps, seconds, broken, counted: count };
    }
  }
}

/** Short ones that tie, long ones that are overtaken, some for each choice. */
const someDuration = fc.constantFrom(
  duration.fixed(1),
  duration.fixed(2),
  duration.exponential({ mean: 1 }),
  duration.each(duration.uniform(0, 3)),
  duration.each(duration.fixed(1)),
  duration.never,
);
const byActor = fc.array(someDuration, { minLength: 8, maxLength: 8 });
// Of what must be possible no single behaviour says that it is not.
const properties = fc
  .array(
    arbitraryProperty().filter(({ kind }) => kind !== 'reachable'),
    { maxLength: 3 },
  )
  .map((all) => all.map((one, index) => propertyOf(one, `property ${index}`)));
const seed = fc.integer({ min: 0, max: 1000 });
const runs = 20;

const durationsFor = (model: Model<SmallState>, all: readonly Duration[]): ByStep<Duration> => {
  const actors = [...new Set(model.steps.map(({ actor }) => actor))];
  return Object.fromEntries(
    all.flatMap((one, index) =>
      actors.includes(nameOfActor(index)) ? [[nameOfActor(index), one] as const] : [],
    ),
  );
};

/** Makes a run to its end. */
function wholeRun(running: RunningSimulation): TimedRun {
  let now = running.next();
  while (now.done !== true) now = running.next(false);
  return now.value;
}

test('estimate tallies what plain runs come to', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryModel({ throwing: true }),
      properties,
      byActor,
      seed,
      async (description, asked, drawn, seed) => {
        const model = modelOf(description);
        const durations = durationsFor(model, drawn);
        const random = streamOf(seed).next;
        const plain = Array.from({ length: runs }, () => plainRun(model, asked, durations, random));
        const per = model.steps.some(({ actor, step }) => `${actor}.${step}` === counted)
          ? counted
          : 'run';
        const until = { steps: mostSteps };
        const result = await estimate(model, asked, { durations, seed, runs, per, until });

        const sum = (of: (run: Plain) => number) => plain.reduce((all, run) => all + of(run), 0);
        expect(result.steps).toBe(sum(({ steps }) => steps));
        expect(result.simulated).toBe(sum(({ seconds }) => seconds));
        for (const [reason, times] of Object.entries(result.ended)) {
          expect(times).toBe(plain.filter(({ ended }) => ended === reason).length);
        }
        for (const index of asked.keys()) {
          const { hits, of } = result.properties[index] ?? {};
          expect(hits).toBe(sum(({ broken }) => (broken.has(index) ? 1 : 0)));
          const tries = sum((run) => run.broken.get(index) ?? run.counted);
          expect(of).toBe(per === 'run' ? runs : tries);
        }
      },
    ),
    { numRuns: tries(40) },
  );
});

test('a memory for two states gives the same runs as a large one', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(arbitraryModel({ throwing: true }), byActor, seed, (description, drawn, seed) => {
      const model = modelOf(description);
      const questions = {
        properties: [],
        durationOf: timing(durationsFor(model, drawn)),
        weightOf: () => undefined,
      };
      const ends = (most: number) => {
        const execute = executions(simulated(model, questions, most), 0, { steps: mostSteps });
        const stream = streamOf(seed);
        return Array.from({ length: runs }, () => {
          const { ended, steps, seconds } = wholeRun(execute(stream));
          return { ended, steps, seconds };
        });
      };
      expect(ends(2)).toEqual(ends(20_000));
    }),
    { numRuns: tries(25) },
  );
});
