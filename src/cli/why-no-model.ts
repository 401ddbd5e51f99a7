/** Why the command finds no model in a module, and what the user can write. */
import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { ModelError } from '../validation/errors.js';
import type { ModelModule } from './find.js';
import { load } from './modules.js';
import { describeExports } from './exports.js';

/** A variable that holds a model: `const account = defineModel`. */
const definition =
  /\b(?:const|let|var)\s+(\w+)\s*(?::[^=;]+)?=\s*(defineModel|defineSystem|fromReducer|defineProgram)\b/;

/** A call that checks a model: `await check(`. */
const call = /\b(check|sample|estimate|compareSafeguards|audit|whatIf)\s*\(/;

/**
 * Says what a module exports instead of a model, and how to export one.
 *
 * @param from - The working directory, from which the message names the module.
 */
export async function whyNoModel(module: ModelModule, from: string): Promise<ModelError> {
  const file = relative(from, module.file);
  const found = describeExports(await load(module.file, from));
  const exports = found === '' ? 'exports nothing' : `exports no model: ${found}`;
  const source = readFileSync(module.file, 'utf8');
  const [, name = identifierOf(module.name), how = 'defineModel'] = definition.exec(source) ?? [];
  const fix =
    found === '' || definition.test(source)
      ? `write export const ${name} = ${how}(…)`
      : 'export what defineModel, defineSystem, fromReducer or defineProgram made';
  const [, verb] = /['"]allways['"]/.test(source) ? (call.exec(source) ?? []) : [];
  if (verb === undefined) return new ModelError(`${file} ${exports}; ${fix}.`);
  const run = /\.[cm]?ts$/.test(file) ? 'npx tsx' : 'node';
  return new ModelError(
    `${file} ${exports}, and it calls ${verb} itself. Run it with ${run} ${file}, or ${fix} in it for this command to find the model.`,
  );
}

/** A file's name as the name of a variable: `load-balancer` is `loadBalancer`. */
function identifierOf(name: string): string {
  const word = basename(name).replace(/\W+(\w?)/g, (_, letter: string) => letter.toUpperCase());
  return /^[A-Za-z_]/.test(word) ? word : 'model';
}
