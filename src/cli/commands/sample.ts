import { sample, sampleUntil, type SampleOptions, type SampleResult } from '../../check/sample.js';
import { counterexamples, report, verdicts } from '../../report/text/report.js';
import { defined } from '../defined.js';
import { exitOf, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import { refuseOtherFlags, sampleFlags } from '../kind-flags.js';
import { chosenOf, tellUnasked, type Subject } from '../subject.js';
import { modelOf, type ModelFlags } from '../chosen-model.js';

/** The flags of `sample`. */
export interface SampleFlags extends ModelFlags {
  readonly property?: readonly string[];
  readonly seed?: number;
  readonly path?: string;
  readonly runs?: number;
  readonly steps?: number;
  readonly schedule?: 'uniform' | 'pct';
  readonly seconds?: number;
  readonly json?: boolean;
}

/** Tries random behaviours of each model and program. They can violate a property, and never prove that it holds. */
export async function sampleCommand(
  subjects: readonly Subject[],
  flags: SampleFlags,
  host: Host,
): Promise<Exit> {
  const { print, style } = host;
  const { seed, path, runs, steps, schedule, seconds } = flags;
  const shared = {
    ...defined({ seed, path, numRuns: runs, schedule }),
    ...(seconds === undefined ? {} : { interruptAfterTimeLimit: seconds * 1000 }),
  };
  const options: SampleOptions<unknown> = { ...shared, ...defined({ maxSteps: steps }) };
  tellUnasked(subjects, host);
  const tasks = subjects.map((subject): (() => Promise<SampleResult<unknown>>) => {
    refuseOtherFlags(subject, flags, sampleFlags);
    const { signal } = host;
    if (subject.kind === 'program') {
      const properties = chosenOf(subject, flags.property ?? []);
      return () => sample(subject.of, properties, { ...shared, signal });
    }
    const model = modelOf(subject, flags);
    const properties = chosenOf(subject, flags.property ?? []);
    return () => sampleUntil(signal, model, properties, options);
  });
  const results: SampleResult<unknown>[] = [];
  for (const task of tasks) results.push(await task());
  const [only] = results;
  if (flags.json === true) print(asJson(results.length === 1 ? only : results));
  else if (results.length === 1 && only !== undefined) print(report(only, style));
  else {
    print(results.map((result) => verdicts(result, style)).join('\n\n'));
    for (const result of results) {
      for (const shown of counterexamples(result, style).slice(0, 1)) print(`\n${shown}`);
    }
  }
  return exitOf(results.map(({ verdict }) => verdict));
}
