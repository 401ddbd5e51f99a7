/**
 * Properties that are made for each model: those that `property` of a system returns.
 *
 * Such a property has a kind and a name like any other, so a search can list it, and a recording can name it. Its
 * predicates are known only once its model is known. Each verb has `listOf` make them, with the model that it checks.
 */
import { shared } from '../validation/copies.js';
import { MistakeError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import type { Answer } from './answer.js';
import { withAllPredicates } from './predicates.js';
import type { Property } from './property.js';

/** Makes the property of one model. */
export type ForModel<State> = (model: Model<State>) => Property<State>;

/** How a property is made for a model, and those that were made. */
interface Made {
  readonly system: string;
  readonly make: ForModel<unknown>;
  readonly known: WeakMap<object, Property<unknown>>;
}

/** By a property without predicates: how to make it for a model. */
const properties = shared('properties for models', () => new WeakMap<object, Made>());

/**
 * A property whose predicates are made for each model.
 *
 * @param like - A property with its kind and its name; its predicates are never asked.
 * @param system - The name of the system whose models it is for.
 */
export function forEachModel<State>(
  like: Property<State>,
  system: string,
  make: ForModel<State>,
): Property<State> {
  const refuse = (): Answer => {
    throw new MistakeError(
      `Property ${JSON.stringify(like.name)} of system ${JSON.stringify(system)} was asked without a model; give it to check or another function as it is.`,
    );
  };
  const open = withAllPredicates(like, { ofState: () => refuse, ofStep: () => refuse });
  properties.set(open, { system, make: make as ForModel<unknown>, known: new WeakMap() });
  return open;
}

/** The name of the system for whose models a property is made; undefined for any other property. */
export const systemOfProperty = (property: object): string | undefined =>
  properties.get(property)?.system;

/**
 * The property as it is for a model. It is made only once for each model.
 *
 * @throws ModelError if the model is of another system.
 */
export function propertyFor<State>(
  property: Property<State>,
  model: Model<State>,
): Property<State> {
  const made = properties.get(property);
  if (made === undefined) return property;
  let own = made.known.get(model);
  if (own === undefined) {
    own = made.make(model);
    made.known.set(model, own);
  }
  return own;
}

/** The same, made anew. */
export function newPropertyFor<State>(
  property: Property<State>,
  model: Model<State>,
): Property<State> {
  const made = properties.get(property);
  return made === undefined ? property : made.make(model);
}

/** The same property with other predicates. If it is made for each model, the predicates of each change. */
export function changedForEach<State>(
  property: Property<State>,
  change: (property: Property<State>) => Property<State>,
): Property<State> {
  const made = properties.get(property);
  if (made === undefined) return change(property);
  return forEachModel(property, made.system, (model) => change(newPropertyFor(property, model)));
}
