/** Finds the models, systems and programs that the user names, with their properties and configuration. */
import { relative, resolve } from 'node:path';
import { isModelError, ModelError } from '../validation/errors.js';
import { visible } from '../validation/visible.js';
import { configOfModel, configOfProgram, defaults, type FullConfig } from './config.js';
import { isFolder, isThere } from './files.js';
import {
  findModelModules,
  isWithin,
  modelModulesIn,
  type Folders,
  type ModelModule,
} from './find.js';
import { moduleAt, withoutEnding } from './modules.js';
import { nearName, whatThereIs } from './near-name.js';
import { subjectsOf, type Subject } from './subject.js';
import { whyNoModel } from './why-no-model.js';

/** So many modules more than the user named are loaded without a word. */
const few = 4;

/**
 * Finds and loads what the user names.
 *
 * @param wanted - Names, files or folders; all models if it is empty.
 * @param folder - The working directory.
 * @param tell - Called with what will be loaded, if a folder that the user named holds many modules.
 * @param onBroken - Called with the error of a module that cannot be loaded; the search for models then
 *   goes on without this module. Absent: the error is thrown.
 * @throws ModelError if there is no such model, if a module cannot be loaded, if no module exports a model,
 *   or if the configuration names a model that does not exist.
 */
export async function findSubjects(
  wanted: readonly string[],
  config: FullConfig,
  folder: string,
  tell: (text: string) => void,
  onBroken?: (error: ModelError) => void,
): Promise<Subject[]> {
  const folders = {
    project: folder,
    models: resolve(folder, config.models),
    properties: resolve(folder, config.properties),
  };
  if (folders.models !== folder && isWithin(folders.models, folder)) {
    throw new ModelError(
      `allways.config: models is ${JSON.stringify(config.models)}, and the whole project lies in it; give a folder that holds models.`,
    );
  }
  const isOwn = config.properties !== defaults.properties;
  if (!isFolder(folders.properties) && (isOwn || isThere(folders.properties))) {
    throw new ModelError(
      `${config.properties}, the folder of properties, is ${isThere(folders.properties) ? 'no folder' : 'not there'}; make it, or correct properties in allways.config.`,
    );
  }
  const named = findModelModules(wanted, folders, folder);
  const all = named.flat();
  const modules = all.filter(({ file }, at) => all.findIndex((one) => one.file === file) === at);
  if (wanted.length > 0 && modules.length > wanted.length + few) {
    const files = modules.map(({ file }) => relative(folder, file)).join(', ');
    tell(visible(`Loads ${modules.length} modules: ${files}.`));
  }
  const found: Subject[] = [];
  let broken = 0;
  for (const module of modules) {
    const path = pathOf(module.file, folder);
    try {
      const configOf = {
        model: (name: string) => configOfModel(config, [name, module.name, path]),
        program: (name: string) => configOfProgram(config, [name, module.name, path]),
      };
      found.push(...(await subjectsOf(module, configOf, folder)));
    } catch (error) {
      if (onBroken === undefined || !isModelError(error)) throw error;
      onBroken(error);
      broken++;
    }
  }
  if (wanted.length > 0) await refuseEmpty(named, found, folder);
  // Some modules may hold only helpers. But at least one of those that were loaded must hold a model.
  if (found.length === 0 && broken === 0) throw await holdNothing(modules, folder);
  refuseOtherModels(config, { folders, modules, found }, folder);
  return found;
}

/** Refuses a name or a file that stands for one module, if this module holds no model. */
async function refuseEmpty(
  named: readonly (readonly ModelModule[])[],
  found: readonly Subject[],
  folder: string,
): Promise<void> {
  for (const [module, ...others] of named) {
    if (module === undefined || others.length > 0) continue;
    if (!found.some(({ file }) => file === module.file)) throw await whyNoModel(module, folder);
  }
}

async function holdNothing(modules: readonly ModelModule[], folder: string): Promise<ModelError> {
  const [only] = modules;
  if (only !== undefined && modules.length === 1) return whyNoModel(only, folder);
  const files = modules.map(({ file }) => relative(folder, file)).join(', ');
  return new ModelError(
    `No model, system or program is exported by ${files}; export what defineModel, defineSystem, fromReducer or defineProgram made.`,
  );
}

/** The path of a module, as the configuration can name it. */
const pathOf = (file: string, folder: string): string => relative(folder, withoutEnding(file));

/** True for the path of a module that is not one of properties, as the configuration can name it. */
function isPathOfModule(name: string, { project, properties }: Folders): boolean {
  const file = moduleAt(resolve(project, name));
  return file !== undefined && pathOf(file, project) === name && !isWithin(properties, file);
}

interface FoundSubjects {
  readonly folders: Folders;
  readonly modules: readonly ModelModule[];
  readonly found: readonly Subject[];
}

/**
 * Refuses a configuration for a model that does not exist, and a second one for a model that has one, because it would be
 * ignored silently.
 */
function refuseOtherModels(
  { of }: FullConfig,
  { folders, modules, found }: FoundSubjects,
  folder: string,
): void {
  const own = modelModulesIn(folders);
  const inFolder = own.map(({ name }) => name);
  const known = new Set([...inFolder, ...modules.map(({ name }) => name)]);
  const loaded = found.map(({ name }) => name);
  for (const { name, file } of own) {
    const path = pathOf(file, folder);
    if (name === path || !Object.hasOwn(of, name) || !Object.hasOwn(of, path)) continue;
    throw new ModelError(
      `allways.config: of names ${name} and ${path}, which are one model; join the two.`,
    );
  }
  for (const name of Object.keys(of)) {
    if (known.has(name) || loaded.includes(name)) continue;
    if (isPathOfModule(name, folders)) continue;
    // The names of several models in one module are known only once the module is loaded.
    const [module = ''] = name.split(': ');
    const isLoaded = modules.some((one) => one.name === module);
    if (module !== name && known.has(module) && !isLoaded) continue;
    const names = [...loaded, ...known];
    const near = nearName(name, names);
    throw new ModelError(
      `allways.config: of names ${JSON.stringify(name)}, and there is no such model; ` +
        (near === undefined
          ? whatThereIs(inFolder, relative(folder, folders.models))
          : `did you mean ${near}?`),
    );
  }
}
