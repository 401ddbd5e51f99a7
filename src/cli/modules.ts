/** Loads the user's modules as they are. */
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isPromise } from '../validation/answer.js';
import { describeThrown, ModelError } from '../validation/errors.js';
import { isModel } from '../model/is-model.js';
import { isSystem } from '../model/system.js';
import { isProgram } from '../program/define-program.js';
import { isRecord } from '../validation/values.js';
import { isFile, isThere } from './files.js';
import { isAnyProperty } from './kinds.js';

/** The endings of a module. If a folder holds one module with several endings, the first one counts. */
const endings = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** Whether a file can be a model or properties: a module, and neither declarations nor a test. */
export const isModule = (file: string): boolean =>
  endings.some((ending) => file.endsWith(ending)) &&
  !/\.(d|test|spec|config|test-d)\.[cm]?[jt]s$/.test(file);

/** A path without the ending of a module. */
export const withoutEnding = (file: string): string => file.replace(/\.[cm]?[jt]s$/, '');

/**
 * The module at this path without its ending; undefined if there is none.
 *
 * @throws ModelError if there is something of such a name that is no file, or a link that leads nowhere.
 */
export function moduleAt(path: string): string | undefined {
  const files = endings.map((ending) => path + ending);
  const file = files.find(isFile);
  const other = file === undefined ? files.find(isThere) : undefined;
  if (other === undefined) return file;
  throw new ModelError(
    `${relative(process.cwd(), other)} is no file; make it a module, or take it away.`,
  );
}

/** The module that stands for its folder: `model` or `index`. */
export function moduleOf(folder: string): string | undefined {
  return moduleAt(join(folder, 'model')) ?? moduleAt(join(folder, 'index'));
}

/** The modules that are being loaded, the last one innermost. */
const loading: string[] = [];

/** The path of the module that is being loaded; undefined if there is none. */
export const beingLoaded = (): string | undefined => loading.at(-1);

/** How long a module may await something while it is loaded, in seconds. */
const patience = 10;

/**
 * Everything that a module exports, by name.
 *
 * @param file - Its path.
 * @param from - The working directory; an error names the file relative to it.
 * @throws ModelError if it cannot be loaded, with the reason, or if it awaits something for ten seconds.
 */
export async function load(file: string, from: string): Promise<Readonly<Record<string, unknown>>> {
  loading.push(file);
  try {
    const loaded = await inTime(import(pathToFileURL(file).href));
    // Node reports a rejected promise that no code handles only after this turn of the event loop.
    await setImmediate();
    return flatten(loaded as Record<string, unknown>);
  } catch (error) {
    throw new ModelError(`${relative(from, file)} cannot be loaded: ${reasonOf(error, file)}`, {
      cause: error,
    });
  } finally {
    loading.pop();
  }
}

/**
 * What a module exports by default. `audit` and the configuration look at what it is.
 *
 * @param none - What the module exports if there is no default, and what to do, as the end of a sentence.
 * @throws ModelError as {@link load} does, and if there is no default export, or a promise.
 */
export async function loadDefault(file: string, from: string, none: string): Promise<unknown> {
  const { default: exported } = await load(file, from);
  const name = relative(from, file);
  if (exported === undefined) throw new ModelError(`${name} exports ${none}.`);
  if (typeof exported === 'object' && exported !== null && isPromise(exported)) {
    throw new ModelError(`${name} exports a promise by default; export what it gives: await it.`);
  }
  return exported;
}

/** What a module exports, unless the module awaits something for too long. */
async function inTime(loaded: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new StillLoading()), patience * 1000);
  });
  try {
    return await Promise.race([loaded, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A module still awaits something. */
class StillLoading extends Error {}

/** Why a module cannot be loaded. A project without a `type` in its package.json is CommonJS. */
function reasonOf(error: unknown, file: string): string {
  if (error instanceof StillLoading) {
    return `after ${patience} seconds it still awaits something, perhaps in a module that it imports; let the await end, or take it out.`;
  }
  const thrown = describeThrown(error);
  if (!/top-level await .*"cjs"|await is only valid in async functions/i.test(thrown))
    return thrown;
  const renamed = basename(file).replace(/(\.[cm]?)([jt]s)$/, '.m$2');
  return `it is a CommonJS module, which cannot await outside a function; rename it to ${renamed}, or write "type": "module" into package.json.`;
}

/**
 * All exports of a module by name. `import` gives the exports of a CommonJS module as one value, its
 * default export, and by name only those that Node can tell without running the module.
 */
function flatten(loaded: Record<string, unknown>): Record<string, unknown> {
  const { default: whole } = loaded;
  const isOneThing = isModel(whole) || isSystem(whole) || isProgram(whole) || isAnyProperty(whole);
  if (isOneThing || !isRecord(whole) || !isCommonJs(whole)) return loaded;
  return { default: whole, ...whole };
}

/** True for the exports of a CommonJS module that was loaded. */
function isCommonJs(exports: unknown): boolean {
  return Object.values(cache).some((module) => module?.exports === exports);
}

const { cache } = createRequire(import.meta.url);
