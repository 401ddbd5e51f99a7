import { describe, expect, test } from 'vitest';
import { invariant, ModelError, noDeadlock, reachable, sample, transition } from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { refuseOtherOptions } from '../../../src/property/options.js';
import { thrownBy, untyped } from '../model/thrown.js';

const p = invariant<object>('p', () => true);
const q = noDeadlock<object>();

describe('in place of options', () => {
  const message = new ModelError(
    'toHold was given another property in place of its options; give several properties as a list: [one, other].',
  );

  test.each<[string, unknown]>([
    ['a property', q],
    ['a list of properties', [p, q]],
  ])('%s is refused', (_, given) => {
    expect(thrownBy(() => refuseOtherOptions('toHold', given, ['limits']))).toEqual(message);
  });

  test('so is what is no object, and an option that nobody knows', () => {
    expect(thrownBy(() => refuseOtherOptions('toHold', () => true, ['limits']))).toEqual(
      new ModelError(
        'toHold was given a function in place of its options; give an object of limits.',
      ),
    );
    expect(thrownBy(() => refuseOtherOptions('toHold', { limit: 1 }, ['limits']))).toEqual(
      new ModelError('toHold has no option "limit"; did you mean limits?'),
    );
    expect(thrownBy(() => sample(account, p, untyped(q)))).toMatchObject({
      message: expect.stringMatching(/^sample was given another property/) as unknown,
    });
  });

  test('options pass', () => {
    expect(() => refuseOtherOptions('toHold', { limits: {} }, ['limits'])).not.toThrow();
  });
});

describe('a property that is wrong is refused in one sentence', () => {
  test.each<[string, () => unknown, string]>([
    [
      'an invariant without a predicate',
      () => invariant('x', untyped(undefined)),
      'Property "x": its predicate is undefined; make it a function.',
    ],
    [
      'a transition whose predicate is its answer',
      () => transition('x', untyped(true)),
      'Property "x": its predicate is a boolean; make it a function.',
    ],
    [
      'a goal whose predicate is options',
      () => reachable('x', untyped({ because: 'y' })),
      'Property "x": its predicate is an object; make it a function.',
    ],
    [
      'noDeadlock with options alone',
      () => noDeadlock(untyped({ name: 'x' })),
      'noDeadlock was given an object in place of its predicate; give a function, or undefined, and options after it.',
    ],
    [
      'noDeadlock with a name',
      () => noDeadlock(untyped('x')),
      'noDeadlock was given a string in place of its predicate; give a function, or undefined, and options after it.',
    ],
    [
      'a misspelled option',
      () => invariant('x', () => true, untyped({ becuase: 'y' })),
      'Property "x" has no option "becuase"; did you mean because?',
    ],
    [
      'a name among the options of an invariant',
      () => invariant('x', () => true, untyped({ name: 'y' })),
      'Property "x" has no option "name"; it has because.',
    ],
    [
      'a misspelled option of noDeadlock',
      () => noDeadlock(undefined, untyped({ nam: 'y' })),
      'Property "no deadlock" has no option "nam"; did you mean name?',
    ],
    [
      'a reason in place of options',
      () => transition('x', () => true, untyped('it must')),
      'Property "x" was given a string in place of its options; give an object of because.',
    ],
    [
      'no options at all',
      () => noDeadlock(() => true, untyped(null)),
      'Property "no deadlock" was given null in place of its options; give an object of name, because.',
    ],
    [
      'a reason that is none',
      () => reachable('x', () => true, untyped({ because: 1 })),
      'Property "x": because is a number; give a sentence.',
    ],
  ])('%s', (_, make, message) => {
    expect(thrownBy(make)).toEqual(new ModelError(message));
  });

  test('options that are undefined are absent', () => {
    expect(noDeadlock(undefined, untyped({ name: undefined, because: undefined })).name).toBe(
      'no deadlock',
    );
  });
});
