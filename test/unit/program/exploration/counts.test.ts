/** Programs whose interleavings can be counted by hand. */
import { describe, expect, test } from 'vitest';
import { isDeep } from '../../../support/deep.js';
import { check, defineProgram, invariant, reads, whenDone, writes } from '../../../../src/index.js';

class Cells {
  set(key: string): Promise<string> {
    return Promise.resolve(key);
  }

  get(key: string): Promise<string> {
    return Promise.resolve(key);
  }
}

/** A program of processes that each make so many calls. With the start, each has 1 + calls events. */
function programOf(processes: number, calls: number, keyOf: (process: number) => string) {
  const names = Array.from({ length: processes }, (_, at) => `p${at}`);
  return defineProgram({
    name: 'counts',
    start: (io) => ({
      cells: io.service(
        'cells',
        new Cells(),
        { get: (key) => reads(key), set: (key) => writes(key) },
        { atomic: true },
      ),
    }),
    processes: Object.fromEntries(
      names.map((name, at) => [
        name,
        ({ cells }: { readonly cells: Cells }) => ({
          run: async () => {
            for (let call = 0; call < calls; call++) await cells.set(keyOf(at));
          },
        }),
      ]),
    ),
    state: () => ({}),
  });
}

const always = invariant<object>('always', () => true);
const atEnd = whenDone<object>('at the end', () => true);

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
/** In how many orders events of several tasks can happen, if each task keeps its own order. */
const multinomial = (...events: readonly number[]): number =>
  events.reduce(
    (orders, own) => orders / factorial(own),
    factorial(events.reduce((sum, own) => sum + own, 0)),
  );

describe('runs', () => {
  test.each([
    [2, 1],
    [2, 3],
    [3, 1],
    [3, 2],
  ])('%i processes with %i calls: without reduction, all orders', async (processes, calls) => {
    const { program } = await check(programOf(processes, calls, String), always, {
      reduction: 'none',
    });
    const expected = multinomial(...Array.from({ length: processes }, () => 1 + calls));
    expect(program).toMatchObject({ runs: expected, redundant: 0 });
  });

  test.runIf(isDeep)(
    'four tellers with three events each: 369,600 orders',
    async () => {
      const { program } = await check(programOf(4, 2, String), always, { reduction: 'none' });
      expect(program?.runs).toBe(369_600);
    },
    600_000,
  );

  test.each(['sleep sets', 'source sets'] as const)(
    'independent processes: one run by %s',
    async (reduction) => {
      const asked = reduction === 'sleep sets' ? always : atEnd;
      const { program } = await check(programOf(3, 2, String), asked, { reduction });
      expect(program?.runs).toBe(1);
      if (reduction === 'source sets') expect(program?.redundant).toBe(0);
    },
  );

  test.each(['sleep sets', 'source sets'] as const)(
    'calls on one key: one run for each order of the calls by %s',
    async (reduction) => {
      const asked = reduction === 'sleep sets' ? always : atEnd;
      // The starts are independent of everything, so only the orders of the calls count.
      const two = await check(
        programOf(2, 3, () => 'x'),
        asked,
        { reduction },
      );
      expect(two.program?.runs).toBe(multinomial(3, 3));
      const three = await check(
        programOf(3, 2, () => 'x'),
        asked,
        { reduction },
      );
      expect(three.program?.runs).toBe(multinomial(2, 2, 2));
    },
  );

  test('rounds: with no preemption, one run for each order of the processes', async () => {
    const { program, ended } = await check(programOf(3, 2, String), always, {
      limits: { preemptions: 0 },
    });
    expect(program).toMatchObject({ runs: factorial(3), preemptions: 0 });
    expect(ended).toEqual({ by: 'limit', limit: 'preemptions', value: 0 });
  });
});
