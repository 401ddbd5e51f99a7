import { describe, expect, test } from 'vitest';
import { check, invariant, noDeadlock, reachable } from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { listOf } from '../../../src/property/list.js';
import { untyped } from '../model/thrown.js';

const p = invariant<object>('p', () => true);
const other = noDeadlock<object>();

describe('properties that are given', () => {
  test('are one or several', () => {
    expect(listOf(p, 'check')).toEqual([p]);
    expect(listOf([p, other], 'check')).toEqual([p, other]);
    expect(listOf([], 'check')).toEqual([]);
  });

  test('of one name are refused, as nobody could tell them apart', () => {
    expect(() => listOf([p, other, reachable<object>('p', () => true)], 'check')).toThrow(
      'Two properties are named "p"; rename one.',
    );
  });

  test.each([
    ['a predicate', () => true, 'a property there is a function'],
    ['nothing', undefined, 'a property there is undefined'],
    ['nothing in a list', [p, null], 'property 2 of 2 there is null'],
    ['a list in a list', [[p]], 'property 1 of 1 there is a list'],
    ['a model', account, 'a property there is a model'],
    [
      'an object of another kind',
      { kind: 'unvariant', name: 'p' },
      'a property there is an object',
    ],
  ])('are refused if one is %s', (_, given, what) => {
    expect(() => listOf(untyped(given), 'check')).toThrow(
      `check: instead of ${what}; give what invariant, transition, reachable, noDeadlock or eventually made.`,
    );
  });

  test('are looked at before a search', async () => {
    await expect(
      check(
        account,
        untyped(() => true),
      ),
    ).rejects.toThrow('check: instead of a property');
  });
});
