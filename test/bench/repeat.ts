/** Measurements in turn (A B A B …), so that a slow minute of the machine hits all alike. */
import type { Column, ColumnName } from './columns.js';
import { isMeasured, type Measurement } from './measurement.js';
import type { Row } from './rows.js';

/** All runs for one row. */
export interface RowResult {
  readonly row: Row;
  readonly runs: Partial<Record<ColumnName, Measurement[]>>;
}

export interface RepeatOptions {
  readonly rounds: number;
  /** A run that takes more seconds is ended. */
  readonly seconds: number;
  readonly onRun: (column: Column, row: Row, run: Measurement) => void;
}

/** What was run so far, by column and row: several rows share one run of the reference. */
export type Known = Map<string, Measurement[]>;

/** Measures one row in all columns. */
export async function repeat(
  row: Row,
  columns: readonly Column[],
  known: Known,
  { rounds, seconds, onRun }: RepeatOptions,
): Promise<RowResult> {
  const result: RowResult = { row, runs: {} };
  const open = columns.flatMap((column) => {
    const explored = column.rowFor(row);
    const key = `${column.name} ${explored.name}`;
    const runs = known.get(key);
    result.runs[column.name] = runs ?? [];
    if (runs !== undefined) return [];
    known.set(key, result.runs[column.name] ?? []);
    return [{ column, explored }];
  });
  for (let round = 0; round < rounds; round++) {
    for (const { column, explored } of open) {
      const runs = result.runs[column.name] ?? [];
      if (round >= enough(runs)) continue;
      const run = await column.measure(explored, seconds);
      runs.push(run);
      onRun(column, explored, run);
    }
  }
  return result;
}

/** How many runs are enough, after what the first one took: a long run levels out by itself. */
function enough([first]: readonly Measurement[]): number {
  if (first === undefined) return Infinity;
  if (!isMeasured(first) || first.seconds > 120) return 1;
  return first.seconds > 30 ? 2 : Infinity;
}

/** What was not explored as it should: a search that missed states is not fast. */
export function mistakes({ row, runs }: RowResult, columns: readonly Column[]): readonly string[] {
  return columns.flatMap((column) => {
    const { name, distinct, generated } = column.rowFor(row);
    return (runs[column.name] ?? []).filter(isMeasured).flatMap((run) => {
      // Spin prints eight digits.
      const same = (one: number, other: number) =>
        Math.abs(one - other) <= other * exactness(column);
      if (same(run.distinct, distinct) && same(run.generated, generated)) return [];
      return [
        `${name}, ${column.title}: ${run.distinct} distinct and ${run.generated} generated ` +
          `instead of ${distinct} and ${generated}`,
      ];
    });
  });
}

const exactness = ({ name }: Column) => (name.startsWith('spin') ? 5e-8 : 0);
