/** A file system in memory: the synchronous half of `node:fs`, over the package memfs. */
import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import type { Volume } from 'memfs';
import { methodNames, type Method, type MethodName } from './methods.js';
import { pathOf } from './paths.js';
import { mkdirOver, mkdtempOver, renameOver } from './posix.js';

/** The folder of temporary files. The platform is asked once, because the question takes time. */
const temporary = tmpdir();

/**
 * Files in memory, with the synchronous methods of a file system. The methods differ from those of memfs in
 * four ways:
 *
 * - Descriptors count from 3. In memfs all volumes share a counter, so runs would differ.
 * - `mkdtemp` counts. In memfs it draws random names, so runs would differ.
 * - `rename` and `mkdir` refuse what POSIX refuses, such as to replace a directory that has entries.
 * - To read does not change the time of access, as on a disk that is mounted with `noatime`. In memfs even
 *   to look for a path changes it, so two readers would depend on each other.
 */
export class FilesInMemory {
  /** The methods by their names without `Sync`. */
  readonly methods: Readonly<Record<MethodName, Method>>;
  readonly #volume: Volume;
  readonly #open = new OpenFiles();
  readonly #madeTemporary = { count: 0 };

  constructor(memfs: Memfs) {
    this.#volume = new memfs.Volume();
    this.methods = this.#methods(shownStats(memfs));
  }

  /**
   * Removes everything, and puts files in place. Every process finds its working directory and that for temporary
   * files.
   */
  begin(files: Readonly<Record<string, string | null>>): void {
    const volume = this.#volume;
    volume.reset();
    this.#open.clear();
    this.#madeTemporary.count = 0;
    for (const path of [process.cwd(), temporary]) volume.mkdirSync(path, { recursive: true });
    volume.fromJSON({ ...files });
  }

  #methods(shown: object): Record<MethodName, Method> {
    const volume = this.#volume;
    const open = this.#open;
    const raw = (name: string): Method => {
      const method: unknown = Reflect.get(volume, `${name}Sync`);
      if (typeof method !== 'function') throw new TypeError(`memfs has no ${name}Sync.`);
      return (first, ...rest) =>
        Reflect.apply(method, volume, [open.real(pathOf(first) ?? first), ...rest]) as unknown;
    };
    const methods: Record<string, Method> = {};
    for (const name of methodNames) methods[name] = raw(name);
    const [openFile, closeFile] = [raw('open'), raw('close')];
    methods['open'] = (path, flags = 'r', mode) => open.add(openFile(path, flags, mode) as number);
    methods['close'] = (descriptor) => {
      closeFile(descriptor);
      open.remove(descriptor);
    };
    methods['rename'] = renameOver(raw('lstat'), raw('readdir'), raw('rename'));
    methods['mkdir'] = mkdirOver(raw('lstat'), raw('mkdir'));
    methods['mkdtemp'] = mkdtempOver(raw('mkdir'), this.#madeTemporary);
    const times = new AccessTimes((first) => nodeAt(volume, open.real(first)), shown);
    for (const name of ['utimes', 'lutimes', 'futimes']) methods[name] = times.noting(raw(name));
    for (const name of ['stat', 'lstat', 'fstat']) methods[name] = times.showing(raw(name));
    return methods;
  }
}

/** What memfs keeps of a file or a directory. */
type Node = NonNullable<ReturnType<Volume['_core']['getResolvedLink']>>['node'];

/** What is at a path, or what a descriptor is open for. */
function nodeAt({ _core: core }: Volume, first: unknown): Node | undefined {
  const path = pathOf(first);
  if (path === undefined) return core.fds[Number(first)]?.node;
  return core.getResolvedLink(path)?.getNode();
}

/** The descriptors of open files: small numbers for those of memfs. */
class OpenFiles {
  readonly #byNumber = new Map<unknown, number>();

  /** The descriptor that memfs knows; anything else as it is. */
  real(first: unknown): unknown {
    return this.#byNumber.get(first) ?? first;
  }

  /** Gives a descriptor the lowest number that is free. */
  add(descriptor: number): number {
    let number = 3;
    while (this.#byNumber.has(number)) number++;
    this.#byNumber.set(number, descriptor);
    return number;
  }

  remove(number: unknown): void {
    this.#byNumber.delete(number);
  }

  clear(): void {
    this.#byNumber.clear();
  }
}

/** Times of access: the time of birth, unless a call set another one. */
class AccessTimes {
  readonly #nodeAt: (first: unknown) => Node | undefined;
  readonly #shown: object;
  readonly #set = new WeakMap<Node, Date>();

  /** @param shown - The prototype of what tells times. */
  constructor(nodeAt: (first: unknown) => Node | undefined, shown: object) {
    this.#nodeAt = nodeAt;
    this.#shown = shown;
  }

  /** A method that sets times. */
  noting =
    (method: Method): Method =>
    (first, ...rest) => {
      const result = method(first, ...rest);
      const node = this.#nodeAt(first);
      if (node !== undefined) this.#set.set(node, node.atime);
      return result;
    };

  /** A method that tells times. */
  showing =
    (method: Method): Method =>
    (first, ...rest) => {
      const stats = method(first, ...rest);
      const node = this.#nodeAt(first);
      if (node === undefined || typeof stats !== 'object' || stats === null) return stats;
      const time = this.#set.get(node) ?? node.btime;
      const isBig = typeof Reflect.get(stats, 'atimeMs') === 'bigint';
      const atimeMs = isBig ? BigInt(time.getTime()) : time.getTime();
      const told = Object.assign(stats, { atime: new Date(time), atimeMs });
      return Object.setPrototypeOf(told, this.#shown) as object;
    };
}

/** The package memfs. */
type Memfs = typeof import('memfs');

/** What is shown of an entry. */
interface Shown {
  readonly size?: unknown;
  readonly mtime?: Date;
  isDirectory?: () => boolean;
}

/** The prototype of a `Stats` of which a timeline shows what matters, and not all of its twenty numbers. */
function shownStats(memfs: Memfs): object {
  function inWords(this: Shown): string {
    const isDirectory = this.isDirectory?.() === true;
    const what = isDirectory ? 'a directory' : `a file of ${String(this.size)} bytes`;
    return `${what}, changed ${this.mtime?.toISOString()}`;
  }
  const stats = Reflect.get(memfs, 'Stats') as { readonly prototype: object };
  return Object.create(stats.prototype, { [inspect.custom]: { value: inWords } }) as object;
}
