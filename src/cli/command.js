/**
 * The process in which the command `allways` does its work; `allways.js` starts it. It loads models as they are, in
 * TypeScript or JavaScript. A package holds only what was built; in its own repository the command runs its sources.
 */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { loadModules } from '../loading/load-modules.js';

const source = new URL('./main.ts', import.meta.url);
const built = new URL('../../dist/cli/main.js', import.meta.url);
const main = runsSources() ? source : built;

const ending = main === source ? '.ts' : '.js';
await loadModules(['../index', './index'].map((face) => new URL(face + ending, main)));
await import(main.href);

/** Outside the repository, modules that import the package get what was built. */
function runsSources() {
  if (!existsSync(source)) return false;
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const isInside = !relative(repository, process.cwd()).startsWith('..');
  return isInside || !existsSync(built);
}
