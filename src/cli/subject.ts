/** What a module holds: models or systems, and what must hold of them. */
import { ModelError } from '../model/errors.js';
import type { EvidenceFor } from '../check/evidence.js';
import type { Model, Parameter } from '../model/model.js';
import { nearest } from '../model/nearest.js';
import { isModel, isSystem } from '../model/refuse.js';
import type { System } from '../model/system.js';
import { isProperty } from '../property/list.js';
import type { Property } from '../property/property.js';
import type { ModelConfig } from './config.js';
import type { Place } from './find.js';
import { load } from './modules.js';

/** A system as a command sees it: it knows nothing of states, and takes names from the command line. */
export type AnySystem = System<unknown, string, Record<string, Parameter>>;

/** A model or a system, and what must hold of it. */
export interface Subject {
  /** The name of its place, and its own where a module holds several. */
  readonly name: string;
  readonly of: Model<unknown> | AnySystem;
  readonly properties: readonly Property<unknown>[];
  /** What answers the checklist, where the project says so. */
  readonly evidence?: EvidenceFor<unknown, string>;
  readonly config: ModelConfig;
}

/**
 * What a place holds. Where a module has a default export, that is what counts; else all that it
 * exports. Lists count as what is in them.
 *
 * @param from - The working directory, from which errors name files.
 * @returns None where the module holds no model.
 * @throws ModelError where a module cannot be loaded.
 */
export async function subjectsAt(
  place: Place,
  configOf: (name: string) => ModelConfig,
  from: string,
): Promise<Subject[]> {
  const exported = await load(place.file, from);
  const found = things(exported, isSubject);
  const beside =
    place.properties === undefined ? [] : things(await load(place.properties, from), isProperty);
  const properties = [
    ...new Set([...things(exported, isProperty), ...beside]),
  ] as Property<unknown>[];
  const evidence =
    place.evidence === undefined ? undefined : evidenceIn(await load(place.evidence, from));
  return found.map((of) => ({
    name: found.length === 1 ? place.name : `${place.name}: ${of.name}`,
    of,
    properties,
    config: configOf(place.name),
    ...(evidence === undefined ? {} : { evidence }),
  }));
}

/** What a module exports by default: `audit` itself says where that is no evidence. */
const evidenceIn = (exported: Readonly<Record<string, unknown>>) =>
  exported['default'] as EvidenceFor<unknown, string> | undefined;

const isSubject = (value: unknown): value is Subject['of'] => isModel(value) || isSystem(value);

/** The things of a kind that a module exports. */
function things<Kind>(
  exported: Readonly<Record<string, unknown>>,
  is: (value: unknown) => value is Kind,
): Kind[] {
  const of = (value: unknown): Kind[] => {
    const several: readonly unknown[] = Array.isArray(value) ? value : [value];
    return several.filter(is);
  };
  const chosen = of(exported['default']);
  const all = chosen.length > 0 ? chosen : inOrder(exported).flatMap(of);
  return [...new Set(all)];
}

/** What a module exports, by the order of the names, whoever loads it. */
const inOrder = (exported: Readonly<Record<string, unknown>>): unknown[] =>
  Object.keys(exported)
    .sort()
    .map((name) => exported[name]);

/**
 * The properties that somebody means, by name or a part of it, whatever its case.
 *
 * @param wanted - What was written; nothing: all.
 * @throws ModelError where none has such a name, with the nearest one.
 */
export function chosenOf(
  { name, properties }: Subject,
  wanted: readonly string[],
): readonly Property<unknown>[] {
  if (wanted.length === 0) return properties;
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
        : `it has ${names.map((known) => JSON.stringify(known)).join(', ') || 'none'}.`;
    throw new ModelError(`${name} has no property ${JSON.stringify(one)}; ${advice}`);
  });
  return [...new Set(chosen)];
}
