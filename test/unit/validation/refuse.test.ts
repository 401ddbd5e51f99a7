import { describe, expect, test } from 'vitest';
import {
  actor,
  compareSafeguards,
  defineModel,
  defineSystem,
  fromReducer,
  interleavings,
  ModelError,
  sample,
} from 'allways';
import { nearest } from '../../../src/validation/nearest.js';
import { refuseOtherNumber, refuseUnknown } from '../../../src/validation/refuse.js';
import {
  refuseOtherModel,
  refuseOtherSubject,
  refuseOtherSystem,
} from '../../../src/model/refuse-model.js';
import { thrownBy, untyped } from '../model/thrown.js';

const model = defineModel<{ n: number }>({
  name: 'm',
  initial: { n: 0 },
  actors: [actor('a', { b: { then: () => undefined } })],
});
const reducer = fromReducer({ initial: 0, actions: () => [1], reduce: (n) => n });
const system = defineSystem({ name: 's', model: () => model });

describe('an option that nobody knows', () => {
  const known = ['limits', 'signal', 'onProgress', 'stopAtViolation'];

  test.each<[string, object, string]>([
    ['misspelled', { limit: {} }, 'check has no option "limit"; did you mean limits?'],
    [
      'in the wrong case',
      { onprogress: 1 },
      'check has no option "onprogress"; did you mean onProgress?',
    ],
    [
      'with two letters swapped',
      { singal: 1 },
      'check has no option "singal"; did you mean signal?',
    ],
    [
      'though it is undefined',
      { limit: undefined },
      'check has no option "limit"; did you mean limits?',
    ],
    [
      'of another name',
      { signal: 1, depth: 3 },
      'check has no option "depth"; it has limits, signal, onProgress, stopAtViolation.',
    ],
    [
      'that every object has',
      { toString: 1 },
      'check has no option "toString"; it has limits, signal, onProgress, stopAtViolation.',
    ],
  ])('%s', (_, options, message) => {
    expect(thrownBy(() => refuseUnknown('check', 'option', options, known))).toEqual(
      new ModelError(message),
    );
  });

  test.each<[unknown, string]>([
    [null, 'null'],
    [undefined, 'undefined'],
    [5, 'a number'],
    ['x', 'a string'],
    [() => 1, 'a function'],
    [[{}], 'a list'],
  ])('%j are no options at all', (options, what) => {
    expect(thrownBy(() => refuseUnknown('clock', 'part', options, ['bound', 'tick']))).toEqual(
      new ModelError(
        `clock was given ${what} in place of its parts; give an object of bound, tick.`,
      ),
    );
  });

  test('where there is none to know', () => {
    expect(thrownBy(() => refuseUnknown('It', 'part', { x: 1 }, []))).toEqual(
      new ModelError('It has no part "x"; it has none.'),
    );
    expect(thrownBy(() => refuseUnknown('It', 'part', 3, []))).toEqual(
      new ModelError('It was given a number in place of its parts; it has none.'),
    );
  });

  test('known ones pass, and so does none', () => {
    expect(() =>
      refuseUnknown('check', 'option', { signal: 1, limits: undefined }, known),
    ).not.toThrow();
    expect(() => refuseUnknown('check', 'option', {}, known)).not.toThrow();
  });
});

test('the nearest name is one that differs by a slip: one letter, or two of a long name', () => {
  const near = (name: string) =>
    nearest(name, ['seed', 'numRuns', 'maxSteps', 'interruptAfterTimeLimit']);
  expect(
    ['seeds', 'sed', 'sede', 'maxStep', 'maxSetp', 'interuptAfterTimelimit'].map(near),
  ).toEqual(['seed', 'seed', 'seed', 'maxSteps', 'maxSteps', 'interruptAfterTimeLimit']);
  expect(['', 'sd', 'runs', 'max', 'steps'].map(near)).toEqual(Array(5).fill(undefined));
  expect(nearest('generatd', ['generator', 'generated'])).toBe('generated');
});

describe('what is no number', () => {
  test.each<[unknown, string]>([
    [0, '0'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    ['7', '"7"'],
    [null, 'null'],
    [{}, 'an object'],
  ])('%j', (value, shown) => {
    expect(thrownBy(() => refuseOtherNumber('depth', value, 1))).toEqual(
      new ModelError(`depth is ${shown}; give a whole number, 1 or more.`),
    );
  });

  test('but 1 is one', () => {
    expect(() => refuseOtherNumber('depth', 1, 1)).not.toThrow();
  });
});

describe('what is no model', () => {
  const others: [unknown, string][] = [
    [null, 'null'],
    [undefined, 'undefined'],
    ['x', 'a string'],
    [{}, 'an object'],
    [[model], 'a list'],
    [() => model, 'a function'],
    [Promise.resolve(model), 'a promise (models and properties are synchronous)'],
  ];
  const made = 'give what defineModel or fromReducer made';

  test.each(others)('%s', (received, what) => {
    const message = (who: string) =>
      new ModelError(`${who} wants a model, and was given ${what}; ${made}.`);
    expect(thrownBy(() => refuseOtherModel(received, 'It'))).toEqual(message('It'));
    expect(thrownBy(() => sample(untyped(received), []))).toEqual(message('sample'));
    expect(thrownBy(() => interleavings(untyped(received)))).toEqual(message('interleavings'));
    expect(thrownBy(() => refuseOtherSubject(received, 'It'))).toEqual(
      new ModelError(
        `It wants a model or a system, and was given ${what}; give what defineModel, fromReducer or defineSystem made.`,
      ),
    );
  });

  test('a system wants its safeguards to be chosen', () => {
    const message =
      'sample wants a model, and was given a system; choose its safeguards: system.with([…]).';
    expect(thrownBy(() => sample(untyped(system), []))).toEqual(new ModelError(message));
  });

  test('and what is no system', async () => {
    const message = (what: string) =>
      `compareSafeguards wants a system, and was given ${what}; give what defineSystem made.`;
    await expect(compareSafeguards(untyped(model), [])).rejects.toThrow(message('a model'));
    await expect(compareSafeguards(untyped(undefined), [])).rejects.toThrow(message('undefined'));
    await expect(compareSafeguards(untyped([]), [])).rejects.toThrow(message('a list'));
  });

  test('models and systems are what they are', () => {
    for (const one of [model, reducer, system.with([])]) {
      expect(() => refuseOtherModel(one, 'It')).not.toThrow();
      expect(() => refuseOtherSubject(one, 'It')).not.toThrow();
    }
    expect(() => refuseOtherSystem(system, 'It')).not.toThrow();
    expect(() => refuseOtherSubject(system, 'It')).not.toThrow();
  });
});
