/** Makes the model of a subject: with some safeguards on, and with values for its parameters. */
import { ModelError } from '../validation/errors.js';
import type { Model, Parameter } from '../model/model.js';
import { isModel } from '../model/is-model.js';
import { refuseUnknownName } from '../validation/refuse.js';
import { modelWith } from '../model/refuse-model.js';
import type { ModelConfig } from './config.js';
import type { AnySystem, ModelSubject } from './subject.js';

/** The flags for safeguards and parameters. */
export interface ModelFlags {
  /** Names of safeguards, with commas between them. Absent: those of the configuration. */
  readonly with?: readonly string[] | undefined;
  /** Parameters as `name=value`, with commas between them. */
  readonly set?: readonly string[] | undefined;
}

/**
 * The model that the user means.
 *
 * @throws ModelError if there is no such safeguard or parameter, or if a value has another type.
 */
export function modelOf({ name, of, config }: ModelSubject, flags: ModelFlags): Model<unknown> {
  if (isModel(of)) {
    const given = [
      ...(flags.with === undefined ? [] : ['safeguards']),
      ...(flags.set === undefined ? [] : ['parameters']),
    ];
    if (given.length === 0) return configuredModel(name, of, config);
    throw new ModelError(
      `${name} is a model, and has no ${given.join(' and no ')}; only a system has, as defineSystem makes it.`,
    );
  }
  return modelWith(
    of,
    safeguardsOf(of, flags.with, config.with),
    parametersOf(of, flags, config.set),
  );
}

/** Refuses safeguards and parameters that the configuration gives for a model: only a system has them. */
function configuredModel(name: string, model: Model<unknown>, config: ModelConfig): Model<unknown> {
  const lacking = { with: 'safeguards', set: 'parameters' } as const;
  for (const part of ['with', 'set'] as const) {
    if (config[part] === undefined) continue;
    throw new ModelError(
      `allways.config: of ${name} has ${part}, and ${name} is a model without ${lacking[part]}; only a system has some, as defineSystem makes it.`,
    );
  }
  return model;
}

/** The safeguards that are on: those of the command line, or if it gives none, of the configuration. */
function safeguardsOf(
  { safeguards }: AnySystem,
  given: readonly string[] | undefined,
  configured: readonly string[] = [],
): readonly string[] {
  if (given === undefined) return configured;
  const names = given.flatMap(splitNames);
  if (names.length === 0) {
    throw new ModelError('--with names no safeguard; give a,b, or all, or none.');
  }
  if (names.length === 1 && names[0] === 'none') return [];
  if (names.length === 1 && names[0] === 'all') return Object.keys(safeguards);
  return [...new Set(names)];
}

/**
 * The parameters that differ from their defaults: those of the command line, or if it gives none, of the
 * configuration.
 */
export function parametersOf(
  system: AnySystem,
  { set = [] }: ModelFlags,
  configured: Readonly<Record<string, Parameter>> = {},
): Record<string, Parameter> {
  const who = `System ${JSON.stringify(system.name)}`;
  const texts = set.flatMap(splitNames);
  if (set.length > 0 && texts.length === 0) {
    throw new ModelError('--set names no parameter; give name=value.');
  }
  const given = texts.map((text): [string, Parameter] => {
    const [, name = text, value] = /^([^=]*)=(.*)$/.exec(text) ?? [];
    refuseUnknownName(who, 'parameter', name, Object.keys(system.parameters));
    return [name, valueOf(who, name, value, system.parameters[name])];
  });
  return { ...configured, ...Object.fromEntries(given) };
}

/** Reads a value as the type of the parameter's default. */
function valueOf(
  who: string,
  name: string,
  text: string | undefined,
  standard: Parameter | undefined,
): Parameter {
  const refused = (what: string) =>
    new ModelError(
      `${who}: parameter ${name} is ${what}, not ${JSON.stringify(text ?? '')}; write --set ${name}=${String(standard)}.`,
    );
  switch (typeof standard) {
    case 'number': {
      const number = Number(text);
      if (text === undefined || text.trim() === '' || !Number.isFinite(number))
        throw refused('a number');
      return number;
    }
    case 'boolean':
      if (text === undefined || text === 'true') return true;
      if (text === 'false') return false;
      throw refused('true or false');
    default:
      if (text === undefined) throw refused('a text');
      return text;
  }
}

/** Names with commas between them. */
export function splitNames(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
