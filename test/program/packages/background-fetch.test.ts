/**
 * lru-cache 11.2.1, 11.2.2 and 11.2.5. With `ignoreFetchAbort` the cache lost what it had fetched, if the client went
 * away first. The first fix left out one order of two answers.
 *
 * https://github.com/isaacs/node-lru-cache/issues/388
 * https://github.com/isaacs/node-lru-cache/issues/389
 */
import { check, whenDone } from 'allways';
import { describe, expect, test } from 'vitest';
import { LRUCache as After } from 'lru-cache-after';
import { LRUCache as Before } from 'lru-cache-before';
import { LRUCache as Between } from 'lru-cache-between';
import { backgroundFetch, type CacheOptions } from './background-fetch.js';

const before = (options: CacheOptions) => new Before<string, number>(options);
const between = (options: CacheOptions) => new Between<string, number>(options);
const after = (options: CacheOptions) => new After<string, number>(options);

const isKept = whenDone<{ missing: readonly string[] }>(
  'what was fetched is in the cache',
  ({ missing }) => missing.length === 0 || `${missing.join(' and ')} is missing`,
);

describe('a cache whose client goes away while it fetches', () => {
  test('loses one value', async () => {
    const result = await check(backgroundFetch(before, ['tea']), [isKept]);
    expect(result).toMatchObject({ verdict: 'violated', program: { runs: 4 } });
  });

  test('keeps one value since the first fix, but may lose one of two', async () => {
    const one = await check(backgroundFetch(between, ['tea']), [isKept]);
    expect(one).toMatchObject({ verdict: 'holds', program: { runs: 6 } });
    const two = await check(backgroundFetch(between, ['tea', 'cocoa']), [isKept]);
    expect(two).toMatchObject({ verdict: 'violated', program: { runs: 18 } });
  });

  test('keeps two values since the second fix', async () => {
    const result = await check(backgroundFetch(after, ['tea', 'cocoa']), [isKept]);
    expect(result).toMatchObject({
      verdict: 'holds',
      ended: { by: 'complete' },
      program: { runs: 48, redundant: 0 },
    });
  });
});
