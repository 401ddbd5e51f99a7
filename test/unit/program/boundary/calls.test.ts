import { describe, expect, test } from 'vitest';
import type { FaultBudget } from 'allways';
import { endsOf, logging, type Logged } from '../../../support/program-runs.js';

/** A program whose tasks add to a counter; its value comes last in what is written. */
const adding = (
  faults: FaultBudget,
  tasks: Record<string, (world: Logged & { counter: Counter }) => unknown>,
  atomic = false,
) =>
  logging<{ counter: Counter }>({
    start: (io) => ({ counter: io.service('counter', counterOf(), {}, { atomic }) }),
    tasks,
    state: ({ log, counter }) => ({ log: [...log, `n is ${counter.n}`] }),
    faults: { counter: faults },
  });

interface Counter {
  readonly n: number;
  add: () => Promise<number>;
}

function counterOf(): Counter {
  let n = 0;
  return {
    get n() {
      return n;
    },
    add: () => Promise.resolve(++n),
  };
}

const add = async ({ counter, write }: Logged & { counter: Counter }) => {
  try {
    write('added', await counter.add());
  } catch (error) {
    write((error as Error).message);
  }
};

const before = 'counter.add failed before it took effect';
const after = 'counter.add failed after it took effect';

describe('faults of calls', () => {
  test('failBefore: the call fails without its effect', async () => {
    expect(await endsOf(adding({ failBefore: 1 }, { add }), 'none')).toEqual({
      ends: ['added 1, n is 1', `${before}, n is 0`],
      wrong: [],
      runs: 2,
    });
  });

  test('failAfter: the call fails after its effect', async () => {
    expect(await endsOf(adding({ failAfter: 1 }, { add }), 'none')).toEqual({
      ends: ['added 1, n is 1', `${after}, n is 1`],
      wrong: [],
      runs: 2,
    });
  });

  test('loseReply: the caller waits for ever', async () => {
    expect(await endsOf(adding({ loseReply: 1 }, { add }), 'none')).toEqual({
      ends: ['added 1, n is 1'],
      wrong: ['add waits for counter.add'],
      runs: 2,
    });
  });

  test('all three are alternatives', async () => {
    const all = { failBefore: 1, failAfter: 1, loseReply: 1 };
    for (const reduction of ['none', 'sleep sets', 'source sets'] as const) {
      expect(await endsOf(adding(all, { add }), reduction)).toEqual({
        ends: ['added 1, n is 1', `${after}, n is 1`, `${before}, n is 0`],
        wrong: ['add waits for counter.add'],
        runs: 4,
      });
    }
  });

  test('a fault happens as often as it may, in all calls together', async () => {
    const twice = async (world: Logged & { counter: Counter }) => {
      await add(world);
      await add(world);
    };
    const programOf = (failBefore: number) => adding({ failBefore }, { twice });
    expect(await endsOf(programOf(0), 'none')).toMatchObject({ runs: 1 });
    expect(await endsOf(programOf(1), 'none')).toEqual({
      ends: [
        `added 1, ${before}, n is 1`,
        'added 1, added 2, n is 2',
        `${before}, added 1, n is 1`,
      ].sort(),
      wrong: [],
      runs: 3,
    });
    expect(await endsOf(programOf(2), 'none')).toMatchObject({ runs: 4 });
  });

  test('two tasks share the faults of a service', async () => {
    const program = adding({ failBefore: 1 }, { one: add, other: add });
    for (const reduction of ['none', 'sleep sets', 'source sets'] as const) {
      expect((await endsOf(program, reduction)).ends).toEqual(
        [
          'added 1, added 2, n is 2',
          'added 2, added 1, n is 2',
          `added 1, ${before}, n is 1`,
          `${before}, added 1, n is 1`,
        ].sort(),
      );
    }
  });

  test('an atomic call fails in one event', async () => {
    const found = await endsOf(adding({ failBefore: 1, failAfter: 1 }, { add }, true), 'none');
    expect(found).toEqual({
      ends: ['added 1, n is 1', `${after}, n is 1`, `${before}, n is 0`],
      wrong: [],
      runs: 3,
    });
  });

  test('a retry after a fault adds twice', async () => {
    const retry = async ({ counter, write }: Logged & { counter: Counter }) => {
      const sum = await counter.add().catch(() => counter.add());
      write('added', sum);
    };
    const { ends } = await endsOf(adding({ failAfter: 1 }, { retry }));
    expect(ends).toEqual(['added 1, n is 1', 'added 2, n is 2']);
  });
});
