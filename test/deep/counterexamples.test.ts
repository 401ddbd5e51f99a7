/** Counterexamples of other kinds, on many models made at random. */
import { expect, test } from 'vitest';
import { agreeOnCounterexamples, agreeOnSearches } from '../support/agree-on-counterexamples.js';

test('the search gives the counterexamples that the judge lists', async () => {
  expect(await agreeOnCounterexamples(150)).toBeGreaterThan(20);
});

test('all searches give the same counterexamples', async () => {
  await agreeOnSearches(200);
});
