import * as v from 'valibot';
import { ModelError } from '../../validation/errors.js';
import type { ValueSchema } from '../../validation/values.js';
import type { Model, Parameter } from '../../model/model.js';
import { refuseOtherModel, refuseOtherSystem } from '../../model/refuse-model.js';
import type { System } from '../../model/system.js';
import { listOf } from '../../property/list.js';
import type { NoDeadlock, Property } from '../../property/property.js';
import type { Ended } from '../../search/common/outcome.js';
import { verdictOfAll } from '../../search/common/verdict.js';
import { check, type CheckOptions, type CheckResult } from '../check.js';
import { checklist, isOwnQuestion, type QuestionId } from './checklist.js';
import {
  answerOf,
  evidenceIn,
  refuseOtherEvidence,
  isPropertyOf,
  type AuditAnswer,
  type Evidence,
  type EvidenceFor,
  type Finding,
} from './evidence.js';
import { findingsOf, nameOfSet, onIn, ownFinding, type AuditFacts } from './findings.js';
import { checkOptions, refuseBadOptions } from '../options.js';
import { offSteps } from './switched-off.js';
import { modelWithout, searchWithout, type Drop } from '../what-if.js';

/** The options of `audit`. */
export interface AuditOptions<State, Name extends string = string> extends Pick<
  CheckOptions,
  'limits' | 'signal' | 'fairness' | 'onProgress'
> {
  /** The system that the model is a variant of. Needed if a safeguard is given as evidence. */
  readonly system?: Pick<System<State, Name, never>, 'name' | 'safeguards' | 'with'>;
  /**
   * Further properties that are not evidence for a question. The audit checks them too: each may hold
   * vacuously, and each may be violated when a safeguard is left out.
   */
  readonly properties?: Property<State> | readonly Property<State>[];
}

const auditOptions = v.object({
  ...v.pick(checkOptions, ['limits', 'signal', 'fairness', 'onProgress']).entries,
  system: v.unknown(),
  properties: v.unknown(),
} satisfies Record<keyof AuditOptions<unknown>, ValueSchema>);

/** A question, with its answer. */
export interface AuditedQuestion {
  readonly id: QuestionId;
  readonly question: string;
  readonly answer: AuditAnswer;
  /** Empty if there is none. */
  readonly evidence: readonly Finding[];
}

/** The questions about one subject. */
export interface AuditedGroup {
  readonly title: string;
  readonly questions: readonly AuditedQuestion[];
}

/** The result of `audit`. */
export interface Audit<State> {
  /** The name of the model, or of its system. */
  readonly system: string;
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly groups: readonly AuditedGroup[];
  /** How many questions have each answer. */
  readonly counts: Readonly<Record<AuditAnswer, number>>;
  readonly figures: {
    readonly distinct: number;
    readonly generated: number;
    readonly depth: number;
    readonly ended: Ended;
    /**
     * How many searches were done: one for all properties; one for each set of safeguards that was left out;
     * and, to look for steps that are never taken, one for each variant with more switched on.
     */
    readonly searches: number;
    readonly seconds: number;
  };
  /** The search of the model as it is, with all counterexamples. */
  readonly base: CheckResult<State>;
  /** The searches in which some safeguards were left out. */
  readonly drops: readonly Drop<State>[];
}

/**
 * A property that holds only when all states are explored. It keeps the search going when all other
 * properties are decided, because the audit also asks whether every interleaving was visited.
 */
const everythingExplored: NoDeadlock<unknown> = {
  kind: 'deadlock',
  name: 'audit: everything is explored',
  fineToStop: () => true,
};

/**
 * Goes through a checklist of what goes wrong if several actors change the same things. The model and its
 * verdicts answer each question: `yes`, `no`, `undecided`, or `not modelled` if they show nothing about it.
 * A claim without evidence is never a yes.
 *
 * One search decides all properties. For each set of safeguards that is evidence there is one more search,
 * without these safeguards.
 *
 * @param model - The model.
 * @param evidence - The evidence for each question: a property, safeguards, steps, a recording, or the
 *   reason why the model says nothing about it. Questions that the search answers need no evidence.
 * @param options - The model's system, further properties, fairness, limits on each search, a signal that
 *   ends the audit, and a listener to the progress of each search.
 * @returns The questions by group, with their answers and their evidence; counts; and the searches.
 * @throws ModelError if the model, the system, a question, evidence or an option is wrong, or a recording
 *   is of another model.
 * @example
 * const { counts } = await audit(
 *   dns.with(['fencing']),
 *   { staleRefused: dnsNeverGoesBack, versioned: { safeguards: ['fencing'] } },
 *   { system: dns },
 * );
 * counts.yes // 5
 */
export async function audit<State, Name extends string = never>(
  model: Model<State>,
  evidence: EvidenceFor<NoInfer<State>, NoInfer<Name>>,
  options: AuditOptions<State, Name> = {},
): Promise<Audit<State>> {
  refuseOtherModel(model, 'audit');
  refuseBadOptions('audit', options, auditOptions);
  const { system, properties: others = [], ...searching } = options;
  if (system !== undefined) {
    refuseOtherSystem(system, 'audit');
    refuseOtherName(model.name, system.name);
  }
  refuseOtherEvidence(evidence, system);
  // A copy has exactly what was looked at: an object may give more for a name than it has.
  const given = { ...evidence };
  const asked = Object.values(checklist).flatMap((questions) =>
    (Object.keys(questions) as QuestionId[]).flatMap((id) => evidenceIn(given, id)),
  );
  const properties = listOf(
    [...new Set([...asked.filter((one) => isPropertyOf<State>(one)), ...listOf(others, 'audit')])],
    'audit',
  );
  const started = performance.now();
  const facts = await factsOf(model, system, { properties, asked, searching });
  const groups = groupsOf(given, facts);
  const { base, drops, offSteps: off } = facts;
  const { distinct, generated, depth, ended } = base;
  return {
    system: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    groups,
    counts: countsOf(groups),
    figures: {
      distinct,
      generated,
      depth,
      ended,
      searches: 1 + drops.size + off.searches,
      seconds: (performance.now() - started) / 1000,
    },
    base,
    drops: [...drops.values()],
  };
}

/** What the searches of an audit are about. */
interface Searches<State> {
  readonly properties: readonly Property<State>[];
  /** The evidence that the user gave. */
  readonly asked: readonly Evidence<State, string>[];
  readonly searching: Pick<CheckOptions, 'limits' | 'signal' | 'fairness' | 'onProgress'>;
}

/** Does all searches: of the model, without some safeguards, and of variants that may take more steps. */
async function factsOf<State, Name extends string>(
  model: Model<State>,
  system: AuditOptions<State, Name>['system'],
  { properties, asked, searching }: Searches<State>,
): Promise<AuditFacts<State>> {
  const all = [...properties, everythingExplored];
  const base = asAsked(await check(model, all, { ...searching, coverage: true }));
  const drops = new Map<string, Drop<State>>();
  for (const piece of asked) {
    if (!('safeguards' in piece) || system === undefined) continue;
    const on = onIn(piece.safeguards, model);
    const dropped = nameOfSet(on);
    if (on.length === 0 || drops.has(dropped) || searching.signal?.aborted === true) continue;
    const without = modelWithout(system, model, on);
    const { result, ...said } = await searchWithout(without, all, base, searching);
    drops.set(dropped, { kind: 'safeguard', dropped, ...said, result: asAsked(result) });
  }
  const never = (base.coverage ?? []).filter(({ taken }) => taken === 0);
  const off =
    system === undefined
      ? { off: [], isOpen: false, searches: 0 }
      : await offSteps(system, model, never, base, searching);
  return { model, subject: system ?? model, properties, base, drops, offSteps: off };
}

/** Answers all questions. */
function groupsOf<State>(
  evidence: EvidenceFor<State, string>,
  facts: AuditFacts<State>,
): readonly AuditedGroup[] {
  return Object.entries(checklist).map(([title, questions]) => ({
    title,
    questions: (Object.entries(questions) as [QuestionId, string][]).map(([id, question]) => {
      const own = isOwnQuestion(id) ? [ownFinding(id, facts)] : [];
      const shown = evidenceIn(evidence, id).flatMap((piece) => findingsOf(piece, facts));
      const found = [...own, ...shown];
      return { id, question, answer: answerOf(found), evidence: found };
    }),
  }));
}

/** How many questions have each answer. */
function countsOf(groups: readonly AuditedGroup[]): Audit<unknown>['counts'] {
  const answers = groups.flatMap(({ questions }) => questions.map(({ answer }) => answer));
  const count = (wanted: AuditAnswer) => answers.filter((one) => one === wanted).length;
  return {
    yes: count('yes'),
    no: count('no'),
    undecided: count('undecided'),
    'not modelled': count('not modelled'),
  };
}

function refuseOtherName(model: string, system: string): void {
  if (model === system) return;
  throw new ModelError(
    `audit: model ${JSON.stringify(model)} is no variant of system ${JSON.stringify(system)}; give what system.with([…]) made.`,
  );
}

/** A result without the property that only kept the search going. */
function asAsked<State>(result: CheckResult<State>): CheckResult<State> {
  const properties = result.properties.filter(({ name }) => name !== everythingExplored.name);
  return { ...result, properties, verdict: verdictOfAll(properties) };
}
