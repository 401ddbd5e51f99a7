/** Measures small rows several times, in rounds: by hand, the engine, by hand, the engine, … */
import { searchSmall } from './children.js';
import type { SmallTimes } from './measurement.js';
import type { Searcher } from './searcher.js';
import type { SmallRow } from './small-rows.js';

/** The least times for one row. */
export interface SmallResult {
  readonly row: SmallRow;
  readonly times: Partial<Record<Searcher, SmallTimes>>;
}

const searchers = ['byHand', 'engine'] as const;

export interface RepeatSmallOptions {
  readonly rounds: number;
  /** A process that takes more seconds is ended. */
  readonly seconds: number;
  readonly onRun: (text: string) => void;
}

/** Measures one small row by hand and with the engine. */
export async function repeatSmall(
  row: SmallRow,
  { rounds, seconds, onRun }: RepeatSmallOptions,
): Promise<SmallResult> {
  const times: Partial<Record<Searcher, SmallTimes>> = {};
  const failed = new Set<Searcher>();
  for (let round = 0; round < rounds; round++) {
    for (const searcher of searchers) {
      if (failed.has(searcher)) continue;
      const run = await searchSmall(row.name, searcher, seconds);
      if ('failed' in run) {
        failed.add(searcher);
        onRun(`${row.name}, ${searcher}: ${run.failed}`);
        continue;
      }
      onRun(`${row.name}, ${searcher}: ${run.cold.toFixed(1)} ms, then ${run.warm.toFixed(2)} ms`);
      const { cold, warm } = times[searcher] ?? run;
      times[searcher] = { ...run, cold: Math.min(cold, run.cold), warm: Math.min(warm, run.warm) };
    }
  }
  return { row, times };
}

/** What was not explored as it should. */
export function smallMistakes({ row, times }: SmallResult): readonly string[] {
  return searchers.flatMap((searcher) => {
    const run = times[searcher];
    if (run === undefined) return [];
    if (run.distinct === row.distinct && run.generated === row.generated) return [];
    return [
      `${row.name}, ${searcher}: ${run.distinct} distinct and ${run.generated} generated ` +
        `instead of ${row.distinct} and ${row.generated}`,
    ];
  });
}
