/** Exports that the user meant for the command, and that the command cannot use. */
import { isPromise } from '../validation/answer.js';
import { functionsOfModel } from '../model/compile.js';
import { ModelError } from '../validation/errors.js';
import { describeValue, passes } from '../validation/refuse.js';
import { isRecord } from '../validation/values.js';
import { hasAskingPart, kindsOfProperty } from '../property/list.js';
import { isProgram } from '../program/define-program.js';
import { isAnyProperty } from './kinds.js';

/** What an export is that the command passes over: where it is, and what is wrong with it. */
interface Missed {
  readonly at: string;
  readonly why: string;
}

/** The command looks into containers so many levels deep, and at so many values of an export. */
const deepest = 6;
const most = 1000;

/** What the user can do if an export is nearly right. */
const asItIs = 'export what a function of allways made, as it is';

/**
 * Refuses an export that the user probably meant for the command: a promise, something that is nearly a property or a
 * model, or an object that holds one.
 *
 * @param value - The export.
 * @param where - Its file and its name, as the start of a sentence.
 * @param isMissed - True for a property or a model that the command did not find otherwise.
 * @throws ModelError that says where it is and what to do.
 */
export function refuseMissed(
  value: unknown,
  where: string,
  isMissed: (value: unknown) => boolean,
): void {
  let looks = 0;

  const missedIn = (one: unknown, at: string, depth: number): Missed | undefined => {
    if (!isObject(one) || looks++ > most) return undefined;
    if (isPromise(one)) return { at, why: 'is a promise; export what it gives: await it' };
    if (isIterator(one)) return { at, why: 'is a generator; export what it gives, as a list' };
    if (isMissed(one) && depth > 0) {
      const what = isAnyProperty(one) ? 'a property' : isProgram(one) ? 'a program' : 'a model';
      return {
        at,
        why: `is ${what} that the command does not find; export it by a name, or in a list`,
      };
    }
    const fault = nearlyProperty(one) ?? nearlyModel(one);
    if (fault !== undefined) return { at, why: `${fault}; ${asItIs}` };
    if (depth === deepest) return undefined;
    for (const [name, part] of partsOf(one)) {
      const missed = missedIn(part, at + name, depth + 1);
      if (missed !== undefined) return missed;
    }
    return undefined;
  };

  const missed = unlessUnreadable(() => missedIn(value, where, 0));
  if (missed !== undefined) throw new ModelError(`${missed.at} ${missed.why}.`);
}

/** What a look at a value finds; undefined if the value throws when it is read, because such a value is neither. */
function unlessUnreadable<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** The parts of an object, each with its place as a message names it. */
function partsOf(value: object): [place: string, part: unknown][] {
  if (isAnyProperty(value) || isProgram(value)) return [];
  if (Array.isArray(value)) return value.slice(0, most).map((part, at) => [`[${at}]`, part]);
  if (value instanceof Map) {
    return placed([...value], 'map').flatMap(([place, entry]) =>
      (entry as unknown[]).map((part): [string, unknown] => [place, part]),
    );
  }
  if (value instanceof Set) return placed([...value], 'set');
  // A function or a class may have parts too.
  return isRecord(value) || typeof value === 'function'
    ? Object.entries(value).map(([name, part]) => [`.${name}`, part])
    : [];
}

const placed = (list: readonly unknown[], of: string): [string, unknown][] =>
  list.slice(0, most).map((part, at) => [`, entry ${at + 1} of a ${of},`, part]);

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const isIterator = (value: object): boolean =>
  typeof (value as { readonly next?: unknown }).next === 'function' && Symbol.iterator in value;

/**
 * What keeps an object from being a property, if it has two of the three parts of one; otherwise undefined. An object
 * without a kind is no property: a user may make properties from a table of names and predicates.
 */
function nearlyProperty(value: object): string | undefined {
  if (!('kind' in value)) return undefined;
  if (isAnyProperty(value)) {
    const hasCode = Object.values(value).some((part) => typeof part === 'function');
    return hasCode && !hasAskingPart(value)
      ? 'is nearly a property, but has no predicate'
      : undefined;
  }
  const { kind, name, holds, fineToStop, predicates } = value as Record<string, unknown>;
  const isKind = kindsOfProperty.includes(typeof kind === 'string' ? kind.toLowerCase() : kind);
  const isNamed = typeof name === 'string';
  const isAsking =
    typeof holds === 'function' ||
    typeof fineToStop === 'function' ||
    (Array.isArray(predicates) && typeof predicates[0] === 'function');
  // Properties of programs are none of the command's.
  if (kind === 'when done' && isNamed && isAsking) return undefined;
  if (Number(isKind) + Number(isNamed) + Number(isAsking) < 2) return undefined;
  return isNamed
    ? `is nearly a property, but its kind is ${describeValue(kind)}`
    : `is nearly a property, but its name is ${describeValue(name)}`;
}

/** The same for a model that has at least half of the functions of one. */
function nearlyModel(value: object): string | undefined {
  const parts = value as Record<string, unknown>;
  const has = functionsOfModel.filter((part) => typeof parts[part] === 'function');
  if (has.length < functionsOfModel.length / 2) return undefined;
  const missing = ['enabled', 'initial'].find((part) => !passes(() => part in value));
  return missing === undefined ? undefined : `is nearly a model, but has no ${missing}`;
}
