import { compareSafeguards } from '../../check/compare/compare-safeguards.js';
import { ModelError } from '../../validation/errors.js';
import { isModel } from '../../model/is-model.js';
import { visible } from '../../validation/visible.js';
import { safeguardsTable } from '../../report/text/safeguards-table.js';
import { defined } from '../defined.js';
import { exit, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import { refuseOtherPage, writePage, type PageFlags } from '../page.js';
import { describeProgress, withProgress } from '../progress.js';
import { describeWeighed, weighedOf, type ModelSubject } from '../subject.js';
import { parametersOf, type ModelFlags } from '../chosen-model.js';
import type { FairnessOption } from '../../model/fairness.js';

/** The flags of `compare`. */
export interface CompareFlags extends Pick<ModelFlags, 'set'>, PageFlags {
  readonly property?: readonly string[];
  readonly fairness?: FairnessOption;
  readonly atMost?: number;
  readonly seconds?: number;
  readonly json?: boolean;
}

/** Says which sets of a system's safeguards are enough. The verdict is `holds` if a set is enough for all. */
export async function compareCommand(
  subject: ModelSubject,
  flags: CompareFlags,
  host: Host,
): Promise<Exit> {
  const { of: system, name, config } = subject;
  if (isModel(system)) {
    throw new ModelError(`${name} is a model, and has no safeguards to compare; check it instead.`);
  }
  if (subject.unasked !== undefined) throw new ModelError(subject.unasked);
  refuseOtherPage(flags, host);
  const { atMost, seconds } = flags;
  const fairness = flags.fairness ?? config.check?.fairness;
  const properties = weighedOf(subject, flags.property ?? []);
  const comparison = await withProgress(host, (show) =>
    compareSafeguards(system, properties, {
      parameters: parametersOf(system, flags, config.set),
      ...defined({ fairness, atMost }),
      limits: defined({ seconds }),
      signal: host.signal,
      onProgress: (progress) => show(describeProgress(`${name}, all sets`, progress)),
    }),
  );
  if (flags.json === true) host.print(asJson(comparison));
  else {
    host.print(safeguardsTable(comparison, host.style));
    const weighed = describeWeighed(subject, properties);
    if (weighed !== undefined) host.print(host.style.colors.dim(visible(weighed)));
  }
  if (!writePage(flags, [], { comparison }, host)) return exit.wrongUse;
  const { minimal, counts } = comparison.together;
  if (minimal.length > 0) return exit.holds;
  return counts.undecided > 0 ? exit.undecided : exit.violated;
}
