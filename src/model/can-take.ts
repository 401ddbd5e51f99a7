/** Whether a step can be taken in a state: ENABLED of TLA+. */
import type { Action } from './action.js';
import { canonical, canonicalKey } from './canonical.js';
import { actionsOf, isEnabled } from './choose.js';
import { plainly, shownName, type CompiledStep, type Look, type Shown } from './compiled-step.js';
import { MistakeError, ModelError } from '../validation/errors.js';
import { refuseUnknownName } from '../validation/refuse.js';
import { finding } from './finding.js';
import type { StepName } from './names.js';
import { StepError } from './step-error.js';
import { waits } from './wait.js';

/** The steps of a model, and their names. A reducer has one step for all actions, and no names. */
export interface StepsOfModel<State> {
  readonly model: string;
  readonly steps: readonly CompiledStep<State>[];
  readonly names: readonly StepName[];
}

/** A state, and how code sees it. */
interface Seen<State> {
  readonly state: State;
  readonly look: Look;
}

/**
 * Whether an actor can take a step in a state, with any choice.
 *
 * A search may ask this with a view of the state, which notes what is read. Then guards and choices see the view, so
 * that what they read is noted too.
 *
 * @param wanted - An actor, or a step as `actor.step`.
 * @throws MistakeError if the model has no such actor or step.
 * @throws StepError if a guard or `choose` of such a step throws, and no other action of them can be taken.
 */
export function canTakeIn<State>(
  { model, steps, names }: StepsOfModel<State>,
  state: State,
  wanted: string,
): boolean {
  refuseUnknownStep(model, names, wanted);
  const shown = (Object(state) as { readonly [shownName]?: Shown })[shownName];
  const seen: Seen<State> =
    shown === undefined
      ? { state: canonical(state), look: plainly }
      : { state: shown.state as State, look: shown.look };
  let failed: StepError | undefined;
  for (const step of steps) {
    if (names.length > 0 && !isOfName(step.action(undefined), wanted)) continue;
    const found = canTakeStep(step, seen, wanted);
    if (found === true) return true;
    if (found !== false) failed ??= found;
  }
  if (failed !== undefined) throw failed;
  return false;
}

/** Whether a list has an action of an actor, or of a step as `actor.step`. */
export const hasActionOf = (actions: readonly Action[], wanted: string): boolean =>
  actions.some((one) => isOfName(one, wanted));

/** Whether an action or a step is of an actor, or is a step as `actor.step`. */
function isOfName({ actor, step }: StepName, wanted: string): boolean {
  return actor === wanted || `${actor}.${step}` === wanted;
}

/** Whether a step can be taken. If it is not known because its code threw: the first error. */
function canTakeStep<State>(
  step: CompiledStep<State>,
  seen: Seen<State>,
  wanted: string,
): boolean | StepError {
  let failed: StepError | undefined;
  const attempt = (action: Action, part: 'choose' | 'when', act: () => boolean): boolean => {
    try {
      return act();
    } catch (error) {
      failed ??= new StepError(action, part, finding(step, error));
      return false;
    }
  };
  const isAnyPossible = attempt(step.action(undefined), 'choose', () =>
    actionsOf(step, seen.state, seen.look).some(
      (action) =>
        isOfName(action, wanted) && attempt(action, 'when', () => isPossible(step, action, seen)),
    ),
  );
  return isAnyPossible || (failed ?? false);
}

function isPossible<State>(
  step: CompiledStep<State>,
  action: Action,
  { state, look }: Seen<State>,
): boolean {
  if (!isEnabled(step, action, state, look)) return false;
  if (step.mustChange !== true && step.mayWait !== true) return true;
  // The recipe gets a draft, which notes nothing. So all of the state counts as read.
  const key = canonicalKey(look.root(state));
  if (step.mayWait === true && waits(step, action, state)) return false;
  return step.mustChange !== true || canonicalKey(step.run(state, action)) !== key;
}

/** Refuses a name that no step has, even if a predicate asks. The steps of a reducer cannot be listed. */
function refuseUnknownStep(model: string, names: readonly StepName[], wanted: unknown): void {
  if (names.some((one) => isOfName(one, wanted as string))) return;
  if (names.length === 0 && typeof wanted === 'string') return;
  const known = new Set(names.flatMap(({ actor, step }) => [actor, `${actor}.${step}`]));
  try {
    refuseUnknownName(`Model ${JSON.stringify(model)}`, 'actor or step', wanted, [...known]);
  } catch (error) {
    throw error instanceof ModelError ? new MistakeError(error.message, { cause: error }) : error;
  }
}
