/** Measures rows of options in rounds: without, with, without, with, … */
import { searchOption } from './children.js';
import type { OptionRow, OptionRun } from './option-rows.js';

const ways = ['without', 'with'] as const;

/** The fastest run without the option and with it. */
export interface OptionResult {
  readonly row: OptionRow;
  readonly runs: Partial<Record<(typeof ways)[number], OptionRun>>;
}

export interface RepeatOptionOptions {
  readonly rounds: number;
  /** A process that takes more seconds is ended. */
  readonly seconds: number;
  readonly onRun: (text: string) => void;
}

/** Measures one row without the option and with it. */
export async function repeatOption(
  row: OptionRow,
  { rounds, seconds, onRun }: RepeatOptionOptions,
): Promise<OptionResult> {
  const runs: Partial<Record<(typeof ways)[number], OptionRun>> = {};
  for (let round = 0; round < rounds; round++) {
    for (const way of ways) {
      const run = await searchOption(row.name, way, seconds);
      if ('failed' in run) {
        onRun(`${row.name}, ${way}: ${run.failed}`);
        continue;
      }
      onRun(`${row.name}, ${way}: ${run.seconds.toFixed(2)} s`);
      const before = runs[way];
      if (before === undefined || run.seconds < before.seconds) runs[way] = run;
    }
  }
  return { row, runs };
}

/** What was not explored as it should. */
export function optionMistakes({ row, runs }: OptionResult): readonly string[] {
  return ways.flatMap((way, at) => {
    const found = runs[way]?.distinct;
    const expected = row.distinct[at];
    if (found === undefined || found === expected) return [];
    return [`${row.name}, ${way}: ${found} distinct instead of ${expected ?? 'none'}`];
  });
}
