import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isAsExpected, replay, type ReplayResult } from '../../check/replay.js';
import { ModelError } from '../../model/errors.js';
import { timeline } from '../../report/timeline.js';
import { parseRecording, type Recording } from '../../trace/recording.js';
import { exit, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import type { Subject } from '../subject.js';

/** What the command line says to `replay`. */
export interface ReplayFlags {
  readonly timeline?: boolean;
  readonly json?: boolean;
}

interface Replayed {
  readonly file: string;
  readonly recording: Recording;
  readonly result: ReplayResult<unknown>;
}

/**
 * Takes the steps of recordings again. All is well where each does what it expects: a bug that is
 * shown on purpose is there, and one that was fixed is not.
 *
 * @param paths - Files, and folders of files, whatever their depth.
 */
export function replayCommand(
  paths: readonly string[],
  subjects: readonly Subject[],
  flags: ReplayFlags,
  host: Host,
): Exit {
  const { folder, print, style } = host;
  const replayed = paths
    .flatMap((path) => recordingsAt(resolve(folder, path)))
    .map((path): Replayed => {
      const file = relative(folder, path);
      const recording = parseRecording(readFileSync(path, 'utf8'), file);
      const subject = subjects.find(({ of }) => of.name === recording.model);
      if (subject === undefined) {
        throw new ModelError(
          `${file} is of model ${JSON.stringify(recording.model)}, which is none of those here; see allways list.`,
        );
      }
      return { file, recording, result: replay(recording, subject.of, subject.properties) };
    });
  if (replayed.length === 0) {
    throw new ModelError(
      `There is no recording in ${paths.join(', ')}; check --record makes some.`,
    );
  }
  if (flags.json === true) {
    print(
      asJson(replayed.map(({ file, recording, result }) => ({ file, ...recording, ...result }))),
    );
  } else {
    for (const one of replayed) {
      const sign = isWell(one)
        ? style.colors.green(style.symbols.holds)
        : style.colors.red(style.symbols.violated);
      print(`${sign} ${one.file}: ${describe(one)}`);
      const showsAll = flags.timeline ?? (replayed.length === 1 || !isWell(one));
      if (showsAll && one.result.outcome === 'reproduced')
        print(`\n${timeline(one.result.trace, { style })}\n`);
    }
    const well = replayed.filter(isWell).length;
    print(`${replayed.length} recordings: ${well} as expected, ${replayed.length - well} not.`);
  }
  return replayed.every(isWell) ? exit.holds : exit.violated;
}

const isWell = ({ recording, result }: Replayed): boolean => isAsExpected(recording, result);

/** What became of a recording, as the end of a sentence. */
function describe({ recording: { expect, property }, result }: Replayed): string {
  switch (result.outcome) {
    case 'reproduced':
      return expect === 'violated'
        ? `still violates ${JSON.stringify(property)}, as it should`
        : `violates ${JSON.stringify(property)}: ${result.says}`;
    case 'no longer violated':
      return expect === 'holds'
        ? 'fixed; keep it as a test'
        : `no longer violates ${JSON.stringify(property)}; if that is meant, set "expect" to "holds"`;
    case 'no longer possible':
      return `no longer possible: ${result.says}`;
  }
}

/** The recordings at a path: the file itself, or all in a folder and in its folders. */
function recordingsAt(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new ModelError(
      `There is no file or folder ${JSON.stringify(path)}; give that of a recording.`,
    );
  }
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return recordingsAt(join(path, entry.name));
      return entry.name.endsWith('.json') ? [join(path, entry.name)] : [];
    });
}
