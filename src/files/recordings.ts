import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describeThrown, ModelError } from '../validation/errors.js';
import { makeFolder, readText } from './files.js';
import { formatRecording, type Recording } from '../trace/recording.js';

/** The folder in which recordings are kept. */
const folder = 'counterexamples';

/** The most bytes of one part of a file's name, and of the whole name. File systems allow 255. */
const longest = { part: 120, name: 200 };

/**
 * Finds the folder for the recordings of a test: the nearest folder `counterexamples` beside the test file
 * or above it, up to the working directory. If there is none yet: a new one beside the test file.
 *
 * @param testFile - The path of the test file.
 * @returns The path of the folder.
 * @example
 * recordingsFolder('test/models/dns.test.ts') // 'test/counterexamples'
 */
export function recordingsFolder(testFile: string): string {
  const beside = join(dirname(testFile), folder);
  for (let at = dirname(testFile); ; at = dirname(at)) {
    if (existsSync(join(at, folder))) return join(at, folder);
    if (at === process.cwd() || at === dirname(at)) return beside;
  }
}

/**
 * Writes a recording into a folder, in a subfolder for its model. It never overwrites another recording: a
 * different one of the same name gets a number. If the same recording is there already, it writes nothing.
 *
 * @param into - The folder.
 * @param recording - The recording.
 * @returns The path of the file, from the working directory.
 * @throws ModelError if it has a key that starts with `#`. Also throws the error of the file system if the
 *   file cannot be written.
 * @example
 * writeRecording('test/counterexamples', record(trace, 'no update is lost'));
 */
export function writeRecording(into: string, recording: Recording): string {
  const text = formatRecording(recording);
  const directory = join(into, slug(recording.model));
  const parts = [recording.property, ...recording.safeguards].map(slug);
  const name = shortened(parts.join('.'), longest.name);
  makeFolder(directory);
  for (let number = 1; ; number++) {
    const path = join(directory, `${name}${number === 1 ? '' : `-${number}`}.json`);
    if (wrote(path, text) || isSame(readText(path), text)) {
      return relative(process.cwd(), path);
    }
  }
}

/**
 * Writes a recording as {@link writeRecording} does, but never throws, because the test that found the
 * counterexample must still report it.
 *
 * @param setting - What names the folder, as the user writes it.
 * @returns Whether it was written, and a sentence that says where the recording is, or why it was not written.
 */
export function keepRecording(
  into: string,
  recording: Recording,
  setting: string,
): { readonly isKept: boolean; readonly says: string } {
  try {
    const path = writeRecording(into, recording);
    const word = /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
    const says = `The counterexample is recorded in ${path}.\nReplay it: npx allways replay ${word}`;
    return { isKept: true, says };
  } catch (error) {
    const why =
      error instanceof ModelError
        ? error.message.replace(/\.$/, '')
        : `${describeThrown(error)}; name a folder that can be written to, as ${setting}`;
    return { isKept: false, says: `The counterexample is not recorded: ${why}.` };
  }
}

/**
 * Writes a new file, as a whole or not at all.
 *
 * @returns False if the file exists, even if another process has just made it.
 */
function wrote(path: string, text: string): boolean {
  const file = opened(path);
  if (file === undefined) return false;
  try {
    writeFileSync(file, text);
    return true;
  } catch (error) {
    // A part of a recording would be in the way of the next replay.
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Makes a new file, and opens it; undefined if there is one. */
function opened(path: string): number | undefined {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

/**
 * Whether two recordings are of the same counterexample. They may differ in what a test expects, and in
 * their kind, which older recordings do not have.
 */
function isSame(one: string, other: string): boolean {
  const normal = (text: string) =>
    text.replace('"expect": "violated"', '"expect": "holds"').replace('  "kind": "step",\n', '');
  return normal(one) === normal(other);
}

/** A name as a part of a file's name: `no-update-is-lost`; a digest if that leaves nothing. */
function slug(text: string): string {
  const words = text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '-')
    .replace(/^-|-$/g, '');
  return words === '' ? digest(text) : shortened(words, longest.part, text);
}

/** A text of at most so many bytes. If it is longer: its start, and a digest of the whole. */
function shortened(text: string, most: number, whole = text): string {
  if (Buffer.byteLength(text) <= most) return text;
  let start = '';
  for (const letter of text) {
    if (Buffer.byteLength(start + letter) > most) break;
    start += letter;
  }
  return `${start.replace(/[-.]+$/, '')}-${digest(whole)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
