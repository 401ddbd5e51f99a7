/** The options of `bench.ts`, read from the command line. */
import { parseArgs } from 'node:util';
import { rows, type Row } from './rows.js';
import { optionRows, type OptionRow } from './option-rows.js';
import { raceRows, type RaceRow } from './programs/races.js';
import { programRows, type ProgramRow } from './programs/rows.js';
import { smallRows, type SmallRow } from './small-rows.js';

/** A row with more states takes minutes, and `--quick` leaves it out. */
const quickStates = 2_000_000;

/** Ends the program with one sentence about how to call it: 3 for invalid usage. */
function refuse(says: string): never {
  process.stderr.write(`npm run bench: ${says}\n`);
  process.exit(3);
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '3' },
        seconds: { type: 'string', default: '1800' },
      },
    });
  } catch (error) {
    // The first sentence says what is wrong. The others guess what the user meant.
    const [says = ''] = String(error instanceof Error ? error.message : error).split(/[.\n]/);
    return refuse(`${says}; it has --json FILE, --quick, --rounds N and --seconds N.`);
  }
}

function whole(name: string, text: string): number {
  const number = Number(text.replaceAll(/[_,]/g, ''));
  if (Number.isSafeInteger(number) && number >= 1) return number;
  return refuse(`--${name} is ${JSON.stringify(text)}; give a whole number from 1 on.`);
}

const { values, positionals } = parsed();

/** The file to write the results into, if the user wants one. */
export const json = values.json;
/** How often each cell is measured. */
export const rounds = values.quick ? 1 : whole('rounds', values.rounds);
/** A run that takes more seconds is ended, and its cell says so. */
export const seconds = whole('seconds', values.seconds);

const isChosen = (name: string): boolean =>
  positionals.length === 0 || positionals.some((start) => name.startsWith(start));

const names = [...rows, ...smallRows, ...optionRows, ...programRows, ...raceRows].map(
  ({ name }) => name,
);
for (const start of positionals) {
  if (names.some((name) => name.startsWith(start))) continue;
  refuse(
    `There is no row ${JSON.stringify(start)}; name one by the start of its name: ${names.join(', ')}.`,
  );
}

/** The rows to measure. */
export const chosen: readonly Row[] = rows.filter(
  ({ name, distinct }) => isChosen(name) && !(values.quick && distinct > quickStates),
);
/** The small rows to measure. */
export const chosenSmall: readonly SmallRow[] = smallRows.filter(({ name }) => isChosen(name));
/** The rows of options to measure. */
export const chosenOptions: readonly OptionRow[] = optionRows.filter(({ name }) => isChosen(name));
/** The programs to explore. */
export const chosenPrograms: readonly ProgramRow[] = programRows.filter(({ name }) =>
  isChosen(name),
);
/** The races to look for. */
export const chosenRaces: readonly RaceRow[] = raceRows.filter(({ name }) => isChosen(name));
const others = [chosenSmall, chosenOptions, chosenPrograms, chosenRaces];
if (chosen.length === 0 && others.every(({ length }) => length === 0)) {
  refuse(
    `--quick leaves ${positionals.join(', ')} out, which takes minutes; name another row, or leave --quick out.`,
  );
}
