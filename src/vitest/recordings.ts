import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { formatRecording, type Recording } from '../trace/recording.js';

/** The folder in which recordings are kept. */
const folder = 'counterexamples';

/**
 * Where the recordings of a test belong: the nearest folder `counterexamples` beside the test file
 * or above it, up to the working directory; one beside the test file where there is none yet.
 */
export function recordingsFolder(testFile: string): string {
  const beside = join(dirname(testFile), folder);
  for (let at = dirname(testFile); ; at = dirname(at)) {
    if (existsSync(join(at, folder))) return join(at, folder);
    if (at === process.cwd() || at === dirname(at)) return beside;
  }
}

/**
 * Writes a recording into a folder, in one of its model's own, and never over another: the same
 * recording is written once, a different one of the same name gets a number.
 *
 * @returns The path of the file, from the working directory.
 */
export function writeRecording(into: string, recording: Recording): string {
  const text = formatRecording(recording);
  const directory = join(into, slug(recording.model));
  const on = recording.safeguards.map((name) => `.${slug(name)}`).join('');
  mkdirSync(directory, { recursive: true });
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const path = join(directory, `${slug(recording.property)}${on}${suffix}.json`);
    if (!existsSync(path)) writeFileSync(path, text, { flag: 'wx' });
    else if (!isSame(readFileSync(path, 'utf8'), text)) continue;
    return relative(process.cwd(), path);
  }
}

/** Two recordings that differ in what is expected of them at most are one counterexample. */
function isSame(one: string, other: string): boolean {
  const normal = (text: string) => text.replace('"expect": "violated"', '"expect": "holds"');
  return normal(one) === normal(other);
}

function slug(text: string): string {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '-')
    .replace(/^-|-$/g, '');
}
