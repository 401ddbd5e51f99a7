/** `allways.config.ts`: settings of the command `allways` that replace its defaults. */
import * as v from 'valibot';
import type { CheckOptions } from '../check/check.js';
import type { EstimateOptions } from '../check/estimate.js';
import { estimateOptions, refuseOtherEstimate } from '../check/estimate-options.js';
import { checkOptions, refuseBadOptions } from '../check/options.js';
import {
  programOptions,
  refuseBadProgramOptions,
  type ProgramOptions,
} from '../check/program/options.js';
import type { Parameter } from '../model/model.js';
import { ModelError } from '../validation/errors.js';
import { reading, refuseOtherValue, refuseOtherValues } from '../validation/refuse.js';
import {
  folder,
  isRecord,
  namesOfSafeguards,
  parameterValue,
  recordOf,
  type ValueSchema,
} from '../validation/values.js';
import { refuseOtherOptions } from '../property/options.js';
import { defined } from './defined.js';

/** The defaults of the command for one model. */
export interface ModelConfig {
  /** The safeguards that are on, unless the command line gives others. */
  readonly with?: readonly string[];
  /** Parameters that differ from their defaults. */
  readonly set?: Readonly<Record<string, Parameter>>;
  /** Options of `check`, such as fairness, limits, and interchangeable names. */
  readonly check?: Omit<CheckOptions, 'signal' | 'onProgress'>;
  /** Options of `estimate`: at least the durations of steps. */
  readonly estimate?: Omit<EstimateOptions, 'signal' | 'onProgress'>;
}

/** The defaults of the command for one program. */
export interface ProgramConfig {
  /** Options of `check` for a program: limits and how much to leave out. */
  readonly check?: Omit<ProgramOptions, 'signal' | 'onProgress'>;
}

/** The default export of `allways.config.ts`. All folders are relative to the folder of this file. */
export interface Config {
  /** The folder of the models. Absent: `models`. */
  readonly models?: string;
  /** The folder of the properties, in files with the same names as the models. Absent: `properties`. */
  readonly properties?: string;
  /** The folder of the recorded counterexamples. Absent: `test/counterexamples`. */
  readonly counterexamples?: string;
  /**
   * Options of every check. The options of a single model take precedence. For a program only its limit of seconds and
   * `stopAtViolation` count.
   */
  readonly check?: ModelConfig['check'];
  /**
   * The defaults for single models and programs. The key is the name that `allways list` shows, or the path if the model
   * is not in the folder of models.
   */
  readonly of?: Readonly<Record<string, ModelConfig | ProgramConfig>>;
}

/** A configuration in which every setting has a value. */
export type FullConfig = Required<Config>;

/**
 * Defines the configuration of the command `allways`, with types.
 *
 * @param config - Folders, and defaults for checks and for single models.
 * @returns The configuration, with a value for every setting.
 * @throws ModelError if an option is unknown or wrong.
 * @example
 * // allways.config.ts
 * export default defineConfig({ models: 'src/models', of: { queue: { set: { tasks: 2 } } } });
 */
export function defineConfig(config: Config): Config {
  return withDefaults(config);
}

/** The value of each setting that a configuration does not have. */
export const defaults: FullConfig = {
  models: 'models',
  properties: 'properties',
  counterexamples: 'test/counterexamples',
  check: {},
  of: {},
};

/** A configuration, with defaults for the settings that it does not have. */
export function withDefaults(config: Config = {}): FullConfig {
  return reading('allways.config', () => readDefaults(config));
}

function readDefaults(config: Config): FullConfig {
  refuseOtherOptions('allways.config', config, configNames);
  refuseOtherValues('allways.config', config, configSchemas);
  const of: unknown = config.of === undefined ? {} : config.of;
  refuseOtherValue('allways.config: of', of, recordOf('give an object of models by their names'));
  if (config.check !== undefined) refuseOtherCheck('allways.config', config.check);
  for (const [name, one] of Object.entries(of as object)) {
    refuseOtherModelConfig(`allways.config: of ${name}`, one);
  }
  refuseInherited('allways.config', config);
  return { ...defaults, ...defined(config) };
}

/**
 * Refuses an object, and parts of it, that inherit from another than all objects do: the command reads only what is their
 * own.
 */
function refuseInherited(where: string, given: unknown, depth = 0): void {
  if (!isRecord(given) || depth > mostLevels) return;
  const prototype = Object.getPrototypeOf(given) as unknown;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new ModelError(
      `${where} is an object that inherits from another; give a plain object, as in { … }.`,
    );
  }
  for (const [name, part] of Object.entries(given)) {
    refuseInherited(`${where}: ${name}`, part, depth + 1);
  }
}

/** How deep a configuration is nested at most: the limits of the check of a model. */
const mostLevels = 4;

/** Refuses defaults for one model that are misspelled or wrong. */
function refuseOtherModelConfig(where: string, given: unknown): void {
  refuseOtherOptions(where, given, modelConfigNames);
  const { set, check, estimate } = given as { readonly [Name in keyof ModelConfig]: unknown };
  refuseOtherValues(where, given as object, modelConfigSchemas);
  for (const [name, value] of Object.entries(set ?? {}) as [string, unknown][]) {
    refuseOtherValue(`${where}: set ${name}`, value, parameterValue);
  }
  if (check !== undefined) {
    if (isForProgram(check)) refuseOtherProgramCheck(where, check);
    else refuseOtherCheck(where, check);
  }
  if (estimate !== undefined)
    refuseOtherEstimate(`${where}: estimate`, estimate, configuredEstimate);
}

function refuseOtherCheck(where: string, check: unknown): void {
  refuseBadOptions(`${where}: check`, check, configuredCheck);
}

/** True for options of a check that only a program has. */
function isForProgram(check: unknown): boolean {
  const { limits } = Object(check) as { readonly limits?: unknown };
  return (
    'reduction' in Object(check) || ['runs', 'preemptions'].some((limit) => limit in Object(limits))
  );
}

function refuseOtherProgramCheck(where: string, check: unknown): void {
  refuseBadProgramOptions(`${where}: check`, check, configuredProgramCheck);
}

/**
 * The configuration of one model, by the first of its names that the configuration has.
 *
 * @throws ModelError if it is one of a program.
 */
export function configOfModel({ check, of }: FullConfig, names: readonly string[]): ModelConfig {
  const [name, own] = ownConfig(of, names);
  if (isForProgram(own.check)) refuseOtherCheck(`allways.config: of ${name}`, own.check);
  return { ...own, check: { ...check, ...own.check } };
}

/**
 * The same for a program. Of the options of every check, those that only models have do not count.
 *
 * @throws ModelError if it is one of a model.
 */
export function configOfProgram(
  { check = {}, of }: FullConfig,
  names: readonly string[],
): ProgramConfig {
  const [name, own] = ownConfig(of, names);
  const other = Object.keys(own).find((part) => part !== 'check');
  if (other !== undefined) {
    throw new ModelError(
      `allways.config: of ${name} has ${other}, and ${name} is a program; only check counts for one.`,
    );
  }
  if (own.check !== undefined) refuseOtherProgramCheck(`allways.config: of ${name}`, own.check);
  const { limits: { seconds } = {}, stopAtViolation } = check;
  return { check: { ...defined({ limits: defined({ seconds }), stopAtViolation }), ...own.check } };
}

/** What the configuration says of one subject, and the name by which it does. */
function ownConfig(
  of: FullConfig['of'],
  names: readonly string[],
): readonly [name: string, config: ModelConfig | ProgramConfig] {
  const name = names.find((one) => one in of) ?? '';
  return [name, of[name] ?? {}];
}

/** The options that a configuration can set. The command gives the others itself. */
const configuredCheck = v.omit(checkOptions, ['signal', 'onProgress']);
const configuredProgramCheck = v.omit(programOptions, ['signal', 'onProgress']);
const configuredEstimate = v.omit(estimateOptions, ['signal', 'onProgress']);

/** What each setting may be. Settings with parts are looked at one by one. */
const configSchemas = {
  models: folder,
  properties: folder,
  counterexamples: folder,
  check: v.unknown(),
  of: v.unknown(),
} satisfies Record<keyof Config, ValueSchema>;

const modelConfigSchemas = {
  with: namesOfSafeguards,
  set: recordOf('give an object of parameters by their names'),
  check: v.unknown(),
  estimate: v.unknown(),
} satisfies Record<keyof ModelConfig, ValueSchema>;

const configNames = Object.keys(configSchemas);
const modelConfigNames = Object.keys(modelConfigSchemas);
