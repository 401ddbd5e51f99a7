import { ownMark, shared } from './copies.js';
import { noReads, onlyDeclared, readsOfModel, refuseUndeclaredReads } from './declared.js';
import { describeThrown, isModelError, ModelError } from './errors.js';
import type { Model, Parameter } from './model.js';
import { refuseNameless } from './names.js';
import {
  describeGiven,
  describeValue,
  isModel,
  reading,
  refuseOtherFunction,
  refuseUnknown,
} from './refuse.js';
import { refuseOtherSafeguards, switchOn, type Safeguards, type Switches } from './safeguards.js';

/** What `defineSystem` takes. */
export interface SystemDefinition<State, Name extends string, Parameters> {
  /** The name of the system. Every model that the system builds has this name. */
  readonly name: string;
  /** The safeguards that can be switched on; see `defineSafeguards`. Absent: none. */
  readonly safeguards?: Safeguards<Name>;
  /** Numbers and settings of the model, with their defaults. Absent: none. */
  readonly parameters?: Parameters;
  /**
   * Builds the model from the safeguards that are on and from the parameters. If the model reads a name
   * that is not declared, that is an error.
   */
  readonly model: (on: Switches<Name>, parameters: Widened<Parameters>) => Model<State>;
}

/** The names of the parameters with the types of their defaults: the type of `false` becomes boolean. */
export type Widened<Parameters> = {
  [Name in keyof Parameters]: Parameters[Name] extends boolean
    ? boolean
    : Parameters[Name] extends number
      ? number
      : string;
};

/**
 * A system builds a model for each set of safeguards and each choice of parameters, all from one
 * definition. Made by {@link defineSystem}.
 */
export interface System<State, Name extends string = string, Parameters = object> {
  readonly name: string;
  readonly safeguards: Safeguards<Name>;
  readonly parameters: Parameters;
  /**
   * Builds the model with these safeguards on.
   *
   * @param on - Names of safeguards, in any order.
   * @param parameters - The parameters that differ from their defaults.
   * @throws ModelError if a safeguard or parameter is unknown, if a parameter has the wrong type, if the
   *   model reads a name that is not declared, or if `model` does not return a model.
   */
  with(this: void, on: readonly Name[], parameters?: Partial<Parameters>): Model<State>;
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
 *   parameters: { writers: 2 },
 *   model: (on, { writers }) => defineModel<Store>({ … when: (s) => !on.fencing || … }),
 * });
 * await check(store.with(['fencing'], { writers: 3 }), [noStaleWrite]);
 */
export function defineSystem<
  State,
  Name extends string = never,
  Parameters extends Readonly<Record<string, Parameter>> = Readonly<Record<string, never>>,
>(definition: SystemDefinition<State, Name, Parameters>): System<State, Name, Widened<Parameters>> {
  refuseUnknown('defineSystem', 'part', definition, parts);
  const { name, safeguards = {} as Safeguards<Name>, model } = definition;
  // Every value has its own widened type, but TypeScript cannot infer that.
  const parameters = (definition.parameters ?? {}) as Widened<Parameters>;
  refuseNameless(name, 'A system', 'defineSystem({ name: … })');
  const system = `System ${JSON.stringify(name)}`;
  reading('defineSystem', () => refuseOtherSafeguards(system, safeguards));
  reading('defineSystem', () => refuseOtherDefaults(system, parameters));
  refuseOtherFunction(system, 'model', model);
  const build = (on: Switches<Name>, changed: Partial<Widened<Parameters>>): Model<State> => {
    refuseOtherParameters(system, parameters, changed);
    const all: Widened<Parameters> = { ...parameters, ...changed };
    refuseEndless(system, all);
    const reads = noReads();
    const built = builtBy(system, changed, () =>
      model(
        onlyDeclared(on, system, 'safeguard', reads),
        onlyDeclared(all, system, 'parameter', reads),
      ),
    );
    reading(system, () => refuseOtherAnswer(system, built));
    const made = reading(system, () => ({
      ...built,
      name,
      parameters: all,
      [readsOfModel]: reads,
    }));
    refuseUndeclaredReads(made);
    return made;
  };
  const withSafeguards: System<State, Name, Widened<Parameters>>['with'] = (on, changed = {}) => {
    const switches = switchOn(system, safeguards, on);
    const built = build(switches, changed);
    const names = Object.keys(safeguards) as Name[];
    return { ...built, safeguards: names.filter((one) => switches[one]) };
  };
  builders.set(withSafeguards, build);
  return { ...ownMark, name, safeguards, parameters, with: withSafeguards };
}

/** By the `with` of a system: the function that builds its model. A system made by hand has none. */
const builders = shared('builders', () => new WeakMap<object, unknown>());

/**
 * The function with which a system builds a model from switches. The caller passes switches of its own,
 * for example to see which of them the model reads.
 *
 * @returns Undefined if `defineSystem` did not make the system's `with`.
 */
export function builderOf<State, Name extends string, Parameters>(
  system: System<State, Name, Parameters>,
): ((on: Switches<Name>, parameters: Partial<Parameters>) => Model<State>) | undefined {
  return builders.get(system.with) as ReturnType<typeof builderOf<State, Name, Parameters>>;
}

const parts = ['name', 'safeguards', 'parameters', 'model'];

function refuseOtherDefaults(system: string, parameters: unknown): void {
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    throw new ModelError(
      `${system}: parameters is ${describeGiven(parameters)}; give an object with a default for each.`,
    );
  }
  for (const [name, value] of Object.entries(parameters) as [string, unknown][]) {
    if (['number', 'boolean', 'string'].includes(typeof value)) continue;
    throw new ModelError(
      `${system}: parameter ${name} is ${describeGiven(value)}; give a number, a boolean or a string.`,
    );
  }
}

function refuseOtherParameters(system: string, defaults: object, changed: object): void {
  const known = new Map<string, unknown>(Object.entries(defaults));
  refuseUnknown(system, 'parameter', changed, [...known.keys()]);
  for (const [name, value] of Object.entries(changed) as [string, unknown][]) {
    const type = typeof known.get(name);
    if (typeof value === type) continue;
    const given = typeof value === 'boolean' ? String(value) : describeValue(value);
    throw new ModelError(`${system}: parameter ${name} is a ${type}, not ${given}.`);
  }
}

/** Refuses numbers that are not finite: JSON has none, so a recording could not store them. */
function refuseEndless(system: string, parameters: object): void {
  for (const [name, value] of Object.entries(parameters) as [string, unknown][]) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new ModelError(`${system}: parameter ${name} is ${value}; give a finite number.`);
    }
  }
}

/**
 * What the function `model` of a system returns.
 *
 * @param changed - The parameters that differ from their defaults.
 * @throws ModelError if the function throws. The parameters may be the reason.
 */
function builtBy<Built>(system: string, changed: object, build: () => Built): Built {
  try {
    return build();
  } catch (error) {
    if (isModelError(error)) throw error;
    const set = Object.entries(changed).map(([name, value]) => `${name} ${String(value)}`);
    const given = set.length === 0 ? '' : ` with ${set.join(', ')}`;
    throw new ModelError(
      `${system}${given}: model threw ${describeThrown(error)}; let it return a model, or refuse these parameters in a sentence.`,
      { cause: error },
    );
  }
}

/**
 * Refuses what is not a model. A function that forgets its `return` would otherwise give a model that
 * has a name and nothing else.
 */
function refuseOtherAnswer(system: string, built: unknown): void {
  if (isModel(built)) return;
  throw new ModelError(
    `${system}: model answered ${describeGiven(built)}; let it return what defineModel made.`,
  );
}
