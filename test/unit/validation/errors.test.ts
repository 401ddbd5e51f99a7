import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { ModelError, StepError } from 'allways';
import { describeThrown } from '../../../src/validation/errors.js';

describe('what was thrown, in one line', () => {
  class Refusal extends Error {
    override readonly name = 'Refusal';
  }
  test.each<[string, unknown]>([
    ['Error: no', new Error('no')],
    ['TypeError: no', new TypeError('no')],
    ['Refusal: no', new Refusal('no')],
    ['Error: of another realm', runInNewContext('new Error("of another realm")')],
    ['Error: expected 1 to be 2', new Error('expected 1\n  to be 2\n')],
    ['no', 'no'],
    ['7', 7],
    ['undefined', undefined],
    ['null', null],
    ['Symbol(no)', Symbol('no')],
    ['{"code":5}', { code: 5 }],
    ['1,2', [1, 2]],
    ['something that cannot be shown', Object.create(null)],
    [
      'something that cannot be shown',
      Object.defineProperty(new Error(), 'message', {
        get: () => {
          throw new Error('x');
        },
      }),
    ],
  ])('%s', (text, thrown) => {
    expect(describeThrown(thrown)).toBe(text);
  });
});

describe('the errors', () => {
  test('a StepError names the step, the part and what it threw, whatever that is', () => {
    const action = { actor: 'user', step: 'press', choice: 1 };
    const thrown = Object.create(null) as unknown;
    const error = new StepError(action, 'choose', thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('StepError');
    expect(error.message).toBe('user.press: choose threw something that cannot be shown');
    expect(error.action).toBe(action);
    expect(error.part).toBe('choose');
    expect(error.cause).toBe(thrown);
  });

  test('a ModelError is no StepError', () => {
    const error = new ModelError('wrong');
    expect(String(error)).toBe('ModelError: wrong');
    expect(error).not.toBeInstanceOf(StepError);
  });
});
