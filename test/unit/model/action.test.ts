import { describe, expect, test } from 'vitest';
import { actionKey, formatAction, type Action } from 'allways';
import { stepKey } from '../../../src/model/names.js';

const action = (actor: string, step: string, ...choice: unknown[]): Action =>
  choice.length === 0 ? { actor, step } : { actor, step, choice: choice[0] };

describe('an action', () => {
  test.each<[string, Action]>([
    ['user.press', action('user', 'press')],
    ['user.press', action('user', 'press', undefined)],
    ['enactor 1.pickUp(2)', action('enactor 1', 'pickUp', 2)],
    ['user.press(null)', action('user', 'press', null)],
    ['user.press("2")', action('user', 'press', '2')],
    ['user.press({"a":1,"b":Set{1,2}})', action('user', 'press', { b: new Set([2, 1]), a: 1 })],
  ])('is written %s', (text, one) => {
    expect(formatAction(one)).toBe(text);
  });

  test('has the key of another that is the same', () => {
    expect(actionKey(action('user', 'press', undefined))).toBe(actionKey(action('user', 'press')));
    expect(actionKey(action('user', 'press', { b: 1, a: -0 }))).toBe(
      actionKey(action('user', 'press', { a: 0, b: 1 })),
    );
  });

  test('has a key of its own where actor, step or choice differ, also where it is written the same', () => {
    const keys = [
      action('a', 'b'),
      action('a', 'c'),
      action('a.b', 'c'),
      action('a', 'b.c'),
      action('a', 'b', 1),
      action('a', 'b', '1'),
      action('a', 'b', null),
      action('a', 'b(1)'),
      action('a"."b', 'c'),
    ].map(actionKey);
    expect(new Set(keys).size).toBe(9);
  });
});

test('a step has one key whatever it chooses, and of its own where actor or step differ', () => {
  expect(stepKey(action('a', 'b', 1))).toBe(stepKey(action('a', 'b')));
  const keys = [action('a', 'b'), action('a.b', 'c'), action('a', 'b.c'), action('a","b', 'c')];
  expect(new Set(keys.map(stepKey)).size).toBe(4);
});
