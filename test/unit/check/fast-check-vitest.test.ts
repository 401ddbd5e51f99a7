import { fc, test } from '@fast-check/vitest';
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { follow, interleavings, invariant, runOf, type Action } from 'allways';
import { account, type Account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';

const lost: Action[] = [
  { actor: 'deposit', step: 'read' },
  { actor: 'withdraw', step: 'read' },
  { actor: 'deposit', step: 'write' },
  { actor: 'withdraw', step: 'write' },
];
const notBelow = invariant<Account>('the balance is not below 950', (s) => s.balance >= 950);

describe('with @fast-check/vitest', () => {
  test.prop([interleavings(account)])('a property that holds', (run) => run.satisfies(notBelow));

  test.prop({ run: interleavings(account), least: fc.integer({ max: 950 }) }, { numRuns: 20 })(
    'beside other arbitraries',
    ({ run, least }) => {
      expect(run.states.every(({ balance }) => balance >= least)).toBe(true);
    },
  );

  test.fails.prop([interleavings(account)], { seed: 7 })('a property that does not', (run) =>
    run.satisfies(noLostUpdate),
  );

  test.fails.prop([interleavings(account)], {
    examples: [[runOf(follow(account, lost).trace)]],
    numRuns: 1,
  })('an example', (run) => run.satisfies(noLostUpdate));

  test('one at a time', ({ g }) => {
    expect(g(interleavings, account).satisfies(notBelow)).toBe(true);
  });
});

// What the README shows, word for word.
test('the balance is never below 950', () => {
  fc.assert(fc.property(interleavings(account), (run) => run.satisfies(notBelow)));
});

test.prop([interleavings(account)])('the same', (run) => run.satisfies(notBelow));

test('and the README shows nothing else', () => {
  const section = readFileSync('README.md', 'utf8').split('\n## With fast-check\n')[1];
  const [, , , example = 'none'] = section?.split(/^```(?:ts\n)?/m) ?? [];
  expect(readFileSync('test/unit/check/fast-check-vitest.test.ts', 'utf8')).toContain(example);
});
