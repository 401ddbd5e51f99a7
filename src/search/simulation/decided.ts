import type { Action } from '../../model/action.js';
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';

/**
 * The numbers of the properties that a state decides: those that it violates, and those that it reaches.
 *
 * @param stops - Whether no step can be taken in the state, and it lies inside the state constraint.
 */
export function decidedIn<State>(
  properties: readonly FiniteProperty<State>[],
  state: State,
  stops: boolean,
): readonly number[] {
  return numbersOf(properties, (property) => {
    switch (property.kind) {
      case 'invariant':
        return complaintOfState(property, state) !== undefined;
      case 'reachable':
        return complaintOfState(property, state) === undefined;
      case 'deadlock':
        return stops && complaintOfStop(property, state) !== undefined;
      case 'transition':
        return false;
    }
  });
}

/** The numbers of the properties that a step decides. */
export function decidedBy<State>(
  properties: readonly FiniteProperty<State>[],
  before: State,
  action: Action,
  after: State,
): readonly number[] {
  return numbersOf(
    properties,
    (property) =>
      property.kind === 'transition' &&
      complaintOfStep(property, before, action, after) !== undefined,
  );
}

const none: readonly number[] = [];

function numbersOf<T>(list: readonly T[], holds: (item: T) => boolean): readonly number[] {
  let found: number[] | undefined;
  for (let index = 0; index < list.length; index++) {
    if (holds(list[index] as T)) (found ??= []).push(index);
  }
  return found ?? none;
}
