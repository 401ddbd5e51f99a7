/** Asks a step for its choices: plainly, quickly if none of them is an object, and behind a view that notes reads. */
import { formatAction, type Action } from '../../model/action.js';
import { actionsOf, isPlainLeaf } from '../../model/choose.js';
import type { Code } from '../../model/code.js';
import { plainly, type CompiledStep, type Look } from '../../model/compiled-step.js';
import { describeThrown } from '../../validation/errors.js';
import { finding } from '../../model/finding.js';
import { isolatedCall } from '../../model/isolated.js';
import { lookThrough, sightOf } from '../draft/look.js';
import { recorderFor } from '../draft/recorder.js';
import type { Before } from './run-recipe.js';
import { tryToWatch, wroteTo, type Watched } from './run-step.js';
import type { Slots, Vector } from '../store/slots.js';

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
 * The choices that a step offers in a state, if they are simple: leaves, and new objects of leaves.
 *
 * @returns Each once, in their order, by a key that tells them apart. Undefined if only {@link choosePlainly} knows
 *   them.
 */
export function chooseQuickly<State>(
  step: CompiledStep<State>,
  before: Before<State>,
): ReadonlyMap<unknown, unknown> | undefined {
  if (step.choose === undefined) return undefined;
  try {
    const code: Code = { of: step.action(undefined), part: 'choose' };
    return isolatedCall(code, before, simpleChoices, step.choose, before.state);
  } catch {
    return undefined;
  }
}

function simpleChoices<State>(
  choose: (state: State) => Iterable<unknown>,
  state: State,
): ReadonlyMap<unknown, unknown> | undefined {
  const values: unknown = choose(state);
  // A text has no choices, although it is iterable.
  if (typeof values !== 'object' || values === null) return undefined;
  const choices = new Map<unknown, unknown>();
  let count = 0;
  for (const value of values as Iterable<unknown>) {
    const key = keyOfSimple(value);
    // An iterable may have no end.
    if (key === undefined || count++ === mostChoices) return undefined;
    if (!choices.has(key)) choices.set(key, value);
  }
  return choices;
}

/** With more choices, the time to list them hardly counts. */
const mostChoices = 1000;

/** The keys of objects begin so; a text that does is no simple choice. */
const ofObject = '\0{';

function keyOfSimple(value: unknown): unknown {
  if (typeof value === 'object') return value === null ? undefined : keyOfFlat(value);
  if (!isPlainLeaf(value)) return undefined;
  return typeof value === 'string' && value.startsWith(ofObject) ? undefined : value;
}

/** A key for an object of leaves that is no part of a state: those are frozen. Undefined for any other object. */
function keyOfFlat(value: object): string | undefined {
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.isFrozen(value)) return undefined;
  let key = ofObject;
  for (const name of Reflect.ownKeys(value)) {
    if (typeof name === 'symbol') return undefined;
    const part = (value as Readonly<Record<string, unknown>>)[name];
    if (!isPlainLeaf(part)) return undefined;
    const text = String(part);
    // With their lengths, no two lists of names and values have the same key.
    key += `${name.length}:${name}${typeof part}${text.length}:${text}`;
  }
  return key;
}

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
