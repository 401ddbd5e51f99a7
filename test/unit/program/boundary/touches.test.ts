import { describe, expect, test } from 'vitest';
import { check, reads, type Footprints } from 'allways';
import { logging } from '../../../support/program-runs.js';
import { refusalOf } from '../../../support/refusal.js';

interface Store {
  get: (key: string) => Promise<number>;
}

/** A program with one task that uses a store. */
const using = (task: (store: Store) => unknown, footprints: Footprints<Store>) =>
  logging({
    start: (io) => ({
      store: io.service<Store>('store', { get: () => Promise.resolve(1) }, footprints),
    }),
    tasks: { task: ({ store }) => task(store) },
  });

describe('a footprint', () => {
  test.each([
    [
      'a string',
      () => 'a' as never,
      'is a string; return reads(…) or writes(…) with keys, which are strings.',
    ],
    [
      'keys that are numbers',
      () => reads(1 as never),
      'is an object; return reads(…) or writes(…) with keys, which are strings.',
    ],
    [
      'an error',
      () => {
        throw new Error('planted');
      },
      'threw Error: planted.',
    ],
  ])('refuses %s, also if the code catches the error', async (_, get, message) => {
    const catching = (store: Store) => {
      try {
        return store.get('a');
      } catch {
        return undefined;
      }
    };
    for (const task of [(store: Store) => store.get('a'), catching]) {
      expect(await refusalOf(() => check(using(task, { get }), []))).toBe(
        `The footprint of store.get ${message}`,
      );
    }
  });
});
