/** The configuration, read from its file. */
import { relative, resolve } from 'node:path';
import { ModelError } from '../validation/errors.js';
import { withDefaults, type Config, type FullConfig } from './config.js';
import { isFile, isFolder } from './files.js';
import { loadDefault, moduleAt } from './modules.js';

/**
 * The configuration in a file; the defaults if there is no file.
 *
 * @param given - The file that the user named; `allways.config.ts` and the like if absent.
 * @param folder - The working directory.
 * @throws ModelError if the file that the user named is not there, or exports no configuration.
 */
export async function loadConfig(given: string | undefined, folder: string): Promise<FullConfig> {
  const file =
    given === undefined ? moduleAt(resolve(folder, 'allways.config')) : resolve(folder, given);
  if (file === undefined) return withDefaults();
  const name = relative(folder, file);
  if (isFolder(file)) {
    throw new ModelError(`${name} is a folder; give the file of a configuration.`);
  }
  if (!isFile(file)) throw new ModelError(`There is no configuration ${name}.`);
  const none = 'no configuration by default; write export default defineConfig({ … })';
  const config = await loadDefault(file, folder, none);
  return withDefaults(config as Config);
}
