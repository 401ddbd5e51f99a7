/** The tables about programs, and what they say if a count is wrong. */
import { expect, test } from 'vitest';
import { eventTable, raceTable, reductionTable, spread } from './print.js';
import { programMistakes, raceMistakes, type ProgramResult, type RaceResult } from './repeat.js';
import { interleavings } from './rows.js';

const transfer: ProgramResult = {
  row: {
    name: 'program-runs-transfer',
    runs: { none: 48_620, 'sleep sets': 16, 'source sets': 16 },
    events: 875_160,
  },
  runs: {
    none: { runs: 48_620, events: 875_160, seconds: 5 },
    'sleep sets': { runs: 16, events: 763, seconds: 0.1 },
  },
};

const race: RaceResult = {
  row: { name: 'program-race-transfer', searched: 5 },
  runs: {
    search: { runs: [5], isRepairedViolated: false },
    mixed: { runs: [3, 1, null], isRepairedViolated: false },
    pct: { runs: [null, null], isRepairedViolated: false },
    'each event': { runs: [2, 9, 4], isRepairedViolated: false },
  },
};

test('events a second are those of long searches', () => {
  expect(eventTable([transfer])).toBe(
    [
      'one thread               runs   events  seconds  events a second',
      'program-runs-transfer  48,620  875,160     5.00          175,032',
    ].join('\n'),
  );
  const small = { runs: { none: { runs: 10, events: 90, seconds: 1 } } };
  expect(eventTable([{ ...transfer, ...small }])).toBe('');
});

test('a reduction that was not measured leaves its cells empty', () => {
  expect(reductionTable([transfer])).toBe(
    [
      'programs               runs none  runs sleep sets  runs source sets  s none  s sleep sets  s source sets  runs none:sleep  s none:sleep',
      'program-runs-transfer     48,620               16                      5.00         0.100                           3,039          50.0',
    ].join('\n'),
  );
});

test('the runs of a race', () => {
  expect(raceTable([race])).toBe(
    [
      'runs until the race shows  check              sample     sample pct    fast-check  fast-check scheduleFunction',
      'program-race-transfer          5  3, some over 1,000  none in 1,000  4, at most 9',
    ].join('\n'),
  );
});

test.each([
  [[], ''],
  [[7], '7'],
  [[null], 'none in 1,000'],
  [[4, 1, 3, 2], '2, at most 4'],
  [[1, null, null], 'most over 1,000'],
])('the median and the most of %j', (runs, says) => {
  expect(spread(runs)).toBe(says);
});

test('a wrong count is said', () => {
  expect(programMistakes(transfer)).toEqual([]);
  const runs = {
    none: { runs: 48_619, events: 875_142, seconds: 5 },
    'sleep sets': { runs: 15, events: 1, seconds: 1 },
  };
  expect(programMistakes({ ...transfer, runs })).toEqual([
    'program-runs-transfer, none: 48619 runs instead of 48620',
    'program-runs-transfer, none: 875142 events instead of 875160',
    'program-runs-transfer, sleep sets: 15 runs instead of 16',
  ]);
});

test('a race in a repaired form is said, and a search with other runs', () => {
  expect(raceMistakes(race)).toEqual([]);
  const runs: RaceResult['runs'] = {
    search: { runs: [null], isRepairedViolated: false },
    scheduleFunction: { runs: [1], isRepairedViolated: true },
  };
  expect(raceMistakes({ ...race, runs })).toEqual([
    'program-race-transfer, search: no runs instead of 5',
    'program-race-transfer, scheduleFunction: the repaired form is violated too',
  ]);
});

test('interleavings are counted as a multinomial coefficient counts them', () => {
  expect(interleavings([])).toBe(1);
  expect(interleavings([2, 2])).toBe(6);
  expect(interleavings([9, 9])).toBe(48_620);
  expect(interleavings([3, 3, 3, 3])).toBe(369_600);
});
