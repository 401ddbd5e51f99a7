/** Gives the calls of a file system the form of `node:fs` and `node:fs/promises`. */
import { constants } from 'node:fs';
import { ModelError } from '../../../validation/errors.js';
import type { FileSystem } from '../../io.js';
import { readingInto, writingFrom } from './buffers.js';
import { FileHandle, type Calls } from './handle.js';
import { methodNames, pathMethods, type Method } from './methods.js';

/** What a file system does not have, and why. */
const missing = {
  link: 'links would make two paths one file',
  symlink: 'links would make two paths one file',
  createReadStream: 'streams are missing',
  createWriteStream: 'streams are missing',
  glob: 'patterns are missing',
  openAsBlob: 'blobs are missing',
  opendir: 'streams are missing; use readdir',
  watch: 'watchers are missing',
  watchFile: 'watchers are missing',
} as const;

/** Classes that code may compare with: those of memfs. */
type Classes = object;

/** Gives the method of the service with a name. Synchronous ones have `Sync` at the end. */
type Named = (name: string) => Method;

/**
 * Gives the calls the form of `node:fs`.
 *
 * @param service - Gives the methods by their names in `node:fs`.
 * @param classes - An object with the classes `Stats` and `Dirent`.
 */
export function inFormOfNode(service: Named, classes: Classes): FileSystem {
  const named: Named = (name) => withBuffers(name, service(name));
  const { F_OK, R_OK, W_OK, X_OK } = constants;
  const methods: Record<string, unknown> = { constants, F_OK, R_OK, W_OK, X_OK };
  for (const name of ['Stats', 'Dirent']) methods[name] = Reflect.get(classes, name);
  for (const name of methodNames.flatMap((one) => [one, `${one}Sync`])) methods[name] = named(name);
  for (const name of ['realpath', 'realpathSync']) {
    methods[name] = Object.assign(named(name), { native: named(name) });
  }
  for (const [name, why] of Object.entries(missing)) {
    for (const form of [name, `${name}Sync`]) methods[form] = refusing(form, why);
  }
  const calls = Object.fromEntries(methodNames.map((name) => [name, named(name)])) as Calls;
  return {
    ...methods,
    ...existence(named('access'), named('accessSync')),
    promises: inFormOfPromises(calls),
  } as unknown as FileSystem;
}

/** A method as the caller calls it: what it reads goes into buffers of the caller. */
function withBuffers(name: string, method: Method): Method {
  if (/^readv?(Sync)?$/.test(name)) return readingInto(method);
  return /^writev?(Sync)?$/.test(name) ? writingFrom(method) : method;
}

/** A copy for one run. It is frozen: processes share it, so it may be no memory. */
export const copyOf = (form: FileSystem): FileSystem =>
  Object.freeze({ ...form, promises: Object.freeze({ ...form.promises }) });

/** `exists` and `existsSync`: they tell of no error. */
const existence = (access: Method, accessSync: Method) => ({
  exists: (path: unknown, callback: (isThere: boolean) => void) =>
    access(path, (error: unknown) => callback(error === null)),
  existsSync: (path: unknown): boolean => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  },
});

/** Gives the calls the form of `node:fs/promises`. */
function inFormOfPromises(calls: Calls): object {
  const promises: Record<string, unknown> = { constants };
  for (const name of pathMethods) {
    promises[name] = (first: unknown, ...rest: unknown[]) =>
      calls[name](first instanceof FileHandle ? first.fd : first, ...rest);
  }
  for (const [name, why] of Object.entries(missing)) promises[name] = refusing(name, why);
  promises['open'] = async (...args: unknown[]) =>
    new FileHandle(calls, (await calls.open(...args)) as number);
  return promises;
}

/** A method that a file system does not have. */
const refusing =
  (name: string, why: string): Method =>
  () => {
    throw new ModelError(`io.fs has no ${name}: ${why}.`);
  };
