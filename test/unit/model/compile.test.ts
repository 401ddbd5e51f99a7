import { describe, expect, test } from 'vitest';
import {
  actor,
  canonicalKey,
  check,
  defineModel,
  ModelError,
  step,
  StepError,
  type Step,
} from 'allways';
import { thrownBy, untyped } from './thrown.js';

/** A model with one actor, `user`, that has one step, `act`. */
function acting<State extends object>(initial: State, act: Step<State>) {
  return defineModel<State>({ name: 'acting', initial, actors: [actor<State>('user', { act })] });
}
const act = { actor: 'user', step: 'act' };

/** What a step makes of a state. */
function after<State extends object>(initial: State, then: Step<State>['then']): State {
  const model = acting(initial, { then });
  return model.reduce(model.initial[0] as State, act);
}

interface Shelf {
  label?: string;
  list: number[];
  record: Record<string, number>;
  map: Map<string, { n: number }>;
  set: Set<number>;
}
const shelf: Shelf = {
  label: 'top',
  list: [3, 1, 2],
  record: { b: 2, a: 1 },
  map: new Map([['x', { n: 1 }]]),
  set: new Set([2, 1]),
};

describe('a recipe changes the state it is given', () => {
  test.each<[string, Step<Shelf>['then'], Partial<Shelf>]>([
    ['nothing', () => undefined, {}],
    [
      'a property deleted',
      (s) => {
        delete s.label;
      },
      { label: undefined } as object,
    ],
    [
      'a property made undefined',
      (s) => {
        s.record['a'] = undefined as never;
      },
      { record: { b: 2 } },
    ],
    [
      '-0',
      (s) => {
        s.record['a'] = -0;
      },
      { record: { b: 2, a: 0 } },
    ],
    [
      'length',
      (s) => {
        s.list.length = 0;
      },
      { list: [] },
    ],
    [
      'sort',
      (s) => {
        s.list.sort();
      },
      { list: [1, 2, 3] },
    ],
    [
      'reverse',
      (s) => {
        s.list.reverse();
      },
      { list: [2, 1, 3] },
    ],
    [
      'splice',
      (s) => {
        s.list.splice(1, 1, 8, 9);
      },
      { list: [3, 8, 9, 2] },
    ],
    [
      'an index',
      (s) => {
        s.list[3] = 4;
      },
      { list: [3, 1, 2, 4] },
    ],
    [
      'a value in a Map',
      (s) => {
        for (const entry of s.map.values()) entry.n++;
      },
      { map: new Map([['x', { n: 2 }]]) },
    ],
    [
      'an entry of a Map',
      (s) => {
        s.map.set('a', { n: 0 }).delete('x');
      },
      { map: new Map([['a', { n: 0 }]]) },
    ],
    [
      'a Map cleared',
      (s) => {
        s.map.clear();
      },
      { map: new Map() },
    ],
    [
      'a member of a Set',
      (s) => {
        s.set.add(0).delete(2);
      },
      { set: new Set([0, 1]) },
    ],
    [
      'a Set cleared',
      (s) => {
        s.set.clear();
      },
      { set: new Set() },
    ],
    [
      'the draft returned',
      (s) => {
        s.list = [];
        return s;
      },
      { list: [] },
    ],
    ['a whole new state', (s) => ({ ...(s as Shelf), list: [] }), { list: [] }],
  ])('%s', (_, then, change) => {
    const model = acting(shelf, { then });
    const [before] = model.initial as [Shelf];
    expect(canonicalKey(model.reduce(before, act))).toBe(canonicalKey({ ...shelf, ...change }));
    expect(canonicalKey(structuredClone(before))).toBe(canonicalKey(shelf));
  });

  test('and two places that shared an object within a step are two in the next', () => {
    interface Pair {
      a: { x: number };
      b: { x: number };
    }
    const model = acting<Pair>(
      { a: { x: 0 }, b: { x: 0 } },
      {
        then: (s) => {
          s.a = s.b;
          s.b.x++;
        },
      },
    );
    const [initial] = model.initial as [Pair];
    const one = model.reduce(initial, act);
    expect(one).toEqual({ a: { x: 1 }, b: { x: 1 } });
    expect(one.a).not.toBe(one.b);
    expect(model.reduce({ a: { x: 7 }, b: { x: 1 } }, act)).toEqual({ a: { x: 2 }, b: { x: 2 } });
  });

  test('and the new state is frozen and canonical, also what the recipe brought along', () => {
    const mine = { z: 1, a: { n: 1 } };
    const next = after({ o: {} }, (s) => {
      s.o = mine;
    });
    expect(next.o).not.toBe(mine);
    expect(Object.keys(next.o)).toEqual(['a', 'z']);
    expect(Object.isFrozen(next.o)).toBe(true);
    expect(Object.isFrozen(mine)).toBe(false);
  });

  test('and the successor for a search is the same data, from a state in any order', () => {
    const model = acting(
      { b: 1, a: 2 },
      {
        then: (s) => {
          s.b = Number(Object.keys(s).join('') === 'ab');
        },
      },
    );
    expect(canonicalKey(model.successor({ b: 1, a: 2 }, act))).toBe('{"a":2,"b":1}');
  });
});

const insideBraces =
  '; change the state inside braces { } and return nothing, or return a whole new state.';

describe('a recipe that is no recipe is refused in one sentence', () => {
  interface Bag {
    n: number;
    list: number[];
  }
  const bag: Bag = { n: 1, list: [1] };

  test.each<[string, (s: Bag) => unknown, string]>([
    ['a number', (s) => s.n++, `returned a number${insideBraces}`],
    ['a string', () => '', `returned an empty string${insideBraces}`],
    ['true', (s) => delete (s as Partial<Bag>).n, `returned a boolean${insideBraces}`],
    ['null', () => null, `returned null${insideBraces}`],
    ['a function', () => () => 1, `returned a function${insideBraces}`],
    ['a part of the state', (s) => s.list, `returned a part of the state${insideBraces}`],
    [
      'a promise',
      () => Promise.resolve(),
      `returned a promise (models and properties are synchronous)${insideBraces}`,
    ],
    [
      'a new state beside a change',
      (s) => {
        s.list.push(2);
        return { n: 2, list: [] };
      },
      'both changed the state and returned another one; put braces { } around its body, or do one of the two.',
    ],
  ])('%s', (_, then, message) => {
    expect(thrownBy(() => after(bag, untyped(then)))).toEqual(
      new ModelError(`user.act: then ${message}`),
    );
  });

  test('async, and what it does after its first await ends nothing', async () => {
    let late = '';
    const then = async (s: Bag) => {
      await Promise.resolve();
      late = String(thrownBy(() => (s.n = 2)));
      throw new Error('nobody listens');
    };
    expect(() => after(bag, untyped(then))).toThrow('user.act: then returned a promise');
    await new Promise(setImmediate);
    expect(late).toBe("TypeError: Cannot perform 'set' on a proxy that has been revoked");
  });

  test('with its choice in the name', () => {
    const model = defineModel<Bag>({
      name: 'bag',
      initial: bag,
      actors: [
        actor<Bag>('user', {
          act: step({ choose: () => [{ b: 2, a: 1 }], then: (s, { a }) => untyped(s.n + a) }),
        }),
      ],
    });
    const action = { ...act, choice: { a: 1, b: 2 } };
    expect(() => model.reduce(bag, action)).toThrow(
      'user.act({"a":1,"b":2}): then returned a number',
    );
  });

  const only =
    '; only plain data can be compared: use null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.';
  const cycle: Record<string, unknown> = {};
  cycle['again'] = cycle;
  class Plan {
    readonly id = 1;
  }
  test.each<[string, (s: { n: unknown }) => unknown, string]>([
    ['an instance', (s) => void (s.n = new Plan()), 'state.n is an instance of Plan'],
    ['NaN', (s) => void (s.n = [NaN]), 'state.n[0] is NaN'],
    [
      'a getter',
      () => ({
        get n() {
          return 1;
        },
      }),
      'state.n is a getter or setter',
    ],
    ['a cycle', (s) => void (s.n = cycle), 'state.n.again is a cycle: it contains itself'],
  ])('what it leaves is no plain data: %s', async (_, then, message) => {
    const model = acting({ n: 1 }, { then: untyped(then) });
    const error = new ModelError(`After user.act, ${message}${only}`);
    expect(thrownBy(() => model.reduce({ n: 1 }, act))).toEqual(error);
    await expect(check(model, [])).rejects.toEqual(error);
  });

  interface Keyed {
    key: { n: number };
    map: Map<object, number>;
    list: unknown[];
  }
  test.each<[string, Step<Keyed>['then'], RegExp]>([
    [
      'the key of a Map',
      (s) => void s.map.set(s.key, 1),
      /^After user\.act, state\.map\[<key>\] is /,
    ],
    [
      'a frozen object',
      (s) => void s.list.push(Object.freeze([s.key])),
      /^After user\.act, state\.list\[0\]\[0\] is /,
    ],
  ])('what it leaves holds a draft where immer does not look for one: %s', (_, then, where) => {
    const call = () => after<Keyed>({ key: { n: 1 }, map: new Map(), list: [] }, then);
    expect(call).toThrow(ModelError);
    expect(call).toThrow(where);
    expect(call).toThrow(/ is unreadable \(TypeError: Cannot .* revoked\); only plain data/);
  });
});

describe('a recipe that throws is a finding', () => {
  test('a StepError with the action, the part, and what was thrown', () => {
    const cause = new RangeError('too\n  far');
    const error = thrownBy(() =>
      after({ n: 1 }, () => {
        throw cause;
      }),
    );
    expect(error).toBeInstanceOf(StepError);
    expect(error).toMatchObject({
      name: 'StepError',
      message: 'user.act: then threw RangeError: too far',
      action: act,
      part: 'then',
      cause,
    });
  });

  interface Kept {
    n: number;
    map: Map<string, number>;
  }
  test.each<[string, (state: Kept) => Kept, (kept: Kept) => unknown]>([
    ['an object', (s) => s, (kept) => kept.n++],
    ['a Map', ({ map }) => ({ n: 0, map }), ({ map }) => map.set('x', 1)],
  ])('but where it touches what it kept of a step before: %s', async (_, keep, touch) => {
    let kept: Kept | undefined;
    const model = defineModel<Kept>({
      name: 'keeper',
      initial: { n: 0, map: new Map() },
      actors: [
        actor<Kept>('user', {
          keep: {
            when: (s) => s.n === 0,
            then: (s) => {
              kept = keep(s);
              s.n = 1;
            },
          },
          later: {
            when: (s) => s.n === 1,
            then: (s) => {
              if (kept !== undefined) touch(kept);
              s.n = 2;
            },
          },
        }),
      ],
    });
    await expect(check(model, [])).rejects.toThrow(
      'user.later: then used a draft that an earlier step kept; keep a copy, as in structuredClone(current(draft)).',
    );
  });

  test('also where it does to a draft what immer forbids', () => {
    const then: Step<{ n: number }>['then'] = (s) => {
      Object.defineProperty(s, 'n', { value: 2 });
    };
    expect(() => after({ n: 1 }, then)).toThrow(
      'user.act: then threw Error: [Immer] Object.defineProperty() cannot be used on an Immer draft',
    );
  });

  test('also where it leaves a part that it kept of a step before', () => {
    let kept: object | undefined;
    const then: Step<{ part: object }>['then'] = (s) => {
      kept ??= s.part;
      s.part = { kept };
    };
    const model = acting({ part: {} }, { then });
    expect(model.reduce({ part: {} }, act)).toEqual({ part: { kept: {} } });
    expect(() => model.reduce({ part: {} }, act)).toThrow('revoked');
  });
});
