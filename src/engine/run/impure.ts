/** The errors for a step or property that is not a function of the state. */
import { canonicalKey } from '../../model/canonical.js';
import { formatAction, type Action } from '../../model/action.js';
import { ModelError } from '../../validation/errors.js';
import { isSame, type Taken } from './run-step.js';
import { valueAt } from '../store/unflatten.js';
import { pathOf, type Slots, type Vector } from '../store/slots.js';

const cause =
  'It must depend on the state alone: on no clock, no random number and no variable outside it.';

/**
 * Compares two outcomes of an action in one state.
 *
 * @throws ModelError that names the action and the difference, if they are not the same.
 */
export function refuseOtherOutcome(action: Action, slots: Slots, one: Taken, other: Taken): void {
  if (isSame(one, other)) return;
  throw new ModelError(
    `${formatAction(action)} is not pure: taken twice in one and the same state, ${difference(slots, one, other)}. ${cause}`,
  );
}

/** The error for a step whose `choose` gave different values in one state. */
export function unsteadyChoice(action: Action): ModelError {
  return new ModelError(
    `${formatAction(action)} is not pure: asked twice in one and the same state, choose gave different values. ${cause}`,
  );
}

/** The error for a property that gave two answers to one question. */
export function impureProperty(name: string): ModelError {
  return impureAnswer(`Property ${JSON.stringify(name)}`);
}

/** The same, for anything that is asked about states. The name is the start of a sentence. */
export function impureAnswer(who: string): ModelError {
  return new ModelError(
    `${who} is not pure: asked twice about one and the same state, it gave two answers. ${cause}`,
  );
}

/** The error for a model that behaved differently when it was run again along a trace. */
export function impureModel(name: string, action?: Action): ModelError {
  const what = action === undefined ? '' : `, at ${formatAction(action)}`;
  return new ModelError(
    `Model ${JSON.stringify(name)} is not pure: run again, it did not come to the same states${what}. ${cause}`,
  );
}

function difference(slots: Slots, one: Taken, other: Taken): string {
  if (one.kind !== 'taken' || other.kind !== 'taken') {
    return `it ${outcome(one)} once and ${outcome(other)} once`;
  }
  const [first, second] = [one.vector, other.vector];
  for (const slot of slots.all) {
    if ((first[slot.id] ?? 0) === (second[slot.id] ?? 0)) continue;
    const show = (vector: Vector) => {
      const value = valueAt(slot, vector);
      return value === undefined ? 'absent' : canonicalKey(value);
    };
    return `it left ${pathOf(slot)} ${show(first)} once and ${show(second)} once`;
  }
  return 'it left two different states';
}

function outcome({ kind }: Taken): string {
  return { disabled: 'was not enabled', threw: 'threw', taken: 'was taken' }[kind];
}
