/** Finds the modules of the models that exist, and of those that the user names. */
import { basename, join, relative, resolve, sep } from 'node:path';
import { ModelError } from '../validation/errors.js';
import { entriesOf, isFile, isFolder, realPathOf } from './files.js';
import { isModule, moduleAt, moduleOf, withoutEnding } from './modules.js';
import { nearName, whatThereIs } from './near-name.js';

/** A module that holds models, and the one that holds their properties. */
export interface ModelModule {
  /** Its name: its path in the folder of models, without an ending. */
  readonly name: string;
  readonly file: string;
  /** The module of the properties. Absent if there is none; the module of the model may export them. */
  readonly properties?: string;
  /** The folder in which to look for the properties. */
  readonly propertiesFolder: string;
  /** The module with the evidence for an audit. Absent if there is none. */
  readonly evidence?: string;
}

/** The working directory, and the folders of the models and of the properties, as full paths. */
export interface Folders {
  readonly project: string;
  readonly models: string;
  readonly properties: string;
}

/** How many folders deep modules are looked for. */
const deepest = 8;

/**
 * All modules in a folder of models, by name: each module, and that of each folder that has a module
 * `model` or `index`. A folder that has neither is again a folder of models, down to a certain depth. A link counts as
 * that to which it leads.
 *
 * @throws ModelError if a link leads to a folder from which it came, or to nothing, or if what looks like a module is no
 *   file. Without the error, the command would leave out what the user meant.
 */
export function modelModulesIn(
  folders: Folders,
  below = folders.models,
  above: readonly string[] = [],
): ModelModule[] {
  if (above.length > deepest || !isFolder(below)) return [];
  const within = [...above, realPathOf(below)];
  return entriesOf(below).flatMap((entry) => {
    const path = join(below, entry.name);
    if (isLeftOut(entry.name)) return [];
    if (isFolder(path)) {
      if (entry.isSymbolicLink()) {
        refuseLinkOutside(path, folders);
        refuseLinkBack(path, within, folders.project);
      }
      const own = moduleOf(path);
      return own === undefined
        ? modelModulesIn(folders, path, within)
        : [modelModuleAt(own, path, folders)];
    }
    if (!isModule(entry.name)) return [];
    if (isFile(path)) return [modelModuleAt(path, withoutEnding(path), folders)];
    throw new ModelError(
      `${relative(folders.project, path)} is no file; make it a module, or take it away.`,
    );
  });
}

/** Refuses a link to a folder in which the link itself is: there would be no end to it. */
function refuseLinkBack(path: string, above: readonly string[], project: string): void {
  const real = realPathOf(path);
  if (!above.some((folder) => isWithin(real, folder))) return;
  throw new ModelError(
    `${relative(project, path)} is a link to ${real}, in which the link itself is; take it out of the folder of models.`,
  );
}

/** True for folders that hold no models of the user, and may be large. */
const isLeftOut = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** The folders of models below a folder: those that have the name of the project's own. */
function modelFoldersIn(folder: string, name: string, depth = 0): string[] {
  if (depth > deepest) return [];
  return entriesOf(folder).flatMap((entry) => {
    if (!entry.isDirectory() || isLeftOut(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.name === name ? [path] : modelFoldersIn(path, name, depth + 1);
  });
}

/**
 * A module, with its name and its properties.
 *
 * @param path - The path that names it: the module without its ending, or its folder.
 */
function modelModuleAt(file: string, path: string, folders: Folders): ModelModule {
  const inside = relative(folders.models, path);
  const isInside = inside !== '' && !inside.startsWith('..');
  const name = isInside ? inside.split(sep).join('/') : basename(path);
  const beside = join(folders.properties, name);
  const properties = moduleAt(beside) ?? moduleAt(join(beside, 'index'));
  const evidence = moduleAt(join(folders.properties, `${name}-audit`));
  return {
    name,
    file,
    propertiesFolder: folders.properties,
    ...(properties === undefined ? {} : { properties }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/**
 * The modules that the user names: by name, by the path of a file or folder, or by the last part of a name.
 *
 * @param wanted - What the user wrote. An empty list means all modules.
 * @param from - The working directory.
 * @returns The modules for each word that the user wrote; all in one list if there is no word.
 * @throws ModelError that suggests the nearest name, if there is no such module.
 */
export function findModelModules(
  wanted: readonly string[],
  folders: Folders,
  from: string,
): readonly ModelModule[][] {
  const all = modelModulesIn(folders);
  const where = relative(from, folders.models) || '.';
  if (wanted.length === 0) {
    if (all.length > 0) return [all];
    const none = isFolder(folders.models) ? `model in ${where}` : `folder ${where}`;
    throw new ModelError(
      `There is no ${none}; name the file of a model, or write a first one: allways init.`,
    );
  }
  return wanted.map((one) => {
    if (one.trim() === '') {
      throw new ModelError('The name of a model is empty; give the name or the file of one.');
    }
    const named = all.filter(({ name }) => name === one);
    if (named.length > 0) return named;
    const path = resolve(from, one);
    const atPath = modelModulesAt(path, folders, from);
    if (atPath.length > 0) return atPath;
    const ending = all.filter(({ name }) => name.endsWith(`/${one}`));
    if (ending.length > 0) return ending;
    throw noModelModule(one, all, where, from);
  });
}

/** The modules at a path: the one that it names, or all modules in folders of models. */
function modelModulesAt(path: string, folders: Folders, from: string): ModelModule[] {
  if (isFolder(path)) {
    refuseLinkOutside(path, folders);
    const own = moduleOf(path);
    return own === undefined
      ? modelModulesBelow(path, folders, from)
      : [modelModuleAt(own, path, folders)];
  }
  if (!isFile(path) || !canBeModel(path)) return [];
  // The module `model` or `index` of a folder stands for the folder, even if the user named the file.
  const folder = resolve(path, '..');
  return moduleOf(folder) === path
    ? [modelModuleAt(path, folder, folders)]
    : [modelModuleAt(path, withoutEnding(path), folders)];
}

/** True for a path in a folder, and for the folder itself. */
export const isWithin = (folder: string, path: string): boolean =>
  !/^\.\.($|[\\/])|^\/|^\w:/.test(relative(folder, path));

/**
 * Refuses a folder in the project that is a link to one outside of it.
 *
 * @throws ModelError that says to what it leads.
 */
function refuseLinkOutside(path: string, { project, models }: Folders): void {
  const isIn = (folder: string) => isWithin(folder, path);
  const isReallyIn = (folder: string) => isWithin(realPathOf(folder), realPathOf(path));
  const own = [project, models];
  if (!own.some(isIn) || own.some(isReallyIn)) return;
  throw new ModelError(
    `${relative(project, path)} is a link to ${realPathOf(path)}, outside of the project in ${project}; name the files of its models, or start the command there.`,
  );
}

/**
 * All modules in a folder that the user named. To find models means to load modules, and a module may do anything. So
 * only a folder of models is looked at, or the folders of models in another folder of the project.
 *
 * @throws ModelError if the folder is outside of the project.
 */
function modelModulesBelow(path: string, folders: Folders, from: string): ModelModule[] {
  if (isWithin(folders.models, path)) return modelModulesIn(folders, path);
  if (!isWithin(from, path)) {
    throw new ModelError(
      `${path} is a folder outside of the project in ${from}; name the files of its models, or start the command there.`,
    );
  }
  const name = basename(folders.models);
  const found = relative(from, path).split(sep).includes(name)
    ? [path]
    : modelFoldersIn(path, name);
  return found.flatMap((folder) => modelModulesIn(folders, folder));
}

/** The error for a file, a folder or a name that the user gave and that does not exist. */
function noModelModule(
  wanted: string,
  all: readonly ModelModule[],
  where: string,
  from: string,
): ModelError {
  const path = resolve(from, wanted);
  if (isFolder(path)) {
    const isOwn = isWithin(resolve(from, where), path);
    const advice = isOwn
      ? ''
      : `; models are in folders with the name ${basename(where)}, or name the file of a model`;
    return new ModelError(`There is no model in the folder ${wanted}${advice}.`);
  }
  if (isFile(path)) return notAModel(wanted);
  const isFileName = withoutEnding(wanted) !== wanted;
  const kind = isFileName ? 'file' : wanted.includes('/') ? 'model, file or folder' : 'model';
  const names = all.map(({ name }) => name);
  const near = nearName(withoutEnding(wanted).replace(/^\.\//, ''), names);
  const meant = all.find(({ name }) => name === near);
  const advice =
    meant === undefined
      ? whatThereIs(names, where)
      : `did you mean ${isFileName ? relative(from, meant.file) : meant.name}?`;
  return new ModelError(
    `There is no ${kind} ${isFileName ? wanted : JSON.stringify(wanted)}; ${advice}`,
  );
}

/** The error for a file that the user named and that cannot be a model. */
function notAModel(file: string): ModelError {
  if (/\.(test|spec)\.[cm]?[jt]sx?$/.test(file)) {
    return new ModelError(
      `${file} is a test; run it with npx vitest run ${file}, or give the file of a model.`,
    );
  }
  return new ModelError(
    `${file} is not a module of TypeScript or JavaScript; give the file of a model.`,
  );
}

/** A file `*.config.*` is not listed as a model, but the user may name it as one. */
const canBeModel = (path: string): boolean => isModule(path.replace('.config.', '.'));
