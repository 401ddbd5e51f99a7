import { describeRefused } from '../model/answer.js';
import { ModelError } from '../model/errors.js';
import type { Property } from './property.js';

/**
 * One property or several, as a list.
 *
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

function refuseOther(property: unknown): void {
  const { kind } = Object(property) as { kind?: unknown };
  if (['invariant', 'transition', 'reachable', 'deadlock'].some((one) => one === kind)) return;
  throw new ModelError(
    `Instead of a property there is ${describeRefused(property)}; give what invariant, transition, ` +
      'reachable or noDeadlock made.',
  );
}
