import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { programPropertiesOf } from '../check/program/properties.js';
import { isAsExpected, replay, type Replayable, type ReplayResult } from '../check/replay.js';
import { isProgram, type Program } from '../program/define-program.js';
import type { ProgramProperty } from '../program/judge.js';
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import { describeGiven } from '../validation/refuse.js';
import { refuseOtherSubject } from '../model/refuse-model.js';
import { visibleLines } from '../validation/visible.js';
import { listOf } from '../property/list.js';
import type { Property } from '../property/property.js';
import { sentenceAdvice } from '../report/text/answered-false.js';
import { specBelow } from '../report/text/in-spec.js';
import { timeline } from '../report/text/timeline.js';
import { readText } from '../files/files.js';
import { parseRecording, type Recording } from '../trace/recording.js';
import { note } from './notes.js';

/**
 * Makes a test of every recording in a folder.
 *
 * If a recording expects `holds`, its test fails while the recording is still a counterexample. It passes
 * once the property holds along the recorded steps, or once these steps are no longer possible. If a
 * recording expects `violated`, its test passes as long as the violation is reproduced. If the model does not
 * have a recorded step or initial state, the test fails, because the recording tests nothing any more. If
 * the folder has no recordings or does not exist, there is one skipped test, so that a misspelled path does
 * not go unnoticed.
 *
 * @param folder - The folder, from the working directory. Every `.json` file in it is a recording.
 * @param subject - The model of which they were recorded, or its system.
 * @param properties - The properties, with the recorded ones among them.
 * @throws ModelError if the folder is a file, if only its subfolders have recordings, if the subject is
 *   neither a model nor a system, or if a property is wrong.
 * @example
 * replayRecordings('test/counterexamples/bank-account', account, [noLostUpdate]);
 */
export function replayRecordings<State>(
  folder: string,
  subject: Replayable<State>,
  properties: Property<State> | readonly Property<State>[],
): void;
/**
 * Makes a test of every recording in a folder, as for a model. A recording whose events can no longer happen passes if it
 * expects `holds`.
 *
 * @param folder - The folder, from the working directory. Every `.json` file in it is a recording.
 * @param subject - The program of which they were recorded.
 * @param properties - The properties, with the recorded ones among them. Recordings of a task that throws and of tasks that
 *   wait for ever need none.
 * @throws ModelError if the folder is a file, if only its subfolders have recordings, or if a property is wrong.
 * @example
 * replayRecordings('test/counterexamples/transfer', transfer, [noMoneyIsMade]);
 */
export function replayRecordings<State>(
  folder: string,
  subject: Program<State>,
  properties: ProgramProperty<State> | readonly ProgramProperty<State>[],
): void;
export function replayRecordings<State>(
  folder: string,
  subject: Replayable<State> | Program<State>,
  properties: Asked<State> | readonly Asked<State>[],
): void {
  const all = askedOf(subject, properties);
  const files = recordingsIn(folder);
  if (files.length === 0) refuseFolderAbove(folder);
  describe(`recordings of ${subject.name}`, () => {
    if (files.length === 0) test.skip(`no recording yet in ${folder}`);
    test.each(files)('%s', async (file) => {
      const path = join(folder, file);
      const { problem, outcome } = await replayFile(path, subject, all);
      if (problem !== undefined) throw new Error(problem);
      if (outcome !== 'reproduced') note(`${path}: fixed; keep it as a test`);
    });
  });
}

/** A property of a model or of a program. */
type Asked<State> = Property<State> | ProgramProperty<State>;

/** The properties of what is replayed, as a list. */
function askedOf<State>(
  subject: Replayable<State> | Program<State>,
  properties: Asked<State> | readonly Asked<State>[],
): readonly Asked<State>[] {
  const who = 'replayRecordings';
  if (isProgram(subject)) return programPropertiesOf<State>(properties, who);
  refuseOtherSubject(subject, who);
  return listOf(properties as readonly Property<State>[], who);
}

/** What became of a recording. */
interface ReplayedFile<State> {
  /** Why its test fails: a sentence that names the file. */
  readonly problem?: string;
  readonly outcome?: ReplayResult<State>['outcome'];
}

/** Replays the recording in a file. */
export async function replayFile<State>(
  path: string,
  subject: Replayable<State> | Program<State>,
  properties: readonly Asked<State>[],
): Promise<ReplayedFile<State>> {
  // A recording may come from anyone, and a terminal obeys some characters.
  const named = (says: string) => visibleLines(says.startsWith(path) ? says : `${path}: ${says}`);
  try {
    const recording = parseRecording(readText(path), path);
    const result = isProgram(subject)
      ? await replay(recording, subject, properties as readonly ProgramProperty<State>[])
      : replay(recording, subject, properties as readonly Property<State>[]);
    const problem = problemOf(recording, result);
    return {
      outcome: result.outcome,
      ...(problem === undefined ? {} : { problem: named(problem) }),
    };
  } catch (error) {
    return { problem: named(isModelError(error) ? error.message : describeThrown(error)) };
  }
}

/** The recordings in a folder, in order. None if the folder does not exist. */
function recordingsIn(folder: unknown): string[] {
  const where = 'replayRecordings';
  if (typeof folder !== 'string') {
    throw new ModelError(`${where}: the folder is ${describeGiven(folder)}; give its path.`);
  }
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) {
    throw new ModelError(`${where}: ${folder} is a file; give the folder that holds it.`);
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Refuses a folder if only its subfolders have recordings, because they would be ignored silently. */
function refuseFolderAbove(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return;
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory() && recordingsIn(join(folder, one.name)).length > 0)
    .map(({ name }) => name);
  if (below.length === 0) return;
  throw new ModelError(
    `replayRecordings: there is no recording in ${folder} itself; give one of its folders: ${below.sort().join(', ')}.`,
  );
}

/** Why a replayed recording fails its test; undefined if it passes. */
export function problemOf<State>(
  recording: Recording,
  result: ReplayResult<State>,
): string | undefined {
  if (isAsExpected(recording, result)) return undefined;
  const what = JSON.stringify(recording.property);
  switch (result.outcome) {
    case 'reproduced': {
      const advice = sentenceAdvice([{ name: recording.property, says: result.says }]);
      const hint = advice === undefined ? '' : `\n${advice}`;
      return `${what} is still violated: ${result.says}${hint}\n\n${timeline(result.trace)}${specBelow(result.inSpec)}`;
    }
    case 'no longer violated':
      return `${what} is no longer violated along it; if that is meant, set "expect" to "holds".`;
    case 'no longer possible':
      return `it is no longer possible: ${result.says}; if that is meant, delete it or record it again.`;
  }
}
