import { expect, test } from 'vitest';
import { StepError } from 'allways';
import type { TimedRun } from '../../../../src/search/simulation/execute.js';
import { streamOf } from '../../../../src/search/simulation/random.js';
import { addRun, newStatistics } from '../../../../src/search/simulation/statistics.js';

const runOf = (more: Partial<TimedRun>): TimedRun => ({
  ended: 'stopped',
  steps: 10,
  seconds: 2,
  counted: 3,
  decided: [],
  ...more,
});
const streams = [streamOf(1), streamOf(2), streamOf(3)] as const;

test('adds up runs', () => {
  const statistics = newStatistics(1);
  addRun(statistics, runOf({}), streams[0]);
  addRun(statistics, runOf({ ended: 'steps', counted: 5 }), streams[1]);
  expect(statistics).toMatchObject({
    runs: 2,
    runsWithHits: 0,
    steps: 20,
    seconds: 4,
    ended: { stopped: 1, steps: 1, decided: 0 },
    counted: 8,
    countedSquares: 9 + 25,
    tallies: [{ hits: 0, of: 8, squares: 9 + 25 }],
  });
});

test('counts a hit, and the counted steps only up to it', () => {
  const statistics = newStatistics(2);
  const decided = [{ property: 1, counted: 2, steps: 7 }];
  addRun(statistics, runOf({}), streams[0]);
  addRun(statistics, runOf({ decided }), streams[1]);
  addRun(statistics, runOf({ decided }), streams[2]);
  expect(statistics.runsWithHits).toBe(2);
  expect(statistics.tallies[0]).toEqual({ hits: 0, of: 9, squares: 27 });
  expect(statistics.tallies[1]).toEqual({
    hits: 2,
    of: 3 + 2 + 2,
    squares: 9 + 4 + 4,
    first: { run: 2, stream: streams[1], steps: 7 },
  });
});

test('counts steps that threw by their names', () => {
  const failed = new StepError({ actor: 'one', step: 'go' }, 'then', new Error('oh'));
  const statistics = newStatistics(0);
  for (const stream of streams) addRun(statistics, runOf({ ended: 'threw', failed }), stream);
  expect([...statistics.threw]).toEqual([
    [
      'one.go does not throw',
      { hits: 3, of: 0, squares: 0, first: { run: 1, stream: streams[0], steps: 10 } },
    ],
  ]);
});
