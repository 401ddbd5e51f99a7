/** Systems whose properties may depend on parameters. */
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import { refuseOtherFunction } from '../validation/refuse.js';
import { noReads, onlyDeclared, readsIn, type Reads } from '../model/declared.js';
import type { Model } from '../model/model.js';
import type { ParameterDefinition } from '../model/parameters.js';
import {
  buildSystem,
  type System as ModelsOfSystem,
  type SystemDefinition,
  type Widened,
} from '../model/system.js';
import { whileNamed } from '../model/supervised.js';
import { forEachModel, propertyFor } from './for-model.js';
import { refuseSeveral } from './list.js';
import type { Property } from './property.js';

/** Makes a property from the parameters of a model, and from the model itself. */
export type PropertyMaker<State, Parameters> = (
  parameters: Readonly<Parameters>,
  model: Model<State>,
) => Property<State>;

/**
 * A system builds a model for each set of safeguards and each choice of parameters, all from one
 * definition. Made by {@link defineSystem}.
 */
export interface System<
  State,
  Name extends string = string,
  Parameters = object,
> extends ModelsOfSystem<State, Name, Parameters> {
  /**
   * Makes a property that depends on the parameters of the model under check, or on the model itself. Give it
   * wherever a property can be given. It is for models of this system alone.
   *
   * @param make - Makes the property from all parameters of the model, and from the model. It is called for each model,
   *   and once with the defaults. The kind and the name of the property must be the same for all.
   * @returns The property.
   * @throws ModelError if the function throws with the defaults, or returns no property.
   * @example
   * const fewWrites = store.property(({ writers }) =>
   *   invariant('each writer writes once', (s) => s.version <= writers),
   * );
   * await check(store.with([], { writers: 3 }), fewWrites);
   */
  property(this: void, make: PropertyMaker<State, Parameters>): Property<State>;
}

/**
 * Defines a system with safeguards that can be switched on and off, and with parameters such as its size.
 *
 * @param definition - Name, safeguards, parameters with defaults, and a function that builds the model.
 * @returns The system; `system.with(['fencing'])` is a model.
 * @throws ModelError if a part is missing, unknown or wrong.
 * @example
 * const store = defineSystem({
 *   name: 'store',
 *   safeguards: defineSafeguards({ fencing: 'A stale write is refused.' }),
 *   parameters: { writers: { default: 2, min: 1, max: 6 } },
 *   model: (on, { writers }) => defineModel<Store>({ … when: (s) => !on.fencing || … }),
 * });
 * await check(store.with(['fencing'], { writers: 3 }), [noStaleWrite]);
 */
export function defineSystem<
  State,
  Name extends string = never,
  Parameters extends Readonly<Record<string, ParameterDefinition>> = Readonly<
    Record<string, never>
  >,
>(definition: SystemDefinition<State, Name, Parameters>): System<State, Name, Widened<Parameters>> {
  const system = buildSystem(definition);
  return { ...system, property: (make) => propertyOf(system, make) };
}

function propertyOf<State, Name extends string, Parameters>(
  system: ModelsOfSystem<State, Name, Parameters>,
  make: PropertyMaker<State, Parameters>,
): Property<State> {
  const who = `System ${JSON.stringify(system.name)}: property`;
  refuseOtherFunction(who, 'what it was given', make);
  // A property seldom needs the model before it is asked, and a large model takes long to build.
  const standard = later(() => system.with([]));
  const like = madeBy(who, make, {
    parameters: system.parameters,
    model: standard,
    reads: noReads(),
  });
  return forEachModel(like, system.name, (model) => {
    refuseOtherModel(system, like.name, model);
    // The model was built with all parameters of the system.
    const own = madeBy(who, make, {
      parameters: model.parameters as Parameters,
      model,
      // What a property reads counts as read: such a parameter is not superfluous.
      reads: { ...noReads(), ...readsIn(model), refused: undefined },
    });
    if (own.kind === like.kind && own.name === like.name) return propertyFor(own, model);
    throw new ModelError(
      `${who} made ${inWords(like)} with the defaults, and ${inWords(own)} with ${valuesOf(model.parameters)}; give it one kind and one name, and put the values into because or into its answers.`,
    );
  });
}

/** What a property is made from. */
interface Given<State, Parameters> {
  readonly parameters: Parameters;
  readonly model: Model<State>;
  /** Where to note the parameters that it reads. */
  readonly reads: Reads;
}

/** What the user's function makes for a model. */
function madeBy<State, Parameters>(
  who: string,
  make: PropertyMaker<State, Parameters>,
  { parameters, model, reads }: Given<State, Parameters>,
): Property<State> {
  const all = Object(parameters) as Parameters & object;
  const system = who.replace(/: property$/, '');
  const shown = onlyDeclared(all, system, 'parameter', reads, 'a property');
  let made: Property<State>;
  try {
    made = whileNamed(who, () => make(shown, model));
  } catch (error) {
    if (isModelError(error)) throw error;
    throw new ModelError(
      `${who} was given a function that threw ${describeThrown(error)} with ${valuesOf(all)}; let it return a property.`,
      { cause: error },
    );
  }
  refuseSeveral(made, who);
  return made;
}

/** Refuses a model of another system. */
function refuseOtherModel(
  { name, parameters }: { readonly name: string; readonly parameters: unknown },
  property: string,
  model: Model<unknown>,
): void {
  const declared = Object.keys(Object(parameters) as object);
  const isOwn =
    model.name === name && declared.every((one) => Object.hasOwn(model.parameters, one));
  if (isOwn) return;
  const what =
    model.name === name
      ? 'a model that the system did not build'
      : `model ${JSON.stringify(model.name)}`;
  throw new ModelError(
    `Property ${JSON.stringify(property)} is of system ${JSON.stringify(name)}, and was asked of ${what}; give it with what the with of this system made.`,
  );
}

/** A model that is built only if it is read. */
function later<State>(build: () => Model<State>): Model<State> {
  let model: Model<State> | undefined;
  const built = (): Model<State> => (model ??= build());
  return new Proxy({} as Model<State>, {
    get: (_, part) => Reflect.get(built(), part) as unknown,
    has: (_, part) => Reflect.has(built(), part),
  });
}

const inWords = ({ kind, name }: Pick<Property<unknown>, 'kind' | 'name'>): string =>
  `${JSON.stringify(name)} (${kind})`;

/** Values of parameters in a few words: `workers 3`. */
function valuesOf(parameters: object): string {
  const words = Object.entries(parameters).map(([name, value]) => `${name} ${String(value)}`);
  return words.join(', ') || 'no parameters';
}
