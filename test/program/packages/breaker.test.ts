/**
 * opossum 4.2.0 and 4.2.1. A request that failed while the breaker was open cleared the timer that would have closed
 * it again.
 *
 * https://github.com/nodeshift/opossum/issues/385
 */
import { check, whenDone } from 'allways';
import { describe, expect, test } from 'vitest';
import After from 'opossum-after';
import Before from 'opossum-before';
import { breaker } from './breaker.js';

const isLetThrough = whenDone<Record<string, string>>(
  'a request after the reset is let through',
  ({ later }) => later === 'Error: the database is down' || `it got ${later}`,
);

describe('a circuit breaker with two requests that fail', () => {
  test('stays open for ever, if both were under way', async () => {
    const result = await check(breaker(Before), [isLetThrough]);
    expect(result).toMatchObject({ verdict: 'violated', program: { runs: 9 } });
  });

  test('opens, and tries again later, since the fix', async () => {
    const result = await check(breaker(After), [isLetThrough]);
    expect(result).toMatchObject({
      verdict: 'holds',
      ended: { by: 'complete' },
      program: { runs: 80, redundant: 12 },
    });
  });
});
