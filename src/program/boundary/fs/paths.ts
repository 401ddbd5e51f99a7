/** Paths as the methods of `node:fs` take them. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path that was given as a text, a URL or bytes; undefined for anything else. */
export function pathOf(given: unknown): string | undefined {
  if (typeof given === 'string') return resolve(given);
  if (given instanceof URL) return fileURLToPath(given);
  if (Buffer.isBuffer(given)) return resolve(given.toString());
  return undefined;
}
