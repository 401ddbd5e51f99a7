/** Every limit leaves time and memory to look for loops in what was explored until then. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  actor,
  alwaysEventually,
  check,
  defineModel,
  eventually,
  eventuallyAlways,
  leadsTo,
  until,
  weak,
  type CheckOptions,
  type Property,
  type SearchOutcome,
} from 'allways';
import { referenceSearch } from '../../../../src/search/reference/reference.js';
import { engine, turns } from '../../../support/engine.js';

interface Endless {
  n: number;
  phase: number;
}

/** A counter without end, and beside it a ring of three phases that it never leaves. */
const endless = defineModel<Endless>({
  name: 'endless',
  initial: { n: 0, phase: 0 },
  actors: [
    actor<Endless>('counter', {
      count: {
        then: (s) => {
          s.n++;
        },
      },
    }),
    actor<Endless>('ring', {
      turn: {
        then: (s) => {
          s.phase = (s.phase + 1) % 3;
        },
      },
    }),
  ],
});

const done = (s: Endless) => s.phase === 3;
const one = (s: Endless) => s.phase === 1;
const properties: readonly Property<Endless>[] = [
  eventually('it is done', done),
  alwaysEventually('it is done again and again', done),
  eventuallyAlways('it stays below phase 2', (s) => s.phase < 2),
  leadsTo('phase 1 leads to the end', one, done),
  until('it is below phase 3 until it is done', () => true, done),
];
/** True of every behaviour: no prefix of the states may prove it. */
const holds = eventuallyAlways<Endless>('it is never done', (s) => !done(s));

/** Each look at the clock takes so many milliseconds, and each look at memory a megabyte. */
const slowClock = (step: number): void => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += step));
  let memory = 100 * 2 ** 20;
  vi.spyOn(process.memoryUsage, 'rss').mockImplementation(() => (memory += 2 ** 20));
};

/** Each property, and how long its way and its loop are. */
const lassos = (outcome: SearchOutcome<Endless>) =>
  outcome.properties.map(({ verdict, trace }) => [
    verdict,
    trace?.lasso && [trace.lasso.from, trace.actions.length - trace.lasso.from],
  ]);

const found = [
  ['violated', [0, 3]],
  ['violated', [0, 3]],
  ['violated', [0, 3]],
  ['violated', [1, 3]],
  ['violated', [0, 3]],
  ['undecided', undefined],
];

/** Stops at the third report of progress. */
const interrupted = (): CheckOptions => {
  const stop = new AbortController();
  let reports = 0;
  return {
    signal: stop.signal,
    onProgress: () => {
      if (++reports === 3) stop.abort();
    },
  };
};

const limits: readonly (readonly [string, () => CheckOptions])[] = [
  ['states', () => ({ limits: { states: 2000 } })],
  ['depth', () => ({ limits: { depth: 50 } })],
  ['seconds', () => ({ limits: { seconds: 2 } })],
  ['memory', () => ({ limits: { memory: 200 } })],
  ['a signal', interrupted],
];

const searches = {
  'the engine': (options: CheckOptions) => engine(endless, [...properties, holds], options),
  'the engine with threads': (options: CheckOptions) =>
    engine(endless, [...properties, holds], options, { threads: turns() }),
  'a check': (options: CheckOptions) => check(endless, [...properties, holds], options),
  'the reference': (options: CheckOptions) =>
    referenceSearch(endless, [...properties, holds], options),
};

describe.each(Object.entries(searches))('%s', (_, search) => {
  beforeEach(() => slowClock(2));
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each(limits)(
    'finds loops in what it explored until the limit of %s',
    async (name, options) => {
      const outcome = await search({ ...options(), fairness: [weak('ring')] });
      expect(outcome.ended).toMatchObject(
        name === 'a signal' ? { by: 'interrupt' } : { by: 'limit', limit: name },
      );
      expect(lassos(outcome)).toEqual(found);
      expect(outcome.properties.at(-1)).toMatchObject({ says: 'not all states were visited' });
    },
  );
});
