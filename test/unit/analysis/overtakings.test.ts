/** Calls and answers that overtook others, in runs of programs that are written by hand. */
import { describe, expect, test } from 'vitest';
import { overtakenIn } from '../../../src/analysis/overtaken.js';
import { handMade, type Lines } from '../../support/hand-made-run.js';

const overtakings = (...run: Parameters<typeof handMade>) =>
  overtakenIn(handMade(...run)).overtakings;
const nothing = { flows: [], staleReads: [], overtakings: [] };

describe('the same call twice', () => {
  const twice = (last: string): Lines => [
    'ann run makes #0',
    'ann perform render home #0 writes home',
    'bob run makes #1',
    last,
  ];

  test('is shown if the first answer had not come', () => {
    expect(overtakings(twice('bob perform render home #1 writes home'))).toEqual([
      { kind: 'same call', from: 2, to: 4 },
    ]);
  });

  test('is none if the arguments differ, if it only reads, or in another process', () => {
    expect(overtakings(twice('bob perform render help #1 writes help'))).toEqual([]);
    expect(overtakings(twice('bob perform render home #1 reads home'))).toEqual([]);
    expect(overtakings(twice('bob perform render home #1 writes home'), { apart: true })).toEqual(
      [],
    );
  });

  test('is none if the answer had come', () => {
    const [start = '', first = '', bob = '', second = ''] = twice(
      'bob perform render home #1 writes home',
    );
    expect(overtakings([start, first, 'ann answer #0', bob, second])).toEqual([]);
  });

  test('is none if it was made before the first one, and is performed after it', () => {
    const late: Lines = [
      'ann run makes #0',
      'bob run makes #1',
      'bob perform render home #1 writes home',
      'bob answer #1',
      'ann perform render home #0 writes home',
    ];
    expect(overtakings(late)).toEqual([]);
  });

  test('is not shown beside a stale write between the same steps', () => {
    const both: Lines = [
      'ann run makes #0',
      'ann perform get x #0 reads x',
      'ann answer #0 makes #2',
      'bob run makes #1',
      'bob perform set x 1 #1 writes x',
      'ann perform set x 1 #2 writes x',
    ];
    expect(overtakenIn(handMade(both))).toEqual({
      flows: [],
      staleReads: [{ from: 5, to: 6, seen: 2, paths: ['x in store'] }],
      overtakings: [],
    });
  });
});

describe('a call that waits', () => {
  /** Ann asks first, and the service performs what Bob asks. */
  const waiting = (...last: Lines): Lines => [
    'ann run makes #0',
    'bob run makes #1',
    'bob perform read line #1 writes line',
    ...last,
  ];
  /** The line that says what call 0 is comes after the end of the run. */
  const cut = (lines: Lines, at: number) => {
    const { footprints, states } = handMade([...lines, 'ann perform read line #0 writes line']);
    return overtakenIn({ footprints: footprints.slice(0, at), states: states.slice(0, at + 1) });
  };

  test('is shown if it is never performed', () => {
    expect(cut(waiting(), 3).overtakings).toEqual([
      { kind: 'waiting call', from: 1, to: 3, caller: 'ann' },
    ]);
    expect(cut(waiting(), 2).overtakings).toEqual([]);
  });

  test('is none if it was made later', () => {
    const later: Lines = [
      'bob run makes #1',
      'bob perform read line #1 writes line',
      'ann run makes #2',
      'ann perform read line #2 writes line',
    ];
    const { footprints, states } = handMade(later);
    const run = { footprints: footprints.slice(0, 3), states: states.slice(0, 4) };
    expect(overtakenIn(run)).toEqual(nothing);
  });

  test('is none if it is performed after all', () => {
    expect(cut(waiting(), 4).overtakings).toEqual([]);
  });
});

describe('a late answer', () => {
  const typed = (second: string, ...last: Lines): Lines => [
    'ann run makes #0 #1',
    second,
    'ann perform search S #0 reads names',
    'ann answer #1',
    ...last,
  ];
  const search = 'ann perform search St #1 reads names';

  test('comes after that to a call which the task made later', () => {
    expect(overtakings(typed(search, ['ann answer #0', { shown: 'S' }]))).toEqual([
      { kind: 'late answer', from: 3, to: 5, later: 2, caller: 'ann' },
    ]);
  });

  test('is none if the state ignores it, or if the calls have nothing in common', () => {
    const shown = ['ann answer #0', { shown: 'S' }] as const;
    expect(overtakings(typed(search, 'ann answer #0'))).toEqual([]);
    expect(overtakings(typed('ann perform find St #1 reads names', shown))).toEqual([]);
    expect(overtakings(typed('ann perform search St #1 reads roads', shown))).toEqual([]);
  });

  test('is none in the order of the calls', () => {
    const inOrder: Lines = [
      'ann run makes #0 #1',
      search,
      'ann perform search S #0 reads names',
      ['ann answer #0', { shown: 'S' }],
      ['ann answer #1', { shown: 'St' }],
    ];
    expect(overtakings(inOrder)).toEqual([]);
  });
});
