/** The command `allways`: its exit codes and its errors. */
import { CommanderError } from 'commander';
import { describeThrown, isModelError } from '../validation/errors.js';
import { cutInside, visibleLines } from '../validation/visible.js';
import { StepError } from '../model/step-error.js';
import { exit, type Exit } from './exit.js';
import type { Host } from './host.js';
import { programOf } from './program.js';

/**
 * Runs the command.
 *
 * @param given - The words after `allways`.
 * @param surroundings - The working directory, and where to print.
 * @returns 0 if all holds, 1 if something is violated, 2 if something is undecided, 3 for wrong use and
 *   for a model without properties; one sentence on standard error says what is wrong.
 * @example
 * process.exitCode = await run(['check', 'dns'], host);
 */
export async function run(given: readonly string[], surroundings: Host): Promise<Exit> {
  const host: Host = {
    ...surroundings,
    complain: (text) => surroundings.complain(inShortLines(visibleLines(text))),
  };
  let code: Exit = exit.holds;
  const program = programOf(given, host, (found) => (code = found));
  const [word, about] = given;
  const isUnknown = about !== undefined && !program.commands.some((one) => one.name() === about);
  try {
    if (word === 'help' && isUnknown) {
      program.error(`There is no command ${JSON.stringify(about)}; allways help shows all.`);
    }
    await program.parseAsync(given, { from: 'user' });
    return code;
  } catch (error) {
    // The user asked for help or the version: no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.holds : exit.wrongUse;
    // Show an unexpected error with its stack: it is a bug of a model or of the command.
    const isForeseen = isModelError(error) || error instanceof StepError;
    host.complain(isForeseen ? error.message : stackOf(error));
    return exit.wrongUse;
  }
}

/** The most characters of a line of a message. Whatever it quotes, such as a word of the command line, may be of any size. */
const longestLine = 2000;

const inShortLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => cutInside(line, longestLine))
    .join('\n');

function stackOf(error: unknown): string {
  return error instanceof Error && error.stack !== undefined ? error.stack : describeThrown(error);
}
