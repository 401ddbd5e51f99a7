import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { check, defineProgram, reads, whenDone, writes, type Io } from '../../../src/index.js';

class Cells {
  readonly #values = new Map<string, number>();

  get(key: string): Promise<number> {
    return Promise.resolve(this.#values.get(key) ?? 0);
  }

  set(key: string, value: number): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }
}

const cellsIn = (io: Io) =>
  io.service('cells', new Cells(), { get: (key) => reads(key), set: (key) => writes(key) });

const ends = whenDone<object>('it ends', () => true);

/** What a check says of a program whose two processes do this. */
const refusal = (program: Parameters<typeof check<object>>[0]) =>
  check(program, ends).then(
    ({ verdict }) => verdict,
    (error: unknown) => String(error),
  );

describe('refuses', () => {
  test('processes that share memory behind the back of io', async () => {
    const program = defineProgram({
      name: 'log',
      start: (io) => ({ cells: cellsIn(io), log: [] as string[] }),
      processes: {
        p: ({ cells, log }) => ({ run: () => cells.set('a', 1).then(() => log.push('p')) }),
        q: ({ cells, log }) => ({ run: () => cells.set('b', 1).then(() => log.push('q')) }),
      },
      state: ({ log }) => ({ log: [...log] }),
    });
    expect(await refusal(program)).toMatch(
      /^ModelError: Program "log": "cells answers set" of p and "cells answers set" of q touch nothing in common as far as is known, and their order matters: .*make them tasks of one process, or correct the footprint\.$/,
    );
  });

  test('a footprint that leaves out a key', async () => {
    const program = defineProgram({
      name: 'footprint',
      start: (io) => ({ cells: io.service('cells', new Cells(), { set: () => reads('none') }) }),
      processes: {
        p: ({ cells }) => ({ run: () => cells.set('a', 1).then(() => cells.get('a')) }),
        q: ({ cells }) => ({ run: () => cells.set('a', 2) }),
      },
      state: (_, results) => ({ read: results['p'] ?? null }),
    });
    expect(await refusal(program)).toMatch(/"cells\.set" of p and "cells\.set" of q touch nothing/);
  });

  test('a variable that keeps its value from run to run', async () => {
    let runs = 0;
    const program = defineProgram({
      name: 'counter',
      start: (io) => ({ cells: cellsIn(io), run: runs++ }),
      tasks: { a: ({ cells, run }) => cells.set('a', run) },
      state: () => ({}),
    });
    expect(await refusal(program)).toMatch(
      /^ModelError: Program "counter": two runs differ: along the same 3 events, the first had "a"\."cells\.set"\(\["a",0\]\), and the second "a"\."cells\.set"\(\["a",1\]\)/,
    );
  });

  test('a file that is read around io, with the line that reads it', async () => {
    const program = defineProgram({
      name: 'file',
      start: (io) => ({ cells: cellsIn(io) }),
      tasks: { a: () => readFile('package.json') },
      state: () => ({}),
    });
    expect(await refusal(program)).toMatch(
      /^ModelError: Program "file": a uses a file \(FSREQPROMISE\), begun at test\/unit\/program\/refusals\.test\.ts:\d+, which goes around io/,
    );
  });

  test('a start that waits for something else than io', async () => {
    const program = defineProgram({
      name: 'start',
      start: () => new Promise<object>(() => {}),
      tasks: { a: () => undefined },
      state: () => ({}),
    });
    expect(await refusal(program)).toBe(
      'ModelError: Program "start": start waits for something that is not behind io; let it wait only for what io made.',
    );
  });

  test.each([
    ['a number', 3, /state returned a number; return a record or a list of plain data/],
    ['a Map', new Map(), /state returned .*; return a record or a list/],
    ['a date in it', { at: new Date(0) }, /state\.at is .*only plain data can be compared/],
  ])('a state that is %s', async (_, state, says) => {
    const program = defineProgram({
      name: 'state',
      start: () => ({}),
      tasks: { a: () => undefined },
      state: () => state as object,
    });
    expect(await refusal(program)).toMatch(says);
  });

  test.each([
    [{ cels: { failBefore: 1 } }, 'there is no such service or process; there are: cells, w.'],
    [{ cells: { crash: 1 } }, 'a service does not crash, and a process does; correct the name.'],
    [{ w: { failBefore: 1 } }, 'a process has no failBefore, and a service has; correct the name.'],
  ])('faults that would never happen: %j', async (faults, says) => {
    const program = defineProgram({
      name: 'faults',
      start: (io) => ({ cells: cellsIn(io) }),
      processes: { w: ({ cells }) => ({ run: () => cells.get('a') }) },
      state: () => ({}),
      faults,
    });
    const [of = ''] = Object.keys(faults);
    expect(await refusal(program)).toBe(
      `ModelError: Program "faults": faults of ${JSON.stringify(of)}: ${says}`,
    );
  });

  test.each<[object, object, RegExp]>([
    [{ gett: () => reads('a') }, {}, /names the method "gett", and the service has none/],
    [{}, { immediate: ['gone'] }, /names the method "gone", and the service has none/],
    [{}, { cop: false }, /has no option "cop"; did you mean copy\?/],
  ])('parts of a service that name nothing: %j, %j', async (footprints, options, says) => {
    const program = defineProgram({
      name: 'service',
      start: (io) => io.service('cells', new Cells(), footprints, options),
      tasks: { a: (cells) => cells.get('a') },
      state: () => ({}),
    });
    expect(await refusal(program)).toMatch(says);
  });

  test('a method that returns no promise, and a function that is sent to a service', async () => {
    const log = {
      info: (text: string) => text.length,
      on: (hear: () => void) => Promise.resolve(hear),
    };
    const programOf = (task: (one: typeof log) => unknown) =>
      defineProgram({
        name: 'log',
        start: (io) => io.service('log', log),
        tasks: { a: (one) => task(one) },
        state: () => ({}),
      });
    expect(await refusal(programOf((one) => one.info('a')))).toMatch(
      /log\.info returned a number and no promise; if it answers at once, name it in immediate/,
    );
    expect(await refusal(programOf((one) => one.on(() => undefined)))).toMatch(
      /log\.on was given a function, which cannot be sent to a service/,
    );
  });
});
