/** One recording, taken again: what became of it, or why it cannot be replayed. */
import { join, relative, resolve } from 'node:path';
import { isAsExpected, replay, type ReplayResult } from '../check/replay.js';
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import { nearest } from '../validation/nearest.js';
import { readText } from '../files/files.js';
import { parseRecording, type Recording } from '../trace/recording.js';
import { entriesOf, isFile, isFolder, realPathOf } from './files.js';
import type { Subject } from './subject.js';

/** A recording whose steps were taken again. */
export interface Replayed {
  /** Its path, from the working directory. */
  readonly file: string;
  readonly recording: Recording;
  readonly result: ReplayResult<unknown>;
}

/** A recording that cannot be replayed: it is stale, broken, or not there. */
export interface NotReplayed {
  readonly file: string;
  /** Why, as a sentence that names the file. */
  readonly error: string;
}

/** True if the recording does what it expects. */
export const isWell = (one: Replayed | NotReplayed): boolean =>
  'result' in one && isAsExpected(one.recording, one.result);

/**
 * Takes the steps of a recording again.
 *
 * @param path - The path of its file.
 * @param folder - The working directory.
 * @returns What became of it. Nothing is thrown, so that one recording never stops the others.
 */
export async function replayFile(
  path: string,
  subjects: readonly Subject[],
  folder: string,
): Promise<Replayed | NotReplayed> {
  const file = relative(folder, path);
  try {
    const recording = parseRecording(readText(path, file), file);
    const subject = subjectOf(recording, subjects, file);
    const result =
      subject.kind === 'program'
        ? await replay(recording, subject.of, subject.properties)
        : replay(recording, subject.of, subject.properties);
    return { file, recording, result };
  } catch (error) {
    const says = isModelError(error) ? error.message : describeThrown(error);
    return { file, error: says.startsWith(file) ? says : `${file}: ${says}` };
  }
}

/** The model, system or program that a recording is of. */
function subjectOf({ model }: Recording, subjects: readonly Subject[], file: string): Subject {
  const subject = subjects.find(({ of }) => of.name === model);
  if (subject !== undefined) return subject;
  const near = nearest(
    model,
    subjects.map(({ of }) => of.name),
  );
  throw new ModelError(
    `${file} is of model ${JSON.stringify(model)}, which is none of those here; ` +
      (near === undefined ? 'see allways list.' : `did you mean ${near}?`),
  );
}

/**
 * The recordings at a path: the file itself, or all in a folder and in its folders.
 *
 * @param given - The path, as the user wrote it.
 * @param folder - The working directory.
 * @returns Full paths; an error if there is neither file nor folder.
 */
export function recordingsAt(given: string, folder: string): readonly string[] | NotReplayed {
  if (given.trim() === '') {
    return { file: given, error: 'The path of a recording is empty; give a file or a folder.' };
  }
  const path = resolve(folder, given);
  if (isFolder(path)) return recordingsIn(path);
  if (isFile(path)) return [path];
  const error = `There is no file or folder ${JSON.stringify(given)}; give that of a recording.`;
  return { file: given, error };
}

/** The recordings in a folder, and in the folders to which a link in it leads. */
function recordingsIn(folder: string, above: readonly string[] = []): string[] {
  const real = realPathOf(folder);
  if (above.includes(real)) return [];
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (isFolder(path)) return recordingsIn(path, [...above, real]);
    return entry.name.endsWith('.json') ? [path] : [];
  });
}
