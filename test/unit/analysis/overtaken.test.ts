/** What tasks do not know, in runs of programs that are written by hand. */
import { describe, expect, test } from 'vitest';
import { overtakenIn } from '../../../src/analysis/overtaken.js';
import { handMade, type Lines } from '../../support/hand-made-run.js';

const staleReads = (...run: Parameters<typeof handMade>) =>
  overtakenIn(handMade(...run)).staleReads;
const nothing = { staleReads: [], overtakings: [] };

/** Ann reads x, Bob writes it, and Ann writes it. */
const lostUpdate: Lines = [
  'ann run makes #0',
  'ann perform get x #0 reads x',
  'ann answer #0 makes #2',
  'bob run makes #1',
  ['bob perform set x 1 #1 writes x', { n: 1 }],
  'bob answer #1',
  'ann perform set x 2 #2 writes x',
];

describe('a stale write', () => {
  const found = [{ from: 5, to: 7, seen: 2, paths: ['x in store'] }];

  test('is one to a part that another task has written since it was read', () => {
    expect(overtakenIn(handMade(lostUpdate))).toEqual({ ...nothing, flows: [], staleReads: found });
    expect(staleReads(lostUpdate, { apart: true })).toEqual(found);
  });

  test('names all parts that one write changed', () => {
    const both = lostUpdate.map((line) =>
      typeof line === 'string'
        ? line.replace(/(reads|writes) x/, '$1 y x')
        : (['bob perform set x 1 #1 writes y x', { n: 1 }] as const),
    );
    expect(staleReads(both)).toEqual([
      { from: 5, to: 7, seen: 2, paths: ['x in store', 'y in store'] },
    ]);
  });

  test('is none if the other task writes another part', () => {
    expect(staleReads(lostUpdate.with(4, ['bob perform set y 1 #1 writes y', { n: 1 }]))).toEqual(
      [],
    );
  });

  test('is none if the task reads the part again before it makes the call', () => {
    const again: Lines = [
      ...lostUpdate.slice(0, 2),
      'ann answer #0 makes #2',
      ...lostUpdate.slice(3, 6),
      'ann perform get x #2 reads x',
      'ann answer #2 makes #3',
      'ann perform set x 2 #3 writes x',
    ];
    expect(overtakenIn(handMade(again))).toEqual({
      ...nothing,
      flows: [{ from: 5, to: 7, paths: ['x in store'] }],
    });
  });

  test('is one if the call was made before the second answer came', () => {
    const tooEarly: Lines = [
      'ann run makes #0',
      'ann perform get x #0 reads x',
      'ann answer #0 makes #2 #3',
      'bob run makes #1',
      'bob perform set x 1 #1 writes x',
      'ann perform get x #2 reads x',
      'ann answer #2',
      'ann perform set x 2 #3 writes x',
    ];
    expect(staleReads(tooEarly)).toEqual([{ from: 5, to: 8, seen: 2, paths: ['x in store'] }]);
  });

  test('is none if the task never read the part', () => {
    const blind: Lines = [
      'ann run makes #0',
      'bob run makes #1',
      'bob perform add x 1 #1 writes x',
      'ann perform add x 2 #0 writes x',
    ];
    expect(overtakenIn(handMade(blind))).toEqual({ ...nothing, flows: [] });
  });

  test('is none if the task wrote the part last: it only adds', () => {
    const adding: Lines = [
      'ann run makes #0',
      'ann perform get x #0 reads x',
      'ann answer #0 makes #1',
      'ann perform add x #1 writes x',
      'ann answer #1 makes #3',
      'bob run makes #2',
      'bob perform add x 9 #2 writes x',
      'ann perform add x #3 writes x',
    ];
    expect(staleReads(adding)).toEqual([]);
  });

  test('is shown once: a write of its own comes between', () => {
    expect(
      staleReads([...lostUpdate, 'ann answer #2 makes #3', 'ann perform set x 3 #3 writes x']),
    ).toEqual(found);
  });

  test('leaves out a write that had no effect', () => {
    const refused: Lines = [
      ['cid run makes #0', { n: 0 }],
      ['cid perform swap x 0 #0 writes x', { n: 1 }],
      'cid answer #0',
      'ann run makes #1',
      'ann perform get x #1 reads x',
      'ann answer #1 makes #3',
      'bob run makes #2',
      'bob perform swap x 0 2 #2 writes x',
      'ann perform swap x 1 2 #3 writes x',
    ];
    expect(staleReads(refused)).toEqual([]);
    expect(staleReads(refused.with(7, ['bob perform swap x 0 2 #2 writes x', { n: 2 }]))).toEqual([
      { from: 8, to: 9, seen: 5, paths: ['x in store'] },
    ]);
  });

  test('keeps a write whose effect the state does not show yet', () => {
    expect(
      staleReads([
        ...lostUpdate.with(4, 'bob perform set x 1 #1 writes x').slice(0, -1),
        ['ann perform set x 2 #2 writes x', { n: 1 }],
      ]),
    ).toEqual(found);
  });

  test('can be made at once, without a call', () => {
    const atOnce: Lines = [
      'ann run reads x',
      'bob run writes x',
      'ann run writes x',
      'bob run writes x',
    ];
    expect(staleReads(atOnce)).toEqual([{ from: 2, to: 3, seen: 1, paths: ['x in store'] }]);
  });

  test('knows what an atomic service answered at once', () => {
    const atomic: Lines = [
      'ann run makes #0',
      'ann both get x #0 reads x makes #2',
      'bob run makes #1',
      'bob both set x 1 #1 writes x',
      'ann both set x 2 #2 writes x',
    ];
    expect(staleReads(atomic)).toEqual([{ from: 4, to: 5, seen: 2, paths: ['x in store'] }]);
  });

  test('is none of a task that has forgotten all: it starts again after a crash', () => {
    const { footprints, states } = handMade(lostUpdate, { apart: true });
    const again = footprints.map((one, at) => (at === 6 ? { ...one, process: 7 } : one));
    expect(overtakenIn({ footprints: again, states })).toEqual({ ...nothing, flows: [] });
  });
});

describe('calls without a footprint', () => {
  /** The same, and the calls touch the whole store. The state has two places. */
  const whole = (bob: object, ann: object): Lines =>
    lostUpdate.map((line, at) => {
      const text = (typeof line === 'string' ? line : line[0]).replace(
        /(?:reads|writes) x/,
        'writes *',
      );
      return at === 4
        ? ([text, { ...bob }] as const)
        : at === 6
          ? ([text, { ...ann }] as const)
          : text;
    });
  const found = [{ from: 5, to: 7, seen: 2, paths: ['store'] }];

  test('write if their method has changed the state', () => {
    expect(staleReads(whole({ n: 1 }, { n: 2 }))).toEqual(found);
    expect(staleReads(whole({ n: 1 }, {}))).toEqual(found);
    expect(staleReads(whole({}, { n: 2 }))).toEqual([]);
    expect(staleReads(whole({}, {}))).toEqual([]);
  });

  test('write different things if the state shows it', () => {
    expect(staleReads(whole({ n: 1 }, { m: 1 }))).toEqual([]);
  });

  test('tell a task about each part', () => {
    const listed: Lines = [
      ...lostUpdate.slice(0, 6),
      'ann perform list #2 writes *',
      'ann answer #2 makes #3',
      'ann perform set x 2 #3 writes x',
    ];
    expect(staleReads(listed)).toEqual([]);
  });
});

describe('an answer that is out of date', () => {
  const late = (...last: Lines): Lines => [
    'ann run makes #0',
    'ann perform get x #0 reads x',
    'bob run makes #1',
    'bob perform set x 1 #1 writes x',
    ...last,
  ];
  const found = [{ from: 4, to: 5, seen: 2, reader: 'ann', paths: ['x in store'] }];

  test('is shown if it is put to use', () => {
    expect(staleReads(late(['ann answer #0', { cached: 0 }]))).toEqual(found);
    expect(staleReads(late('ann answer #0'))).toEqual([]);
  });

  test('is not shown before it has come', () => {
    expect(overtakenIn(handMade(late()))).toEqual({ ...nothing, flows: [] });
  });

  test('is not shown if the task writes the part with it: that is worse', () => {
    const written = late(
      ['ann answer #0 makes #2', { cached: 0 }],
      'ann perform set x 2 #2 writes x',
    );
    expect(staleReads(written)).toEqual([{ from: 4, to: 6, seen: 2, paths: ['x in store'] }]);
  });

  test('is none if the write came before the service performed the call', () => {
    const [start = '', ...rest] = late(['ann answer #0', { cached: 0 }]);
    const [get = '', bob = '', set = '', answer = ''] = rest;
    expect(staleReads([start, bob, set, get, answer])).toEqual([]);
  });
});

test('states that are too large to be compared show no change', () => {
  const all = Array.from({ length: 60_000 }, () => 0);
  const { footprints, states } = handMade(lostUpdate);
  const large = { footprints, states: states.map((state) => ({ ...state, all })) };
  expect(overtakenIn(large).staleReads).toEqual([
    { from: 5, to: 7, seen: 2, paths: ['x in store'] },
  ]);
  const whole = lostUpdate.map((line) =>
    (typeof line === 'string' ? line : line[0]).replace(/(?:reads|writes) x/, 'writes *'),
  );
  const unknown = { footprints: handMade(whole).footprints, states: large.states };
  expect(overtakenIn(unknown)).toEqual({ ...nothing, flows: [] });
});

test('a run in which nothing happened has nothing', () => {
  expect(overtakenIn(handMade([]))).toEqual({ ...nothing, flows: [] });
});
