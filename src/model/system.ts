import { ownMark, shared } from '../validation/copies.js';
import { noReads, onlyDeclared, readsOfModel, refuseUndeclaredReads } from './declared.js';
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import type { Action } from './action.js';
import type { Model } from './model.js';
import { refuseNameless } from './names.js';
import {
  declaredParameters,
  refuseOtherParameters,
  type Bounds,
  type ParameterDefinition,
} from './parameters.js';
import { isModel } from './is-model.js';
import {
  describeGiven,
  looksLikeSystem,
  reading,
  refuseOtherFunction,
  refuseUnknown,
} from '../validation/refuse.js';
import { refuseOtherSafeguards, switchOn, type Safeguards, type Switches } from './safeguards.js';
import { whileNamed } from './supervised.js';

/** What `defineSystem` takes. */
export interface SystemDefinition<
  State,
  Name extends string,
  Parameters,
  Does extends Action = Action,
> {
  /** The name of the system. Every model that the system builds has this name. */
  readonly name: string;
  /** The safeguards that can be switched on; see `defineSafeguards`. Absent: none. */
  readonly safeguards?: Safeguards<Name>;
  /**
   * Numbers and settings of the model, with their defaults. Absent: none. A number may have bounds:
   * `{ default: 2, min: 1, max: 6 }`. The system then refuses every value out of them.
   */
  readonly parameters?: Parameters;
  /**
   * Builds the model from the safeguards that are on and from the parameters. If the model reads a name
   * that is not declared, that is an error.
   */
  readonly model: (on: Switches<Name>, parameters: Widened<Parameters>) => Model<State, Does>;
}

/**
 * The names of the parameters with the types of their values: the type of `false` becomes boolean, and that
 * of `{ default: 2, min: 1 }` becomes number.
 */
export type Widened<Parameters> = {
  [Name in keyof Parameters]: Parameters[Name] extends boolean
    ? boolean
    : Parameters[Name] extends string
      ? string
      : number;
};

/**
 * A system builds a model for each set of safeguards and each choice of parameters, all from one
 * definition. Made by {@link buildSystem}. What `defineSystem` returns has one part more: `property`.
 */
export interface System<
  State,
  Name extends string = string,
  Parameters = object,
  Does extends Action = Action,
> {
  readonly name: string;
  readonly safeguards: Safeguards<Name>;
  /** The default of each parameter. */
  readonly parameters: Parameters;
  /** The bounds of the parameters that declare some. */
  readonly bounds?: { readonly [Parameter in keyof Parameters]?: Bounds };
  /**
   * Builds the model with these safeguards on.
   *
   * @param on - Names of safeguards, in any order.
   * @param parameters - The parameters that differ from their defaults.
   * @throws ModelError if a safeguard or parameter is unknown, if a parameter has the wrong type or
   *   is out of its bounds, if the model reads a name that is not declared, or if `model` does not return a
   *   model.
   */
  with(this: void, on: readonly Name[], parameters?: Partial<Parameters>): Model<State, Does>;
}

/**
 * Builds a system from its definition. `defineSystem`, which users call, adds what a system knows of properties.
 *
 * @param definition - Name, safeguards, parameters with defaults, and a function that builds the model.
 * @throws ModelError if a part is missing, unknown or wrong.
 */
export function buildSystem<
  State,
  Name extends string = never,
  Parameters extends Readonly<Record<string, ParameterDefinition>> = Readonly<
    Record<string, never>
  >,
  Does extends Action = Action,
>(
  definition: SystemDefinition<State, Name, Parameters, Does>,
): System<State, Name, Widened<Parameters>, Does> {
  refuseUnknown('defineSystem', 'part', definition, parts);
  const { name, safeguards = {} as Safeguards<Name>, model } = definition;
  refuseNameless(name, 'A system', 'defineSystem({ name: … })');
  const system = `System ${JSON.stringify(name)}`;
  reading('defineSystem', () => refuseOtherSafeguards(system, safeguards));
  const declared = reading('defineSystem', () =>
    declaredParameters(system, definition.parameters ?? {}),
  );
  // Every value has its own widened type, but TypeScript cannot infer that.
  const parameters = declared.defaults as Widened<Parameters>;
  refuseOtherFunction(system, 'model', model);
  const build = (
    on: Switches<Name>,
    changed: Partial<Widened<Parameters>>,
    namesOn: readonly Name[] = [],
  ): Model<State, Does> => {
    refuseOtherParameters(system, declared, changed);
    const all: Widened<Parameters> = { ...parameters, ...changed };
    const reads = noReads();
    const built = builtBy(system, namesOn, changed, () =>
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
  const withSafeguards: System<State, Name, Widened<Parameters>, Does>['with'] = (
    on,
    changed = {},
  ) => {
    const switches = switchOn(system, safeguards, on);
    const names = (Object.keys(safeguards) as Name[]).filter((one) => switches[one]);
    return { ...build(switches, changed, names), safeguards: names };
  };
  builders.set(withSafeguards, build);
  const bounds = declared.bounds as NonNullable<System<State, Name, Widened<Parameters>>['bounds']>;
  const made = { ...ownMark, name, safeguards, parameters, bounds, with: withSafeguards };
  systems.set(withSafeguards, made);
  return made;
}

/** By the `with` of a system: the system as `defineSystem` made it. */
const systems = shared('systems', () => new WeakMap<object, System<unknown>>());

/** The system that `defineSystem` made with this `with`; undefined if it made none. */
export const systemOf = (system: System<unknown>): System<unknown> | undefined =>
  systems.get(system.with);

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

/**
 * What the function `model` of a system returns.
 *
 * @param on - The safeguards that are on, as far as the caller knows them.
 * @param changed - The parameters that differ from their defaults.
 * @throws ModelError if the function throws. The safeguards and parameters may be the reason.
 */
function builtBy<Built>(
  system: string,
  on: readonly string[],
  changed: object,
  build: () => Built,
): Built {
  try {
    return whileNamed(`${system}: model`, build);
  } catch (error) {
    if (isModelError(error)) throw error;
    const set = Object.entries(changed).map(([name, value]) => `${name} ${String(value)}`);
    const given = [...on, ...set].length === 0 ? '' : ` with ${[...on, ...set].join(', ')}`;
    const these = on.length === 0 ? 'parameters' : 'safeguards and parameters';
    throw new ModelError(
      `${system}${given}: model threw ${describeThrown(error)}; let it return a model, or refuse these ${these} in a sentence.`,
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

/** True for a system that `defineSystem` made. */
export function isSystem(value: unknown): value is System<unknown> {
  return looksLikeSystem(value);
}
