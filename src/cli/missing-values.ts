/** Flags whose value is missing or empty. */
import { InvalidArgumentError, type Command } from 'commander';

/**
 * Refuses a flag in place of a value: the value of the flag before it is missing. Commander would take `--json` in
 * `--html --json` as the name of a file, and also a misspelled one. Also refuses an empty value, as a variable of the shell gives that is not set.
 */
export function refuseMissingValues({ options }: Command): void {
  const flags = new Set<string | undefined>(options.flatMap(({ long, short }) => [long, short]));
  for (const option of options) {
    if (!option.required) continue;
    const read = option.parseArg;
    option.argParser((value: string, before: unknown): unknown => {
      if (flags.has(value)) {
        throw new InvalidArgumentError('It is a flag; give a value before it.');
      }
      if (value.startsWith('--')) {
        throw new InvalidArgumentError('It looks like a flag; give a value before it.');
      }
      if (value.trim() === '') throw new InvalidArgumentError('It is empty; give a value.');
      return read === undefined ? value : read(value, before);
    });
  }
}
