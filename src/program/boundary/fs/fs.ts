/** A file system behind the boundary, in the form of `node:fs`. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ModelError } from '../../../validation/errors.js';
import type { FileSystem, Io } from '../../io.js';
import { answeringBuffers } from './buffers.js';
import { footprintOf, type FootprintOf } from './footprints.js';
import { copyOf, inFormOfNode } from './form-of-node.js';
import { methodNames, type Method } from './methods.js';
import { FilesInMemory } from './volume.js';

/** The methods that read into buffers. */
const reading: ReadonlySet<string> = new Set(['read', 'readv']);

/** What puts an object behind the boundary. */
type Services = Pick<Io, 'service'>;

/** A file system that one run after the other uses. */
class Reusable {
  readonly #files: FilesInMemory;
  readonly #methods: Record<string, Method> = {};
  readonly #footprints: Record<string, FootprintOf> = {};
  readonly #form: FileSystem;
  /** The service of the run. */
  #service: Readonly<Record<string, Method>> = {};

  constructor() {
    const memfs = loadMemfs();
    this.#files = new FilesInMemory(memfs);
    for (const name of methodNames) {
      const raw = this.#files.methods[name];
      const method = reading.has(name) ? answeringBuffers(raw) : raw;
      const footprint = footprintOf(name);
      this.#methods[name] = inBothForms(method);
      this.#methods[`${name}Sync`] = method;
      this.#footprints[name] = this.#footprints[`${name}Sync`] = footprint;
    }
    const call = (name: string): Method => {
      return (...args) => this.#service[name]?.(...args.map(withoutUrl));
    };
    this.#form = inFormOfNode(call, memfs);
  }

  /** Begins a run. */
  begin(io: Services, files: Readonly<Record<string, string | null>>): FileSystem {
    this.#files.begin(files);
    const immediate = methodNames.map((name) => `${name}Sync`);
    const options = { callbacks: true, immediate } as const;
    this.#service = io.service('fs', this.#methods, this.#footprints, options);
    return copyOf(this.#form);
  }
}

/** The file systems of searches. */
const reusable = new WeakMap<object, Reusable>();

/**
 * Makes a file system as a service named `fs`. Its runs follow one another, so they can use one, as they use one
 * clock: memfs takes long to make it.
 *
 * @param search - An object that is the same in all runs of a search, and in no other.
 * @param io - Puts an object behind the boundary.
 * @param files - Files that are there from the start: their contents by path; null for a directory.
 */
export function fileSystem(
  search: object,
  io: Services,
  files: Readonly<Record<string, string | null>> = {},
): FileSystem {
  const one = reusable.get(search) ?? new Reusable();
  reusable.set(search, one);
  return one.begin(io, files);
}

/** Loads memfs when it is first used: it is an optional peer dependency. */
function loadMemfs(): typeof import('memfs') {
  const load = createRequire(import.meta.url);
  try {
    return load('memfs') as typeof import('memfs');
  } catch (cause) {
    const help = 'io.fs needs the package memfs; install it: npm install --save-dev memfs';
    throw new ModelError(help, { cause });
  }
}

/**
 * The asynchronous method of a synchronous one. If its last argument is a callback, it calls that; otherwise it
 * returns a promise.
 */
function inBothForms(method: Method): Method {
  return (...args) => {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return promised(method, args);
    const given = args.slice(0, -1);
    let values: readonly unknown[];
    try {
      values = [null, method(...given)];
    } catch (error) {
      values = [error];
    }
    return void Reflect.apply(callback, undefined, values);
  };
}

/** A URL cannot be copied, so it would be shared memory. */
const withoutUrl = (arg: unknown): unknown => (arg instanceof URL ? fileURLToPath(arg) : arg);

/** Calls, and gives a promise of what comes of it. */
const promised = (method: Method, args: readonly unknown[]): Promise<unknown> =>
  new Promise((resolve) => {
    resolve(method(...args));
  });
