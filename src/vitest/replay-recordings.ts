import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { isAsExpected, replay, type Replayable, type ReplayResult } from '../check/replay.js';
import { describeThrown, isModelError, ModelError } from '../model/errors.js';
import { describeGiven, refuseOtherSubject } from '../model/refuse.js';
import { listOf } from '../property/list.js';
import type { Property } from '../property/property.js';
import { sentenceAdvice } from '../report/answered-false.js';
import { timeline } from '../report/timeline.js';
import { parseRecording, type Recording } from '../trace/recording.js';
import { note } from './notes.js';

/**
 * Makes a test of every recording in a folder.
 *
 * A recording that expects `holds` passes once its property holds along it, or once it cannot
 * happen any more, and fails while it is still a counterexample. One that expects `violated` passes
 * while it is reproduced. A recording with a step or a start that the model does not have fails: it
 * tests nothing any more. A folder that holds no recording yet, or is not there yet, is a test that is
 * skipped, so that a misspelled one does not pass unseen.
 *
 * @param folder - The folder, from the working directory; every `.json` file in it is a recording.
 * @param subject - The model they were recorded of, or its system.
 * @param properties - The properties among which the recorded ones are.
 * @throws ModelError where the folder is a file, or its own folders hold the recordings; where the
 *   subject is neither model nor system, or a property is none.
 * @example
 * replayRecordings('test/counterexamples/bank-account', account, [noLostUpdate]);
 */
export function replayRecordings<State>(
  folder: string,
  subject: Replayable<State>,
  properties: Property<State> | readonly Property<State>[],
): void {
  refuseOtherSubject(subject, 'replayRecordings');
  const all = listOf(properties, 'replayRecordings');
  const files = recordingsIn(folder);
  if (files.length === 0) refuseFolderAbove(folder);
  describe(`recordings of ${subject.name}`, () => {
    if (files.length === 0) test.skip(`no recording yet in ${folder}`);
    test.each(files)('%s', (file) => {
      const path = join(folder, file);
      const { problem, outcome } = replayFile(path, subject, all);
      if (problem !== undefined) throw new Error(problem);
      if (outcome !== 'reproduced') note(`${path}: fixed; keep it as a test`);
    });
  });
}

/** What became of the recording in a file. A problem is a sentence that names the file. */
export function replayFile<State>(
  path: string,
  subject: Replayable<State>,
  properties: readonly Property<State>[],
): { readonly problem?: string; readonly outcome?: ReplayResult<State>['outcome'] } {
  const named = (says: string) => (says.startsWith(path) ? says : `${path}: ${says}`);
  try {
    const recording = parseRecording(readFileSync(path, 'utf8'), path);
    const result = replay(recording, subject, properties);
    const problem = problemOf(recording, result);
    return {
      outcome: result.outcome,
      ...(problem === undefined ? {} : { problem: named(problem) }),
    };
  } catch (error) {
    return { problem: named(isModelError(error) ? error.message : describeThrown(error)) };
  }
}

/** The recordings in a folder, in order; none where there is no such folder. */
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

/** Refuses a folder whose own folders hold the recordings: they would be passed over. */
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

/** Why a replayed recording fails its test; undefined where it passes. */
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
      return `${what} is still violated: ${result.says}${hint}\n\n${timeline(result.trace)}`;
    }
    case 'no longer violated':
      return `${what} is no longer violated along it; if that is meant, set "expect" to "holds".`;
    case 'no longer possible':
      return `it is no longer possible: ${result.says}; if that is meant, delete it or record it again.`;
  }
}
