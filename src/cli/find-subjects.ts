/** The models and systems that the user names, with all that the project says of them. */
import { relative, resolve } from 'node:path';
import { ModelError } from '../model/errors.js';
import { configOfModel, type FullConfig } from './config.js';
import { findPlaces, placesIn, type Folders, type Place } from './find.js';
import { moduleAt, moduleOf, withoutEnding } from './modules.js';
import { nearName, whatThereIs } from './near-name.js';
import { subjectsAt, type Subject } from './subject.js';
import { whyNoModel } from './why-no-model.js';

/**
 * Finds and loads what the user names.
 *
 * @param wanted - Names, files or folders; all models if it is empty.
 * @param folder - The working directory.
 * @throws ModelError if there is no such model, a module cannot be loaded or exports no model, or the
 *   configuration names a model that is not there.
 */
export async function findSubjects(
  wanted: readonly string[],
  config: FullConfig,
  folder: string,
): Promise<Subject[]> {
  const folders = {
    models: resolve(folder, config.models),
    properties: resolve(folder, config.properties),
  };
  const places = findPlaces(wanted, folders, folder);
  const found: Subject[] = [];
  for (const place of places) {
    const path = relative(folder, withoutEnding(place.file));
    const held = await subjectsAt(
      place,
      (name) => configOfModel(config, [name, place.name, path]),
      folder,
    );
    found.push(...held);
  }
  // A module among others may only help them. If the user named it, it must hold a model.
  if (found.length === 0) throw await holdNothing(places, folder);
  refuseOtherModels(config, { folders, places, found }, folder);
  return found;
}

async function holdNothing(places: readonly Place[], folder: string): Promise<ModelError> {
  const [only] = places;
  if (only !== undefined && places.length === 1) return whyNoModel(only, folder);
  const files = places.map(({ file }) => relative(folder, file)).join(', ');
  return new ModelError(
    `No model and no system is exported by ${files}; export what defineModel, defineSystem or fromReducer made.`,
  );
}

interface Found {
  readonly folders: Folders;
  readonly places: readonly Place[];
  readonly found: readonly Subject[];
}

/** Refuses a configuration of a model that is not there: it would be ignored. */
function refuseOtherModels(
  { of }: FullConfig,
  { folders, places, found }: Found,
  folder: string,
): void {
  const inFolder = placesIn(folders).map(({ name }) => name);
  const known = new Set([...inFolder, ...places.map(({ name }) => name)]);
  const loaded = found.map(({ name }) => name);
  for (const name of Object.keys(of)) {
    const path = resolve(folder, name);
    if (known.has(name) || loaded.includes(name)) continue;
    if (moduleAt(path) !== undefined || moduleOf(path) !== undefined) continue;
    // One of several models in a module is known only if the module is loaded.
    const [place = ''] = name.split(': ');
    const isLoaded = places.some((one) => one.name === place);
    if (place !== name && known.has(place) && !isLoaded) continue;
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
