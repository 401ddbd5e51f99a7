import { expect, test } from 'vitest';
import { changedPlaces, isLike, kindOf } from '../../../../src/search/counterexamples/kind.js';

const places = (before: unknown, after: unknown) =>
  changedPlaces(before, after).map((path) => (JSON.parse(path) as string[]).join('/'));

test('a place is where a value changed, as deep as possible', () => {
  const before = { a: { b: 1, c: 1 }, pc: [1, 1], held: new Map([['k', { n: 1 }]]), same: 1 };
  const after = { a: { b: 2, c: 1 }, pc: [1, 2], held: new Map([['k', { n: 2 }]]), same: 1 };
  expect(places(before, after)).toEqual(['a/b', 'held/"k"/n', 'pc/1']);
  expect(places(before, before)).toEqual([]);
});

test('what an array, a Map or a Set gained or lost counts as the array, the Map or the Set', () => {
  expect(places({ log: [1] }, { log: [1, 2] })).toEqual(['log']);
  expect(places({ log: [1, 2] }, { log: [2] })).toEqual(['log']);
  expect(places({ seen: [new Set([1])] }, { seen: [new Set([1, 2])] })).toEqual(['seen/0']);
  const [one, two] = [new Map([['k', 1]]), new Map([['l', 1]])];
  expect(places({ held: one }, { held: two })).toEqual(['held']);
});

test('a field that came or went is a place of its own; so is what is of another type', () => {
  expect(places({ a: 1 }, { b: 1 })).toEqual(['a', 'b']);
  expect(places({ a: [1] }, { a: { 0: 1 } })).toEqual(['a']);
  expect(places({ a: null }, { a: { b: 1 } })).toEqual(['a']);
  expect(places(1, 2)).toEqual(['']);
});

test('kinds differ by the last step, by what it changed, and by the actors, but not by more actors', () => {
  const step = (actor: string, name: string, choice: unknown, after: object) => ({
    action: { actor, step: name, choice },
    before: { a: 0, b: 0 },
    after,
  });
  const one = kindOf(['x', 'y'], step('x', 'go', 1, { a: 1, b: 0 }));
  const like = (actors: string[], last: Parameters<typeof kindOf>[1]) =>
    isLike(kindOf(actors, last), one);
  expect(like(['y', 'x'], step('x', 'go', 2, { a: 2, b: 0 }))).toBe(true);
  expect(like(['x', 'y', 'z'], step('x', 'go', 1, { a: 1, b: 0 }))).toBe(true);
  expect(like(['x'], step('x', 'go', 1, { a: 1, b: 0 }))).toBe(false);
  expect(like(['x', 'z'], step('x', 'go', 1, { a: 1, b: 0 }))).toBe(false);
  expect(like(['x', 'y'], step('y', 'go', 1, { a: 1, b: 0 }))).toBe(false);
  expect(like(['x', 'y'], step('x', 'run', 1, { a: 1, b: 0 }))).toBe(false);
  expect(like(['x', 'y'], step('x', 'go', 1, { a: 0, b: 1 }))).toBe(false);
  expect(isLike(kindOf([], undefined), kindOf([], undefined))).toBe(true);
  expect(isLike(kindOf([], undefined), one)).toBe(false);
});
