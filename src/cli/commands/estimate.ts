import { estimate, type EstimateResult } from '../../check/estimate.js';
import type { Duration } from '../../model/duration.js';
import type { Property } from '../../property/property.js';
import { isWithoutProperties } from '../../search/common/verdict.js';
import { estimateReport } from '../../report/text/estimate-report.js';
import { formatNumber } from '../../report/text/format.js';
import { defined } from '../defined.js';
import { exit, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import { withProgress } from '../progress.js';
import { chosenOf, tellUnasked, type ModelSubject } from '../subject.js';
import { modelOf, type ModelFlags } from '../chosen-model.js';

/** The flags of `estimate`. */
export interface EstimateFlags extends ModelFlags {
  readonly property?: readonly string[];
  readonly takes?: Readonly<Record<string, Duration>>;
  readonly runs?: number;
  readonly steps?: number;
  readonly time?: number;
  readonly per?: string;
  readonly seed?: number;
  readonly json?: boolean;
}

/** Estimates how often properties break if steps take time. It never says that a property holds. */
export async function estimateCommand(
  subject: ModelSubject,
  flags: EstimateFlags,
  host: Host,
): Promise<Exit> {
  const { estimate: configured } = subject.config;
  const { property, takes, runs, per, seed, steps, time } = flags;
  const model = modelOf(subject, flags);
  const properties = finite(subject, property, host);
  const result = await withProgress(host, (show) =>
    estimate(model, properties, {
      ...configured,
      durations: { ...configured?.durations, ...takes },
      ...defined({ runs, per, seed }),
      until: { ...configured?.until, ...defined({ steps, seconds: time }) },
      signal: host.signal,
      onProgress: ({ runs: done, of, hits }) =>
        show(
          `${subject.name}: ${formatNumber(done)} of ${formatNumber(of)} runs, ${formatNumber(hits)} hits`,
        ),
    }),
  );
  host.print(flags.json === true ? asJson(result) : estimateReport(result, host.style));
  return exitOfEstimate(result);
}

/** The properties that the user named; if none, all that a run can decide. */
function finite(
  subject: ModelSubject,
  wanted: readonly string[] = [],
  host: Host,
): readonly Property<unknown>[] {
  tellUnasked([subject], host);
  const chosen = chosenOf(subject, wanted);
  if (wanted.length > 0) return chosen;
  const decidable = chosen.filter(({ kind }) => kind !== 'temporal');
  if (decidable.length === 0 && chosen.length > 0) {
    host.complain(
      `${subject.name} has only temporal properties, which no run can decide; use check, or add a property of states.`,
    );
  }
  return decidable;
}

/** Runs can only prove that a property breaks. */
function exitOfEstimate({ properties }: EstimateResult<unknown>): Exit {
  const isBroken = properties.some(({ kind, hits }) => kind !== 'reachable' && hits > 0);
  if (isBroken) return exit.violated;
  return isWithoutProperties(properties) ? exit.wrongUse : exit.undecided;
}
