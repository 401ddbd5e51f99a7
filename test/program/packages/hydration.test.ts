/**
 * zustand 5.0.9 and 5.0.10. Its middleware `persist` applied the answers of storage in the order in which they came.
 *
 * https://github.com/pmndrs/zustand/pull/3336
 */
import { check, whenDone } from 'allways';
import { describe, expect, test } from 'vitest';
import { persist as persistAfter } from 'zustand-after/middleware';
import { createStore as createAfter } from 'zustand-after/vanilla';
import { persist as persistBefore } from 'zustand-before/middleware';
import { createStore as createBefore } from 'zustand-before/vanilla';
import { hydration, type Counter } from './hydration.js';

const counter = (): Counter => ({ count: 0 });

const before = hydration((storage) =>
  createBefore<Counter>()(
    persistBefore(counter, { name: 'counter', storage, skipHydration: true }),
  ),
);

const after = hydration((storage) =>
  createAfter<Counter>()(persistAfter(counter, { name: 'counter', storage, skipHydration: true })),
);

const isFresh = whenDone<{ shown: number; stored: number }>(
  'the tab shows what is stored',
  ({ shown, stored }) => shown === stored || `it shows ${shown}, and ${stored} is stored`,
);

describe('a store that hydrates again while it hydrates', () => {
  test('shows an old value: the older answer came last', async () => {
    const result = await check(before, [isFresh]);
    expect(result).toMatchObject({ verdict: 'violated', program: { runs: 4 } });
  });

  test('shows what is stored since the fix', async () => {
    const result = await check(after, [isFresh]);
    expect(result).toMatchObject({
      verdict: 'holds',
      ended: { by: 'complete' },
      program: { runs: 62, redundant: 0 },
    });
  });
});
