/** Teaches a thread to load the user's modules as they are: TypeScript or JavaScript, ES modules or CommonJS. */
import { createRequire, Module, register } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { register as registerRequire } from 'tsx/cjs/api';
import { register as registerImport } from 'tsx/esm/api';

/**
 * Call it before anything else of the package is loaded.
 *
 * @param {readonly URL[]} faces The modules that users import by the package's name.
 */
export async function loadModules(faces) {
  registerImport();
  // A project without "type": "module" requires its modules.
  registerRequire();
  if (process.versions.node.startsWith('20.')) register('./load-commonjs.js', import.meta.url);
  // For a module that requires the package, tsx would compile it a second time. The package and the
  // user's modules must share one copy, so `require` gives what `import` gives, as in Node itself.
  const { cache } = createRequire(import.meta.url);
  for (const { href } of faces) {
    const file = fileURLToPath(href);
    const exports = await import(href);
    cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports });
  }
}
