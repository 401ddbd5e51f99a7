/** A step is asked for its choices plainly, quickly, and behind a view that notes what it reads. */
import { describe, expect, test } from 'vitest';
import { ModelError, step } from 'allways';
import {
  choosePlainly,
  chooseQuickly,
  chooseWatched,
} from '../../../../src/engine/run/run-choice.js';
import { readsIn } from '../../../support/drafts.js';
import { oneStep } from '../../../support/one-step.js';

interface Box {
  n: number;
  list: { m: number }[];
}

const box: Box = { n: 2, list: [{ m: 1 }, { m: 2 }] };

const choosing = (choose: (s: Box) => Iterable<unknown>) =>
  oneStep(box, step<Box, unknown>({ choose, then: () => undefined }));

const plainly = (choose: (s: Box) => Iterable<unknown>) => {
  const { step: own, before } = choosing(choose);
  const actions = choosePlainly(own, before.state);
  return typeof actions === 'string' ? actions : actions.map(({ choice }) => choice);
};

/** The choices that are listed on the short way, in their order. */
const quickly = (choose: (s: Box) => Iterable<unknown>) => {
  const { step: own, before } = choosing(choose);
  const choices = chooseQuickly(own, before);
  return choices && [...choices.values()];
};

const watched = (choose: (s: Box) => Iterable<unknown>) => {
  const { step: own, slots, before } = choosing(choose);
  return chooseWatched(own, before.state, slots, before.vector);
};

const fail = (): never => {
  throw new RangeError('on purpose');
};

describe('plainly', () => {
  test('a step offers each choice once', () => {
    expect(plainly((s) => [s.n, 'a', 2, { m: 1 }, 'a'])).toEqual([2, 'a', { m: 1 }]);
  });

  test('a step that throws says what it threw, and a mistake in the model is an error', () => {
    expect(plainly(fail)).toBe('RangeError: on purpose');
    expect(() => plainly(() => [NaN])).toThrow(ModelError);
  });
});

describe('quickly', () => {
  test('leaves and new objects of leaves are listed, each once, in their order', () => {
    expect(quickly((s) => new Set([s.n, '2', true, 3n]))).toEqual([2, '2', true, 3n]);
    expect(quickly(() => [1, 0, 1, -0])).toEqual([1, 0]);
    expect(quickly(() => [{ a: 1, b: 'x' }, {}, { a: 1, b: 'x' }])).toEqual([{ a: 1, b: 'x' }, {}]);
  });

  test('objects that differ in a name, a value or its type are told apart', () => {
    const objects = [
      { a: 1 },
      { a: '1' },
      { a: 1n },
      { a: true },
      { a: 'true' },
      { b: 1 },
      { ab: 1 },
      { a: 'b1:c' },
      { a: '', b: '' },
      { a: 'string0:1:bstring0:' },
      // Without the lengths in the key, these are like the object of two names, or like each other.
      { 'astring0:b': '' },
      { a: 'x', b: 'y' },
      { a: 'x1:bstringy' },
    ];
    expect(quickly(() => [...objects, ...objects.map((one) => ({ ...one }))])).toEqual(objects);
  });

  test.each<[string, (s: Box) => Iterable<unknown>]>([
    ['null', () => [1, null]],
    ['undefined', () => [undefined]],
    ['a number that is none', () => [NaN]],
    ['a part of the state', (s) => s.list],
    ['a frozen object', () => [Object.freeze({ a: 1 })]],
    ['an object in an object', () => [{ a: {} }]],
    ['null in an object', () => [{ a: null }]],
    ['a list', () => [[1]]],
    ['an object of a class', () => [new Date(0)]],
    ['a symbol in an object', () => [{ [Symbol.iterator]: 1 }]],
    ['a text that looks like the key of an object', () => ['\0{1:anumber1:1']],
    ['a text in place of a list', () => 'ab'],
    ['an error', fail],
    ['more than 1,000 choices', () => Array.from({ length: 1001 }, (_, n) => n)],
    ['more than 1,000 times the same choice', () => Array.from({ length: 1001 }, () => 7)],
  ])('they are not listed with %s', (_, choose) => {
    expect(quickly(choose)).toBeUndefined();
  });

  test('1,000 choices are listed', () => {
    expect(quickly(() => Array.from({ length: 1000 }, (_, n) => n))).toHaveLength(1000);
  });

  test('a step that does not choose has none', () => {
    const { step: own, before } = oneStep(box, { then: () => undefined });
    expect(chooseQuickly(own, before)).toBeUndefined();
  });
});

describe('behind a view', () => {
  test('what a step reads is noted', () => {
    const { recorder, outcome, isSure } = watched((s) => [s.n, s.list.length]);
    expect(outcome).toMatchObject([{ actor: 'a', step: 'run', choice: 2 }]);
    expect(readsIn(recorder)).toEqual(['value state', 'value state.n', 'value state.list']);
    expect(isSure).toBe(true);
  });

  test('a part of the state that it offers counts as read', () => {
    const { recorder, outcome } = watched((s) => [s.list[1]]);
    expect(outcome).toMatchObject([{ choice: { m: 2 } }]);
    expect(readsIn(recorder).slice(-2)).toEqual(['shape state.list[1]', 'value state.list[1].m']);
  });

  test('a step that throws is not sure', () => {
    expect(watched(fail)).toMatchObject({ outcome: 'RangeError: on purpose', isSure: false });
  });

  test('a mistake in the model has no outcome', () => {
    expect(watched(() => [NaN])).toMatchObject({ outcome: undefined, isSure: false });
  });

  test('a step that writes to the state is refused, even if it catches the refusal', () => {
    const catches = (s: Box) => {
      try {
        s.n = 1;
      } catch {
        // It goes on.
      }
      return [1];
    };
    expect(() => watched(catches)).toThrow(/^a\.run: choose/);
  });
});
