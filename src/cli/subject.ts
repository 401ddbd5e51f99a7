/** The models, systems and programs of a module, with their properties. */
import { relative } from 'node:path';
import { ModelError } from '../validation/errors.js';
import type { EvidenceFor } from '../check/audit/evidence.js';
import { nearest } from '../validation/nearest.js';
import { isModel } from '../model/is-model.js';
import { refuseOtherModel, refuseOtherSystem } from '../model/refuse-model.js';
import { isProgram, type Program } from '../program/define-program.js';
import type { ProgramProperty } from '../program/judge.js';
import { visible } from '../validation/visible.js';
import { systemOfProperty } from '../property/for-model.js';
import type { Property } from '../property/property.js';
import type { ModelConfig, ProgramConfig } from './config.js';
import type { ModelModule } from './find.js';
import { whyNoProperties } from './missing.js';
import { load, loadDefault } from './modules.js';
import type { Host } from './host.js';
import { exportsIn, type Exported } from './exports.js';
import {
  isAnySubject,
  isExportedProperty,
  isWhenDone,
  type AnyProperty,
  type AnySubject,
  type ModelOrSystem,
} from './kinds.js';
import { weighedIn } from './weighed.js';

export type { AnySystem } from './kinds.js';

/** What all subjects have. */
interface SomeSubject {
  /** The name of the module. If the module has several subjects, the subject's own name follows. */
  readonly name: string;
  /** The path of the module that exports it. */
  readonly file: string;
  /** Why it has no properties, as a sentence; absent if it has some. */
  readonly unasked?: string;
}

/** A model or a system, with its properties. */
export interface ModelSubject extends SomeSubject {
  readonly kind: 'model';
  readonly of: ModelOrSystem;
  readonly properties: readonly Property<unknown>[];
  /** The properties that `compare` and `audit` weigh if the user names none; absent: all. */
  readonly weighed?: readonly Property<unknown>[];
  /** The project's evidence for the checklist, if it has some. */
  readonly evidence?: EvidenceFor<unknown, string>;
  readonly config: ModelConfig;
}

/** A program, with its properties. */
export interface ProgramSubject extends SomeSubject {
  readonly kind: 'program';
  readonly of: Program<unknown>;
  readonly properties: readonly ProgramProperty<unknown>[];
  /** The paths of the modules that export it and its properties, for threads. */
  readonly modules: readonly string[];
  readonly config: ProgramConfig;
}

/** A model, a system or a program, with its properties. */
export type Subject = ModelSubject | ProgramSubject;

/** Finds the configuration of a subject by its name. */
export interface ConfigOf {
  readonly model: (name: string) => ModelConfig;
  readonly program: (name: string) => ProgramConfig;
}

/**
 * The subjects of a module. If a module has a default export, only that counts; otherwise all exports do. A
 * list counts as its elements.
 *
 * @param from - The working directory, from which errors name files.
 * @returns The subjects; none if the module has no model.
 * @throws ModelError if a module cannot be loaded.
 */
export async function subjectsOf(
  module: ModelModule,
  configOf: ConfigOf,
  from: string,
): Promise<Subject[]> {
  const exported = await load(module.file, from);
  const beside = module.properties === undefined ? undefined : await load(module.properties, from);
  const file = relative(from, module.file);
  const fileBeside = relative(from, module.properties ?? '');
  const found = exportsIn(exported, isAnySubject, file);
  const own = exportsIn(exported, isExportedProperty, file);
  const others = exportsIn(beside ?? {}, isExportedProperty, fileBeside);
  if (beside !== undefined && own.length > 0 && others.length === 0) {
    throw new ModelError(
      `${module.name} has properties in ${file} alone: ${whyNoProperties(module, beside, from)}`,
    );
  }
  const properties = [...new Set([...own, ...others])];
  const forModels = ofModels(properties, found);
  const weighed =
    weighedIn(beside ?? {}, forModels, fileBeside) ?? weighedIn(exported, forModels, file);
  const unasked = properties.length > 0 ? {} : { unasked: unaskedOf(module, beside, from) };
  const evidence =
    module.evidence === undefined
      ? undefined
      : ((await loadDefault(
          module.evidence,
          from,
          'no evidence by default; write export default { … }, or delete it',
        )) as EvidenceFor<unknown, string>);
  for (const of of found) refuseBroken(of, `allways (${file})`);
  return found.map((of) => {
    const name = found.length === 1 ? module.name : `${module.name}: ${of.name}`;
    const about = { name, file: module.file, ...unasked };
    if (isProgram(of)) {
      const config = configOf.program(name);
      const modules = [
        module.file,
        ...(module.properties === undefined ? [] : [module.properties]),
      ];
      const asked = ofPrograms(properties, found);
      return { ...about, kind: 'program', of, properties: asked, modules, config };
    }
    return {
      ...about,
      kind: 'model',
      of,
      properties: ownOf(of, forModels),
      config: configOf.model(name),
      ...(weighed === undefined ? {} : { weighed: ownOf(of, weighed) }),
      ...(evidence === undefined ? {} : { evidence }),
    };
  });
}

/** The properties of a subject, without those that are made for the models of another system. */
const ownOf = ({ name }: AnySubject, properties: readonly Property<unknown>[]) =>
  properties.filter((one) => (systemOfProperty(one) ?? name) === name);

/**
 * The properties for the models of a module. Those that only a program can have are left out if the module has one;
 * otherwise a check refuses them.
 */
function ofModels(
  properties: readonly AnyProperty[],
  found: readonly AnySubject[],
): readonly Property<unknown>[] {
  const chosen = found.some(isProgram) ? properties.filter((one) => !isWhenDone(one)) : properties;
  return chosen as readonly Property<unknown>[];
}

/** The same for the programs of a module: temporal properties, and those of systems, are for models. */
function ofPrograms(
  properties: readonly AnyProperty[],
  found: readonly AnySubject[],
): readonly ProgramProperty<unknown>[] {
  const chosen = found.every(isProgram)
    ? properties
    : properties.filter((one) => one.kind !== 'temporal' && systemOfProperty(one) === undefined);
  return chosen as readonly ProgramProperty<unknown>[];
}

/** Refuses a model or a system that lacks a part because a user made it by hand. */
function refuseBroken(of: AnySubject, who: string): void {
  if (isProgram(of)) return;
  if (isModel(of)) refuseOtherModel(of, who);
  else refuseOtherSystem(of, who);
}

const unaskedOf = (module: ModelModule, beside: Exported | undefined, from: string) =>
  `${module.name} has no properties: ${whyNoProperties(module, beside, from)}`;

/** Tells the user which models have no properties, and why: once for all models of a module. */
export function tellUnasked(subjects: readonly Subject[], { complain }: Host): void {
  for (const text of new Set(subjects.flatMap(({ unasked }) => unasked ?? []))) {
    complain(visible(text));
  }
}

/**
 * The properties that the user named, by a name or a part of it, whatever its case.
 *
 * @param wanted - What the user wrote; all properties if it is empty.
 * @throws ModelError if none has such a name, with the nearest one.
 */
export function chosenOf<Kind extends AnyProperty>(
  { name, properties, unasked }: SomeSubject & { readonly properties: readonly Kind[] },
  wanted: readonly string[],
): readonly Kind[] {
  if (wanted.length === 0) return properties;
  if (unasked !== undefined) throw new ModelError(unasked);
  const chosen = wanted.flatMap((one) => {
    const exact = properties.filter((property) => property.name === one);
    if (exact.length > 0) return exact;
    const part = one.toLowerCase();
    const similar = properties.filter((property) => property.name.toLowerCase().includes(part));
    if (similar.length > 0) return similar;
    const names = properties.map((property) => property.name);
    const near = nearest(one, names);
    const advice =
      near !== undefined
        ? `did you mean ${JSON.stringify(near)}?`
        : `it has ${names.map((known) => JSON.stringify(known)).join(', ')}.`;
    throw new ModelError(`${name} has no property ${JSON.stringify(one)}; ${advice}`);
  });
  return [...new Set(chosen)];
}

/**
 * The properties that `compare` and `audit` weigh: those that the user named. If the user named none, those
 * that the module exports as `weighed`; without this export, all.
 *
 * @param wanted - What the user wrote after `-p`.
 * @throws ModelError if no property has such a name, with the nearest one.
 */
export function weighedOf(
  subject: ModelSubject,
  wanted: readonly string[],
): readonly Property<unknown>[] {
  if (wanted.length > 0) return chosenOf(subject, wanted);
  return subject.weighed ?? subject.properties;
}

/** Says that not all properties were weighed, and how to weigh others. Says nothing if all were. */
export function describeWeighed(
  { properties }: ModelSubject,
  weighed: readonly Property<unknown>[],
): string | undefined {
  if (weighed.length === properties.length) return undefined;
  return `Weighed ${weighed.length} of ${properties.length} properties; -p weighs others.`;
}
