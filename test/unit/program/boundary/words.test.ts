import { describe, expect, test } from 'vitest';
import { argumentsInWords, choiceOf, inWords } from '../../../../src/program/boundary/words.js';

describe('inWords', () => {
  test.each([
    ['alice', 'alice'],
    ['', '""'],
    [100, '100'],
    [undefined, 'undefined'],
    [{ id: 1, list: ['a'] }, "{ id: 1, list: [ 'a' ] }"],
    [new RangeError('planted'), 'RangeError: planted'],
  ])('%j', (value, words) => {
    expect(inWords(value)).toBe(words);
  });

  test.each(['x'.repeat(1000), Array.from({ length: 100 }, () => 'abc')])('cuts', (value) => {
    expect(inWords(value).length).toBeLessThanOrEqual(81);
  });
});

test('arguments, each after a space', () => {
  expect(argumentsInWords(['a', 1, { b: 2 }])).toBe(' a 1 { b: 2 }');
  expect(argumentsInWords([])).toBe('');
});

describe('choiceOf', () => {
  test.each([
    [[], {}],
    [[() => {}], {}],
    [['a'], { choice: 'a' }],
    [['a', 1], { choice: ['a', 1] }],
    [[undefined], { choice: null }],
    [['a', () => {}], { choice: 'a' }],
    [[Buffer.from('a')], { choice: '<Buffer 61>' }],
    [[{ n: 1 }], { choice: { n: 1 } }],
  ])('%j', (args, choice) => {
    expect(choiceOf(args)).toEqual(choice);
  });

  test('what changes later is copied', () => {
    const given = { n: 1 };
    const { choice } = choiceOf([given]);
    given.n = 2;
    expect(choice).toEqual({ n: 1 });
  });
});
