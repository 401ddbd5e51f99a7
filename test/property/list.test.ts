import { describe, expect, test } from 'vitest';
import { check, invariant, noDeadlock, reachable } from 'allways';
import { account } from '../../models/bank-account/model.js';
import { listOf } from '../../src/property/list.js';
import { untyped } from '../model/thrown.js';

const p = invariant<object>('p', () => true);
const other = noDeadlock<object>();

describe('properties that are given', () => {
  test('are one or several', () => {
    expect(listOf(p)).toEqual([p]);
    expect(listOf([p, other])).toEqual([p, other]);
    expect(listOf([])).toEqual([]);
  });

  test('of one name are refused, as nobody could tell them apart', () => {
    expect(() => listOf([p, other, reachable<object>('p', () => true)])).toThrow(
      'Two properties are named "p"; rename one.',
    );
  });

  test.each([
    ['a predicate', () => true, 'a function'],
    ['nothing', undefined, 'undefined'],
    ['nothing in a list', [p, null], 'null'],
    ['a list in a list', [[p]], 'a list'],
    ['a model', account, 'a model'],
    ['an object of another kind', { kind: 'unvariant', name: 'p' }, 'an object'],
  ])('are refused where one is %s', (_, given, what) => {
    expect(() => listOf(untyped(given))).toThrow(
      `Instead of a property there is ${what}; give what invariant, transition, reachable, noDeadlock or eventually made.`,
    );
  });

  test('are looked at before a search', async () => {
    await expect(
      check(
        account,
        untyped(() => true),
      ),
    ).rejects.toThrow('Instead of a property');
  });
});
