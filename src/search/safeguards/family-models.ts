import { stepByStep } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import type { Switches } from '../../model/safeguards.js';
import { modelWith } from '../../model/refuse-model.js';
import { builderOf, type System } from '../../model/system.js';
import { lacking } from '../../model/without.js';
import { bitOf, membersOf, type Family, type Universe } from './families.js';
import { Splits } from './splits.js';

/** A model that several sets of switches share. If the sets differ in a step, the step asks the switch. */
export interface FamilyModel<State> {
  readonly family: Family;
  readonly model: Model<State>;
  /** The same for a property: what it says of its safeguards, it also asks the switches. */
  readonly asked: Model<State>;
  /** A model for each of its steps. */
  readonly steps: readonly Model<State>[];
}

/** The models of all sets, and what answers their switches. */
export interface FamilyModels<State> {
  readonly splits: Splits;
  readonly models: readonly FamilyModel<State>[];
}

/**
 * Builds the models of all sets: only one if the building itself asks no switch, otherwise more. If the
 * `with` of a system was written by hand, it is not known what it asks, so a model is built for each set.
 *
 * @throws ModelError if a model cannot be built.
 */
export function familyModelsOf<State, Name extends string, Parameters>(
  system: System<State, Name, Parameters>,
  parameters: Partial<Parameters>,
  { all, having }: Universe,
): FamilyModels<State> {
  const names = Object.keys(system.safeguards) as Name[];
  const splits = new Splits();
  const build = builderOf(system);
  const built =
    build === undefined
      ? membersOf(all).map((set) => ({
          family: bitOf(set),
          outcome: modelWith(system, namesIn(names, set), parameters),
        }))
      : splits.run(all, () => build(switchesOf(names, splits, having), parameters));
  return {
    splits,
    models: built.map(({ family, outcome: model }) => ({
      family,
      model,
      asked: build === undefined ? model : withSwitches(model, switchesOf(names, splits, having)),
      // Without some safeguards a step can run in states that the user did not write it for.
      steps: stepByStep(lacking(model, 'some of the safeguards')),
    })),
  };
}

/** The names of the switches of a set. */
export function namesIn<Name extends string>(names: readonly Name[], set: number): Name[] {
  return names.filter((_, index) => Math.floor(set / 2 ** index) % 2 === 1);
}

/** Switches that ask for their answers. */
function switchesOf<Name extends string>(
  names: readonly Name[],
  splits: Splits,
  having: readonly Family[],
): Switches<Name> {
  const switches = {};
  for (const [index, name] of names.entries()) {
    Object.defineProperty(switches, name, {
      enumerable: true,
      get: () => splits.ask(having[index] as Family),
    });
  }
  return switches as Switches<Name>;
}

/** A model whose list of safeguards asks its switches. */
function withSwitches<State, Name extends string>(
  model: Model<State>,
  switches: Switches<Name>,
): Model<State> {
  const names = Object.keys(switches) as Name[];
  return {
    ...model,
    get safeguards() {
      return names.filter((name) => switches[name]);
    },
  };
}
