/** The parameters of a system: their defaults, and the bounds of those that are numbers. */
import { ModelError } from '../validation/errors.js';
import type { Parameter } from './model.js';
import { isPlainObject } from './plain-data.js';
import { describeGiven, describeValue, refuseUnknown } from '../validation/refuse.js';

/** The least and the greatest value that a parameter may have. If one is absent, that side has no bound. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/**
 * A parameter that is a number with bounds, as `defineSystem` takes it. If its default and its bounds are
 * whole numbers, every value must be one.
 *
 * @example
 * defineSystem({ …, parameters: { writers: { default: 2, min: 1, max: 6 } } });
 */
export type BoundedNumber = { readonly default: number } & (
  { readonly min: number; readonly max?: number } | { readonly min?: number; readonly max: number }
);

/** A parameter as `defineSystem` takes it: its default alone, or a number with bounds. */
export type ParameterDefinition = Parameter | BoundedNumber;

/** The parameters of a system: the default of each, and the bounds that some declare. */
export interface DeclaredParameters {
  readonly defaults: Readonly<Record<string, Parameter>>;
  readonly bounds: Readonly<Record<string, Bounds>>;
}

/**
 * Reads what `defineSystem` was given as parameters.
 *
 * @param system - The system, as the start of a sentence.
 * @param given - What the user gave.
 * @throws ModelError if a parameter has no default, a default of another type, or wrong bounds.
 */
export function declaredParameters(system: string, given: unknown): DeclaredParameters {
  if (!isPlainObject(given)) {
    throw new ModelError(
      `${system}: parameters is ${describeGiven(given)}; give an object with a default for each.`,
    );
  }
  const defaults: [string, Parameter][] = [];
  const bounds: [string, Bounds][] = [];
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    const where = `${system}: parameter ${name}`;
    if (isParameter(value)) {
      if (typeof value === 'number') refuseEndless(where, value);
      defaults.push([name, value]);
      continue;
    }
    if (!isPlainObject(value)) {
      throw new ModelError(
        `${where} is ${describeGiven(value)}; give a number, a boolean, a string, or { default, min, max }.`,
      );
    }
    const { default: standard, ...rest } = boundedNumber(where, value);
    defaults.push([name, standard]);
    bounds.push([name, rest]);
  }
  return { defaults: Object.fromEntries(defaults), bounds: Object.fromEntries(bounds) };
}

/** Reads a parameter with bounds, and refuses it if its parts are wrong or do not fit together. */
function boundedNumber(where: string, given: object): Bounds & { readonly default: number } {
  refuseUnknown(where, 'part', given, ['default', 'min', 'max']);
  const numbers = given as Readonly<Record<string, unknown>>;
  for (const [part, value] of [['default', numbers['default']], ...Object.entries(given)]) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new ModelError(
      `${where}: ${String(part)} is ${describeValue(value)}; give a finite number.`,
    );
  }
  const bounded = { ...given } as Bounds & { readonly default: number };
  const { default: standard, min, max } = bounded;
  if (min === undefined && max === undefined) {
    throw new ModelError(
      `${where} has neither min nor max; give one of them, or its default alone: ${standard}.`,
    );
  }
  if (min !== undefined && max !== undefined && min > max) {
    throw new ModelError(`${where}: min is ${min}, more than max, which is ${max}; swap them.`);
  }
  if (!isWithin(standard, standard, bounded)) {
    throw new ModelError(
      `${where}: default is ${standard}; give ${describeBounds(standard, bounded)}.`,
    );
  }
  return bounded;
}

/**
 * Refuses parameters that the system does not have, or that have another type or a value out of bounds.
 *
 * @param system - The system, as the start of a sentence.
 * @param changed - The parameters that differ from their defaults.
 * @throws ModelError that names the parameter and its value, and says what values it may have.
 */
export function refuseOtherParameters(
  system: string,
  { defaults, bounds }: DeclaredParameters,
  changed: object,
): void {
  refuseUnknown(system, 'parameter', changed, Object.keys(defaults));
  for (const [name, value] of Object.entries(changed) as [string, unknown][]) {
    const standard = defaults[name];
    const where = `${system}: parameter ${name}`;
    if (typeof value !== typeof standard) {
      const given = typeof value === 'boolean' ? String(value) : describeValue(value);
      throw new ModelError(`${where} is a ${typeof standard}, not ${given}.`);
    }
    if (typeof value !== 'number') continue;
    refuseEndless(where, value);
    if (isWithin(value, standard as number, bounds[name])) continue;
    throw new ModelError(
      `${where} is ${value}; give ${describeBounds(standard as number, bounds[name])}.`,
    );
  }
}

/** Refuses a number that is not finite: JSON has none, so a recording could not store it. */
function refuseEndless(where: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new ModelError(`${where} is ${value}; give a finite number.`);
}

/** Whether a parameter may have a value. */
export function isWithin(value: number, standard: number, bounds: Bounds = {}): boolean {
  const { min = -Infinity, max = Infinity } = bounds;
  return value >= min && value <= max && (Number.isInteger(value) || !isWhole(standard, bounds));
}

/** Whether every value must be a whole number: the parameter declares bounds, and all its numbers are whole. */
function isWhole(standard: number, { min, max }: Bounds): boolean {
  if (min === undefined && max === undefined) return false;
  return [standard, min ?? 0, max ?? 0].every(Number.isInteger);
}

/**
 * Says what values a parameter may have, for an error.
 *
 * @example
 * describeBounds(2, { min: 1, max: 6 }) // 'a whole number from 1 to 6'
 * describeBounds(2, { min: 1 }) // 'a whole number, 1 or more'
 */
export function describeBounds(standard: number, bounds: Bounds = {}): string {
  const number = isWhole(standard, bounds) ? 'a whole number' : 'a number';
  const hasBoth = bounds.min !== undefined && bounds.max !== undefined;
  return `${number}${hasBoth ? ' from' : ','} ${rangeOf(bounds)}`;
}

/** Bounds in a few words: `1 to 6`, `1 or more`, `6 or less`. */
export function rangeOf({ min, max }: Bounds): string {
  if (max === undefined) return `${min ?? ''} or more`;
  return min === undefined ? `${max} or less` : `${min} to ${max}`;
}

const isParameter = (value: unknown): value is Parameter =>
  ['number', 'boolean', 'string'].includes(typeof value);
