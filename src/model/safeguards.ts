import { ModelError } from '../validation/errors.js';
import { isPlainObject } from './plain-data.js';
import { describeGiven, refuseUnknownName, reading } from '../validation/refuse.js';

/** Safeguards by name, each with a sentence that says what it does. Made by {@link defineSafeguards}. */
export type Safeguards<Name extends string> = Readonly<Record<Name, string>>;

/** Which safeguards are on. */
export type Switches<Name extends string> = Readonly<Record<Name, boolean>>;

/**
 * Defines the safeguards of a system: measures that can be on or off.
 *
 * @param safeguards - A sentence for each, by name.
 * @returns The same, for `defineSystem`.
 * @throws ModelError if one has no sentence.
 * @example
 * defineSafeguards({ fencing: 'A write that is based on an older version is refused.' })
 */
export function defineSafeguards<const Definition extends Record<string, string>>(
  safeguards: Definition,
): Safeguards<keyof Definition & string> {
  return reading('defineSafeguards', () => {
    refuseOtherSafeguards('defineSafeguards', safeguards);
    return safeguards;
  });
}

/**
 * Refuses a value that is not a set of safeguards.
 *
 * @param where - The function or system that was given them, as the start of a sentence.
 * @param safeguards - What the user gave.
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherSafeguards(where: string, safeguards: unknown): void {
  if (!isPlainObject(safeguards)) {
    throw new ModelError(
      `${where}: safeguards is ${describeGiven(safeguards)}; give an object with a sentence for each.`,
    );
  }
  for (const [name, sentence] of Object.entries(safeguards) as [string, unknown][]) {
    if (typeof sentence === 'string') continue;
    throw new ModelError(
      `${where}: safeguard ${name} is ${describeGiven(sentence)}; say in a sentence what it does.`,
    );
  }
}

/**
 * The switches with the named safeguards on and all others off.
 *
 * @param where - The system that has them, as the start of a sentence.
 * @param safeguards - All safeguards of the system.
 * @param on - The names of those to switch on.
 * @throws ModelError if `on` is not a list, or a name is not one of the safeguards.
 */
export function switchOn<Name extends string>(
  where: string,
  safeguards: Safeguards<Name>,
  on: readonly Name[],
): Switches<Name> {
  return reading(where, () => {
    refuseNoList(where, on);
    const names = Object.keys(safeguards);
    for (const name of on) refuseUnknownName(where, 'safeguard', name, names);
    return Object.fromEntries(
      names.map((name) => [name, on.includes(name as Name)]),
    ) as Switches<Name>;
  });
}

function refuseNoList(where: string, on: unknown): void {
  if (Array.isArray(on)) return;
  const isName = typeof on === 'string';
  const given = isName ? `the string ${JSON.stringify(on)}` : describeGiven(on);
  const advice = isName ? `with(['${on}'])` : 'with([]) for none';
  throw new ModelError(
    `${where} was given ${given} in place of a list of safeguards; write ${advice}.`,
  );
}
