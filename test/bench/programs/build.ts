/**
 * Compiles the package as it is published. Programs are measured over it: tsx, which runs everything else here, gives each
 * function its name when it is made, and a run of a program makes thousands of functions.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where `tsconfig.built.json` finds the package. */
const built = join(root, 'node_modules/.cache/allways-bench');

/** Compiles `src`. Throws what the compiler prints if it refuses it. */
export function buildPackage(): void {
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }\n');
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['--project', 'tsconfig.build.json', '--declaration', 'false'];
  execFileSync(process.execPath, [compiler, ...options, '--outDir', built], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
