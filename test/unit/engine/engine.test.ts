/** The engine against the reference, on models made at random. */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { tries } from '../../support/deep.js';
import { agree, nestedCase, smallCase, type Case } from '../../support/engine.js';

const timeout = 600_000;

const agreeOn = (cases: fc.Arbitrary<Case>, numRuns: number) =>
  fc.assert(fc.asyncProperty(cases, agree), { numRuns });

describe('engine and reference agree on everything', { timeout }, () => {
  test('of models of rich shapes, without properties', async () => {
    await agreeOn(nestedCase({ properties: 0 }), tries(10));
  });

  test('of models of rich shapes, with properties', async () => {
    await agreeOn(nestedCase({ properties: 4 }), tries(12));
  });

  test('of models of rich shapes, where a limit or a violation ends the search', async () => {
    await agreeOn(nestedCase({ properties: 4, limited: true }), tries(10));
  });

  test('of small models, without properties', async () => {
    await agreeOn(smallCase({ properties: 0 }), tries(7));
  });

  test('of small models, with properties', async () => {
    await agreeOn(smallCase({ properties: 4 }), tries(12));
  });

  test('of small models, where a limit or a violation ends the search', async () => {
    await agreeOn(smallCase({ properties: 4, limited: true }), tries(7));
  });
});
