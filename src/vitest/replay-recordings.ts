import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { replay, type Replayable, type ReplayResult } from '../check/replay.js';
import { ModelError } from '../model/errors.js';
import type { Property } from '../property/property.js';
import { timeline } from '../report/timeline.js';
import { parseRecording, type Recording } from '../trace/recording.js';

/**
 * Makes a test of every recording in a folder.
 *
 * A recording that expects `holds` passes once its property holds along it, or once it cannot
 * happen any more, and fails while it is still a counterexample. One that expects `violated` passes
 * while it is reproduced. A recording with a step or a start that the model does not have fails: it
 * tests nothing any more.
 *
 * @param folder - The folder, from the working directory; every `.json` file in it is a recording.
 * @param subject - The model they were recorded of, or its system.
 * @param properties - The properties among which the recorded ones are.
 * @throws ModelError where the folder does not exist or holds no recording.
 * @example
 * replayRecordings('test/counterexamples/bank-account', account, [noLostUpdate]);
 */
export function replayRecordings<State>(
  folder: string,
  subject: Replayable<State>,
  properties: Property<State> | readonly Property<State>[],
): void {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith('.json'))
    : [];
  if (files.length === 0) {
    throw new ModelError(
      `There is no recording in ${folder}; give the folder that holds them, or leave the call out.`,
    );
  }
  describe(`recordings of ${subject.name}`, () => {
    test.each(files.sort())('%s', (file) => {
      const path = join(folder, file);
      const recording = parseRecording(readFileSync(path, 'utf8'), path);
      const problem = problemOf(recording, replay(recording, subject, properties));
      if (problem !== undefined) throw new Error(`${path}: ${problem}`);
    });
  });
}

/** Why a replayed recording fails its test; undefined where it passes. */
export function problemOf<State>(
  { expect, property }: Recording,
  result: ReplayResult<State>,
): string | undefined {
  const what = JSON.stringify(property);
  switch (result.outcome) {
    case 'reproduced':
      if (expect === 'violated') return undefined;
      return `${what} is still violated: ${result.says}\n\n${timeline(result.trace)}`;
    case 'no longer violated':
      if (expect === 'holds') return undefined;
      return `${what} is no longer violated along it; if that is meant, set "expect" to "holds".`;
    case 'no longer possible':
      if (expect === 'holds' && !result.unknown) return undefined;
      return `it is no longer possible: ${result.says}; if that is meant, delete it or record it again.`;
  }
}
