import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  eventually,
  faultOf,
  follow,
  fromReducer,
  noDeadlock,
  reachable,
  whatIf,
  whenever,
  type Model,
} from 'allways';

interface Two {
  x: number;
  y: number;
}

const counting = (name: 'x' | 'y', most = Infinity) =>
  actor<Two>(name, {
    up: {
      when: (s) => s[name] < most,
      then: (s) => {
        s[name]++;
      },
    },
  });

const bounded = (within: (s: Two) => boolean, name = 'two'): Model<Two> =>
  defineModel<Two>({
    name,
    initial: { x: 0, y: 0 },
    actors: [counting('x'), counting('y')],
    within,
  });

const two = bounded((s) => s.x < 2 && s.y < 2);
const outside = { x: 2, y: 0 };

describe('a state outside', () => {
  test('has no actions, and none can be taken there', () => {
    expect(two.actions(outside)).toEqual([]);
    expect(two.enabled(outside)).toEqual({ actions: [], errors: [] });
    expect(() => two.reduce(outside, { actor: 'y', step: 'up' })).toThrow('not possible');
    expect(two.within?.(outside)).toBe(false);
    expect(two.within?.({ y: 1, x: 1 })).toBe(true);
  });

  test('ends a behaviour that is followed, and is no deadlock', () => {
    const up = { actor: 'x', step: 'up' };
    const { trace, stopped } = follow(two, [up, up, up]);
    expect(stopped).toMatchObject({ at: 2, possible: [] });
    expect(faultOf(noDeadlock<Two>(), trace)).toBeUndefined();
  });

  test('is counted and asked about, and what lies behind it is undecided', async () => {
    const result = await check(two, [
      reachable('x is 2', (s) => s.x === 2),
      reachable('x is 3', (s) => s.x === 3),
      noDeadlock(),
      whenever(
        'never met',
        (s) => s.x > 5,
        () => true,
      ),
      eventually('far', (s) => s.x > 5),
    ]);
    expect(result).toMatchObject({ distinct: 8, outside: 4, ended: { by: 'complete' } });
    expect(result.properties).toMatchObject([
      { verdict: 'holds' },
      {
        verdict: 'undecided',
        says: 'such a state may lie behind those outside the state constraint',
      },
      { verdict: 'holds' },
      { verdict: 'holds', vacuous: 'its condition never holds within the state constraint' },
      // Both may stop in the first state for ever.
      { verdict: 'violated', trace: { actions: [] } },
    ]);
  });

  test('refutes no temporal property: there is no telling how the behaviour goes on', async () => {
    const far = eventually<Two>('far', (s) => s.x > 5);
    const { properties } = await check(two, far, { fairness: 'weak' });
    expect(properties).toMatchObject([{ verdict: 'holds' }]);
  });

  test('may be the state in which a model begins', async () => {
    const never = bounded(() => false);
    const far = eventually<Two>('far', (s) => s.x > 5);
    const result = await check(never, [noDeadlock(), far]);
    expect(result).toMatchObject({ distinct: 1, outside: 1, generated: 1, verdict: 'holds' });
  });
});

test('an action that leads outside does not sleep: the other order may be the only one', async () => {
  // y first leads outside at once. So x.up and then y.up is the only way to { x: 1, y: 1 }.
  const model = defineModel<Two>({
    name: 'two',
    initial: { x: 0, y: 0 },
    actors: [counting('y', 1), counting('x', 1)],
    within: (s) => s.y === 0,
  });
  expect(await check(model, [])).toMatchObject({ distinct: 4, outside: 2, generated: 4 });
});

test('a guard that is left out leaves the constraint as it is', async () => {
  const model = defineModel<Two>({
    name: 'two',
    initial: { x: 0, y: 0 },
    actors: [counting('x', 1)],
    within: (s) => s.x < 3,
  });
  const { drops } = await whatIf(model, noDeadlock());
  expect(drops[0]?.result).toMatchObject({ distinct: 4, outside: 1 });
});

test('a reducer has one as well', async () => {
  const model = fromReducer<{ n: number }, { type: string }>({
    initial: { n: 0 },
    actions: () => [{ type: 'up' }],
    reduce: ({ n }) => ({ n: n + 1 }),
    within: ({ n }) => n < 3,
  });
  expect(await check(model, [])).toMatchObject({ distinct: 4, outside: 1 });
});

describe('a constraint that is wrong is refused', () => {
  test.each<[string, (s: Two) => boolean, string]>([
    [
      'throws',
      () => {
        throw new TypeError('oh');
      },
      'Model "two": within threw TypeError: oh; it must answer true or false for every state.',
    ],
    [
      'answers no boolean',
      () => 1 as unknown as boolean,
      'Model "two": within answered a number; it must answer true if the state is to be expanded, or else false.',
    ],
    [
      'changes the state',
      (s) => {
        s.x = 1;
        return true;
      },
      'Model "two": within changed the state, and must only look at it',
    ],
    ['draws lots', () => Math.random() < 2, 'Model "two": within draws a random value'],
  ])('if it %s', async (_, within, message) => {
    await expect(check(bounded(within), [])).rejects.toThrow(message);
  });

  test('if it is no function, or another one than the model was made with', async () => {
    expect(() => bounded(3 as unknown as () => boolean)).toThrow('Model "two": within');
    await expect(check({ ...two, within: () => true }, [])).rejects.toThrow(
      'has another within than it was defined with',
    );
  });

  test('if it tells names apart that are said to be interchangeable', async () => {
    const model = defineModel<{ at: string }>({
      name: 'walk',
      initial: () => [{ at: 'ann' }, { at: 'bob' }],
      actors: ['ann', 'bob'].map((me) => actor(me, { pass: { then: (s) => void (s.at = me) } })),
      within: (s) => s.at !== 'ann',
    });
    await expect(check(model, [], { symmetric: ['ann', 'bob'] })).rejects.toThrow(
      'Model "walk": within is not symmetric in ann, bob',
    );
  });
});
