/** Why a model has no properties: what the command looked for, and what the user may have meant. */
import { existsSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { ModelModule } from './find.js';
import { isModule, withoutEnding } from './modules.js';
import { nearName } from './near-name.js';
import { describeExports, type Exported } from './exports.js';

/**
 * Says why there are no properties, as the end of a sentence.
 *
 * @param beside - What the module of properties exports; undefined if there is no such module.
 * @param from - The working directory, from which the message names files.
 */
export function whyNoProperties(
  module: ModelModule,
  beside: Exported | undefined,
  from: string,
): string {
  if (beside === undefined || module.properties === undefined) return notFound(module, from);
  const file = relative(from, module.properties);
  const found = describeExports(beside);
  const exports = found === '' ? 'exports nothing' : `exports no property: ${found}`;
  return `${file} ${exports}; export what invariant, transition, reachable, noDeadlock or eventually made.`;
}

function notFound({ name, file, propertiesFolder: folder }: ModelModule, from: string): string {
  const wanted = relative(from, join(folder, name)) + extname(file);
  const start = `${relative(from, file)} exports none, and there is no`;
  const write = 'with export const … = invariant(…) in it.';
  if (!existsSync(folder)) {
    return `${start} folder ${relative(from, folder)}; make ${wanted}, ${write}`;
  }
  const near = nearModule(name, folder);
  if (near === undefined) return `${start} ${wanted}; make it, ${write}`;
  return `${start} ${wanted}; did you mean ${relative(from, join(folder, near))}?`;
}

/** The module in a folder, whatever its depth, that is named nearly as a model is. */
function nearModule(name: string, folder: string): string | undefined {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isModule);
  const nameOf = (file: string) => withoutEnding(file).split(sep).join('/');
  const near = nearName(name, files.map(nameOf));
  return files.find((file) => nameOf(file) === near);
}
