import { resolve } from 'node:path';
import { check, type CheckOptions, type CheckResult } from '../../check/check.js';
import type { ProgramOptions } from '../../check/program/options.js';
import type { FairnessOption } from '../../model/fairness.js';
import { visible } from '../../validation/visible.js';
import type { Preference, Progress } from '../../search/common/outcome.js';
import { flow, nameOfVariant } from '../../report/text/format.js';
import { counterexamples, counts, verdicts } from '../../report/text/report.js';
import { record } from '../../trace/recording.js';
import { keepRecording } from '../../files/recordings.js';
import { defined } from '../defined.js';
import { exit, exitOf, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import { checkFlags, refuseOtherFlags } from '../kind-flags.js';
import { refuseOtherOutputs, writeOutputs, type OutputFlags } from '../outputs.js';
import { writePage, type PageFlags } from '../page.js';
import { describeProgress, withProgress } from '../progress.js';
import { chosenOf, tellUnasked, type ProgramSubject, type Subject } from '../subject.js';
import { modelOf, type ModelFlags } from '../chosen-model.js';

/** The flags of `check`. */
export interface CheckFlags extends ModelFlags, OutputFlags, PageFlags {
  readonly property?: readonly string[];
  readonly fairness?: FairnessOption;
  readonly states?: number;
  readonly depth?: number;
  readonly seconds?: number;
  readonly memory?: number;
  readonly workers?: number | 'auto';
  readonly symmetric?: string[][];
  readonly coverage?: boolean;
  readonly counterexamples?: number;
  readonly prefer?: Preference;
  readonly runs?: number;
  readonly preemptions?: number;
  readonly record?: boolean;
  readonly json?: boolean;
}

/**
 * Explores every interleaving of each model and program, and says which properties hold.
 *
 * @param recordings - The folder for recorded counterexamples, if the user wants them recorded.
 */
export async function checkCommand(
  subjects: readonly Subject[],
  flags: CheckFlags,
  recordings: string,
  host: Host,
): Promise<Exit> {
  const { style, print } = host;
  // Refuse wrong flags before the search, which can take hours.
  const tasks = subjects.map((subject) => taskOf(subject, flags, host));
  refuseOtherOutputs(flags, host);
  tellUnasked(subjects, host);
  const results: CheckResult<unknown>[] = [];
  for (const task of tasks) {
    const result = await withProgress(host, task);
    results.push(result);
    if (flags.json !== true) {
      if (results.length > 1) print('');
      print(verdicts(result, style));
      if (tasks.length > 1) print(counts(result, style));
    }
  }
  if (flags.json === true) {
    print(asJson(tasks.length === 1 ? results[0] : results));
  } else {
    for (const result of results) {
      const shown = counterexamples(result, style);
      // For several models, print one counterexample of each. The user can ask for the others.
      if (tasks.length === 1) shown.forEach((one) => print(`\n${one}`));
      else shown.slice(0, 1).forEach((one) => print(`\n${visible(result.model)}: ${one}`));
    }
    const [only] = results;
    if (tasks.length === 1 && only !== undefined) print(`\n${counts(only, style)}`);
    else print(`\n${flow(tally(results), style)}`);
  }
  const areWritten = [
    writeOutputs(results, flags, host),
    writePage(flags, results.map(asVariant), {}, host),
    flags.record !== true || keep(results, resolve(host.folder, recordings), host),
  ];
  // The user asked for a file and does not have it, which counts more than a verdict that was printed.
  if (areWritten.includes(false)) return exit.wrongUse;
  return exitOf(results.map(({ verdict }) => verdict));
}

/** The check of a subject, with a function that shows progress. It refuses wrong flags at once. */
function taskOf(
  subject: Subject,
  flags: CheckFlags,
  { signal }: Host,
): (show: (text: string) => void) => Promise<CheckResult<unknown>> {
  refuseOtherFlags(subject, flags, checkFlags);
  const { name, kind } = subject;
  const watched = (show: (text: string) => void) => ({
    signal,
    onProgress: (progress: Progress) => show(describeProgress(name, progress)),
  });
  if (kind === 'program') {
    const properties = chosenOf(subject, flags.property ?? []);
    const options = programOptionsOf(subject, flags);
    return (show) => check(subject.of, properties, { ...options, ...watched(show) });
  }
  const model = modelOf(subject, flags);
  const properties = chosenOf(subject, flags.property ?? []);
  const options = optionsOf(subject.config.check, flags);
  return (show) => check(model, properties, { ...options, ...watched(show) });
}

/** A result with the name that it has on the page. */
function asVariant(result: CheckResult<unknown>) {
  return { name: nameOfVariant(result.model, result.safeguards), result };
}

/** The options of a check. Those of the command line override those of the configuration. */
function optionsOf(configured: CheckOptions = {}, flags: CheckFlags): CheckOptions {
  const { states, depth, seconds, memory, fairness, workers, symmetric, coverage } = flags;
  const { counterexamples, prefer } = flags;
  const limits = { ...configured.limits, ...defined({ states, depth, seconds, memory }) };
  const given = { fairness, workers, symmetric, coverage, counterexamples, prefer };
  return { ...configured, ...defined(given), limits };
}

/** The same for a program. */
function programOptionsOf(
  { config: { check: configured = {} }, modules: own }: ProgramSubject,
  { runs, seconds, preemptions, ...flags }: CheckFlags,
): ProgramOptions {
  const { workers: configuredWorkers = 1, modules = own, ...others } = configured;
  const { workers = configuredWorkers } = flags;
  return {
    ...others,
    ...(workers === 1 ? {} : { workers, modules }),
    limits: { ...configured.limits, ...defined({ runs, seconds, preemptions }) },
  };
}

/** How many models have each verdict. */
function tally(results: readonly CheckResult<unknown>[]): string {
  const number = (wanted: CheckResult<unknown>['verdict']) =>
    results.filter(({ verdict }) => verdict === wanted).length;
  const unchecked = number('nothing checked');
  return (
    `${results.length} models: ${number('holds')} hold, ${number('violated')} violated, ` +
    `${number('undecided')} undecided${unchecked === 0 ? '' : `, ${unchecked} without properties`}.`
  );
}

/**
 * Records all counterexamples. It prints their paths to standard error: they are no result.
 *
 * @returns Whether all are recorded.
 */
function keep(
  results: readonly CheckResult<unknown>[],
  folder: string,
  { complain }: Host,
): boolean {
  let areKept = true;
  const setting = '{ counterexamples: … } in allways.config';
  for (const { verdict, name, trace } of results.flatMap(({ properties }) => properties)) {
    if (verdict !== 'violated' || trace === undefined) continue;
    const { isKept, says } = keepRecording(folder, record(trace, name), setting);
    complain(says);
    areKept &&= isKept;
  }
  return areKept;
}
