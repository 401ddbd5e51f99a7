import { ModelError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import { describeGiven, passes, reading } from '../validation/refuse.js';
import { propertyFor } from './for-model.js';
import type { Property } from './property.js';

/**
 * One property or several, as a list.
 *
 * @param properties - What the user gave.
 * @param who - The function that the user called, as an error names it: `check`.
 * @param model - The model that is asked. Those that are made for each model are made for it. Absent: they are not made
 *   yet, and must not be asked.
 * @returns A list of them, in their order.
 * @throws ModelError if something in it is not a property, if two have the same name, because
 *   their verdicts could not be told apart, or if one is of the models of another system.
 */
export function listOf<State>(
  properties: Property<State> | readonly Property<State>[],
  who: string,
  model?: Model<State>,
): readonly Property<State>[] {
  return reading(who, () => {
    const several: unknown = properties;
    const list = (Array.isArray(several) ? several : [several]) as readonly Property<State>[];
    for (const [index, property] of list.entries()) {
      const place = Array.isArray(several)
        ? `property ${index + 1} of ${list.length}`
        : 'a property';
      refuseOther(property, who, place);
    }
    const names = list.map(({ name }) => name);
    const twin = names.find((name, index) => names.indexOf(name) !== index);
    if (twin !== undefined) {
      throw new ModelError(`Two properties are named ${JSON.stringify(twin)}; rename one.`);
    }
    return model === undefined ? list : list.map((one) => propertyFor(one, model));
  });
}

/**
 * Refuses an empty list of properties, for a function whose answer would mean nothing without one.
 *
 * @param properties - The list.
 * @param who - The function that the user called.
 * @param why - Why it needs a property, as the end of a sentence.
 * @throws ModelError if the list is empty.
 */
export function refuseNone(properties: readonly unknown[], who: string, why: string): void {
  if (properties.length > 0) return;
  throw new ModelError(`${who} was given no properties, ${why}; give one or more.`);
}

/**
 * Refuses a value that is not one property.
 *
 * @param property - What the user gave.
 * @param who - The function that needs one, as the start of a sentence: `toViolate`.
 * @throws ModelError that says what it is instead.
 */
export function refuseSeveral(property: unknown, who: string): void {
  reading(who, () => {
    if (!Array.isArray(property)) return refuseOther(property, who, 'a property');
    throw new ModelError(
      `${who} takes one property, and was given a list; ask for each on its own.`,
    );
  });
}

function refuseOther(property: unknown, who: string, place: string): void {
  if (isProperty(property)) return refuseBroken(property, who);
  const { kind, name } = Object(property) as { readonly kind?: unknown; readonly name?: unknown };
  if (kind === 'when done') {
    throw new ModelError(
      `${who}: property ${JSON.stringify(name)} is about the end of a program, which a model does not have; say it with invariant or eventually, or of a program.`,
    );
  }
  throw new ModelError(
    `${who}: instead of ${place} there is ${describeGiven(property)}; give what invariant, transition, ` +
      'reachable, noDeadlock or eventually made.',
  );
}

/** Refuses a property that lacks a part because a user made it by hand. */
function refuseBroken(property: Property<never>, who: string): void {
  const { name } = property;
  const quoted = JSON.stringify(name);
  if (name.trim() === '') {
    throw new ModelError(`${who} was given a property without a name; say in it what must hold.`);
  }
  const predicates: readonly unknown[] = predicatesOf(property);
  const { from = () => true } = property;
  const areFunctions = [...predicates, from].every((one) => typeof one === 'function');
  if (predicates.length > 0 && areFunctions) return;
  throw new ModelError(
    `${who}: property ${quoted} has no predicate; give what invariant, transition, reachable, noDeadlock or eventually made.`,
  );
}

/** The predicates of a property, which may lack them. */
function predicatesOf(property: Property<never>): readonly unknown[] {
  switch (property.kind) {
    case 'invariant':
      return [property.holds, property.condition ?? property.holds];
    case 'transition':
    case 'reachable':
      return [property.holds];
    case 'deadlock':
      return [property.fineToStop];
    case 'temporal': {
      const predicates: unknown = property.predicates;
      return Array.isArray(predicates) ? predicates : [];
    }
  }
}

/** The kinds of properties. */
export const kindsOfProperty: readonly unknown[] = [
  'invariant',
  'transition',
  'reachable',
  'deadlock',
  'temporal',
] satisfies Property<never>['kind'][];

/** The parts of properties that ask: each property has the one of its kind. */
const asking: readonly string[] = ['holds', 'fineToStop', 'predicates'];

/** True if an object has a part of a property that asks, whatever it is. */
export const hasAskingPart = (value: object): boolean => asking.some((part) => part in value);

/** True for a property, of any type of state, that `invariant`, `eventually` or another function made. */
export function isProperty(value: unknown): value is Property<never> {
  return passes(() => {
    const { kind, name } = Object(value) as { kind?: unknown; name?: unknown };
    return kindsOfProperty.includes(kind) && typeof name === 'string';
  });
}
