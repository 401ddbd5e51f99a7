import { expect, test } from 'vitest';
import { check, invariant, whenDone } from 'allways';
import { logging, type Log } from '../../../support/program-runs.js';
import { two } from '../../../support/threaded-program.js';

/** A task that throws, and another that writes. */
const throwing = logging({
  start: () => ({}),
  tasks: {
    bad: () => {
      throw new Error('it is bad');
    },
    good: ({ write }) => write('good'),
  },
});

test('a property with the name of something else that is found is decided by itself', async () => {
  const fine = invariant<Log>('bad does not throw', ({ log }) => log.length < 2);
  const { properties, ended } = await check(throwing, fine);
  expect(ended).toEqual({ by: 'complete' });
  expect(properties.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['bad does not throw', 'holds'],
    ['bad does not throw', 'violated'],
  ]);
});

const fine = whenDone('fine', () => true);

test.each([
  [
    { workers: 2 },
    "check of a program: workers need modules, because a thread cannot be sent code; name the modules that export the program and its properties: modules: [new URL('./transfer.ts', import.meta.url)].",
  ],
  [
    { modules: ['/somewhere.ts'] },
    "check of a program: modules are for threads, and it has one; give workers: 'auto', or leave modules out.",
  ],
  [
    { workers: 2, modules: ['./beside.ts'] },
    /^check of a program: modules is .*; give a list of URLs or absolute paths/,
  ],
  [{ workers: 2, modules: [] }, /^check of a program: modules is .*; give a list of URLs/],
  [
    { workers: 0, modules: ['/somewhere.ts'] },
    /^check of a program: workers is 0; give 'auto', or/,
  ],
])('refuses %j', async (options, message) => {
  await expect(check(two, fine, options as object)).rejects.toThrow(message);
});

test('one thread needs no modules', async () => {
  expect((await check(two, fine, { workers: 1 })).verdict).toBe('holds');
});
