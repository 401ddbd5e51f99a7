/**
 * Who is sure to go on. Without any of this an actor may stop for ever, wherever it stands.
 *
 * As in L. Lamport, "Specifying Systems" (2002), chapter 8: a step that changes nothing is no step,
 * so it is neither enabled nor taken here.
 */
import { ModelError } from './errors.js';
import type { StepName } from './model.js';
import { describeGiven, describeValue, refuseUnknownName } from './refuse.js';

/**
 * How fair somebody is: `weak`, who can take a step all the time takes one in the end; `strong`, who
 * can take one again and again takes one in the end; `none`, who can take a step may never take it.
 */
export type Fairness = 'weak' | 'strong' | 'none';

/** An assumption: these actors and steps, taken as one, are fair. Made by `weak` and `strong`. */
export interface FairnessAssumption {
  readonly kind: 'weak' | 'strong';
  /** Names of actors, and of steps as `actor.step`. */
  readonly of: readonly string[];
}

/** What a model says of its actors and steps; also of whom nothing is to be assumed. */
export interface DeclaredFairness {
  readonly kind: Fairness;
  readonly of: readonly string[];
}

/**
 * Weak fairness: where one of these can be taken all the time, one of them is taken in the end.
 *
 * @param of - Names of actors, and of steps as `actor.step`. Several are one assumption: that any of
 *   them is taken is enough.
 * @returns The assumption, for the option `fairness` of `check`.
 * @example
 * check(model, property, { fairness: [weak('planner'), weak('enactor.apply')] })
 */
export function weak(...of: readonly string[]): FairnessAssumption {
  return { kind: 'weak', of };
}

/**
 * Strong fairness: where one of these can be taken again and again, one of them is taken in the end.
 *
 * @param of - Names of actors, and of steps as `actor.step`; see {@link weak}.
 * @returns The assumption, for the option `fairness` of `check`.
 * @example
 * check(model, property, { fairness: [strong('lock.acquire')] })
 */
export function strong(...of: readonly string[]): FairnessAssumption {
  return { kind: 'strong', of };
}

/** What may be said of everybody at once, or a list of assumptions. */
export type FairnessOption = Fairness | readonly FairnessAssumption[];

/**
 * The assumptions of a check: those that model and check declare together.
 *
 * @param option - `weak` or `strong`: every actor is, that says nothing of itself. A list: those too.
 *   `none`: nobody is, whatever the model says.
 * @param declared - What the model says of its actors and steps.
 * @param steps - The steps of the model, in order.
 */
export function assumptionsOf(
  option: FairnessOption | undefined,
  declared: readonly DeclaredFairness[],
  steps: readonly StepName[],
): readonly FairnessAssumption[] {
  if (option === 'none') return [];
  const own = declared.flatMap(({ kind, of }) => (kind === 'none' ? [] : [{ kind, of }]));
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

/** Whether a step is one of those that something is said of: by its own name, or its actor's. */
export function isOf({ of }: DeclaredFairness, step: StepName): boolean {
  return of.includes(step.actor) || of.includes(nameOf(step));
}

/** An assumption in words: `weak fairness of planner`. */
export function describeAssumption({ kind, of }: FairnessAssumption): string {
  return `${kind} fairness of ${of.join(' or ')}`;
}

/** Refuses what is no fairness of an actor or step. */
export function refuseOtherKind(where: string, given: unknown): void {
  if (given === 'weak' || given === 'strong' || given === 'none') return;
  throw new ModelError(
    `${where}: fairness is ${describeValue(given)}; give "weak", "strong" or "none".`,
  );
}

/**
 * Refuses what is no fairness of a check.
 *
 * @param who - Who was given it, as the start of a sentence: `check`.
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherFairness(who: string, given: unknown): void {
  if (given === 'weak' || given === 'strong' || given === 'none') return;
  if (!Array.isArray(given)) {
    throw new ModelError(
      `${who}: fairness is ${describeValue(given)}; give "weak", "strong", "none", or a list of what weak and strong made.`,
    );
  }
  for (const one of given as readonly unknown[]) {
    const { kind, of } = Object(one) as { kind?: unknown; of?: unknown };
    const isKnown = kind === 'weak' || kind === 'strong';
    const names = Array.isArray(of) ? (of as readonly unknown[]) : [];
    if (!isKnown || names.length === 0 || names.some((name) => typeof name !== 'string')) {
      throw new ModelError(
        `${who}: in fairness there is ${describeGiven(one)}; give what weak('an actor') or strong('actor.step') made.`,
      );
    }
  }
}

/**
 * Refuses assumptions about whom a model does not have.
 *
 * @param model - The model's name.
 * @throws ModelError that names the nearest.
 */
export function refuseUnknownFair(
  model: string,
  assumptions: readonly FairnessAssumption[],
  steps: readonly StepName[],
): void {
  // A reducer cannot list its steps.
  if (steps.length === 0) return;
  const known = new Set(steps.flatMap((step) => [step.actor, nameOf(step)]));
  for (const name of assumptions.flatMap(({ of }) => of)) {
    refuseUnknownName(`Model ${JSON.stringify(model)}`, 'actor or step', name, [...known]);
  }
}
