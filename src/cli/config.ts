/** `allways.config.ts`: settings of the command `allways` that replace its defaults. */
import type { CheckOptions } from '../check/check.js';
import type { EstimateOptions } from '../check/estimate.js';
import { estimateOptions } from '../check/estimate-options.js';
import { checkOptions, refuseBadOptions } from '../check/options.js';
import { ModelError } from '../model/errors.js';
import type { Parameter } from '../model/model.js';
import { describeValue, reading } from '../model/refuse.js';
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

/** The default export of `allways.config.ts`. All folders are relative to the folder of this file. */
export interface Config {
  /** The folder of the models. Absent: `models`. */
  readonly models?: string;
  /** The folder of the properties, in files with the same names as the models. Absent: `properties`. */
  readonly properties?: string;
  /** The folder of the recorded counterexamples. Absent: `test/counterexamples`. */
  readonly counterexamples?: string;
  /** Options of every check. The options of a single model take precedence. */
  readonly check?: ModelConfig['check'];
  /**
   * The defaults for single models. The key is the name that `allways list` shows, or the path if the model
   * is not in the folder of models.
   */
  readonly of?: Readonly<Record<string, ModelConfig>>;
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

/** A configuration, with defaults for the settings that it does not have. */
export function withDefaults(config: Config = {}): FullConfig {
  return reading('allways.config', () => readDefaults(config));
}

function readDefaults(config: Config): FullConfig {
  refuseOtherOptions('allways.config', config, configNames);
  for (const name of ['models', 'properties', 'counterexamples'] as const) {
    const folder: unknown = config[name];
    if (folder === undefined || typeof folder === 'string') continue;
    throw new ModelError(
      `allways.config: ${name} is ${describeValue(folder)}; give the path of a folder.`,
    );
  }
  const of: unknown = config.of === undefined ? {} : config.of;
  if (typeof of !== 'object' || of === null || Array.isArray(of)) {
    throw new ModelError(
      `allways.config: of is ${describeValue(of)}; give an object of models by their names.`,
    );
  }
  if (config.check !== undefined) refuseOtherCheck('allways.config', config.check);
  for (const [name, one] of Object.entries(of)) {
    refuseOtherModelConfig(`allways.config: of ${name}`, one);
  }
  return {
    models: 'models',
    properties: 'properties',
    counterexamples: 'test/counterexamples',
    check: {},
    of: {},
    ...defined(config),
  };
}

/** Refuses defaults for one model that are misspelled or wrong. */
function refuseOtherModelConfig(where: string, given: unknown): void {
  refuseOtherOptions(where, given, modelConfigNames);
  const {
    with: on,
    set,
    check,
    estimate,
  } = given as { readonly [Name in keyof ModelConfig]: unknown };
  const names: readonly unknown[] = Array.isArray(on) ? on : [undefined];
  if (on !== undefined && !names.every((name) => typeof name === 'string')) {
    throw new ModelError(
      `${where}: with is ${describeValue(on)}; give a list of the names of safeguards.`,
    );
  }
  if (set !== undefined) refuseOtherSettings(where, set);
  if (check !== undefined) refuseOtherCheck(where, check);
  if (estimate !== undefined) refuseOtherOptions(`${where}: estimate`, estimate, estimateNames);
}

function refuseOtherSettings(where: string, set: unknown): void {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) {
    throw new ModelError(
      `${where}: set is ${describeValue(set)}; give an object of parameters by their names.`,
    );
  }
  for (const [name, value] of Object.entries(set) as [string, unknown][]) {
    if (['number', 'boolean', 'string'].includes(typeof value)) continue;
    throw new ModelError(
      `${where}: set ${name} is ${describeValue(value)}; give a number, a boolean or a string.`,
    );
  }
}

function refuseOtherCheck(where: string, check: unknown): void {
  refuseBadOptions(`${where}: check`, check, checkNames);
}

/** The configuration of one model, by the first of its names that the configuration has. */
export function configOfModel({ check, of }: FullConfig, names: readonly string[]): ModelConfig {
  const own = of[names.find((name) => name in of) ?? ''] ?? {};
  return { ...own, check: { ...check, ...own.check } };
}

/** The options that a configuration can set. The command gives the others itself. */
const ofCommand = ['signal', 'onProgress'];
const checkNames = checkOptions.filter((name) => !ofCommand.includes(name));
const estimateNames = estimateOptions.filter((name) => !ofCommand.includes(name));

const configNames = Object.keys({
  models: true,
  properties: true,
  counterexamples: true,
  check: true,
  of: true,
} satisfies Record<keyof Config, true>);

const modelConfigNames = Object.keys({
  with: true,
  set: true,
  check: true,
  estimate: true,
} satisfies Record<keyof ModelConfig, true>);
