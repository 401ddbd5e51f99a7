import { ModelError } from './errors.js';
import type { Model, Parameter } from './model.js';
import { refuseNameless } from './names.js';
import { switchOn, type Safeguards, type Switches } from './safeguards.js';

/** What `defineSystem` takes. */
export interface SystemDefinition<State, Name extends string, Parameters> {
  /** Its name; every model built from it has this name. */
  readonly name: string;
  /** What can be switched on; see `defineSafeguards`. Absent: nothing. */
  readonly safeguards?: Safeguards<Name>;
  /** Numbers and settings of the model, with their defaults. Absent: none. */
  readonly parameters?: Parameters;
  /** The model, as a function of what is on and of the parameters. */
  readonly model: (on: Switches<Name>, parameters: Widened<Parameters>) => Model<State>;
}

/** Parameters with the names and types of the defaults, whatever their values: `false` is a boolean. */
export type Widened<Parameters> = {
  [Name in keyof Parameters]: Parameters[Name] extends boolean
    ? boolean
    : Parameters[Name] extends number
      ? number
      : string;
};

/**
 * One definition, every combination: a model for each set of safeguards and each choice of
 * parameters. Made by {@link defineSystem}.
 */
export interface System<State, Name extends string = string, Parameters = object> {
  readonly name: string;
  readonly safeguards: Safeguards<Name>;
  readonly parameters: Parameters;
  /**
   * The model with these safeguards on.
   *
   * @param on - Names of safeguards, in any order.
   * @param parameters - Those that differ from their defaults.
   * @throws ModelError where a safeguard or parameter is unknown, or of the wrong type.
   */
  with(on: readonly Name[], parameters?: Partial<Parameters>): Model<State>;
}

/**
 * A system whose safeguards can be switched and whose size can be set.
 *
 * @param definition - Name, safeguards, parameters with defaults, and how to build the model.
 * @returns The system; `system.with(['fencing'])` is a model.
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
  const { name, safeguards = {} as Safeguards<Name> } = definition;
  // A value has the widened type of itself; TypeScript does not follow that far.
  const parameters = (definition.parameters ?? {}) as Widened<Parameters>;
  refuseNameless(name, 'A system', 'defineSystem({ name: … })');
  return {
    name,
    safeguards,
    parameters,
    with(on, changed = {}) {
      refuseUnknown(name, parameters, changed);
      const all: Widened<Parameters> = { ...parameters, ...changed };
      refuseEndless(name, all);
      const switches = switchOn(name, safeguards, on);
      const names = Object.keys(safeguards) as Name[];
      return {
        ...definition.model(switches, all),
        name,
        safeguards: names.filter((one) => switches[one]),
        parameters: all,
      };
    },
  };
}

function refuseUnknown(system: string, defaults: object, changed: object): void {
  const known = new Map<string, unknown>(Object.entries(defaults));
  for (const [name, value] of Object.entries(changed)) {
    const where = `System ${JSON.stringify(system)}`;
    if (!known.has(name)) {
      throw new ModelError(
        `${where} has no parameter ${JSON.stringify(name)}; it has ${[...known.keys()].join(', ') || 'none'}.`,
      );
    }
    const type = typeof known.get(name);
    if (typeof value !== type) {
      const given = typeof value === 'string' ? JSON.stringify(value) : String(value);
      throw new ModelError(`${where}: parameter ${name} is a ${type}, not ${given}.`);
    }
  }
}

/** A recording could not keep such a number: JSON has none. */
function refuseEndless(system: string, parameters: object): void {
  for (const [name, value] of Object.entries(parameters) as [string, unknown][]) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new ModelError(
        `System ${JSON.stringify(system)}: parameter ${name} is ${value}; give a finite number.`,
      );
    }
  }
}
