/** The tables about programs. */
import { digits, format, perhaps, whole } from '../cells.js';
import { choosers, mostRuns, type Chooser } from './races.js';
import type { ProgramResult, RaceResult } from './repeat.js';
import { reductions } from './rows.js';

/** Fewer events than this take less time than the program needs to warm up. */
const manyEvents = 500_000;

/** Events a second without a reduction, with one thread; the numbers of runs and events are checked. */
export function eventTable(results: readonly ProgramResult[]): string {
  const lines = results.flatMap(({ row, runs }) => {
    const { none } = runs;
    if (none === undefined || none.events < manyEvents) return [];
    const { events, seconds } = none;
    return [[row.name, whole(none.runs), whole(events), digits(seconds), digits(events / seconds)]];
  });
  return lines.length === 0
    ? ''
    : format(['one thread', 'runs', 'events', 'seconds', 'events a second'], lines);
}

/** Runs and seconds with each reduction. */
export function reductionTable(results: readonly ProgramResult[]): string {
  return format(
    [
      'programs',
      ...reductions.map((reduction) => `runs ${reduction}`),
      ...reductions.map((reduction) => `s ${reduction}`),
      'runs none:sleep',
      's none:sleep',
    ],
    results.map(({ row, runs }) => {
      const { none, 'sleep sets': sleep } = runs;
      return [
        row.name,
        ...reductions.map((reduction) => perhaps(runs[reduction]?.runs, whole)),
        ...reductions.map((reduction) => perhaps(runs[reduction]?.seconds)),
        perhaps(none && sleep && none.runs / sleep.runs),
        perhaps(none && sleep && none.seconds / sleep.seconds),
      ];
    }),
  );
}

const titles: Readonly<Record<Chooser, string>> = {
  search: 'check',
  mixed: 'sample',
  pct: 'sample pct',
  'each event': 'fast-check',
  scheduleFunction: 'fast-check scheduleFunction',
};

/** The runs until each race shows: of a search; the median and the most of samples with a hundred seeds. */
export function raceTable(results: readonly RaceResult[]): string {
  return format(
    ['runs until the race shows', ...choosers.map((chooser) => titles[chooser])],
    results.map(({ row, runs }) => [
      row.name,
      ...choosers.map((chooser) => spread(runs[chooser]?.runs ?? [])),
    ]),
  );
}

/** The median and the most of some numbers; null is more than all others. `3, at most 17`, or `3, some over 1,000`. */
export function spread(runs: readonly (number | null)[]): string {
  const sorted = runs.map((one) => one ?? Infinity).toSorted((one, other) => one - other);
  const [median, most] = [sorted[(sorted.length - 1) >> 1], sorted.at(-1)];
  if (median === undefined || most === undefined) return '';
  const limit = whole(mostRuns);
  if (sorted[0] === Infinity) return `none in ${limit}`;
  if (median === Infinity) return `most over ${limit}`;
  if (most === Infinity) return `${whole(median)}, some over ${limit}`;
  return sorted.length === 1 ? whole(median) : `${whole(median)}, at most ${whole(most)}`;
}
