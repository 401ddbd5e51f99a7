/** What the audit finds for each piece of evidence, once all searches are done. */
import type { Model } from '../../model/model.js';
import { nearest } from '../../validation/nearest.js';
import type { Property } from '../../property/property.js';
import type { PropertyOutcome } from '../../search/common/outcome.js';
import type { Recording } from '../../trace/recording.js';
import { stepsOf } from '../../trace/trace.js';
import type { CheckResult } from '../check.js';
import type { OwnQuestion } from './checklist.js';
import { isPropertyOf, type Evidence, type Finding } from './evidence.js';
import { isAsExpected, replay, type Replayable } from '../replay.js';
import type { OffSteps } from './switched-off.js';
import type { Drop } from '../what-if.js';

/** What is known when the audit answers the questions. */
export interface AuditFacts<State> {
  readonly model: Model<State>;
  /** The subject for replaying recordings: the system if it is known, otherwise the model. */
  readonly subject: Replayable<State>;
  readonly properties: readonly Property<State>[];
  /** The search of the model as it is, with coverage. */
  readonly base: CheckResult<State>;
  /** The steps that are never taken because of what is switched on or off. */
  readonly offSteps: OffSteps;
  /** The searches without some safeguards, by the names of these safeguards; see {@link nameOfSet}. */
  readonly drops: ReadonlyMap<string, Drop<State>>;
}

/** Those of some safeguards that are on, in the order of the model. */
export function onIn<State>(safeguards: readonly string[], model: Model<State>): readonly string[] {
  return model.safeguards.filter((name) => safeguards.includes(name));
}

/** The name of a set of safeguards. */
export const nameOfSet = (safeguards: readonly string[]) => safeguards.join(' + ');

/** The findings for a piece of evidence that the user gave; one for each step if it names several. */
export function findingsOf<State>(
  evidence: Evidence<State, string>,
  facts: AuditFacts<State>,
): readonly Finding[] {
  if (isPropertyOf(evidence)) return [ofProperty(evidence, facts)];
  if ('safeguards' in evidence) return [ofSafeguards(evidence.safeguards, facts)];
  if ('steps' in evidence) return evidence.steps.map((step) => ofStep(step, facts));
  if ('recording' in evidence) return [ofRecording(evidence.recording, facts)];
  return [{ kind: 'reason', answer: 'not modelled', says: evidence.notModelled }];
}

function ofProperty<State>(
  property: Property<State>,
  { properties, base }: AuditFacts<State>,
): Finding {
  const outcome = base.properties[properties.indexOf(property)] as PropertyOutcome<State>;
  const steps = outcome.trace === undefined ? {} : { steps: stepsOf(outcome.trace) };
  const about = { kind: 'property', property: property.name, ...steps } as const;
  switch (outcome.verdict) {
    case 'holds':
      // A property that holds vacuously shows nothing.
      return outcome.vacuous === undefined
        ? { ...about, answer: 'yes' }
        : { ...about, answer: 'undecided', says: outcome.vacuous };
    case 'violated':
      return { ...about, answer: 'no', says: outcome.says };
    case 'undecided':
      return {
        ...about,
        answer: 'undecided',
        ...(outcome.says === undefined ? {} : { says: outcome.says }),
      };
  }
}

function ofSafeguards<State>(
  safeguards: readonly string[],
  { model, base, drops }: AuditFacts<State>,
): Finding {
  const on = onIn(safeguards, model);
  const about = { kind: 'safeguards', safeguards, on } as const;
  if (on.length === 0) return { ...about, answer: 'no', missedBy: [] };
  const drop = drops.get(nameOfSet(on));
  if (drop === undefined) return { ...about, answer: 'undecided', missedBy: [] };
  const missedBy = drop.noticed.filter((one) => isSureIn(base, one)).map(aboutNoticed);
  const effect = drop.effect === 'noticed' && missedBy.length === 0 ? 'undecided' : effectOf(drop);
  return { ...about, answer: answerTo[effect], effect, missedBy };
}

/**
 * The answer for safeguards that are on, by the effect of leaving them out. `unnoticed`: the model behaves
 * differently without them, but no property is violated, so it is unknown whether they are needed.
 */
const answerTo = {
  noticed: 'yes',
  unnoticed: 'undecided',
  dead: 'no',
  undecided: 'undecided',
} as const;

/** The effect of leaving out a safeguard; undecided if a property that may still notice is undecided. */
function effectOf<State>({ effect, result }: Drop<State>): Drop<State>['effect'] {
  const isOpen = result.properties.some(({ verdict }) => verdict === 'undecided');
  return effect !== 'noticed' && isOpen ? 'undecided' : effect;
}

/** Whether a property that is violated without a safeguard is known to hold with it. */
function isSureIn<State>(
  base: CheckResult<State>,
  { name, kind }: PropertyOutcome<State>,
): boolean {
  // Coverage is there only if all states were explored and no step threw.
  if (kind === 'step') return base.coverage !== undefined;
  return base.properties.some((one) => one.name === name && one.verdict === 'holds');
}

function aboutNoticed<State>({ name, trace }: PropertyOutcome<State>) {
  return { property: name, ...(trace === undefined ? {} : { steps: stepsOf(trace) }) };
}

function ofStep<State>(step: string, { model, base, offSteps }: AuditFacts<State>): Finding {
  const about = { kind: 'step', step } as const;
  const isMeant = (one: { actor: string; step: string }) =>
    step === one.actor || step === `${one.actor}.${one.step}`;
  if (!model.steps.some(isMeant)) {
    return { ...about, answer: 'not modelled', says: noSuch(step, model) };
  }
  if (base.coverage === undefined) return { ...about, answer: 'undecided' };
  const meant = base.coverage.filter(isMeant);
  const taken = meant.reduce((sum, one) => sum + one.taken, 0);
  const [only] = meant.length === 1 ? meant : [];
  const off = offSteps.off.find((one) => one.step === `${only?.actor}.${only?.step}`);
  const says =
    off !== undefined
      ? `it can only be taken ${off.by}`
      : only?.fails === undefined
        ? undefined
        : `this never holds: ${only.fails}`;
  // A step that is never taken may be taken behind a state outside the state constraint.
  const never = (base.outside ?? 0) > 0 ? 'undecided' : 'no';
  return {
    ...about,
    answer: taken > 0 ? 'yes' : never,
    taken,
    ...(says === undefined ? {} : { says }),
  };
}

/** Why a model does not have a step: it may have another name, or not be in this variant. */
function noSuch<State>(step: string, { steps }: Model<State>): string {
  if (steps.length === 0) return 'a reducer does not list its steps';
  const names = steps.flatMap((one) => [one.actor, `${one.actor}.${one.step}`]);
  const near = nearest(step, names);
  return near === undefined
    ? 'there is none in this model'
    : `there is none in this model; did you mean ${near}?`;
}

function ofRecording<State>(
  recording: Recording,
  { subject, properties }: AuditFacts<State>,
): Finding {
  const result = replay(recording, subject, properties);
  return {
    kind: 'recording',
    answer: isAsExpected(recording, result) ? 'yes' : 'no',
    property: recording.property,
    outcome: result.outcome,
    steps: stepsOf(result.trace),
  };
}

/** The finding of the search itself for a question. */
export function ownFinding<State>(
  question: OwnQuestion,
  { model, properties, base, offSteps }: AuditFacts<State>,
): Finding {
  const { coverage, ended, outside = 0 } = base;
  const isListed = model.steps.length > 0;
  switch (question) {
    case 'delaysTried': {
      const acting = (coverage ?? []).filter(({ taken }) => taken > 0);
      const actors = new Set(acting.map(({ actor }) => actor)).size;
      const ofAll = actors > 1 ? 'yes' : 'not modelled';
      const answer = coverage === undefined ? 'undecided' : ofAll;
      return { kind: 'interleavings', answer, actors, ended: ended.by };
    }
    case 'allStepsTaken': {
      const { off } = offSteps;
      const never = (coverage ?? [])
        .filter(({ taken }) => taken === 0)
        .map(({ actor, step }) => `${actor}.${step}`)
        .filter((name) => !off.some(({ step }) => step === name));
      const ofNever =
        never.length === 0 ? 'yes' : offSteps.isOpen || outside > 0 ? 'undecided' : 'no';
      const ofAll = isListed ? ofNever : 'not modelled';
      const answer = coverage === undefined ? 'undecided' : ofAll;
      return { kind: 'all steps', answer, steps: model.steps.length, never, off };
    }
    case 'nothingVacuous': {
      const vacuous = base.properties.flatMap((one) =>
        one.verdict === 'holds' && one.vacuous !== undefined ? [one.name] : [],
      );
      const isOpen = base.properties.some(({ verdict }) => verdict === 'undecided');
      const ofAll = isOpen ? 'undecided' : properties.length > 0 ? 'yes' : 'not modelled';
      const answer = vacuous.length > 0 ? 'no' : ofAll;
      return { kind: 'vacuity', answer, properties: properties.length, vacuous };
    }
  }
}
