import { ModelError } from '../model/errors.js';
import { describeGiven } from '../model/refuse.js';
import type { Property } from './property.js';

/**
 * One property or several, as a list.
 *
 * @param properties - As they were given.
 * @returns A list of them, in their order.
 * @throws ModelError where something in it is no property, or two have one name: nobody could tell
 *   their verdicts apart.
 */
export function listOf<State>(
  properties: Property<State> | readonly Property<State>[],
): readonly Property<State>[] {
  const several: unknown = properties;
  const list = (Array.isArray(several) ? several : [several]) as readonly Property<State>[];
  for (const property of list) refuseOther(property);
  const names = list.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) {
    throw new ModelError(`Two properties are named ${JSON.stringify(twin)}; rename one.`);
  }
  return list;
}

/**
 * Refuses what is not one property.
 *
 * @param property - What was given.
 * @param who - Who wants one, as the start of a sentence: `toViolate`.
 * @throws ModelError that says what it is instead.
 */
export function refuseSeveral(property: unknown, who: string): void {
  if (!Array.isArray(property)) return refuseOther(property);
  throw new ModelError(`${who} takes one property, and was given a list; ask for each on its own.`);
}

function refuseOther(property: unknown): void {
  if (isProperty(property)) return;
  throw new ModelError(
    `Instead of a property there is ${describeGiven(property)}; give what invariant, transition, ` +
      'reachable, noDeadlock or eventually made.',
  );
}

/** True for what `invariant`, `eventually` and their like make, of whatever state. */
export function isProperty(value: unknown): value is Property<never> {
  const { kind } = Object(value) as { kind?: unknown };
  return ['invariant', 'transition', 'reachable', 'deadlock', 'temporal'].some(
    (one) => one === kind,
  );
}
