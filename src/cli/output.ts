/** Writes files at paths that the user gives. */
import { closeSync, existsSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ModelError } from '../model/errors.js';
import type { Host } from './host.js';

/** A kind of file: its name in a sentence, and the text with which the command begins each such file. */
export interface Kind {
  readonly what: string;
  readonly begins: RegExp;
}

/**
 * Writes a file, and says so. It replaces a file of the same kind, and never any other file.
 *
 * @param file - Its path, from the working directory.
 * @throws ModelError if another file is there.
 */
export function writeOutput(file: string, text: string, kind: Kind, host: Host): void {
  refuseOtherFile(file, kind, host);
  const path = resolve(host.folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  host.complain(`${kind.what} is in ${file}.`);
}

/** Refuses a path at which another file is. Commands call it before they search, too. */
export function refuseOtherFile(file: string, { what, begins }: Kind, { folder }: Host): void {
  const path = resolve(folder, file);
  if (!existsSync(path)) return;
  const start = startOf(path);
  if (start === undefined || !(start.trim() === '' || begins.test(start))) {
    throw new ModelError(
      `${file} is there already and is not ${what.replace(/^The/, 'a')}; name another file, or move it away.`,
    );
  }
}

/** The start of a file; undefined if it cannot be read. */
function startOf(path: string): string | undefined {
  try {
    const file = openSync(path, 'r');
    const start = Buffer.alloc(1000);
    const length = readSync(file, start);
    closeSync(file);
    return start.toString('utf8', 0, length);
  } catch {
    return undefined;
  }
}
