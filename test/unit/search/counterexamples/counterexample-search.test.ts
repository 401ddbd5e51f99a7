/** Counterexamples of other kinds, and with the fewest changes of actor. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  formatAction,
  invariant,
  noDeadlock,
  reachable,
  transition,
  type CheckOptions,
  type Model,
  type Property,
  type PropertyOutcome,
} from 'allways';
import {
  agreeOnCounterexamples,
  agreeOnSearches,
  allOf,
} from '../../../support/agree-on-counterexamples.js';
import { referenceSearch } from '../../../../src/search/reference/reference.js';
import { expectSame } from '../../../support/engine.js';

const stepsIn = <State>(outcome: PropertyOutcome<State>): readonly string[] =>
  allOf(outcome).map(({ trace }) => trace.actions.map(formatAction).join(', '));

async function first<State>(
  model: Model<State>,
  property: Property<State>,
  options: CheckOptions,
): Promise<PropertyOutcome<State>> {
  const { properties } = await expectSame(model, [property], options);
  return properties[0] as PropertyOutcome<State>;
}

interface House {
  open: boolean;
  lock: number;
  rang: boolean;
  alarm: boolean;
}

/** A thief breaks the window at once; a burglar needs two steps; a child rings the bell, or not. */
const house = defineModel<House>({
  name: 'house',
  initial: { open: false, lock: 0, rang: false, alarm: false },
  actors: [
    actor('child', { ring: { when: (s) => !s.rang, then: (s) => void (s.rang = true) } }),
    actor('thief', { smash: { then: (s) => void (s.open = true) } }),
    actor('burglar', {
      pick: { when: (s) => s.lock === 0, then: (s) => void (s.lock = 1) },
      enter: { when: (s) => s.lock === 1, then: (s) => void (s.open = true) },
      leave: { when: (s) => s.lock === 1, then: (s) => void ((s.lock = 2), (s.alarm = s.rang)) },
    }),
  ],
});
const shut = invariant<House>('shut', (s) => !s.open || 'the house is open');

describe('counterexamples of other kinds', () => {
  test('differ in the last step or in what it changed, and no step is taken after a violation', async () => {
    const outcome = await first(house, shut, { counterexamples: 9 });
    expect(stepsIn(outcome)).toEqual(['thief.smash', 'burglar.pick, burglar.enter']);
    expect(allOf(outcome).map(({ says }) => says)).toEqual([
      'the house is open',
      'the house is open',
    ]);
  });

  test('are as many as were asked for, and the search ends once it has found them', async () => {
    const endless = defineModel<{ n: number; a: number; b: number }>({
      name: 'endless',
      initial: { n: 0, a: 0, b: 0 },
      actors: [
        actor('clock', { tick: { then: (s) => void (s.n += 1) } }),
        actor('one', { write: { when: (s) => s.n === 2, then: (s) => void (s.a = 1) } }),
        actor('two', { write: { when: (s) => s.n === 5, then: (s) => void (s.b = 1) } }),
      ],
    });
    const clean = invariant<{ a: number; b: number }>('clean', (s) => s.a + s.b === 0);
    const one = await first(endless, clean, { counterexamples: 1 });
    expect(one).not.toHaveProperty('others');
    const two = await expectSame(endless, [clean], { counterexamples: 2 });
    expect(two.ended).toEqual({ by: 'decided' });
    expect(two.properties.map(stepsIn)).toEqual([
      [
        'clock.tick, clock.tick, one.write',
        'clock.tick, clock.tick, clock.tick, clock.tick, clock.tick, two.write',
      ],
    ]);
    const limited = await expectSame(endless, [clean], {
      counterexamples: 3,
      limits: { depth: 6 },
    });
    expect(limited.ended).toEqual({ by: 'limit', limit: 'depth', value: 6 });
    expect(limited.properties.map(stepsIn)).toEqual([['clock.tick, clock.tick, one.write']]);
  });

  test('of one level, if the search is to stop at a violation', async () => {
    const outcome = await first(house, shut, { counterexamples: 9, stopAtViolation: true });
    expect(stepsIn(outcome)).toEqual(['thief.smash']);
    expect(outcome).toMatchObject({ others: [] });
  });

  test('of a transition, each step that breaks it', async () => {
    const alone = transition<House>('opens or locks', (before, _, after) =>
      before.lock === after.lock ? before.open === after.open : after.lock !== 2,
    );
    expect(stepsIn(await first(house, alone, { counterexamples: 9 }))).toEqual([
      'thief.smash',
      'burglar.pick, burglar.enter',
      'burglar.pick, burglar.leave',
      // With the bell rung, the last step changes another place.
      'child.ring, burglar.pick, burglar.leave',
    ]);
  });

  test('of deadlocks, each state in which nothing can happen', async () => {
    const fork = defineModel<{ at: string; by: number }>({
      name: 'fork',
      initial: { at: 'start', by: 0 },
      actors: [
        actor('left', {
          go: { when: (s) => s.at === 'start', then: (s) => void (s.at = 'left') },
          end: { when: (s) => s.at === 'left', then: (s) => void (s.at = 'end') },
        }),
        actor('right', {
          go: { when: (s) => s.at === 'start', then: (s) => void (s.at = 'right') },
          stop: {
            when: (s) => s.at === 'left' || s.at === 'right',
            then: (s) => void ((s.at = 'end'), (s.by = 1)),
          },
        }),
      ],
    });
    const options = { counterexamples: 9 };
    expect(stepsIn(await first(fork, noDeadlock(), options))).toEqual([
      'left.go, left.end',
      'left.go, right.stop',
      'right.go, right.stop',
    ]);
  });

  test('in levels that were explored in full', async () => {
    const two = defineModel<{ n: number }>({
      name: 'two',
      initial: { n: 0 },
      actors: [
        actor('a', {
          stop: { when: (s) => s.n === 0, then: (s) => void (s.n = 9) },
          go: { when: (s) => s.n === 0, then: (s) => void (s.n = 1) },
          on: { when: (s) => s.n === 1, then: (s) => void (s.n = 2) },
          end: { when: (s) => s.n === 1, then: (s) => void (s.n = 9) },
        }),
      ],
    });
    const found = async (depth: number) =>
      stepsIn(await first(two, noDeadlock(), { counterexamples: 9, limits: { depth } }));
    expect(await found(2)).toEqual([]);
    expect(await found(3)).toEqual(['a.stop']);
    expect(await found(4)).toEqual(['a.stop', 'a.go, a.on', 'a.go, a.end']);
  });

  test('that were found before somebody interrupted the search', async () => {
    const controller = new AbortController();
    let starts = 0;
    const impatient = invariant<House>('shut', (s) => {
      if (!s.open && !s.rang && s.lock === 0 && ++starts === 2) controller.abort();
      return !s.open;
    });
    const options = { counterexamples: 9, signal: controller.signal };
    const { properties } = await referenceSearch(house, [impatient], options);
    expect(properties).toMatchObject([{ verdict: 'violated', others: [] }]);
    expect(controller.signal.aborted).toBe(true);
  });

  test('initial states are of one kind', async () => {
    const many = defineModel<{ n: number }>({
      name: 'many',
      initial: () => [{ n: 1 }, { n: 2 }, { n: 3 }],
      actors: [actor('a', { up: { when: (s) => s.n === 2, then: (s) => void (s.n = 4) } })],
    });
    const outcome = await first(
      many,
      invariant('n is 2', (s) => s.n === 2),
      {
        counterexamples: 9,
      },
    );
    expect(stepsIn(outcome)).toEqual(['', 'a.up']);
    expect(allOf(outcome)[0]?.trace.states).toEqual([{ n: 1 }]);
  });

  test('are absent of what must be reachable, and where all holds', async () => {
    const options = { counterexamples: 3 };
    expect(
      await first(
        house,
        reachable('open', (s) => s.open),
        options,
      ),
    ).not.toHaveProperty('others');
    expect(
      await first(
        house,
        invariant('fine', (s) => s.lock < 3),
        options,
      ),
    ).toMatchObject({
      verdict: 'holds',
    });
  });
});

describe('the fewest changes of actor', () => {
  /** Two workers of two steps each; of the six ways, two change the actor once. */
  const workers = defineModel<{ done: number[] }>({
    name: 'workers',
    initial: { done: [0, 0] },
    actors: [0, 1].map((me) =>
      actor(`worker ${me}`, {
        work: {
          when: (s) => (s.done[me] ?? 0) < 2 && (me === 1 || s.done[1] !== 1),
          then: (s) => void (s.done[me] = (s.done[me] ?? 0) + 1),
        },
      }),
    ),
  });
  const unfinished = invariant<{ done: number[] }>(
    'unfinished',
    (s) => s.done.reduce((sum, one) => sum + one, 0) < 4,
  );

  test('are those of the counterexample, of which the first otherwise has more', async () => {
    const zigzag = defineModel<{ a: number; b: number }>({
      name: 'zigzag',
      initial: { a: 0, b: 0 },
      actors: [
        actor('a', {
          first: { when: (s) => s.a === 0 && s.b === 0, then: (s) => void (s.a = 1) },
          last: { when: (s) => s.a + s.b === 2, then: (s) => void (s.a = 9) },
        }),
        actor('b', {
          step: { when: (s) => s.b === 0, then: (s) => void (s.b = 1) },
          again: { when: (s) => s.a === 0 && s.b === 1, then: (s) => void (s.b = 2) },
        }),
      ],
    });
    const low = invariant<{ a: number }>('low', (s) => s.a < 9);
    expect(stepsIn(await first(zigzag, low, {}))).toEqual(['a.first, b.step, a.last']);
    const prefer = 'fewest switches';
    expect(stepsIn(await first(zigzag, low, { prefer }))).toEqual(['b.step, b.again, a.last']);
    const goal = reachable<{ a: number }>('high', (s) => s.a === 9);
    const found = await first(zigzag, goal, { prefer });
    expect(found.verdict).toBe('holds');
    expect(found.trace?.actions.map(formatAction)).toEqual(['b.step', 'b.again', 'a.last']);
  });

  test('of as many the first is given', async () => {
    const outcome = await first(workers, unfinished, { prefer: 'fewest switches' });
    expect(stepsIn(outcome)).toEqual([
      'worker 0.work, worker 0.work, worker 1.work, worker 1.work',
    ]);
  });
});

/** A model that is a graph: each edge is a step of an actor, from a number to a number. */
const graph = (edges: readonly (readonly [actor: string, from: number, to: number])[]) =>
  defineModel<{ n: number }>({
    name: 'graph',
    initial: { n: 0 },
    actors: [...new Set(edges.map(([name]) => name))].map((name) =>
      actor<{ n: number }>(
        name,
        Object.fromEntries(
          edges
            .filter(([one]) => one === name)
            .map(([, from, to]) => [
              `${from} to ${to}`,
              { when: (s) => s.n === from, then: (s) => void (s.n = to) },
            ]),
        ),
      ),
    ),
  });
const below = invariant<{ n: number }>('below 9', (s) => s.n < 9);
const fewest = async (edges: Parameters<typeof graph>[0]) =>
  stepsIn(await first(graph(edges), below, { prefer: 'fewest switches' }));

describe('of shortest counterexamples with as few changes of actor, the first is given', () => {
  test('if they come to one state by one actor', async () => {
    const steps = await fewest([
      ['a', 0, 1],
      ['a', 0, 2],
      ['a', 1, 3],
      ['a', 2, 4],
      ['a', 4, 5],
      ['a', 3, 5],
      ['b', 5, 9],
    ]);
    expect(steps).toEqual(['a.0 to 1, a.1 to 3, a.3 to 5, b.5 to 9']);
  });

  test('if a better way to a state was found after a way to another state', async () => {
    const steps = await fewest([
      ['a', 0, 1],
      ['a', 2, 6],
      ['a', 4, 6],
      ['b', 1, 2],
      ['b', 2, 7],
      ['b', 0, 3],
      ['b', 3, 4],
      ['c', 6, 9],
      ['c', 7, 9],
    ]);
    expect(steps).toEqual(['a.0 to 1, b.1 to 2, b.2 to 7, c.7 to 9']);
  });
});

describe('the search and the judge agree', () => {
  test('on all counterexamples, and on the first', async () => {
    // Otherwise nothing was compared.
    expect(await agreeOnCounterexamples(20)).toBeGreaterThan(0);
  });

  test('whatever the search: with memory, with threads, plainly, and under limits', async () => {
    await agreeOnSearches(25);
  });
});
