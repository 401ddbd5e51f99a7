import { systemOfProperty } from '../../property/for-model.js';
import { refuseFrom } from '../../property/from.js';
import { isProperty } from '../../property/list.js';
import type { ProgramProperty } from '../../program/judge.js';
import { ModelError } from '../../validation/errors.js';
import { describeGiven, reading } from '../../validation/refuse.js';

/** The kinds of properties that a program can have. */
const kinds: readonly unknown[] = [
  'invariant',
  'transition',
  'reachable',
  'deadlock',
  'when done',
] satisfies ProgramProperty<never>['kind'][];

/**
 * The properties of a program, as a list.
 *
 * @param properties - What the user gave: one or several.
 * @param who - The function that the user called, as an error names it.
 * @throws ModelError if something in it is no such property, or if two have the same name.
 */
export function programPropertiesOf<State>(
  properties: unknown,
  who: string,
): readonly ProgramProperty<State>[] {
  return reading(who, () => {
    const list: readonly unknown[] = Array.isArray(properties) ? properties : [properties];
    for (const one of list) refuseOther(one, who);
    const all = list as readonly ProgramProperty<State>[];
    refuseFrom(all, who, 'all runs of a program begin alike; leave out from');
    const twin = all.find(({ name }, at) => all.findIndex((one) => one.name === name) !== at);
    if (twin === undefined) return all;
    throw new ModelError(`Two properties are named ${JSON.stringify(twin.name)}; rename one.`);
  });
}

function refuseOther(property: unknown, who: string): void {
  const { kind, name } = Object(property) as { readonly kind?: unknown; readonly name?: unknown };
  const system = systemOfProperty(Object(property) as object);
  if (system !== undefined) {
    throw new ModelError(
      `${who}: property ${JSON.stringify(name)} is of system ${JSON.stringify(system)}, and a program has no parameters; make it without property.`,
    );
  }
  if (kinds.includes(kind) && typeof name === 'string') return;
  if (isProperty(property)) {
    throw new ModelError(
      `${who}: property ${JSON.stringify(name)} is temporal, and runs of a program end; say it with whenDone, or of a model.`,
    );
  }
  throw new ModelError(
    `${who}: instead of a property there is ${describeGiven(property)}; give what invariant, transition, reachable, ` +
      'noDeadlock or whenDone made.',
  );
}
