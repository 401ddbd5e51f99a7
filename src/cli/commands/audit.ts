import { audit } from '../../check/audit/audit.js';
import type { EvidenceFor } from '../../check/audit/evidence.js';
import type { FairnessOption } from '../../model/fairness.js';
import { isModel } from '../../model/is-model.js';
import { auditReport } from '../../report/text/audit-report.js';
import { counterexamples } from '../../report/text/report.js';
import { isWithoutProperties } from '../../search/common/verdict.js';
import { defined } from '../defined.js';
import { exit, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import { describeProgress, withProgress } from '../progress.js';
import { tellUnasked, weighedOf, type ModelSubject } from '../subject.js';
import { modelOf, type ModelFlags } from '../chosen-model.js';

/** The flags of `audit`. */
export interface AuditFlags extends ModelFlags {
  readonly property?: readonly string[];
  readonly fairness?: FairnessOption;
  readonly states?: number;
  readonly seconds?: number;
  readonly how?: boolean;
  readonly json?: boolean;
}

/** The evidence if the project gives none. Then only the search answers questions. */
const nothing: EvidenceFor<unknown, string> = {};

/** Goes through the checklist for one model. */
export async function auditCommand(
  subject: ModelSubject,
  flags: AuditFlags,
  host: Host,
): Promise<Exit> {
  const { name, of, config, evidence = nothing } = subject;
  const { states, seconds, fairness = config.check?.fairness } = flags;
  const found = await withProgress(host, (show) =>
    audit(modelOf(subject, flags), evidence, {
      ...(isModel(of) ? {} : { system: of }),
      properties: weighedOf(subject, flags.property ?? []),
      ...defined({ fairness }),
      limits: { ...config.check?.limits, ...defined({ states, seconds }) },
      signal: host.signal,
      onProgress: (progress) => show(describeProgress(name, progress)),
    }),
  );
  const { print, style } = host;
  if (isWithoutProperties(found.base.properties)) tellUnasked([subject], host);
  if (flags.json === true) print(asJson(found));
  else {
    const violated = flags.how === true ? undefined : 'add --how';
    print(
      auditReport(found, style, { violated, missed: 'allways check, with the other safeguards' }),
    );
  }
  if (flags.how === true && flags.json !== true) {
    for (const one of counterexamples(found.base, style)) print(`\n${one}`);
  }
  if (found.counts.no > 0 || found.base.verdict === 'violated') return exit.violated;
  const isUnasked = subject.unasked !== undefined && isWithoutProperties(found.base.properties);
  if (isUnasked) return exit.wrongUse;
  return found.counts.undecided > 0 ? exit.undecided : exit.holds;
}
