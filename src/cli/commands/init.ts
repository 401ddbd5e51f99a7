import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ModelError } from '../../validation/errors.js';
import { makeFolder } from '../../files/files.js';
import { exit, type Exit } from '../exit.js';
import { firstFiles } from '../first-files.js';
import type { Host } from '../host.js';

/**
 * Writes a first model, its properties and a test into a project. If one of the files exists already, it
 * writes nothing at all.
 *
 * @throws ModelError if one of the files exists already.
 */
export function initCommand({ folder, print, style }: Host): Exit {
  const { bold } = style.colors;
  const taken = Object.keys(firstFiles).filter((file) => existsSync(join(folder, file)));
  if (taken.length > 0) {
    throw new ModelError(
      `There is ${taken.join(' and ')} already; nothing was written. Move it away, or start from it.`,
    );
  }
  for (const [file, text] of Object.entries(firstFiles)) {
    const path = join(folder, file);
    makeFolder(dirname(path));
    // If another process writes the file at this moment, its file stays.
    writeFileSync(path, text, { flag: 'wx' });
    print(`wrote ${file}`);
  }
  print(`
Two cashiers share a till, and a coin gets lost. See how:

  ${bold('npx allways check till')}

Which safeguard is enough?

  ${bold('npx allways compare till')}

The test checks both from now on:

  ${bold('npx vitest run test/till.test.ts')}`);
  return exit.holds;
}
