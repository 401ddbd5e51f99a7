/** Looks at paths that the user names. They may be too long, lie below a file, or may not be read. */
import {
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ModelError } from '../validation/errors.js';
import { reasonOf } from '../files/files.js';

/** What is at a path; undefined if nothing can be there, or if it may not be looked at. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** True if there is a file at this path. */
export const isFile = (path: string): boolean => statOf(path)?.isFile() === true;

/** True if there is anything at this path, also a link that leads nowhere. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** True if there is a folder at this path. */
export const isFolder = (path: string): boolean => statOf(path)?.isDirectory() === true;

/** As many links are followed, one after the other, as Linux does. */
const mostLinks = 40;

/** A path without links. As much of it as does not exist stays as it is, also if a link leads there. */
export function realPathOf(path: string, links = 0): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    if (above === path) return path;
    const real = join(realPathOf(above, links), basename(path));
    const to = linkAt(real);
    return to === undefined || links === mostLinks ? real : realPathOf(to, links + 1);
  }
}

/** True if there is a link at this path. */
export const isLink = (path: string): boolean => linkAt(path) !== undefined;

/** The path to which a link leads; undefined if there is no link. */
function linkAt(path: string): string | undefined {
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    return undefined;
  }
}

/**
 * What is in a folder, in the order of names.
 *
 * @throws ModelError if it cannot be read.
 */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((one, other) =>
      one.name < other.name ? -1 : 1,
    );
  } catch (error) {
    throw new ModelError(`${folder} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}
