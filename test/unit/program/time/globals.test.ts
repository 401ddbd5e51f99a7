import * as crypto from 'node:crypto';
import * as processModule from 'node:process';
import timersModule, * as timers from 'node:timers';
import promisesModule, * as promises from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import { useStandIns } from '../../../../src/program/time/globals.js';
import { endOf, endsOf, logging, single } from '../../../support/program-runs.js';

/** Everything that is replaced, as code finds it. */
const found = () => ({
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval,
  clearImmediate,
  Date,
  fetch,
  timers: { ...timersModule },
  promises: { ...promisesModule },
  imported: [timers.setTimeout, promises.setTimeout, crypto.randomUUID, crypto.randomBytes],
  wait: Reflect.get(promises.scheduler, 'wait') as unknown,
  now: Object.getOwnPropertyDescriptor(performance, 'now'),
  timeout: Object.getOwnPropertyDescriptor(AbortSignal, 'timeout'),
  random: Object.getOwnPropertyDescriptor(Math, 'random'),
  hrtime: Object.getOwnPropertyDescriptor(process, 'hrtime'),
  bigint: Object.getOwnPropertyDescriptor(process.hrtime, 'bigint'),
  crypto: Object.getOwnPropertyDescriptors(globalThis.crypto),
});

describe('the time of a run', () => {
  test('Date, performance.now and process.hrtime', async () => {
    const program = single(async ({ write }) => {
      const tell = () => {
        write(Date.now() - Date.UTC(2025, 0, 1), performance.now());
        write(new Date().toISOString(), Date() === new Date().toString());
        write(process.hrtime.bigint(), process.hrtime().join(), process.hrtime([0, 5]).join());
        write(processModule.hrtime().join());
      };
      tell();
      await promises.setTimeout(1500);
      tell();
    });
    expect(await endOf(program)).toBe(
      [
        '0 0',
        '2025-01-01T00:00:00.000Z true',
        '0 0,0 0,-5',
        '0,0',
        '1500 1500',
        '2025-01-01T00:00:01.500Z true',
        '1500000000 1,500000000 1,499999995',
        '1,500000000',
      ].join(', '),
    );
  });

  test('a Date is a Date', async () => {
    const program = single(({ write }) => {
      class Day extends Date {}
      write(new Date() instanceof Date, new Day() instanceof Day, new Day().toISOString());
      write(new Date(5).getTime(), new Date('2024-02-29').getTime(), Date.UTC(2024, 1));
      write(Date.parse('2024-02-29'), Date.name, typeof Date.prototype.getTime);
    });
    expect(await endOf(program)).toBe(
      'true true 2025-01-01T00:00:00.000Z, 5 1709164800000 1706745600000, 1709164800000 Date function',
    );
  });

  test('each run begins at the same time', async () => {
    const program = logging({
      start: (io) => ({ service: io.service('service', { ask: () => Promise.resolve() }) }),
      tasks: {
        one: async ({ service }) => {
          await service.ask();
          await promises.setTimeout(10);
        },
        other: ({ service }) => service.ask(),
      },
      state: ({ log }) => ({ log: [...log] }),
    });
    const before = await endsOf(program, 'none');
    expect(before).toMatchObject({ ends: [''], wrong: [] });
  });
});

describe('the chance of a run', () => {
  const drawing = single(async ({ write }) => {
    write(Math.random(), globalThis.crypto.randomUUID(), crypto.randomUUID());
    write(globalThis.crypto.getRandomValues(new Uint16Array(2)).join(' '));
    write(crypto.randomBytes(4).toString('hex'), crypto.randomInt(1000), crypto.randomInt(5, 7));
    write(crypto.randomFillSync(Buffer.alloc(6), 2, 3).toString('hex'));
    const [bytes, number, filled] = await Promise.all([
      new Promise<Buffer>((resolve) => crypto.randomBytes(4, (_, given) => resolve(given))),
      new Promise<number>((resolve) => crypto.randomInt(5, 7, (_, given) => resolve(given))),
      new Promise<Buffer>((resolve) =>
        crypto.randomFill(Buffer.alloc(4), (_, given) => resolve(given)),
      ),
    ]);
    write(bytes.toString('hex'), number, filled.toString('hex'));
  });

  test('is the same in every run', async () => {
    const [one, other] = [await endOf(drawing), await endOf(drawing)];
    expect(one).toBe(other);
    const [numbers, , more, filled] = one.split(', ');
    const [random, ...uuids] = String(numbers).split(' ');
    expect(Number(random)).toBeLessThan(1);
    expect(new Set(uuids).size).toBe(2);
    for (const uuid of uuids) expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
    const [, below, between] = String(more).split(' ').map(Number);
    expect(below).toBeLessThan(1000);
    expect([5, 6]).toContain(between);
    expect(filled).toMatch(/^0000[\da-f]{6}00$/);
  });
});

describe('code outside of tasks', () => {
  test('keeps the real functions during a check', async () => {
    const program = logging({
      start: () => ({}),
      tasks: {
        one: async () => promises.setTimeout(10),
        other: async () => promises.setTimeout(10),
      },
    });
    const { now: realNow } = Date;
    const before = realNow();
    const checked = check(program, []);
    await new Promise((resolve) => setImmediate(resolve));
    expect(Date.now()).toBeGreaterThanOrEqual(before);
    expect(new Date().getTime()).toBeGreaterThanOrEqual(before);
    expect(process.hrtime.bigint()).toBeGreaterThan(1000n);
    const cleared = setTimeout(() => {
      throw new Error('it was cleared');
    }, 0);
    clearTimeout(cleared);
    expect(await promises.setTimeout(1, 'waited')).toBe('waited');
    expect(new Set([Math.random(), Math.random(), Math.random()]).size).toBe(3);
    expect(AbortSignal.timeout(100_000).aborted).toBe(false);
    expect(crypto.randomBytes(8)).toHaveLength(8);
    await checked;
  });

  test('has the real functions back after a check, also if the check throws', async () => {
    const before = found();
    await check(
      single(() => {}),
      [],
    );
    expect(found()).toEqual(before);
    const wrong = logging({
      start: () => {
        throw new Error('planted');
      },
      tasks: { task: () => {} },
    });
    await expect(check(wrong, [])).rejects.toThrow('start threw Error: planted');
    expect(found()).toEqual(before);
  });

  test('a timer of other code can be cleared in a task, but not by a number', async () => {
    const [one, other] = [setTimeout(() => {}, 100_000), setTimeout(() => {}, 100_000)];
    const isOver = (timer: NodeJS.Timeout): unknown => Reflect.get(timer, '_destroyed');
    await check(
      single(() => {
        clearTimeout(one);
        clearTimeout(Number(other));
      }),
      [],
    );
    expect([one, other].map(isOver)).toEqual([true, false]);
    clearTimeout(other);
  });

  test('two checks at once', async () => {
    const before = found();
    const waiting = (delay: number) =>
      logging({
        start: (io) => ({ service: io.service('service', { ask: () => Promise.resolve() }) }),
        tasks: {
          one: async ({ service, write }) => {
            await service.ask();
            await promises.setTimeout(delay);
            write(performance.now());
          },
          other: ({ service }) => service.ask(),
        },
      });
    const results = await Promise.all([
      endsOf(waiting(10), 'none'),
      endsOf(waiting(20), 'none'),
      endsOf(waiting(30), 'none'),
    ]);
    // Tasks of four events and of three: 7! / (4! 3!).
    expect(results).toEqual(
      ['10', '20', '30'].map((time) => ({ ends: [time], wrong: [], runs: 35 })),
    );
    expect(found()).toEqual(before);
  });

  test('the originals are back once no search needs the stand-ins', () => {
    const before = found();
    const [one, other] = [useStandIns(), useStandIns()];
    expect(setTimeout).not.toBe(before.setTimeout);
    one();
    one();
    expect(setTimeout).not.toBe(before.setTimeout);
    other();
    expect(found()).toEqual(before);
  });
});
