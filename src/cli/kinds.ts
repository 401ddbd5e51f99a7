/** What the command can use: models, systems, programs and properties. */
import { functionsOfModel } from '../model/compile.js';
import type { Model, Parameter } from '../model/model.js';
import { isModel } from '../model/is-model.js';
import { isSystem, type System } from '../model/system.js';
import { isProgram, type Program } from '../program/define-program.js';
import { hasAskingPart, isProperty } from '../property/list.js';
import type { Property } from '../property/property.js';
import type { WhenDone } from '../property/when-done.js';
import { passes } from '../validation/refuse.js';

/** A system as a command uses it, with the type of its states hidden and with names from the command line. */
export type AnySystem = System<unknown, string, Record<string, Parameter>>;

/** What has states and steps: a model, or a system. */
export type ModelOrSystem = Model<unknown> | AnySystem;

/** What the command can check. */
export type AnySubject = ModelOrSystem | Program<unknown>;

/** A property of a model, of a program, or of both. */
export type AnyProperty = Property<unknown> | WhenDone<unknown>;

/**
 * True for what the command can check. A module may export other things with a method `with`, so a system must also
 * have the parts that the command reads.
 */
export const isAnySubject = (value: unknown): value is AnySubject =>
  isProgram(value) ||
  (isModel(value) && hasFunction(value)) ||
  (isSystem(value) && 'safeguards' in value && 'parameters' in value);

/** True for a property of a model or of a program. */
export const isAnyProperty = (value: unknown): value is AnyProperty =>
  isProperty(value) || isWhenDone(value);

/**
 * True for a property that a module exports. A record with a kind and a name, such as an event, is none: it has no part
 * that asks.
 */
export const isExportedProperty = (value: unknown): value is AnyProperty =>
  isAnyProperty(value) && hasAskingPart(value);

/** True for what `whenDone` made. */
export function isWhenDone(value: unknown): value is WhenDone<unknown> {
  return passes(() => {
    const { kind, name } = Object(value) as { readonly kind?: unknown; readonly name?: unknown };
    return kind === 'when done' && typeof name === 'string';
  });
}

/** True if an object has one of the functions of a model. Other objects too have an `initial` and an `enabled`. */
const hasFunction = (value: Model<unknown>): boolean =>
  functionsOfModel.some((part) => passes(() => typeof value[part] === 'function'));
