/** What the methods of a file system touch: which calls can be swapped without a difference. */
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Touched } from '../../io.js';
import { pathOf } from './paths.js';
import type { MethodName } from './methods.js';

/** The footprint of a method. */
export type FootprintOf = (...args: readonly unknown[]) => Touched;

/** The key that every call reads, so that a call that writes it touches everything. */
const all = '*';

/** Everything in the file system. */
const everything: Touched = { reads: [], writes: [all] };

/** The key of what a directory lists, with its times. The key of an entry is its path. */
const listOf = (path: string): string => join(path, '*');

/** The directories on the way to a path. A call depends on it if one of them goes away. */
function above(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...above(parent)];
}

/** What a call reads by finding its way to a path. */
const wayTo = (path: string): string[] => [all, ...above(path)];

/** Reads what is at a path: a file, or whether there is a directory. */
const look = (path: string): Touched => ({ reads: [...wayTo(path), path], writes: [] });

/** Reads what is at a path, and what a directory lists there. */
const list = (path: string): Touched => ({
  reads: [...wayTo(path), path, listOf(path)],
  writes: [],
});

/** Changes what is at a path, such as its times. */
const change = (path: string): Touched => ({ reads: wayTo(path), writes: [path, listOf(path)] });

/** Makes or removes an entry. Its directory then lists something else. */
const make = (path: string): Touched => ({
  reads: wayTo(path),
  writes: [path, listOf(path), listOf(dirname(path))],
});

/** Makes an entry, and the directories above it that are missing. */
const makeAll = (path: string): Touched => both(make(path), ...above(path).map(make));

const both = (...parts: readonly Touched[]): Touched => ({
  reads: parts.flatMap(({ reads }) => reads),
  writes: parts.flatMap(({ writes }) => writes),
});

const isRecursive = (options: unknown): boolean =>
  (Object(options) as { readonly recursive?: unknown }).recursive === true;

/** Opens a file: only to read it, or perhaps to make it. Which descriptor is free is one more thing to touch. */
function open(path: string, flags: unknown): Touched {
  const isRead =
    typeof flags === 'function' ||
    [undefined, 'r', 'rs', constants.O_RDONLY].includes(flags as never);
  return both(isRead ? look(path) : make(path), { reads: [], writes: ['descriptors'] });
}

/** The footprints of calls whose first argument is a path. */
const ofPaths: { readonly [Name in MethodName]?: (path: string, second: unknown) => Touched } = {
  access: look,
  appendFile: make,
  chmod: change,
  chown: change,
  copyFile: (path, to) => both(look(path), ofSecond(to)),
  lchown: change,
  lstat: list,
  lutimes: change,
  mkdir: (path, options) => (isRecursive(options) ? makeAll(path) : make(path)),
  open,
  readdir: (path, options) => (isRecursive(options) ? everything : list(path)),
  readFile: look,
  readlink: look,
  realpath: look,
  rename: (path, to) => both(make(path), ofSecond(to)),
  rm: make,
  rmdir: make,
  stat: list,
  truncate: change,
  unlink: make,
  utimes: change,
  writeFile: make,
};

/** Makes an entry at the second path. */
function ofSecond(to: unknown): Touched {
  const path = pathOf(to);
  return path === undefined ? everything : make(path);
}

/**
 * The footprint of a method. It goes by paths, so nothing may make two paths one file: there are no links.
 *
 * A call with a file descriptor touches everything: after a rename another path leads to its file.
 */
export function footprintOf(name: MethodName): FootprintOf {
  const ofPath = ofPaths[name];
  return (first, second) => {
    const path = pathOf(first);
    return ofPath === undefined || path === undefined ? everything : ofPath(path, second);
  };
}
