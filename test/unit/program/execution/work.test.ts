import { setTimeout as realWait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import { endsOf, logging } from '../../../support/program-runs.js';

/** A program that rejects without anyone who handles it, after some calls. */
const rejecting = (message: string, calls: number) =>
  logging({
    start: (io) => ({ service: io.service('service', { ask: () => Promise.resolve() }) }),
    tasks: {
      one: async ({ service }) => {
        for (let call = 0; call < calls; call++) await service.ask();
        void Promise.reject(new Error(message));
      },
      other: ({ service }) => service.ask(),
    },
  });

const listeners = () => [
  process.rawListeners('unhandledRejection'),
  process.rawListeners('uncaughtException'),
];

describe('errors that no code caught', () => {
  test('are findings', async () => {
    expect((await endsOf(rejecting('planted', 1))).wrong).toEqual([
      'no code handled Error: planted',
    ]);
    const throwing = logging({
      start: () => ({}),
      tasks: {
        task: () =>
          queueMicrotask(() => {
            throw new Error('planted');
          }),
      },
    });
    expect((await endsOf(throwing)).wrong).toEqual(['no code handled Error: planted']);
  });

  test('the listeners of the user are there again afterwards', async () => {
    const before = listeners();
    await check(rejecting('planted', 1), []);
    expect(listeners()).toEqual(before);
  });

  test('several checks at once each find their own', async () => {
    const before = listeners();
    const found = await Promise.all([
      endsOf(rejecting('first', 3), 'none'),
      endsOf(rejecting('second', 2), 'none'),
      realWait(1).then(() => endsOf(rejecting('third', 4), 'none')),
    ]);
    // Tasks of 2n + 1 events and of 3.
    expect(found).toEqual([
      { ends: [''], wrong: ['no code handled Error: first'], runs: 120 },
      { ends: [''], wrong: ['no code handled Error: second'], runs: 56 },
      { ends: [''], wrong: ['no code handled Error: third'], runs: 220 },
    ]);
    expect(listeners()).toEqual(before);
  });
});
