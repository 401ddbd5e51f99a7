/** Folders and files of recordings, and of what commands write. */
import { existsSync, mkdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ModelError } from '../validation/errors.js';

/**
 * Makes a folder, and those above it that are missing. `mkdirSync` can do that as well, but does not come back if a file
 * system refuses new folders as missing ones, as `/proc` does.
 *
 * @throws The error of the file system if a folder cannot be made. Its code is `EEXIST` if a file is in the way.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  let at = resolve(path);
  while (!existsSync(at)) {
    missing.unshift(at);
    at = dirname(at);
  }
  // Making the folder that is there fails if it is a file.
  if (!statSync(at).isDirectory()) mkdirSync(at);
  for (const folder of missing) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // Another process may have made it just now.
      if (!existsSync(folder) || !statSync(folder).isDirectory()) throw error;
    }
  }
}

/**
 * The text of a file.
 *
 * @param name - The file as an error names it.
 * @throws ModelError if there is something else, such as a pipe or a device, which may never come to an end, or if the
 *   file is too large. Also throws the error of the file system if the file cannot be read.
 */
export function readText(path: string, name = path): string {
  const stats = statsOf(path, name);
  if (!stats.isFile()) throw new ModelError(`${name} is no file; give the file of a recording.`);
  if (stats.size <= mostBytes) return readFileSync(path, 'utf8');
  throw new ModelError(
    `${name} has ${Math.round(stats.size / 2 ** 20)} MB, and a recording has at most ${mostBytes / 2 ** 20} MB; give the file of a recording.`,
  );
}

function statsOf(path: string, name: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new ModelError(
      `${name} cannot be read: ${reasonOf(error)}; give the file of a recording, or take it away.`,
      { cause: error },
    );
  }
}

/** The most bytes of a recording. */
const mostBytes = 100 * 2 ** 20;

/** Why the system refused a file, in words: `no space left on device (ENOSPC)`. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const [, words] = /^[A-Z]+: ([^,]+)/.exec(message) ?? [];
  return words === undefined || code === undefined ? message : `${words} (${code})`;
}
