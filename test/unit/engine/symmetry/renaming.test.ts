/** Names are whole words, and change places everywhere in data. */
import { expect, test } from 'vitest';
import {
  permutations,
  renameIn,
  trialsOf,
  wordOf,
} from '../../../../src/engine/symmetry/renaming.js';

const by = new Map([
  ['a', 'b'],
  ['b', 'a'],
]);

test('names are renamed in values, properties, keys and members, and only as whole words', () => {
  const word = wordOf(['a', 'b', 'a.b']);
  const data = { a: ['b', 'ab', 1], m: new Map([['a', new Set(['b', 'a_'])]]), n: 'a>b' };
  expect(renameIn(data, by, word)).toEqual({
    b: ['a', 'ab', 1],
    m: new Map([['b', new Set(['a', 'a_'])]]),
    n: 'b>a',
  });
  // The longer name is found first.
  expect(renameIn('a.b a', by, word)).toBe('a.b b');
});

test('all renamings are tried, except for the one that changes nothing', () => {
  expect([...permutations(['a', 'b', 'c'])]).toHaveLength(6);
  expect(trialsOf([['a', 'b', 'c']])).toHaveLength(5);
  expect(
    trialsOf([
      ['a', 'b'],
      ['x', 'y'],
    ]),
  ).toHaveLength(3);
  expect(trialsOf([['a', 'b']])).toEqual([by]);
});

test('of a large group, each name takes the place of each other one', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const trials = trialsOf([names]);
  expect(trials.length).toBeLessThan(100);
  for (const name of names) {
    const others = new Set(trials.map((trial) => trial.get(name)));
    expect(others.size).toBe(names.length);
  }
});
