/** The evidence for the questions of an audit: what the user gives, and what the audit finds. */
import { ModelError } from '../../validation/errors.js';
import {
  describeGiven,
  refuseUnknown,
  refuseUnknownName,
  reading,
} from '../../validation/refuse.js';
import type { System } from '../../model/system.js';
import { isProperty } from '../../property/list.js';
import type { Property } from '../../property/property.js';
import type { Ended } from '../../search/common/outcome.js';
import type { Recording } from '../../trace/recording.js';
import { questionIds, type QuestionId } from './checklist.js';
import type { ReplayResult } from '../replay.js';
import type { SwitchedOff } from './switched-off.js';
import type { Drop } from '../what-if.js';

/** Evidence that the user gives for a question. */
export type Evidence<State, Name extends string = never> =
  /** Yes if it holds. */
  | Property<State>
  /**
   * Leaves out those of these safeguards that are on. Yes if a property that held is violated then. No if
   * none of them is on, or if the model behaves the same without them.
   */
  | { readonly safeguards: readonly Name[] }
  /** Names of actors, and of steps as `actor.step`. Yes if each can be taken in some state. */
  | { readonly steps: readonly string[] }
  /** Yes if the replayed recording does what it expects. */
  | { readonly recording: Recording }
  /** The reason why the model says nothing about the question. */
  | { readonly notModelled: string };

/** Evidence for each question that has some: one piece, or several that must all say yes. */
export type EvidenceFor<State, Name extends string = never> = {
  readonly [Id in QuestionId]?: Evidence<State, Name> | readonly Evidence<State, Name>[];
};

/**
 * The answer to a question. `undecided` if the evidence does not settle it: a limit, an interrupt or a step
 * that threw left it open, a property holds vacuously, or no property is violated without a safeguard. `not
 * modelled` if the model shows nothing about the question.
 */
export type AuditAnswer = 'yes' | 'no' | 'undecided' | 'not modelled';

/** What the audit found for a piece of evidence. */
export type Finding = { readonly answer: AuditAnswer } & (
  | {
      readonly kind: 'property';
      readonly property: string;
      /** The length of the shortest counterexample, or of the way to the state that is to be reached. */
      readonly steps?: number;
      /** What is wrong, or why the property says nothing. */
      readonly says?: string;
    }
  | {
      readonly kind: 'safeguards';
      readonly safeguards: readonly string[];
      readonly on: readonly string[];
      /** The effect of leaving out those that are on. Absent if none is on, or if it was not checked. */
      readonly effect?: Drop<unknown>['effect'];
      /** The properties that are violated without them, and in how many steps. */
      readonly missedBy: readonly { readonly property: string; readonly steps?: number }[];
    }
  | {
      readonly kind: 'step';
      /** An actor, or a step as `actor.step`. */
      readonly step: string;
      /** How often it can be taken, over all states and choices. Absent if this is not known. */
      readonly taken?: number;
      /** Why it can never be taken, if this is known. */
      readonly says?: string;
    }
  | {
      readonly kind: 'recording';
      readonly property: string;
      readonly outcome: ReplayResult<unknown>['outcome'];
      /** How many steps of the recording could be taken. */
      readonly steps: number;
    }
  /** Whether all interleavings were visited, and of how many actors. */
  | { readonly kind: 'interleavings'; readonly actors: number; readonly ended: Ended['by'] }
  /**
   * Whether all steps were taken: how many steps there are; which can never be taken; and which are
   * taken only in another variant of the system.
   */
  | {
      readonly kind: 'all steps';
      readonly steps: number;
      readonly never: readonly string[];
      readonly off: readonly SwitchedOff[];
    }
  /** Whether any property holds vacuously: how many properties there are, and which of them do. */
  | { readonly kind: 'vacuity'; readonly properties: number; readonly vacuous: readonly string[] }
  | { readonly kind: 'reason'; readonly says: string }
);

/**
 * The answer that several pieces of evidence give together: no if one of them says no, and yes only if all
 * say yes.
 */
export function answerOf(found: readonly { readonly answer: AuditAnswer }[]): AuditAnswer {
  const order: readonly AuditAnswer[] = ['no', 'undecided', 'not modelled', 'yes'];
  return order.find((one) => found.some(({ answer }) => answer === one)) ?? 'not modelled';
}

/** True for evidence that is a property. */
export function isPropertyOf<State>(
  evidence: Evidence<State, string>,
): evidence is Property<State> {
  return isProperty(evidence);
}

/** The evidence for a question, as a list. */
export function evidenceIn<State, Name extends string>(
  evidence: EvidenceFor<State, Name>,
  id: QuestionId,
): readonly Evidence<State, Name>[] {
  const given: unknown = evidence[id] ?? [];
  return (Array.isArray(given) ? given : [given]) as readonly Evidence<State, Name>[];
}

const kinds = ['safeguards', 'steps', 'recording', 'notModelled'];

/**
 * Refuses evidence for an unknown question, evidence of an unknown kind, and safeguards that the system
 * does not have.
 *
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherEvidence(
  evidence: unknown,
  system: Pick<System<never, never, never>, 'name' | 'safeguards'> | undefined,
): void {
  reading('audit', () => {
    refuseUnknown('audit', 'question', evidence, questionIds);
    for (const [id, given] of Object.entries(evidence as object) as [string, unknown][]) {
      const where = `audit: the evidence for ${id}`;
      const list: readonly unknown[] = Array.isArray(given) ? given : [given];
      for (const piece of list) {
        if (isProperty(piece) || piece === undefined) continue;
        refuseUnknown(where, 'kind', piece, kinds);
        const { safeguards, steps } = piece as { safeguards?: unknown; steps?: unknown };
        if (steps !== undefined) refuseOtherList(where, 'steps', steps);
        if (safeguards === undefined) continue;
        refuseOtherList(where, 'safeguards', safeguards);
        if (system === undefined) {
          throw new ModelError(
            `${where} is a safeguard, and its system is not known; give the system as { system: … }.`,
          );
        }
        const known = Object.keys(system.safeguards);
        for (const name of safeguards as readonly string[]) {
          refuseUnknownName(`System ${JSON.stringify(system.name)}`, 'safeguard', name, known);
        }
      }
    }
  });
}

function refuseOtherList(where: string, part: string, given: unknown): void {
  if (Array.isArray(given) && given.length > 0) return;
  const what = Array.isArray(given) ? 'an empty list' : describeGiven(given);
  throw new ModelError(`${where}: ${part} is ${what}; give a list of names.`);
}
