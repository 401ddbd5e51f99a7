/** `allways.config.ts`: what the command is told once, where its defaults are not enough. */
import type { CheckOptions } from '../check/check.js';
import type { EstimateOptions } from '../check/estimate.js';
import { ModelError } from '../model/errors.js';
import type { Parameter } from '../model/model.js';
import { describeValue } from '../model/refuse.js';
import { refuseOtherOptions } from '../property/options.js';

/** What the command takes for granted of one model, under its name. */
export interface ModelConfig {
  /** The safeguards that are on where the command line says nothing of them. */
  readonly with?: readonly string[];
  /** Parameters that differ from their defaults. */
  readonly set?: Readonly<Record<string, Parameter>>;
  /** Options of `check`, such as fairness, limits, and what is interchangeable. */
  readonly check?: Omit<CheckOptions, 'signal' | 'onProgress'>;
  /** Options of `estimate`: at least how long steps take. */
  readonly estimate?: Omit<EstimateOptions, 'signal' | 'onProgress'>;
}

/** What `allways.config.ts` exports by default. All folders are relative to its own. */
export interface Config {
  /** Where models are; `models` where absent. */
  readonly models?: string;
  /** Where their properties are, in files of the same names; `properties` where absent. */
  readonly properties?: string;
  /** Where counterexamples are kept; `test/counterexamples` where absent. */
  readonly counterexamples?: string;
  /** Options of every check; those of a single model go before them. */
  readonly check?: ModelConfig['check'];
  /** What is taken for granted of single models, by the names that `allways list` shows, or by path if it is not in the folder of models. */
  readonly of?: Readonly<Record<string, ModelConfig>>;
}

/** A configuration with nothing left open. */
export type FullConfig = Required<Config>;

/**
 * The configuration of the command `allways`, with types.
 *
 * @param config - Folders, and what is taken for granted of single models.
 * @returns The same.
 * @throws ModelError where it has an option that there is not.
 * @example
 * // allways.config.ts
 * export default defineConfig({ models: 'src/models', of: { queue: { set: { tasks: 2 } } } });
 */
export function defineConfig(config: Config): Config {
  return withDefaults(config);
}

/** A configuration, with defaults for what it does not say. */
export function withDefaults(config: Config = {}): FullConfig {
  refuseOtherOptions('allways.config', config, configNames);
  for (const name of ['models', 'properties', 'counterexamples'] as const) {
    const folder: unknown = config[name];
    if (folder === undefined || typeof folder === 'string') continue;
    throw new ModelError(
      `allways.config: ${name} is ${describeValue(folder)}; give the path of a folder.`,
    );
  }
  const of: unknown = config.of ?? {};
  if (typeof of !== 'object' || of === null || Array.isArray(of)) {
    throw new ModelError(
      `allways.config: of is ${describeValue(of)}; give an object of models by their names.`,
    );
  }
  for (const [name, one] of Object.entries(config.of ?? {})) {
    refuseOtherOptions(`allways.config: of ${name}`, one, modelConfigNames);
  }
  return {
    models: 'models',
    properties: 'properties',
    counterexamples: 'test/counterexamples',
    check: {},
    of: {},
    ...config,
  };
}

/** What is configured for one model, by the first of its names that the configuration has. */
export function configOfModel({ check, of }: FullConfig, names: readonly string[]): ModelConfig {
  const own = of[names.find((name) => name in of) ?? ''] ?? {};
  return { ...own, check: { ...check, ...own.check } };
}

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
