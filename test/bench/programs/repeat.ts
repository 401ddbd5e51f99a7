/** Measures rows of programs: searches in rounds, and the runs until a race shows once, as they are the same each time. */
import type { Reduction } from 'allways';
import { searchProgram, showRace } from '../children.js';
import { choosers, type Chooser, type RaceRow, type RaceRuns } from './races.js';
import { reductions, type ProgramRow, type ProgramRun } from './rows.js';

/** The fastest search with each reduction. */
export interface ProgramResult {
  readonly row: Omit<ProgramRow, 'run'>;
  readonly runs: Partial<Record<Reduction, ProgramRun>>;
}

/** What was found of a race by each chooser. */
export interface RaceResult {
  readonly row: Omit<RaceRow, 'run'>;
  readonly runs: Partial<Record<Chooser, RaceRuns>>;
}

export interface RepeatProgramOptions {
  readonly rounds: number;
  /** A process that takes more seconds is ended. */
  readonly seconds: number;
  readonly onRun: (text: string) => void;
}

/** Explores one program with each reduction in turn. */
export async function repeatProgram(
  row: ProgramRow,
  { rounds, seconds, onRun }: RepeatProgramOptions,
): Promise<ProgramResult> {
  const runs: Partial<Record<Reduction, ProgramRun>> = {};
  for (let round = 0; round < rounds; round++) {
    for (const reduction of reductions) {
      const run = await searchProgram(row.name, reduction, seconds);
      if ('failed' in run) {
        onRun(`${row.name}, ${reduction}: ${run.failed}`);
        continue;
      }
      onRun(`${row.name}, ${reduction}: ${run.seconds.toFixed(2)} s`);
      const before = runs[reduction];
      if (before === undefined || run.seconds < before.seconds) runs[reduction] = run;
    }
  }
  return { row, runs };
}

/** Looks for one race in each way. */
export async function lookForRace(
  row: RaceRow,
  { seconds, onRun }: RepeatProgramOptions,
): Promise<RaceResult> {
  const runs: Partial<Record<Chooser, RaceRuns>> = {};
  for (const chooser of choosers) {
    const found = await showRace(row.name, chooser, seconds);
    onRun(`${row.name}, ${chooser}: ${'failed' in found ? found.failed : 'done'}`);
    if (!('failed' in found)) runs[chooser] = found;
  }
  return { row, runs };
}

/** What was not explored as it should: a search that leaves runs out is not fast. */
export function programMistakes({ row, runs }: ProgramResult): readonly string[] {
  return reductions.flatMap((reduction) => {
    const found = runs[reduction];
    if (found === undefined) return [];
    const mistakes: string[] = [];
    const expected = row.runs[reduction];
    if (found.runs !== expected) {
      mistakes.push(`${row.name}, ${reduction}: ${found.runs} runs instead of ${expected}`);
    }
    if (reduction === 'none' && found.events !== row.events) {
      mistakes.push(`${row.name}, ${reduction}: ${found.events} events instead of ${row.events}`);
    }
    return mistakes;
  });
}

/** What was not found as it should. */
export function raceMistakes({ row, runs }: RaceResult): readonly string[] {
  const mistakes: string[] = [];
  const searched = runs.search?.runs[0];
  if (searched !== undefined && searched !== row.searched) {
    mistakes.push(`${row.name}, search: ${searched ?? 'no'} runs instead of ${row.searched}`);
  }
  for (const chooser of choosers) {
    if (runs[chooser]?.isRepairedViolated !== true) continue;
    mistakes.push(`${row.name}, ${chooser}: the repaired form is violated too`);
  }
  return mistakes;
}
