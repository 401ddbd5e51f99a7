/** Calls of a file system, drawn at random, and what comes of them. */
import type { Stats } from 'node:fs';
import fc from 'fast-check';
import type { FileSystem } from 'allways';
import type { MethodName } from '../../../../../src/program/boundary/fs/methods.js';

/** A call of a synchronous method. */
export interface SyncCall {
  readonly name: MethodName;
  readonly args: readonly unknown[];
}

const paths = ['/a', '/a/b', '/a/b/c', '/a/d', '/e'];
const path = fc.constantFrom(...paths);
const content = fc.constantFrom('', 'x', 'long text');
const time = fc.constantFrom(5, 1000);
const of = (name: MethodName, ...args: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<SyncCall> =>
  fc.tuple(...args).map((drawn) => ({ name, args: drawn }));
const constant = (value: unknown) => fc.constant(value);

/** A call with paths out of a few. */
export const anyCall: fc.Arbitrary<SyncCall> = fc.oneof(
  of('access', path),
  of('appendFile', path, content),
  of('chmod', path, fc.constantFrom(0o700, 0o755)),
  of('copyFile', path, path),
  of('lstat', path),
  of('mkdir', path),
  of('mkdir', path, constant({ recursive: true })),
  of('readFile', path, constant('utf8')),
  of('readdir', path),
  of('readdir', path, constant({ recursive: true })),
  of('realpath', path),
  of('rename', path, path),
  of('rm', path),
  of('rm', path, constant({ recursive: true, force: true })),
  of('rmdir', path),
  of('stat', path),
  of('truncate', path, fc.constantFrom(0, 2)),
  of('unlink', path),
  of('utimes', path, time, time),
  of('writeFile', path, content),
  of('writeFile', path, content, constant({ flag: 'wx' })),
);

/** Some files to begin with. */
export const anyFiles: fc.Arbitrary<Record<string, string | null>> = fc
  .subarray(['/a/b/c', '/a/d', '/e'])
  .map((chosen) => Object.fromEntries(chosen.map((one) => [one, one === '/a/d' ? null : one])));

/** Codes for which systems give other ones. Linux refuses to unlink a directory with EISDIR, others with EPERM. */
const alike: Readonly<Record<string, string>> = { EPERM: 'EISDIR', ENOTDIR: 'ENOENT' };

/** What comes of a call: its value, or the code of its error. */
export function outcomeOf(fs: FileSystem, { name, args }: SyncCall): unknown {
  const method: unknown = Reflect.get(fs, `${name}Sync`);
  if (typeof method !== 'function') throw new TypeError(`There is no ${name}Sync.`);
  try {
    return Reflect.apply(method, fs, args);
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code');
    return alike[String(code)] ?? code ?? String(error);
  }
}

/** A call in a directory. */
export const callBelow = (below: string, { name, args }: SyncCall): SyncCall => ({
  name,
  args: args.map((arg) => (typeof arg === 'string' && paths.includes(arg) ? below + arg : arg)),
});

/** What file systems agree on in an outcome. They do not agree on modes, times and the order of a list. */
export function agreedOn(below: string, outcome: unknown): unknown {
  if (typeof outcome === 'string') return outcome.replace(below, '');
  if (Array.isArray(outcome)) return outcome.map(String).sort();
  if (!isStats(outcome)) return outcome;
  return outcome.isDirectory() ? 'a directory' : outcome.size;
}

const isStats = (value: unknown): value is Stats =>
  typeof value === 'object' && value !== null && 'isDirectory' in value;

/** Everything in a file system, with times. */
export function contentsOf(fs: FileSystem, at = '/'): unknown {
  const { mtimeMs, atimeMs, mode } = fs.statSync(at);
  const entry = { mtimeMs, atimeMs, mode };
  if (!fs.statSync(at).isDirectory()) return { ...entry, content: fs.readFileSync(at, 'utf8') };
  const below = at === '/' ? '' : at;
  const names = fs.readdirSync(at);
  return { ...entry, entries: names.map((name) => [name, contentsOf(fs, `${below}/${name}`)]) };
}
