/**
 * The process in which the command `allways` does its work; `allways.js` starts it. It loads models as they are, in
 * TypeScript or JavaScript. A package holds only what was built; in its own repository the command runs its sources.
 */
import { existsSync } from 'node:fs';
import { createRequire, Module, register } from 'node:module';
import { relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { register as registerRequire } from 'tsx/cjs/api';
import { register as registerImport } from 'tsx/esm/api';

registerImport();
// A project without "type": "module" requires its modules.
registerRequire();
if (process.versions.node.startsWith('20.')) register('./load-commonjs.js', import.meta.url);

const source = new URL('./main.ts', import.meta.url);
const built = new URL('../../dist/cli/main.js', import.meta.url);
const main = runsSources() ? source : built;

// For a module that requires the package, tsx would compile it a second time. The command and the
// user's modules must share one copy, so `require` gives what `import` gives, as in Node itself.
const { cache } = createRequire(import.meta.url);
for (const face of ['../index', './index']) {
  const { href } = new URL(face + (main === source ? '.ts' : '.js'), main);
  const file = fileURLToPath(href);
  const exports = await import(href);
  cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports });
}

await import(main.href);

/** Outside the repository, modules that import the package get what was built. */
function runsSources() {
  if (!existsSync(source)) return false;
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const isInside = !relative(repository, process.cwd()).startsWith('..');
  return isInside || !existsSync(built);
}
