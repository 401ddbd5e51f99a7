/**
 * `bench.ts [ROW …] [--json FILE] [--quick] [--rounds N] [--seconds N]`: how fast the engine is, and
 * how much memory it takes, beside a search by hand, the reference search and Spin, all in one go on
 * one machine. A row may be named by the start of its name. Only the ratios count. Rows of programs also say in how
 * many runs a search, a sample and the scheduler of fast-check find a race.
 */
import { writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { timeRuns } from './children.js';
import { columns } from './columns.js';
import { engine } from './engine.js';
import { isMeasured } from './measurement.js';
import {
  chosen,
  chosenOptions,
  chosenPrograms,
  chosenRaces,
  chosenSmall,
  json,
  rounds,
  seconds,
} from './options.js';
import {
  headline,
  optionTable,
  runLine,
  scalingTable,
  smallTable,
  stateTable,
  timeTable,
} from './print.js';
import { buildPackage } from './programs/build.js';
import { eventTable, raceTable, reductionTable } from './programs/print.js';
import {
  lookForRace,
  programMistakes,
  raceMistakes,
  repeatProgram,
  type ProgramResult,
  type RaceResult,
} from './programs/repeat.js';
import { mistakes, repeat, type Known, type RowResult } from './repeat.js';
import { repeatSmall, smallMistakes, type SmallResult } from './repeat-small.js';
import { optionMistakes, repeatOption, type OptionResult } from './repeat-option.js';
import { commands, spinVersion } from './spin.js';

const version = spinVersion();
const measured = columns(version !== undefined);
const progress = (text: string) => process.stderr.write(`${text}\n`);

const small: SmallResult[] = [];
for (const row of chosenSmall) {
  small.push(await repeatSmall(row, { rounds, seconds, onRun: progress }));
}

const options: OptionResult[] = [];
for (const row of chosenOptions) {
  options.push(await repeatOption(row, { rounds, seconds, onRun: progress }));
}

const programs: ProgramResult[] = [];
const races: RaceResult[] = [];
if (chosenPrograms.length + chosenRaces.length > 0) buildPackage();
for (const row of chosenPrograms) {
  programs.push(await repeatProgram(row, { rounds, seconds, onRun: progress }));
}
for (const row of chosenRaces) {
  races.push(await lookForRace(row, { rounds, seconds, onRun: progress }));
}

const runs = await timeRuns(seconds);

const known: Known = new Map();
const results: RowResult[] = [];
for (const row of chosen) {
  results.push(
    await repeat(row, measured, known, {
      rounds,
      seconds,
      onRun: ({ title }, { name }, run) => {
        const what = isMeasured(run) ? `${run.seconds.toFixed(2)} s` : run.failed;
        progress(`${name}, ${title}: ${what}`);
      },
    }),
  );
}

const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
  system: `${platform()} ${arch()}`,
  node: process.version,
  spin: version ?? 'not installed, or no gcc: its columns are left out',
  engine: engine.name,
};
const wrong = [
  ...results.flatMap((result) => mistakes(result, measured)),
  ...small.flatMap(smallMistakes),
  ...options.flatMap(optionMistakes),
  ...programs.flatMap(programMistakes),
  ...races.flatMap(raceMistakes),
];
const sections = [
  headline(results),
  Object.entries(machine)
    .map(([name, value]) => `${name.padEnd(10)} ${value}`)
    .join('\n'),
  results.length > 0 ? timeTable(results, measured) : '',
  results.some(({ row }) => measured.some(({ rowFor }) => rowFor(row) !== row))
    ? '* on the smaller row of its family; ratios are by time for each generated state.'
    : '',
  results.length > 0 && version !== undefined
    ? 'Spin, with its compiling: spin -a, gcc -O2 and ./pan, depth-first, together and by the clock.'
    : '',
  results.length > 0
    ? `Nanoseconds for each generated state, bytes of the process for each distinct one:\n${stateTable(results, measured)}`
    : '',
  scalingTable(results, measured),
  small.length > 0
    ? `Small rows; cold is the first search of a process, warm a later one:\n${smallTable(small)}`
    : '',
  runs === undefined ? '' : runLine(runs),
  options.length > 0
    ? `With an option or a property more, and without:\n${optionTable(options)}`
    : '',
  eventTable(programs),
  programs.length > 0
    ? `Runs of programs, all of them and with a reduction:\n${reductionTable(programs)}`
    : '',
  races.length > 0
    ? `Samples with 100 seeds, the median and the most; under fast-check, the scheduler decides each event, or answers alone:\n${raceTable(races)}`
    : '',
  wrong.length > 0 ? `WRONG: ${wrong.join('\nWRONG: ')}` : '',
];
console.log(sections.filter((section) => section !== '').join('\n\n'));

if (json !== undefined) {
  const written = {
    machine,
    small: small.map(({ row: { name, distinct, generated }, times }) => ({
      name,
      distinct,
      generated,
      times,
    })),
    runs,
    options: options.map(({ row: { name }, runs }) => ({ name, runs })),
    programs: programs.map(({ row: { name, ...expected }, runs }) => ({ name, expected, runs })),
    races: races.map(({ row: { name, searched }, runs }) => ({ name, searched, runs })),
    rows: results.map(({ row, runs }) => ({
      name: row.name,
      about: row.about,
      distinct: row.distinct,
      generated: row.generated,
      reference: row.reference,
      byHand: row.byHand,
      spin: {
        bfs: commands(row, 'breadth-first'),
        dfs: commands(row, 'depth-first'),
        compiling: commands(row, 'depth-first', '-O2'),
      },
      runs,
    })),
    wrong,
  };
  writeFileSync(json, `${JSON.stringify(written, null, 2)}\n`);
}
process.exitCode = wrong.length > 0 ? 1 : 0;
