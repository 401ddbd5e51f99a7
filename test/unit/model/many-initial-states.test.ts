/**
 * A model may start in a million states. What a search keeps of them must cost the same for each, however
 * many there are: V8's weak collections cost more for each object the more objects live in them.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { actor, canonical, canonicalKey, check, defineModel, invariant, type Model } from 'allways';
import { referenceSearch } from '../../../src/search/reference/reference.js';

interface Process {
  pc: number;
  ticket: number;
}

interface Bakery {
  choosing: Set<string>;
  served: Map<string, number>;
  processes: Record<'p' | 'q' | 'r', Process>;
  turns: number[];
}

const process = (pc: number, ticket: number): Process => ({ pc, ticket });

/** All states of a shape like that of the Bakery algorithm, up to so many. */
function* states(many: number): Generator<Bakery> {
  for (let at = 0; at < many; at++) {
    yield {
      choosing: new Set(at % 2 === 0 ? ['p'] : ['q', 'r']),
      served: new Map([['p', at % 3]]),
      processes: {
        p: process(at % 4, at % 5),
        q: process(at % 7, 0),
        r: process(at % 9, at % 2),
      },
      turns: [at],
    };
  }
}

const twins = ['twin 1', 'twin 2'];

const bakery = (many: number): Model<Bakery> =>
  defineModel<Bakery>({
    name: 'bakery',
    initial: () => states(many),
    actors: [
      actor<Bakery>('p', {
        leave: {
          when: (s) => s.processes.p.pc > 0,
          then: (s) => {
            s.processes.p.pc = 0;
          },
        },
      }),
      // Two who never do anything are interchangeable in every state.
      ...twins.map((name) => actor<Bakery>(name, { wait: { when: () => false, then: () => {} } })),
    ],
  });

const turn = invariant<Bakery>('there is a turn', (s) => s.turns.length === 1);

describe('of many initial states', () => {
  let spies: { readonly mock: { readonly calls: readonly unknown[] }; mockClear: () => unknown }[];

  beforeEach(() => {
    spies = [vi.spyOn(WeakMap.prototype, 'set'), vi.spyOn(WeakSet.prototype, 'add')];
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const kept = () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);

  test('none is kept in a weak collection when a model is defined', () => {
    const callsFor = (many: number) => {
      for (const spy of spies) spy.mockClear();
      const { initial } = bakery(many);
      const calls = kept();
      expect(initial).toHaveLength(many);
      return calls;
    };
    // The first call also sees what the test itself keeps.
    callsFor(1);
    expect(callsFor(2000)).toBe(callsFor(20));
  });

  test.each([
    ['the reference search', (model: Model<Bakery>) => referenceSearch(model, [turn])],
    ['a check', (model: Model<Bakery>) => check(model, turn)],
    ['the symmetric search', (model: Model<Bakery>) => check(model, turn, { symmetric: twins })],
  ])('%s keeps as little in weak collections as of few', async (_, search) => {
    const callsFor = async (many: number) => {
      const model = bakery(many);
      for (const spy of spies) spy.mockClear();
      expect(await search(model)).toMatchObject({
        ended: { by: 'complete' },
        generated: many + (many * 3) / 4,
      });
      return kept();
    };
    // What watches a property and a step does so a few times, and forgets it then.
    expect(await callsFor(1200)).toBe(await callsFor(600));
  });
});

describe('equal small objects of many initial states', () => {
  const list = (many: number) => ({ twice: [process(1, 1), process(1, 1)], n: many });
  const { initial } = defineModel<{ twice: Process[]; n: number }>({
    name: 'twins',
    initial: () => [list(0), list(1), list(2)],
    actors: [
      actor<{ twice: Process[]; n: number }>('one', {
        change: {
          then: (s) => {
            (s.twice[0] as Process).pc = 2;
          },
        },
      }),
    ],
  });

  test('are kept once', () => {
    const objects = new Set(initial.flatMap(({ twice }) => twice));
    expect(initial).toStrictEqual([list(0), list(1), list(2)]);
    expect(objects.size).toBe(2);
  });

  test('but never stand twice in one state', () => {
    for (const { twice } of initial) expect(twice[0]).not.toBe(twice[1]);
  });
});

test('a signal and a limit of time are heard between two thousands of them', async () => {
  const model = defineModel<{ id: number }>({
    name: 'many',
    initial: () => Array.from({ length: 2500 }, (_, id) => ({ id })),
    actors: [actor<{ id: number }>('one', { stop: { when: () => false, then: () => undefined } })],
  });
  const known = invariant<{ id: number }>('known', (s) => s.id >= 0);
  const signal = AbortSignal.abort();
  expect(await check(model, known, { signal })).toMatchObject({
    verdict: 'undecided',
    distinct: 1000,
    ended: { by: 'interrupt' },
  });
  expect(await check(model, known, { limits: { seconds: 1e-9 } })).toMatchObject({
    distinct: 1000,
    ended: { by: 'limit', limit: 'seconds' },
  });
  expect(await check(model, known, { limits: { states: 1500 } })).toMatchObject({
    distinct: 1500,
    ended: { by: 'limit', limit: 'states' },
  });
  expect(await check(model, known)).toMatchObject({ verdict: 'holds', distinct: 2500 });
});

describe('the key that a copy carries', () => {
  const copy = canonical({ a: { b: 1 }, list: [{ c: 1 }], map: new Map([['k', { d: 1 }]]) });

  test('is not seen in the copy', () => {
    expect(Reflect.ownKeys(copy)).toEqual(['a', 'list', 'map']);
    expect(Reflect.ownKeys(copy.list)).toEqual(['0', 'length']);
    expect(copy).toStrictEqual({
      a: { b: 1 },
      list: [{ c: 1 }],
      map: new Map([['k', { d: 1 }]]),
    });
  });

  test('is not handed on to a copy of it that changes', () => {
    const clone = structuredClone(copy);
    clone.a.b = 2;
    const spread = { ...copy, list: [] };
    expect(canonicalKey(clone)).toBe('{"a":{"b":2},"list":[{"c":1}],"map":Map{"k"=>{"d":1}}}');
    expect(canonicalKey(spread)).toBe('{"a":{"b":1},"list":[],"map":Map{"k"=>{"d":1}}}');
  });

  test('does not make a part of a copy a whole one', () => {
    expect(canonical(copy)).toBe(copy);
    expect(canonical(copy.a)).not.toBe(copy.a);
    expect(canonical(copy.a)).toStrictEqual(copy.a);
  });
});
