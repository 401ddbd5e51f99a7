/** Matchers to which no property was given fail, with `not` as without, and say so. */
import { describe, expect, test } from 'vitest';
import { check, invariant } from 'allways';
import { account, type Account } from '../../../models/bank-account/model.js';
import { describeCheck } from '../../../src/vitest/notes.js';
import { untyped } from '../model/thrown.js';

const positive = invariant<Account>('the balance is positive', (s) => s.balance > 0);
const advice = 'give what invariant, transition, reachable, noDeadlock or eventually made.';

/** The message with which an assertion fails. */
const failure = (assertion: Promise<void>): Promise<string> =>
  assertion.then(
    () => 'it passed',
    (error: unknown) => (error as Error).message,
  );

describe('toHold', () => {
  const none =
    'toHold was given no properties, so there is nothing that could hold; give one or more. To count states only, use check(model, []).';

  test.each([
    ['an empty list', [], none],
    ['undefined', undefined, `toHold: instead of a property there is undefined; ${advice}`],
    ['null', null, `toHold: instead of a property there is null; ${advice}`],
    ['a predicate', () => true, `toHold: instead of a property there is a function; ${advice}`],
    [
      'a list with a gap',
      [positive, undefined],
      `toHold: instead of property 2 of 2 there is undefined; ${advice}`,
    ],
    [
      'a list in a list',
      [[positive]],
      `toHold: instead of property 1 of 1 there is a list; ${advice}`,
    ],
  ])('given %s', async (_, given, message) => {
    expect(await failure(expect(account).toHold(untyped(given)))).toBe(message);
    expect(await failure(expect(account).not.toHold(untyped(given)))).toBe(message);
  });
});

describe.each(['toViolate', 'toReach'] as const)('%s', (matcher) => {
  test.each([
    ['undefined', undefined, `${matcher}: instead of a property there is undefined; ${advice}`],
    ['a model', account, `${matcher}: instead of a property there is a model; ${advice}`],
    [
      'an empty list',
      [],
      `${matcher} takes one property, and was given a list; ask for each on its own.`,
    ],
  ])('given %s', async (_, given, message) => {
    expect(await failure(expect(account)[matcher](untyped(given)))).toBe(message);
    expect(await failure(expect(account).not[matcher](untyped(given)))).toBe(message);
  });
});

test('the line of the reporter says so', async () => {
  const result = await check(account, []);
  expect(describeCheck({ ...result, seconds: 0.003 })).toBe(
    'bank account: nothing was checked: no properties: 14 states, depth 5, 3 ms',
  );
});
