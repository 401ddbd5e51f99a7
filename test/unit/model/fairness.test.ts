import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, eventually, ModelError, strong, weak } from 'allways';
import { assumptionsOf, describeAssumption } from '../../../src/model/fairness.js';
import { thrownBy, untyped } from './thrown.js';

const steps = [
  { actor: 'a', step: 'one' },
  { actor: 'a', step: 'two' },
  { actor: 'b', step: 'one' },
];

describe('what is assumed', () => {
  test('is what the model declares, where the check says nothing', () => {
    const declared = [weak('a'), { kind: 'none', of: ['b'] }] as const;
    expect(assumptionsOf(undefined, declared, steps)).toEqual([weak('a')]);
  });

  test('is nothing, where the check says so', () => {
    expect(assumptionsOf('none', [weak('a')], steps)).toEqual([]);
  });

  test('is both, where the check has a list', () => {
    expect(assumptionsOf([strong('b.one')], [weak('a')], steps)).toEqual([
      weak('a'),
      strong('b.one'),
    ]);
  });

  test('is of each actor, and of the steps of one that say nothing of themselves', () => {
    expect(assumptionsOf('weak', [], steps)).toEqual([weak('a'), weak('b')]);
    expect(assumptionsOf('weak', [strong('a.two'), { kind: 'none', of: ['b'] }], steps)).toEqual([
      strong('a.two'),
      weak('a.one'),
    ]);
  });

  test('can be said in words', () => {
    expect(describeAssumption(strong('a', 'b.one'))).toBe('strong fairness of a or b.one');
  });
});

interface Switch {
  on: boolean;
}

const then = (s: Switch) => {
  s.on = true;
};
const model = defineModel<Switch>({
  name: 'switch',
  initial: { on: false },
  actors: [actor<Switch>('hand', { press: { then } })],
});
const on = eventually<Switch>('it is on', (s) => s.on);

describe('fairness that is wrong is refused in one sentence', () => {
  test.each<[string, unknown, string]>([
    [
      'a word that is none',
      'weakly',
      'check: fairness is "weakly"; give "weak", "strong", "none", or a list of what weak and strong made.',
    ],
    [
      'a name in place of an assumption',
      ['hand'],
      "check: in fairness there is a string; give what weak('an actor') or strong('actor.step') made.",
    ],
    [
      'an assumption about nobody',
      [weak()],
      "check: in fairness there is an object; give what weak('an actor') or strong('actor.step') made.",
    ],
    [
      'a step that is not there',
      [weak('hand.pres')],
      'Model "switch" has no actor or step "hand.pres"; did you mean hand.press?',
    ],
  ])('%s', async (_, fairness, message) => {
    await expect(check(model, on, { fairness: untyped(fairness) })).rejects.toEqual(
      new ModelError(message),
    );
  });

  test('of an actor', () => {
    const define = (fairness: unknown) =>
      defineModel<Switch>({
        name: 'switch',
        initial: { on: false },
        actors: [actor<Switch>('hand', { press: { then } }, untyped({ fairness }))],
      });
    expect(thrownBy(() => define('often'))).toEqual(
      new ModelError('Model "switch": hand: fairness is "often"; give "weak", "strong" or "none".'),
    );
  });

  test('of a step', () => {
    const press = untyped({ then, fairness: true });
    const define = () =>
      defineModel<Switch>({
        name: 'switch',
        initial: { on: false },
        actors: [actor<Switch>('hand', { press })],
      });
    expect(thrownBy(define)).toEqual(
      new ModelError(
        'Model "switch": hand.press: fairness is a boolean; give "weak", "strong" or "none".',
      ),
    );
  });

  test('an option of an actor that is none', () => {
    expect(thrownBy(() => actor<Switch>('hand', {}, untyped({ fair: 'weak' })))).toEqual(
      new ModelError('Actor "hand" has no option "fair"; it has fairness.'),
    );
  });
});
