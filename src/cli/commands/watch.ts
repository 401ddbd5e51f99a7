import { execFile } from 'node:child_process';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watch } from 'chokidar';
import type { CheckResult } from '../../check/check.js';
import { visible } from '../../validation/visible.js';
import { describeVerdict } from '../../report/text/format.js';
import type { PropertyOutcome } from '../../search/common/outcome.js';
import { exit, exitOf, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { isModule } from '../modules.js';

/** The part of a result that is compared with the result before. */
type Checked = Pick<CheckResult<unknown>, 'model' | 'verdict'> & {
  readonly properties: readonly {
    readonly name: string;
    readonly verdict: PropertyOutcome<unknown>['verdict'];
    readonly trace?: { readonly actions: readonly unknown[] };
  }[];
};

/**
 * A property's verdict, and how long its counterexample is, by the names of model and property. A model
 * without properties has one entry.
 */
type VerdictsByName = ReadonlyMap<string, LastRun>;

interface LastRun {
  readonly sign: PropertyOutcome<unknown>['verdict'];
  readonly says: string;
}

/** The program of the command. The built file has the same relative path. */
const command = fileURLToPath(new URL('../../../src/cli/allways.js', import.meta.url));

/** How long to wait for more saved files before a check, in milliseconds. */
const settles = 100;

/**
 * Checks, and checks again whenever the user saves a module, until a signal ends it. Each check runs in a
 * process of its own, because a loaded module does not change.
 *
 * @param given - The words after `allways check`, without `--watch`.
 * @returns The exit code of the last check.
 */
export async function watchCommand(given: readonly string[], host: Host): Promise<Exit> {
  const { folder, print, style, unread } = host;
  const signal = unread === undefined ? host.signal : AbortSignal.any([host.signal, unread]);
  let before: VerdictsByName | undefined;
  // Before the first check ends, nothing is decided.
  let code: Exit = exit.undecided;
  let running: Promise<void> = Promise.resolve();
  let isWaiting = false;

  const checkAgain = async (): Promise<void> => {
    isWaiting = false;
    const { results, complaint } = await checkApart(given, folder, signal);
    if (signal.aborted) return;
    if (results === undefined) {
      print(style.colors.red(complaint));
      code = exit.wrongUse;
    } else {
      // What the check said on standard error says why a model has no properties.
      if (complaint !== '') print(style.colors.yellow(complaint));
      const now = verdictsOf(results);
      for (const line of before === undefined ? all(now, host) : changes(before, now, host))
        print(visible(line));
      before = now;
      code = exitOf(results.map(({ verdict }) => verdict));
    }
    print(style.colors.dim('Waiting for a module to be saved; Ctrl-C ends.'));
  };
  // Checks run one after the other. Files saved during a check cause one more check after it.
  const ask = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    running = running.then(checkAgain);
  };

  const watcher = watch(folder, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: settles, pollInterval: settles / 4 },
    ignored: (path, stats) =>
      relative(folder, path)
        .split(sep)
        .some((part) => part === 'node_modules' || /^\.[^.]/.test(part)) ||
      (stats?.isFile() === true && !isModule(path)),
  });
  watcher.on('all', (_, path) => {
    print(style.colors.dim(`\n${visible(relative(folder, path))} changed.`));
    ask();
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  ask();
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await watcher.close();
  await running;
  return code;
}

/** A check in a process of its own. */
function checkApart(
  given: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly results?: readonly Checked[]; readonly complaint: string }> {
  return new Promise((resolve) => {
    const all = [command, 'check', ...given, '--json'];
    // The watcher ignores the output of a check that it stops, so this check need not end cleanly.
    const options = { cwd: folder, signal, killSignal: 'SIGKILL', maxBuffer: Infinity } as const;
    execFile(process.execPath, all, options, (error, stdout, stderr) => {
      try {
        const found = JSON.parse(stdout) as Checked | readonly Checked[];
        const isUnasked = [found].flat().some(({ verdict }) => verdict === 'nothing checked');
        resolve({ results: [found].flat(), complaint: isUnasked ? stderr.trim() : '' });
      } catch {
        resolve({ complaint: stderr.trim() || (error?.message ?? '') });
      }
    });
  });
}

function verdictsOf(results: readonly Checked[]): VerdictsByName {
  return new Map(
    results.flatMap(({ model, verdict: ofAll, properties }): [string, LastRun][] => {
      if (ofAll === 'nothing checked') {
        return [[model, { sign: 'undecided', says: describeVerdict(ofAll) }]];
      }
      return properties.map(({ name, verdict, trace }) => {
        const steps =
          verdict === 'violated' && trace !== undefined ? ` in ${trace.actions.length} steps` : '';
        return [`${model}: ${name}`, { sign: verdict, says: `${verdict}${steps}` }];
      });
    }),
  );
}

function all(verdicts: VerdictsByName, { style }: Host): string[] {
  return [...verdicts].map(([name, { sign, says }]) => `${style.symbols[sign]} ${name}: ${says}`);
}

/** What changed since the check before. */
function changes(before: VerdictsByName, now: VerdictsByName, { style }: Host): string[] {
  const { symbols } = style;
  const changed = [...now].flatMap(([name, { sign, says }]) => {
    const was = before.get(name)?.says ?? 'new';
    return was === says ? [] : [`${symbols[sign]} ${name}: ${was} ${symbols.to} ${says}`];
  });
  const gone = [...before.keys()].filter((name) => !now.has(name)).map((name) => `  ${name}: gone`);
  const same = now.size - changed.length;
  return [...changed, ...gone, `${changed.length} changed, ${same} as before.`];
}
