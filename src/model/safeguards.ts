import { ModelError } from './errors.js';

/** Safeguards by name, each with a sentence that says what it does. Made by {@link defineSafeguards}. */
export type Safeguards<Name extends string> = Readonly<Record<Name, string>>;

/** Which safeguards are on. */
export type Switches<Name extends string> = Readonly<Record<Name, boolean>>;

/**
 * Names the switches of a system: measures that can be on or off.
 *
 * @param safeguards - A sentence for each, by name.
 * @returns The same, for `defineSystem`.
 * @example
 * defineSafeguards({ fencing: 'A write that is based on an older version is refused.' })
 */
export function defineSafeguards<const Definition extends Record<string, string>>(
  safeguards: Definition,
): Safeguards<keyof Definition & string> {
  return safeguards;
}

/**
 * The switches with the named safeguards on and all others off.
 *
 * @throws ModelError where a name is not one of the safeguards.
 */
export function switchOn<Name extends string>(
  system: string,
  safeguards: Safeguards<Name>,
  on: readonly Name[],
): Switches<Name> {
  const names = Object.keys(safeguards);
  const unknown = on.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ModelError(
      `System ${JSON.stringify(system)} has no safeguard ${JSON.stringify(unknown)}; it has ${names.join(', ') || 'none'}.`,
    );
  }
  return Object.fromEntries(
    names.map((name) => [name, on.includes(name as Name)]),
  ) as Switches<Name>;
}
