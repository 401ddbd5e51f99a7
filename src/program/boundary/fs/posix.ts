/** Methods of a file system that memfs does not have as POSIX describes them. */
import { constants } from 'node:os';
import { dirname, sep } from 'node:path';
import type { Method } from './methods.js';
import { pathOf } from './paths.js';

/** The codes of refusals, with their words. */
const refusals = {
  EEXIST: 'file already exists',
  EINVAL: 'invalid argument',
  EISDIR: 'illegal operation on a directory',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
} as const;

/** The code of a refusal. */
type Code = keyof typeof refusals;

/** An error as Node makes it. */
function refusal(code: Code, syscall: string, path: string, dest?: string): Error {
  const where = dest === undefined ? `'${path}'` : `'${path}' -> '${dest}'`;
  return Object.assign(new Error(`${code}: ${refusals[code]}, ${syscall} ${where}`), {
    errno: -constants.errno[code],
    code,
    syscall,
    path,
    ...(dest === undefined ? {} : { dest }),
  });
}

/** What must be known of an entry. */
interface Entry {
  readonly ino: number;
  isDirectory: () => boolean;
}

/** The entry at a path; undefined if there is none. */
function entryAt(lstat: Method, path: string): Entry | undefined {
  try {
    return lstat(path, { throwIfNoEntry: false }) as Entry | undefined;
  } catch {
    // A file is in the place of a directory on the way.
    return undefined;
  }
}

/** `rename` that refuses what POSIX refuses. memfs replaces any target, even one with entries. */
export function renameOver(lstat: Method, readdir: Method, rename: Method): Method {
  const codeOf = (from: string, to: string): Code | undefined => {
    const source = entryAt(lstat, from);
    if (source === undefined || entryAt(lstat, dirname(to))?.isDirectory() !== true) {
      return undefined;
    }
    if (source.isDirectory() && to.startsWith(from + sep)) return 'EINVAL';
    const target = entryAt(lstat, to);
    if (target === undefined || target.ino === source.ino) return undefined;
    if (!target.isDirectory()) return source.isDirectory() ? 'ENOTDIR' : undefined;
    if (from.startsWith(to + sep)) return 'ENOTEMPTY';
    if (!source.isDirectory()) return 'EISDIR';
    return (readdir(to) as readonly unknown[]).length > 0 ? 'ENOTEMPTY' : undefined;
  };
  return (first, second) => {
    const [from, to] = [pathOf(first), pathOf(second)];
    if (from === undefined || to === undefined) return rename(first, second);
    const code = codeOf(from, to);
    if (code !== undefined) throw refusal(code, 'rename', from, to);
    return rename(from, to);
  };
}

/**
 * `mkdir` that, if it may make several directories, returns the first one that it made, and refuses a path at
 * which there is a file.
 */
export function mkdirOver(lstat: Method, mkdir: Method): Method {
  return (first, options) => {
    const path = pathOf(first);
    const isRecursive = (Object(options) as { readonly recursive?: unknown }).recursive === true;
    if (!isRecursive || path === undefined) return mkdir(first, options);
    if (entryAt(lstat, path)?.isDirectory() === false) throw refusal('EEXIST', 'mkdir', path);
    let made: string | undefined;
    for (let at = path; entryAt(lstat, at) === undefined; at = dirname(at)) made = at;
    mkdir(path, options);
    return made;
  };
}

/** `mkdtemp` that counts instead of drawing random names, so that all runs are alike. */
export function mkdtempOver(mkdir: Method, made: { count: number }): Method {
  return (prefix) => {
    const path = `${String(prefix)}${String(made.count++).padStart(6, '0')}`;
    mkdir(path, 0o700);
    return path;
  };
}
