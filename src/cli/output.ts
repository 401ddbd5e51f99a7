/** Writes files at paths that the user gives. */
import { closeSync, openSync, readSync, statSync, unlinkSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { ModelError } from '../validation/errors.js';
import { visible } from '../validation/visible.js';
import { makeFolder, reasonOf } from '../files/files.js';
import { isLink, isThere, realPathOf } from './files.js';
import type { Host } from './host.js';

/** A kind of file: its name in a sentence, and the text with which the command begins each such file. */
export interface FileKind {
  readonly what: string;
  readonly begins: RegExp;
}

/**
 * Writes a file, and says so. It replaces a file of the same kind, and never any other file. A file is replaced as a
 * whole or not at all.
 *
 * @param file - Its path, from the working directory.
 * @returns Whether it was written. If not, it says why.
 */
export function writeOutput(file: string, text: string, kind: FileKind, host: Host): boolean {
  try {
    refuseOtherFile(file, kind, host);
    writeFileAtomic.sync(realPathOf(resolve(host.folder, file)), text);
  } catch (error) {
    const why = error instanceof ModelError ? error.message : reasonOf(error);
    host.complain(
      `${kind.what} could not be written to ${visible(file)}: ${why.replace(/\.$/, '')}. The result was printed all the same.`,
    );
    return false;
  }
  host.complain(`${kind.what} is in ${visible(file)}.`);
  return true;
}

/**
 * Refuses a path at which another file is, or at which nothing can be written. Commands call it before they search,
 * which can take hours.
 *
 * @throws ModelError that says why.
 */
export function refuseOtherFile(file: string, { what, begins }: FileKind, { folder }: Host): void {
  const path = realPathOf(resolve(folder, file));
  if (isLink(path)) {
    throw new ModelError(`${file} is a link that leads back to itself; name another file.`);
  }
  if (isThere(path)) {
    const start = startOf(path);
    if (start === undefined || !(start === '' || begins.test(start))) {
      throw new ModelError(
        `${file} is there already and is not ${what.replace(/^The/, 'a')}; name another file, or move it away.`,
      );
    }
  }
  try {
    makeFolder(dirname(path));
    // The file is written under a longer name first.
    const beside = `${path}.${randomUUID().slice(0, 10)}`;
    closeSync(openSync(beside, 'wx'));
    unlinkSync(beside);
  } catch (error) {
    const isBelowFile = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isBelowFile ? 'a folder in its path is a file' : reasonOf(error);
    throw new ModelError(`${what} cannot be written to ${file}: ${why}; name another file.`, {
      cause: error,
    });
  }
}

/** The start of a file, empty if all of it is blank; undefined if it is no file, or cannot be read. */
function startOf(path: string): string | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return undefined;
    const file = openSync(path, 'r');
    const start = Buffer.alloc(1000);
    const length = readSync(file, start);
    closeSync(file);
    const text = start.toString('utf8', 0, length);
    return stats.size === length ? text.trim() && text : text;
  } catch {
    return undefined;
  }
}
