/** The tables. */
import { digits, format, perhaps, whole, type Cells } from './cells.js';
import { type Column, type ColumnName } from './columns.js';
import {
  best,
  bytesPerState,
  isMeasured,
  nanoseconds,
  type Measured,
  type RunTimes,
} from './measurement.js';
import type { RowResult } from './repeat.js';
import type { OptionResult } from './repeat-option.js';
import type { SmallResult } from './repeat-small.js';

const fastest = ({ runs }: RowResult, column: ColumnName) => best(runs[column] ?? []);

/** By time per generated state, which is by time where both explored the same row. */
function ratio(one: Measured | undefined, other: Measured | undefined): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  return nanoseconds(one) / nanoseconds(other);
}

/** The numbers that matter most. */
export function headline(results: readonly RowResult[]): string {
  const lines: string[] = [];
  for (const managers of [8, 9]) {
    const result = results.find(({ row }) => row.name === `two-phase-commit-${managers}`);
    if (result === undefined) continue;
    const engine = fastest(result, 'engine');
    const spin = fastest(result, 'spinBfs');
    const what = `two-phase commit, ${managers} managers`;
    if (engine !== undefined && spin !== undefined) {
      const times = digits(engine.seconds / spin.seconds);
      const wall = `${digits(engine.seconds)} s to ${digits(spin.seconds)} s`;
      lines.push(
        `${what}: the engine takes ${times} times as long as Spin breadth-first (${wall})`,
      );
    }
    if (managers === 9 && engine !== undefined) {
      const theirs = spin === undefined ? '' : `; Spin ${digits(bytesPerState(spin))}`;
      lines.push(`${what}: ${digits(bytesPerState(engine))} bytes a distinct state${theirs}`);
    }
  }
  return lines.join('\n');
}

const cell = (result: RowResult, column: Column): string => {
  const runs = result.runs[column.name] ?? [];
  const run = best(runs);
  if (run !== undefined) {
    return `${digits(run.seconds)}${column.rowFor(result.row) === result.row ? '' : '*'}`;
  }
  const [first] = runs;
  return first === undefined || isMeasured(first) ? '' : first.failed.slice(0, 24);
};

/** Seconds of the searches, and how they compare. */
export function timeTable(results: readonly RowResult[], columns: readonly Column[]): string {
  return format(
    [
      'seconds',
      'distinct',
      'generated',
      ...columns.map(({ title }) => title),
      'engine:by hand',
      'engine:reference',
      'engine:Spin bfs',
      'engine:Spin dfs',
      'engine:Spin compiling',
      'auto:1',
    ],
    results.map((result) => {
      const engine = fastest(result, 'engine');
      return [
        result.row.name,
        whole(result.row.distinct),
        whole(result.row.generated),
        ...columns.map((column) => cell(result, column)),
        perhaps(ratio(engine, fastest(result, 'byHand'))),
        perhaps(ratio(engine, fastest(result, 'reference'))),
        perhaps(ratio(engine, fastest(result, 'spinBfs'))),
        perhaps(ratio(engine, fastest(result, 'spinDfs'))),
        perhaps(ratio(engine, fastest(result, 'spinCompiling'))),
        perhaps(ratio(fastest(result, 'auto'), engine)),
      ];
    }),
  );
}

/** Columns whose time is that of the search alone: what it takes for each state says something. */
const searchOnly = (columns: readonly Column[]) =>
  columns.filter(({ name }) => name !== 'spinCompiling');

/** Nanoseconds for each generated state, and bytes of the whole process for each distinct one. */
export function stateTable(results: readonly RowResult[], all: readonly Column[]): string {
  const columns = searchOnly(all);
  const each = (result: RowResult, of: (run: Measured) => number) =>
    columns.map(({ name }) => {
      const run = fastest(result, name);
      return run === undefined ? '' : digits(of(run));
    });
  return format(
    ['', ...columns.map(({ title }) => `ns ${title}`), ...columns.map(({ title }) => `B ${title}`)],
    results.map((result) => [
      result.row.name,
      ...each(result, nanoseconds),
      ...each(result, bytesPerState),
    ]),
  );
}

/** How the time for a state grows with their number, within a family. */
export function scalingTable(results: readonly RowResult[], columns: readonly Column[]): string {
  // Those that explore each member of a family.
  const own = searchOnly(columns).filter(({ name }) => name !== 'reference' && name !== 'byHand');
  const lines: Cells[] = [];
  for (const family of new Set(results.map(({ row }) => row.family))) {
    const members = results.filter(({ row }) => row.family === family);
    if (family === undefined || members.length < 2) continue;
    for (const result of members) {
      lines.push([
        family,
        whole(result.row.distinct),
        ...own.flatMap(({ name }) => {
          const run = fastest(result, name);
          const smallest = members
            .map((one) => fastest(one, name))
            .find((one) => one !== undefined);
          return [run === undefined ? '' : digits(nanoseconds(run)), perhaps(ratio(run, smallest))];
        }),
      ]);
    }
  }
  const header = ['', 'distinct', ...own.flatMap(({ title }) => [`ns ${title}`, 'growth'])];
  return lines.length === 0 ? '' : format(header, lines);
}

/** How long a run of a step takes. */
export const runLine = ({ plain, watched, immer }: RunTimes): string =>
  `A run of a step on the DNS system, warm: ${digits(plain)} µs plain, ${digits(watched)} µs watched, ` +
  `${digits(immer)} µs with a draft of immer.`;

/** Milliseconds of a search of a small row: cold is the first one of a process, warm a later one. */
export function smallTable(results: readonly SmallResult[]): string {
  return format(
    [
      'milliseconds',
      'distinct',
      'by hand cold',
      'by hand warm',
      'engine cold',
      'engine warm',
      'engine:by hand cold',
      'engine:by hand warm',
    ],
    results.map(({ row, times: { byHand, engine } }) => {
      const ratios = byHand && engine && [engine.cold / byHand.cold, engine.warm / byHand.warm];
      return [
        row.name,
        whole(row.distinct),
        ...[byHand?.cold, byHand?.warm, engine?.cold, engine?.warm].map((value) => perhaps(value)),
        ...[ratios?.[0], ratios?.[1]].map((value) => perhaps(value)),
      ];
    }),
  );
}

/** Seconds of searches with an option or a property more, and without. */
export function optionTable(results: readonly OptionResult[]): string {
  return format(
    ['seconds', 'distinct without', 'with', 'without', 'with', 'with:without'],
    results.map(({ row, runs }) => [
      row.name,
      ...row.distinct.map(whole),
      perhaps(runs.without?.seconds),
      perhaps(runs.with?.seconds),
      perhaps(runs.with && runs.without && runs.with.seconds / runs.without.seconds),
    ]),
  );
}
