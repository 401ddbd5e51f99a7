/**
 * Fairness: assumptions about which actors keep running. Without fairness every actor may stop for ever.
 *
 * As in L. Lamport, "Specifying Systems" (2002), chapter 8, a step that does not change the state is
 * stuttering: it counts neither as enabled nor as taken.
 */
import { ModelError } from '../validation/errors.js';
import type { StepName } from './names.js';
import {
  describeGiven,
  describeValue,
  refuseOtherFunction,
  refuseUnknown,
  refuseUnknownName,
  reading,
} from '../validation/refuse.js';
import { isRecord } from '../validation/values.js';
import { cut } from '../validation/visible.js';

/**
 * How sure it is that an actor acts. `weak`: an actor that can take a step all the time takes one in the
 * end. `strong`: an actor that can take a step again and again takes one in the end. `none`: an actor that
 * can take a step may never take one.
 */
export type Fairness = 'weak' | 'strong' | 'none';

/**
 * Fairness of a part of a step: of the actions for which `when` answers true. The part can be taken in a state if the step
 * can be taken there with such a choice, and it is taken if the step is, with such a choice.
 *
 * @typeParam Choice - The choice of the step, in a list; an empty list if it does not choose.
 */
export interface PartFairness<State, Choice extends unknown[] = []> {
  readonly kind: 'weak' | 'strong';
  /** True for the actions that are fair. It is asked in the state before the step. */
  readonly when: (state: State, ...choice: Choice) => boolean;
}

/** The part of a step that an assumption is about. */
export interface PartOfStep {
  /** What the user wrote: the text of `when`. */
  readonly says: string;
  readonly holds: (state: unknown, choice: unknown) => unknown;
}

/** The assumption that these actors and steps together are fair. Made by `weak` and `strong`. */
export interface FairnessAssumption {
  readonly kind: 'weak' | 'strong';
  /** Names of actors, and of steps as `actor.step`. */
  readonly of: readonly string[];
  /** The part of the step that is fair. Absent: all of its actions. */
  readonly part?: PartOfStep;
}

/** The fairness that a model declares for some of its actors and steps. It may be `none`. */
export interface DeclaredFairness {
  readonly kind: Fairness;
  readonly of: readonly string[];
  readonly part?: PartOfStep;
}

/**
 * Weak fairness: if one of these can be taken all the time, one of them is taken in the end.
 *
 * @param of - Names of actors, and of steps as `actor.step`. Several names make one assumption: it is met
 *   if one of them is taken.
 * @returns The assumption, for the option `fairness` of `check`.
 * @throws ModelError if something in it is no name.
 * @example
 * check(model, property, { fairness: [weak('planner'), weak('enactor.apply')] })
 */
export function weak(...of: readonly string[]): FairnessAssumption {
  return assumption('weak', of);
}

/**
 * Strong fairness: if one of these can be taken again and again, one of them is taken in the end.
 *
 * @param of - Names of actors, and of steps as `actor.step`; see {@link weak}.
 * @returns The assumption, for the option `fairness` of `check`.
 * @throws ModelError if something in it is no name.
 * @example
 * check(model, property, { fairness: [strong('lock.acquire')] })
 */
export function strong(...of: readonly string[]): FairnessAssumption {
  return assumption('strong', of);
}

function assumption(kind: FairnessAssumption['kind'], of: readonly string[]): FairnessAssumption {
  const other = of.findIndex((name: unknown) => typeof name !== 'string');
  if (other < 0) return { kind, of };
  throw new ModelError(
    `${kind}: in place of a name there is ${describeGiven(of[other])}; give the names of actors, or of steps as 'actor.step'.`,
  );
}

/** The same fairness for every actor, or a list of assumptions. */
export type FairnessOption = Fairness | readonly FairnessAssumption[];

/**
 * The assumptions of a check: those of the model and those of the check together.
 *
 * @param option - `weak` or `strong`: the fairness of all actors and steps for which the model declares
 *   none. A list: assumptions that are added. `none`: no assumptions at all, not even those of the model.
 * @param declared - The fairness that the model declares for its actors and steps.
 * @param steps - The steps of the model, in order.
 */
export function assumptionsOf(
  option: FairnessOption | undefined,
  declared: readonly DeclaredFairness[],
  steps: readonly StepName[],
): readonly FairnessAssumption[] {
  if (option === 'none') return [];
  const own = declared.flatMap((one) => {
    const { kind } = one;
    return kind === 'none' ? [] : [{ ...one, kind }];
  });
  if (option === undefined) return own;
  if (typeof option !== 'string') return [...own, ...option];
  const actors = [...new Set(steps.map(({ actor }) => actor))];
  const others = actors.flatMap((actor) => {
    const all = steps.filter((one) => one.actor === actor);
    const silent = all.filter((one) => !declared.some((said) => isOf(said, one)));
    if (silent.length === 0) return [];
    const of = silent.length === all.length ? [actor] : silent.map(nameOf);
    return [{ kind: option, of }];
  });
  return [...own, ...others];
}

function nameOf({ actor, step }: StepName): string {
  return `${actor}.${step}`;
}

/** Whether a declaration names a step or its actor. */
export function isOf({ of }: DeclaredFairness, step: StepName): boolean {
  return of.includes(step.actor) || of.includes(nameOf(step));
}

/** An assumption in words: `weak fairness of planner`, `strong fairness of lock.take when (s, name) => name === s.next`. */
export function describeAssumption({ kind, of, part }: FairnessAssumption): string {
  const when = part === undefined ? '' : ` when ${cut(part.says, mostOfPart)}`;
  return `${kind} fairness of ${of.join(' or ')}${when}`;
}

/** The most characters of the text of a part in a sentence. */
const mostOfPart = 120;

/** The part of a step that is fair, as the user gave it: its text in one line, and its function. */
function partOf(when: PartOfStep['holds']): PartOfStep {
  return { says: String(when).replace(/\s+/g, ' '), holds: when };
}

/**
 * Reads the fairness of a step: a kind, or a part with its kind.
 *
 * @param where - The step, as the start of a sentence.
 * @throws ModelError if it is neither.
 */
export function readFairness(
  where: string,
  given: unknown,
): Pick<DeclaredFairness, 'kind' | 'part'> | undefined {
  if (given === undefined) return undefined;
  if (!isRecord(given)) {
    refuseOtherKind(where, given);
    return { kind: given };
  }
  refuseUnknown(`${where}: fairness`, 'part', given, ['kind', 'when']);
  const { kind, when } = given as { readonly [Name in 'kind' | 'when']?: unknown };
  if (kind !== 'weak' && kind !== 'strong') {
    throw new ModelError(
      `${where}: kind of its fairness is ${describeValue(kind)}; give "weak" or "strong".`,
    );
  }
  refuseOtherFunction(where, 'when of its fairness', when);
  return { kind, part: partOf(when as PartOfStep['holds']) };
}

/** Refuses a value that is not the fairness of an actor or step. */
export function refuseOtherKind(where: string, given: unknown): asserts given is Fairness {
  if (given === 'weak' || given === 'strong' || given === 'none') return;
  throw new ModelError(
    `${where}: fairness is ${describeValue(given)}; give "weak", "strong" or "none".`,
  );
}

/**
 * Refuses a value that is not the fairness of a check.
 *
 * @param who - The function that the user called, as the start of a sentence: `check`.
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherFairness(who: string, given: unknown): void {
  reading(who, () => {
    if (given === 'weak' || given === 'strong' || given === 'none') return;
    if (!Array.isArray(given)) {
      throw new ModelError(
        `${who}: fairness is ${describeValue(given)}; give "weak", "strong", "none", or a list of what weak and strong made.`,
      );
    }
    for (const one of given as readonly unknown[]) {
      if (!isAssumption(one)) {
        throw new ModelError(
          `${who}: in fairness there is ${describeGiven(one)}; give what weak('an actor') or strong('actor.step') made.`,
        );
      }
    }
  });
}

/** True for what `weak` and `strong` make. */
function isAssumption(value: unknown): value is FairnessAssumption {
  return isDeclaration(value) && value.kind !== 'none';
}

/** True for the fairness that a model declares. */
export function isDeclaration(value: unknown): value is DeclaredFairness {
  const { kind, of, part } = Object(value) as {
    readonly [Name in keyof DeclaredFairness]: unknown;
  };
  const names = Array.isArray(of) ? (of as readonly unknown[]) : [];
  const areNames = names.length > 0 && names.every((name) => typeof name === 'string');
  const isKind = kind === 'weak' || kind === 'strong' || kind === 'none';
  return isKind && areNames && (part === undefined || isPart(part));
}

function isPart(value: unknown): boolean {
  const { says, holds } = Object(value) as { readonly [Name in keyof PartOfStep]?: unknown };
  return typeof says === 'string' && typeof holds === 'function';
}

/**
 * Refuses assumptions about actors or steps that the model does not have.
 *
 * @param model - The model's name.
 * @throws ModelError that suggests the nearest name.
 */
export function refuseUnknownFair(
  model: string,
  assumptions: readonly FairnessAssumption[],
  steps: readonly StepName[],
): void {
  // The steps of a reducer cannot be listed.
  if (steps.length === 0) return;
  const known = new Set(steps.flatMap((step) => [step.actor, nameOf(step)]));
  for (const name of assumptions.flatMap(({ of }) => of)) {
    refuseUnknownName(`Model ${JSON.stringify(model)}`, 'actor or step', name, [...known]);
  }
}
