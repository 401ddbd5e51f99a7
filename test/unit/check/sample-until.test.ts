/** Sampling that a signal can end: it finds what plain sampling finds, and what was found is kept. */
import { describe, expect, test } from 'vitest';
import { invariant, reachable, report, sample } from 'allways';
import { account, type Account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { sampleUntil } from '../../../src/check/sample.js';

const { signal: never } = new AbortController();
const positive = invariant<Account>('the balance is positive', (s) => s.balance > 0);
const bothDone = reachable<Account>('both are done', (s) => s.done.length === 2);

describe('sampling until a signal', () => {
  test.each([1, 2, 3, 4, 5])('with seed %i it comes to the same as sampling', async (seed) => {
    const options = { seed, numRuns: 50 };
    const asked = [positive, noLostUpdate, bothDone];
    const plain = sample(account, asked, options);
    const result = await sampleUntil(never, account, asked, options);
    expect(report(result)).toBe(report(plain));
    expect(plain.verdict).toBe('violated');
  });

  test('a signal ends it, and what was found so far is kept', async () => {
    const controller = new AbortController();
    let runs = 0;
    const counting = invariant<Account>('counting', (s) => {
      if (s.done.length === 0 && s.balance === 1000 && ++runs > 5000) controller.abort();
      return true;
    });
    const result = await sampleUntil(controller.signal, account, [noLostUpdate, counting], {
      seed: 1,
      numRuns: 2 ** 31 - 1,
    });
    expect(result.interrupted).toBe(true);
    expect(result.properties.map(({ verdict }) => verdict)).toEqual(['violated', 'undecided']);
    expect(report(result)).toContain('ended early');
  });

  test('a signal that came before leaves all undecided', async () => {
    const result = await sampleUntil(AbortSignal.abort(), account, noLostUpdate, { seed: 1 });
    expect(result).toMatchObject({ verdict: 'undecided', interrupted: true, runs: 0 });
  });

  test('wrong use is refused', async () => {
    await expect(sampleUntil(never, account, noLostUpdate, { numRun: 1 } as never)).rejects.toThrow(
      'sample has no option "numRun"; did you mean numRuns?',
    );
  });
});
