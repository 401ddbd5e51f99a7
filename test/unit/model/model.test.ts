import { describe, expect, test } from 'vitest';
import {
  actor,
  canonical,
  check,
  defineModel,
  ModelError,
  step,
  StepError,
  type Action,
  type ChoosingStep,
} from 'allways';
import { thrownBy, untyped } from './thrown.js';

interface Board {
  turn: number;
  taken: string[];
}
const board: Board = { turn: 0, taken: [] };

/** A model whose actor `user` has one step, `act`, that chooses. */
function choosing<Choice>(
  choose: (state: Board) => Iterable<Choice>,
  rest: Partial<ChoosingStep<Board, Choice>> = {},
) {
  const act = step<Board, Choice>({ choose, then: () => undefined, ...rest });
  return defineModel<Board>({
    name: 'board',
    initial: board,
    actors: [
      actor<Board>('user', {
        act,
        rest: {
          then: (s) => {
            s.turn = 0;
          },
        },
      }),
    ],
  });
}
const act = (choice: unknown): Action => ({ actor: 'user', step: 'act', choice });
const rest: Action = { actor: 'user', step: 'rest' };
/** A promise made where it is asked for: nobody listens to one made any earlier. */
const lateFailure = () => Promise.reject(new Error('late'));
const only =
  '; only plain data can be compared: use null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.';

describe('the actions of a state', () => {
  test('come in the order of actors, steps and choices', () => {
    const hand = (name: string) =>
      actor<Board>(name, {
        wait: { then: () => undefined },
        take: step({ choose: () => ['b', 'a'], then: (s, what) => void s.taken.push(what) }),
      });
    const model = defineModel<Board>({
      name: 'board',
      initial: board,
      actors: [hand('right'), hand('left')],
    });
    expect(model.actions(board)).toEqual([
      { actor: 'right', step: 'wait' },
      { actor: 'right', step: 'take', choice: 'b' },
      { actor: 'right', step: 'take', choice: 'a' },
      { actor: 'left', step: 'wait' },
      { actor: 'left', step: 'take', choice: 'b' },
      { actor: 'left', step: 'take', choice: 'a' },
    ]);
    expect(model.steps).toEqual([
      { actor: 'right', step: 'wait' },
      { actor: 'right', step: 'take' },
      { actor: 'left', step: 'wait' },
      { actor: 'left', step: 'take' },
    ]);
  });

  test.each<[string, Iterable<unknown>, unknown[]]>([
    ['an array', [1, 2], [1, 2]],
    ['nothing', [], []],
    ['a Set', new Set(['x']), ['x']],
    ['a Map, by its entries', new Map([['x', 1]]), [['x', 1]]],
    [
      'a generator',
      (function* () {
        yield 1;
        yield 2;
      })(),
      [1, 2],
    ],
    [
      'choices twice, also in another form',
      [1, 1, { a: 1, b: 2 }, { b: 2, a: 1 }, 1n, 1n],
      [1, { a: 1, b: 2 }, 1n],
    ],
    ['null', [null], [null]],
    ['-0', [-0], [0]],
    [
      'objects, Maps and Sets',
      [{ a: [1] }, new Map([['x', 1]]), new Set([2, 1])],
      [{ a: [1] }, new Map([['x', 1]]), new Set([1, 2])],
    ],
  ])('choose from %s', (_, choices, expected) => {
    const model = choosing(() => choices);
    expect(model.actions(board)).toStrictEqual([...expected.map(act), rest]);
  });

  test('choose from the state, by guard; a choice is the part of the state that it comes from', () => {
    const seen: unknown[] = [];
    const model = choosing((s) => [s.taken, ...s.taken], {
      when: (s, choice) => {
        seen.push([choice, choice === s.taken, Object.isFrozen(choice)]);
        return typeof choice === 'object';
      },
    });
    expect(model.actions({ turn: 1, taken: ['x'] })).toEqual([act(['x']), rest]);
    expect(seen).toEqual([
      [['x'], true, true],
      ['x', false, true],
    ]);
  });

  test.each<[string, unknown, string]>([
    [
      'no list',
      3,
      'choose answered a number; it must answer the values to choose from, such as an array.',
    ],
    [
      'nothing',
      undefined,
      'choose answered undefined; it must answer the values to choose from, such as an array.',
    ],
    [
      'an object',
      {},
      'choose answered an object; it must answer the values to choose from, such as an array.',
    ],
    [
      'a text',
      'abc',
      'choose answered a string; it must answer the values to choose from, such as an array.',
    ],
    [
      'a promise',
      lateFailure,
      'choose answered a promise (models and properties are synchronous); it must answer the values to choose from, such as an array.',
    ],
    ['undefined', [undefined], `a choice is undefined${only}`],
    ['a Date', [{ at: new Date(0) }], `a choice.at is an instance of Date${only}`],
    ['a promise of a choice', [Promise.resolve(1)], `a choice is an instance of Promise${only}`],
  ])('cannot be chosen from %s', async (_, choices, message) => {
    const model = choosing(() => untyped(choices === lateFailure ? lateFailure() : choices));
    const error = new ModelError(`user.act: ${message}`);
    expect(thrownBy(() => model.actions(board))).toEqual(error);
    expect(thrownBy(() => model.enabled(board))).toEqual(error);
    await expect(check(model, [])).rejects.toEqual(error);
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 0],
    ['a string', 'yes'],
    ['an object', {}],
    ['a promise (models and properties are synchronous)', lateFailure],
  ])('need guards that answer true or false, not %s', (what, answer) => {
    const model = choosing(() => [1], {
      when: () => untyped(answer === lateFailure ? lateFailure() : answer),
    });
    const error = new ModelError(
      `user.act(1): when answered ${what}; a guard must answer true or false.`,
    );
    expect(thrownBy(() => model.enabled(board))).toEqual(error);
    expect(thrownBy(() => model.reduce(board, act(1)))).toEqual(error);
  });
});

describe('a guard, choice or recipe that throws', () => {
  const cause = new Error('broken');
  const fail = (): never => {
    throw cause;
  };

  test.each<[string, ReturnType<typeof choosing<number>>, Action[], StepError]>([
    [
      'a guard',
      choosing(() => [1, 2], { when: (_, choice) => choice === 2 || fail() }),
      [act(2), rest],
      new StepError(act(1), 'when', cause),
    ],
    [
      'a choice',
      choosing(() => fail()),
      [rest],
      new StepError({ actor: 'user', step: 'act' }, 'choose', cause),
    ],
    [
      'a choice, midway',
      choosing(function* () {
        yield 1;
        fail();
      }),
      [rest],
      new StepError({ actor: 'user', step: 'act' }, 'choose', cause),
    ],
  ])('%s is listed beside what can be taken', (_, model, actions, error) => {
    expect(model.enabled(board)).toEqual({ actions, errors: [error] });
    expect(thrownBy(() => model.actions(board))).toEqual(error);
    expect(thrownBy(() => model.reduce(board, act(1)))).toEqual(error);
    expect(model.reduce({ turn: 5, taken: [] }, rest)).toEqual({ turn: 0, taken: [] });
    const [found] = model.enabled(board).errors;
    expect(found).toBeInstanceOf(StepError);
    expect(found).toMatchObject({ action: error.action, part: error.part, cause });
  });

  test('one guard that throws does not hide another', () => {
    const model = choosing(() => [1, 2], { when: fail });
    expect(model.enabled(board).errors.map(({ action }) => action)).toEqual([act(1), act(2)]);
    expect(thrownBy(() => model.reduce(board, act(2)))).toEqual(
      new StepError(act(2), 'when', cause),
    );
    expect(thrownBy(() => model.reduce(board, act(3)))).toEqual(
      new ModelError(
        'user.act(3) is not possible in this state of "board"; take one of model.actions(state).',
      ),
    );
  });

  test('a recipe, only when it is taken', () => {
    const model = choosing(() => [1], { then: fail });
    expect(model.enabled(board)).toEqual({ actions: [act(1), rest], errors: [] });
    expect(thrownBy(() => model.reduce(board, act(1)))).toEqual(
      new StepError(act(1), 'then', cause),
    );
    expect(thrownBy(() => model.successor(board, act(1)))).toEqual(
      new StepError(act(1), 'then', cause),
    );
  });

  test('a guard that changes the state is a mistake', () => {
    const model = choosing(() => [1], {
      when: (s) => {
        s.turn++;
        return true;
      },
    });
    expect(() => model.enabled(board)).toThrow(
      'user.act(1): when changed the state, and must only look at it; copy what you sort or change, as in [...s.list].sort().',
    );
    const writing = choosing(() => [{ id: 1 }], {
      when: (_, choice) => {
        choice.id = 7;
        return true;
      },
    });
    expect(() => writing.enabled(board)).toThrow(
      'user.act({"id":1}): when changed the state or its choice, and must only look at them; copy what you sort or change, as in [...s.list].sort() or { ...choice }.',
    );
  });

  test('a ModelError is a mistake in the model, not a finding', () => {
    const mistake = new ModelError('wrong');
    const model = choosing(() => [1], {
      when: () => {
        throw mistake;
      },
    });
    expect(thrownBy(() => model.enabled(board))).toBe(mistake);
    const other = choosing(() => [1], {
      then: () => {
        throw mistake;
      },
    });
    expect(thrownBy(() => other.reduce(board, act(1)))).toBe(mistake);
  });
});

describe('an action that is not possible', () => {
  const model = choosing(() => [1], { when: (s) => s.turn === 0 });
  const sentence = (action: string) =>
    new ModelError(
      `${action} is not possible in this state of "board"; take one of model.actions(state).`,
    );

  test.each<[string, Action, Board]>([
    ['user.act(2)', act(2), board],
    ['user.act', { actor: 'user', step: 'act' }, board],
    ['user.rest(1)', { ...rest, choice: 1 }, board],
    ['user.sleep', { actor: 'user', step: 'sleep' }, board],
    ['nobody.act(1)', { actor: 'nobody', step: 'act', choice: 1 }, board],
    ['user.act(1)', act(1), { turn: 1, taken: [] }],
  ])('%s is refused', (name, action, state) => {
    expect(thrownBy(() => model.reduce(state, action))).toEqual(sentence(name));
  });

  test('is refused by successor where no step has its name', () => {
    expect(thrownBy(() => model.successor(board, { actor: 'user', step: 'sleep' }))).toEqual(
      sentence('user.sleep'),
    );
  });

  test('is refused where its choice is no plain data', () => {
    expect(thrownBy(() => model.reduce(board, act(NaN)))).toEqual(
      new ModelError(`choice is NaN${only}`),
    );
  });

  test('is refused where the state is no plain data', () => {
    const error = new ModelError(`state.turn is NaN${only}`);
    expect(thrownBy(() => model.reduce({ turn: NaN, taken: [] }, act(1)))).toEqual(error);
    expect(thrownBy(() => model.enabled({ turn: NaN, taken: [] }))).toEqual(error);
  });
});

describe('equal states are met in one order, however they came about', () => {
  interface Loose {
    record: Record<string, number>;
    map: Map<string, number>;
    set: Set<string>;
    seen: string;
  }
  const orderOf = (s: Omit<Loose, 'seen'>) =>
    [...Object.keys(s.record), ...s.map.keys(), ...s.set, ...Object.keys({ ...s })].join(' ');
  const met: string[] = [];
  const model = defineModel<Loose>({
    name: 'loose',
    initial: { record: {}, map: new Map(), set: new Set(), seen: '' },
    actors: [
      actor<Loose>('user', {
        look: step({
          choose: (s) => [orderOf(s)],
          when: (s, choice) => {
            met.push(choice, orderOf(s));
            return true;
          },
          then: (s, choice) => {
            met.push(choice, orderOf(s));
            s.seen = orderOf(s);
          },
          says: (s) => orderOf(s),
        }),
      }),
    ],
  });
  const one: Loose = {
    record: { b: 1, 10: 1, a: 1, 9: 1 },
    map: new Map([
      ['y', 1],
      ['x', 1],
    ]),
    set: new Set(['q', 'p']),
    seen: '',
  };
  const other = {
    gone: undefined,
    seen: '',
    set: new Set(['p', 'q']),
    map: new Map([
      ['x', 1],
      ['y', 1],
    ]),
    record: { 9: 1, a: 1, gone: undefined, 10: 1, b: 1 },
  } as unknown as Loose;
  const order = '9 10 a b x y p q map record seen set';
  const action = { actor: 'user', step: 'look', choice: order };

  test.each([
    ['one', one],
    ['another', other],
    ['its canonical form', canonical(one)],
  ])('by choices, guards, recipes and sentences: %s', (_, state) => {
    met.length = 0;
    expect(model.actions(state)).toEqual([action]);
    expect(model.reduce(state, action).seen).toBe(order);
    expect(model.successor(state, action).seen).toBe(order);
    expect(model.says(state, action)).toBe(order);
    expect(new Set(met)).toEqual(new Set([order]));
    expect(met).toHaveLength(8);
  });

  test('and so a search finds one state', async () => {
    const twice = defineModel<Loose>({
      name: 'twice',
      initial: () => [one, other],
      actors: [
        actor<Loose>('user', {
          rebuild: {
            then: (s) => ({
              seen: '',
              set: new Set([...s.set].reverse()),
              map: s.map,
              record: s.record,
            }),
          },
          again: {
            then: (s) => {
              delete s.record['a'];
              s.record['a'] = 1;
            },
          },
        }),
      ],
    });
    expect(await check(twice, [])).toMatchObject({ distinct: 1, generated: 3, depth: 1 });
  });
});

describe('a step in plain English', () => {
  const model = (says?: ChoosingStep<Board, { n: number }>['says']) =>
    defineModel<Board>({
      name: 'board',
      initial: board,
      actors: [
        actor<Board>('user', {
          pickUp2Plans: step({
            choose: () => [{ n: 1 }],
            then: () => undefined,
            ...(says === undefined ? {} : { says }),
          }),
          rest: { then: () => undefined },
        }),
      ],
    });
  const pickUp: Action = { actor: 'user', step: 'pickUp2Plans', choice: { n: 1 } };

  test.each<[string, ChoosingStep<Board, { n: number }>['says'], string]>([
    ['its name as words, and its choice', undefined, 'pick up2 plans {"n":1}'],
    ['a sentence', 'takes one', 'takes one'],
    [
      'a sentence made of state and choice',
      (s, { n }) => `takes ${n} of ${s.turn}`,
      'takes 1 of 0',
    ],
    [
      'a sentence that throws',
      () => {
        throw new Error('no words');
      },
      'pick up2 plans {"n":1} (its "says" threw Error: no words)',
    ],
    [
      'no sentence',
      () => untyped(undefined),
      'pick up2 plans {"n":1} (its "says" answered undefined)',
    ],
    [
      'a sentence that changes the state',
      (s) => `${s.turn++}`,
      `pick up2 plans {"n":1} (its "says" threw TypeError: Cannot assign to read only property 'turn' of object '#<Object>')`,
    ],
  ])('is %s', (_, says, sentence) => {
    expect(model(says).says(board, pickUp)).toBe(sentence);
  });

  test('is its name where it does not choose, and where the model does not know it', () => {
    expect(model().says(board, rest)).toBe('rest');
    expect(model().says(board, { actor: 'user', step: 'flyAway' })).toBe('fly away');
  });
});
