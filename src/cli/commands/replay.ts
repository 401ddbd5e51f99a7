import { setImmediate } from 'node:timers/promises';
import { ModelError } from '../../validation/errors.js';
import { visible } from '../../validation/visible.js';
import { counted, flow } from '../../report/text/format.js';
import { specBelow } from '../../report/text/in-spec.js';
import { timeline } from '../../report/text/timeline.js';
import { exit, worst, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import { isWell, recordingsAt, replayFile, type NotReplayed, type Replayed } from '../replayed.js';
import type { Subject } from '../subject.js';

/** The flags of `replay`. */
export interface ReplayFlags {
  readonly timeline?: boolean;
  readonly json?: boolean;
}

/**
 * Takes the steps of recordings again. Each must come out as it expects: a bug that it shows on purpose is
 * still there, and a fixed bug is not. If a recording cannot be replayed, the command says so and goes on
 * with the others. A signal ends the command after the current recording.
 *
 * @param paths - Files, and folders of files, whatever their depth.
 * @throws ModelError if there is no recording at any of the paths.
 */
export async function replayCommand(
  paths: readonly string[],
  subjects: readonly Subject[],
  flags: ReplayFlags,
  host: Host,
): Promise<Exit> {
  const { folder, print, signal, style } = host;
  const found = paths.map((path) => recordingsAt(path, folder));
  const missing = found.filter((one): one is NotReplayed => 'error' in one);
  const files = found.flatMap((one) => ('error' in one ? [] : one));
  if (files.length === 0) {
    const [first] = missing;
    throw new ModelError(
      first?.error ?? `There is no recording in ${paths.join(', ')}; check --record makes some.`,
    );
  }
  const all: (Replayed | NotReplayed)[] = [...missing];
  const show = (one: Replayed | NotReplayed) => {
    if (flags.json !== true)
      showOne(one, { ...flags, isOnly: files.length + missing.length === 1 }, host);
  };
  missing.forEach(show);
  for (const file of files) {
    // Let the process handle a signal.
    await setImmediate();
    if (signal.aborted) break;
    const one = await replayFile(file, subjects, folder);
    all.push(one);
    show(one);
  }
  const left = files.length + missing.length - all.length;
  if (flags.json === true) print(asJson(all.map(plain)));
  else print(flow(tally(all, left), style));
  return worst([...all.map(exitOfOne), left > 0 ? exit.undecided : exit.holds]);
}

function showOne(
  one: Replayed | NotReplayed,
  flags: ReplayFlags & { readonly isOnly: boolean },
  { print, style }: Host,
): void {
  const { colors, symbols } = style;
  const sign = isWell(one) ? colors.green(symbols.holds) : colors.red(symbols.violated);
  const says = 'error' in one ? one.error : `${one.file}: ${describe(one)}`;
  print(flow(`${sign} ${visible(says)}`, style));
  if ('error' in one) return;
  const showsAll = flags.timeline ?? (flags.isOnly || !isWell(one));
  if (showsAll && one.result.outcome === 'reproduced') {
    const { trace, inSpec } = one.result;
    print(`\n${timeline(trace, { style })}${specBelow(inSpec, style)}\n`);
  }
}

/** How many recordings came out in each way. */
function tally(all: readonly (Replayed | NotReplayed)[], left: number): string {
  const well = all.filter(isWell).length;
  const broken = all.filter((one) => 'error' in one).length;
  return (
    `${counted(all.length, 'recording')}: ${well} as expected, ${all.length - well - broken} not` +
    `${broken === 0 ? '' : `, ${broken} that cannot be replayed`}.` +
    (left === 0 ? '' : ` Interrupted: ${left} more not replayed.`)
  );
}

const plain = (one: Replayed | NotReplayed) =>
  'error' in one ? one : { file: one.file, ...one.recording, ...one.result };

function exitOfOne(one: Replayed | NotReplayed): Exit {
  if ('error' in one) return exit.wrongUse;
  return isWell(one) ? exit.holds : exit.violated;
}

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
