/** Asks a step for its choices: plainly, quickly if none of them is an object, and behind a view that notes reads. */
import { formatAction, type Action } from '../model/action.js';
import { actionsOf, isPlainLeaf } from '../model/choose.js';
import type { Code } from '../model/code.js';
import { plainly, type CompiledStep, type Look } from '../model/compiled-step.js';
import { describeThrown } from '../model/errors.js';
import { finding } from '../model/finding.js';
import { isolatedCall } from '../model/isolated.js';
import { lookThrough, sightOf } from './draft/look.js';
import { recorderFor } from './draft/recorder.js';
import { tryToWatch, wroteTo, type Before, type Watched } from './run-step.js';
import type { Slots, Vector } from './slots.js';

/** The actions that a step offers in a state. If it threw: what it threw, as a text. */
export function choosePlainly<State>(
  step: CompiledStep<State>,
  state: State,
  look: Look = plainly,
): readonly Action[] | string {
  try {
    return actionsOf(step, state, look);
  } catch (thrown) {
    return describeThrown(finding(step, thrown));
  }
}

/**
 * The choices that a step offers in a state, if none of them is an object.
 *
 * @returns Each once, in their order. Undefined if only {@link choosePlainly} knows them.
 */
export function chooseQuickly<State>(
  step: CompiledStep<State>,
  before: Before<State>,
): ReadonlySet<unknown> | undefined {
  if (step.choose === undefined) return undefined;
  try {
    const code: Code = { of: step.action(undefined), part: 'choose' };
    return isolatedCall(code, before, leavesOf, step.choose, before.state);
  } catch {
    return undefined;
  }
}

function leavesOf<State>(
  choose: (state: State) => Iterable<unknown>,
  state: State,
): ReadonlySet<unknown> | undefined {
  const values: unknown = choose(state);
  // A text has no choices, although it is iterable.
  if (typeof values !== 'object' || values === null) return undefined;
  const leaves = new Set<unknown>();
  let count = 0;
  for (const value of values as Iterable<unknown>) {
    // An iterable may have no end.
    if (!isPlainLeaf(value) || count++ === mostLeaves) return undefined;
    leaves.add(value);
  }
  return leaves;
}

/** With more choices, the time to list them hardly counts. */
const mostLeaves = 1000;

/** Does what {@link choosePlainly} does, behind a view. */
export function chooseWatched<State>(
  step: CompiledStep<State>,
  state: State,
  slots: Slots,
  vector: Vector,
): Watched<readonly Action[] | string> {
  const recorder = recorderFor(slots, vector);
  const look = lookThrough(sightOf(recorder));
  const outcome = tryToWatch(recorder, () => choosePlainly(step, state, look));
  if (recorder.wrote) throw wroteTo(`${formatAction(step.action(undefined))}: choose`);
  return { recorder, outcome, isSure: outcome !== undefined && typeof outcome !== 'string' };
}
