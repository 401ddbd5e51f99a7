/** The methods of `node:fs` that a file system in memory has. */

/** A method of a file system. */
export type Method = (...args: readonly unknown[]) => unknown;

/** The methods that take a path first. In some of them a file descriptor may take its place. */
export const pathMethods = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'copyFile',
  'cp',
  'lchown',
  'lstat',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'open',
  'readdir',
  'readFile',
  'readlink',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'statfs',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
] as const;

/** The methods that take a file descriptor first. */
const descriptorMethods = [
  'close',
  'fchmod',
  'fchown',
  'fdatasync',
  'fstat',
  'fsync',
  'ftruncate',
  'futimes',
  'read',
  'readv',
  'write',
  'writev',
] as const;

/** A method of `node:fs` that comes in three forms: with a callback, with a promise, and synchronous. */
export type MethodName = (typeof pathMethods)[number] | (typeof descriptorMethods)[number];

/** All methods that come in three forms. */
export const methodNames: readonly MethodName[] = [...pathMethods, ...descriptorMethods];
