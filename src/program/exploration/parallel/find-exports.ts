/** Finds a program and its properties among the exports of modules. */
import { ModelError } from '../../../validation/errors.js';
import { isRecord } from '../../../validation/values.js';
import type { ProgramProperty } from '../../judge.js';
import type { ProgramDefinition } from '../../program.js';
import type { PropertyName } from './messages.js';

/** A module as `import` gives it, with the name by which an error calls it. */
export interface LoadedModule {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * The definition of the program with a name.
 *
 * @throws ModelError if no module exports it, or if two programs have this name.
 */
export function definitionIn(
  modules: readonly LoadedModule[],
  name: string,
): ProgramDefinition<unknown, unknown> {
  const program = theOne(modules, { kind: 'program', name }, 'program');
  return (program as { readonly definition: ProgramDefinition<unknown, unknown> }).definition;
}

/**
 * The properties with these names, in their order.
 *
 * @throws ModelError if no module exports one of them, or if two have the same name.
 */
export function propertiesIn(
  modules: readonly LoadedModule[],
  names: readonly PropertyName[],
): readonly ProgramProperty<unknown>[] {
  return names.map((wanted) => theOne(modules, wanted, 'property') as ProgramProperty<unknown>);
}

/** Names modules in an error. */
export const namesOf = (modules: readonly { readonly name: string }[]): string =>
  modules.map(({ name }) => name).join(' with ');

/** The one thing of a kind that has a name. */
function theOne(
  modules: readonly LoadedModule[],
  { kind, name }: PropertyName,
  what: string,
): unknown {
  const all = modules.flatMap(({ exports }) => exportsOf(exports));
  const found = [...new Set(all)].filter((value) => {
    const given = Object(value) as Partial<PropertyName>;
    return given.kind === kind && given.name === name;
  });
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  const how = found.length === 0 ? `no ${what}` : `${found.length} of ${what}`;
  throw new ModelError(
    `check of a program: modules: ${namesOf(modules)} exports ${how} ${JSON.stringify(name)}, and each thread must load it; export it once, or leave workers out.`,
  );
}

/** What a module exports, in lists too. A CommonJS module exports one record by default. */
function exportsOf(exports: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { default: whole, ...named } = exports;
  const inRecord: readonly unknown[] =
    isRecord(whole) && !Array.isArray(whole) ? Object.values(whole) : [];
  return [whole, ...Object.values(named), ...inRecord].flatMap((value) =>
    Array.isArray(value) ? (value as readonly unknown[]) : [value],
  );
}
