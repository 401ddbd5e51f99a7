/** Modules of the user, loaded as they are. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeThrown, ModelError } from '../model/errors.js';

/** The endings of a module, the one that is wanted most first. */
const endings = ['.ts', '.mts', '.js', '.mjs'];

/** Whether a file can be a model or properties: a module, and neither declarations nor a test. */
export const isModule = (file: string): boolean =>
  endings.some((ending) => file.endsWith(ending)) &&
  !/\.(d|test|spec|config|test-d)\.m?[jt]s$/.test(file);

/** A path without the ending of a module. */
export const withoutEnding = (file: string): string => file.replace(/\.m?[jt]s$/, '');

/** The module of this path without its ending; undefined where there is none. */
export function moduleAt(path: string): string | undefined {
  return endings.map((ending) => path + ending).find((file) => existsSync(file));
}

/** The module in a folder that stands for the folder: `model` or `index`. */
export function moduleOf(folder: string): string | undefined {
  return moduleAt(join(folder, 'model')) ?? moduleAt(join(folder, 'index'));
}

/**
 * Everything that a module exports, by name.
 *
 * @param file - Its path.
 * @param from - The working directory, from which an error names the file.
 * @throws ModelError where it cannot be loaded, with the reason.
 */
export async function load(file: string, from: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const loaded = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return flatten(loaded);
  } catch (error) {
    throw new ModelError(`${relative(from, file)} cannot be loaded: ${describeThrown(error)}`, {
      cause: error,
    });
  }
}

/** A module in the older format comes as one default export that holds what it exports. */
function flatten(loaded: Record<string, unknown>): Record<string, unknown> {
  const { default: inner } = loaded;
  const isOlder =
    typeof inner === 'object' &&
    inner !== null &&
    '__esModule' in inner &&
    inner.__esModule === true;
  return isOlder ? { ...inner } : loaded;
}
