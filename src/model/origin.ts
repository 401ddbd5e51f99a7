/**
 * The origin of a choice: its place in the state.
 *
 * A choice is data, but a step receives what a user expects. If `choose` returned an object of the state,
 * `when` receives that very object, and `then` receives the draft of it. So comparing by identity works
 * (`s.net.filter((m) => m !== chosen)`), and writing to the choice changes the state. An object that
 * `choose` made itself is not a part of the state, as in any JavaScript program.
 *
 * An origin holds places, not objects, so it can be applied to a state, to a draft and to a view.
 */
import { isDraft, original } from 'immer';
import { canonicalKey } from './canonical.js';

/** A place in a state: the container around it, and its key in the container. */
export type Place =
  | { readonly kind: 'root' }
  | {
      readonly kind: 'property' | 'index' | 'entry' | 'key' | 'member';
      readonly within: Place;
      /** The name, the index, the key of the Map (of its value or the key itself), or the member. */
      readonly key: unknown;
    };

/** The place that an object of a choice comes from. */
export type Origin =
  /** The object is in this place of the state. */
  | { readonly at: Place }
  /** `choose` made the object, and put objects of the state into it; see `labels` for the names. */
  | { readonly inside: ReadonlyMap<string, Origin> };

const root: Place = { kind: 'root' };

/** The place of every object in a canonical state. Each object stands in one place only. */
export function placesIn(state: unknown): ReadonlyMap<object, Place> {
  const places = new Map<object, Place>();
  notePlaces(state, root, places);
  return places;
}

function notePlaces(value: unknown, place: Place, places: Map<object, Place>): void {
  if (typeof value !== 'object' || value === null) return;
  places.set(value, place);
  const note = (kind: Exclude<Place['kind'], 'root'>, key: unknown, part: unknown) => {
    if (typeof part !== 'object' || part === null) return;
    notePlaces(part, { kind, within: place, key }, places);
  };
  if (Array.isArray(value)) {
    for (const [index, part] of (value as readonly unknown[]).entries()) note('index', index, part);
  } else if (value instanceof Map) {
    for (const [key, part] of value as ReadonlyMap<unknown, unknown>) {
      note('key', key, key);
      note('entry', key, part);
    }
  } else if (value instanceof Set) {
    for (const member of value) note('member', member, member);
  } else {
    for (const [name, part] of Object.entries(value)) note('property', name, part);
  }
}

/**
 * The origin of a value that `choose` returned.
 *
 * @param placeOf - The place of an object in the state; undefined if it is not a part of the state.
 * @returns Undefined if the value has no part of the state in it.
 */
export function originOf(
  value: unknown,
  placeOf: (part: object) => Place | undefined,
): Origin | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const at = placeOf(value);
  if (at !== undefined) return { at };
  const inside = new Map<string, Origin>();
  for (const [kind, key, part] of partsOf(value)) {
    const origin = originOf(part, placeOf);
    if (origin === undefined) continue;
    // Few parts have an origin, and the label of a key or a member is as long as its data.
    const label = labels[kind](key);
    if (!inside.has(label)) inside.set(label, origin);
  }
  return inside.size === 0 ? undefined : { inside };
}

/** The parts of a container, each with its kind and its key. */
function* partsOf(
  value: object,
): Generator<readonly [kind: keyof typeof labels, key: unknown, part: unknown]> {
  if (value instanceof Map) {
    for (const [key, part] of value as ReadonlyMap<unknown, unknown>) {
      yield ['key', key, key];
      yield ['entry', key, part];
    }
  } else if (value instanceof Set) {
    for (const member of value) yield ['member', member, member];
  } else {
    for (const [name, part] of Object.entries(value)) yield ['property', name, part];
  }
}

/** The label of a part. It depends on the data alone. */
const labels = {
  property: (name: unknown) => name as string,
  key: (key: unknown) => `key ${canonicalKey(key)}`,
  entry: (key: unknown) => `entry ${canonicalKey(key)}`,
  member: (member: unknown) => canonicalKey(member),
};

/** A string that is equal for two origins exactly if they are the same; '' if there is none. */
export function originKey(origin: Origin | undefined): string {
  if (origin === undefined) return '';
  if ('at' in origin) return placeKey(origin.at);
  const parts = [...origin.inside].map(([label, part]) => [label, originKey(part)]);
  return JSON.stringify(
    parts.sort(([one], [other]) => ((one as string) < (other as string) ? -1 : 1)),
  );
}

function placeKey(place: Place): string {
  if (place.kind === 'root') return '@';
  return `${placeKey(place.within)}/${place.kind} ${canonicalKey(place.key)}`;
}

/**
 * The choice as a step receives it.
 *
 * @param choice - The choice as canonical data.
 * @param partAt - Gives the part of the state, draft or view at a place.
 */
export function placed(
  choice: unknown,
  origin: Origin | undefined,
  partAt: (place: Place) => unknown,
): unknown {
  if (origin === undefined) return choice;
  if ('at' in origin) return partAt(origin.at);
  const { inside } = origin;
  const put = (label: string, part: unknown) => placed(part, inside.get(label), partAt);
  if (Array.isArray(choice)) return choice.map((part, index) => put(String(index), part));
  if (choice instanceof Map) {
    const entries = [...(choice as ReadonlyMap<unknown, unknown>)];
    return new Map(
      entries.map(([key, part]) => [put(labels.key(key), key), put(labels.entry(key), part)]),
    );
  }
  if (choice instanceof Set) {
    return new Set([...choice].map((member) => put(labels.member(member), member)));
  }
  const entries = Object.entries(choice as object);
  return Object.fromEntries(entries.map(([name, part]) => [name, put(name, part)]));
}

/**
 * The part of a state, or of an untouched draft of it, at a place.
 *
 * @throws TypeError if there is no such place.
 */
export function partIn(source: unknown, place: Place): unknown {
  return place.kind === 'root' ? source : childIn(partIn(source, place.within), place);
}

/** The part of a container under the key of a place. */
export function childIn(
  container: unknown,
  { kind, key }: Exclude<Place, { kind: 'root' }>,
): unknown {
  switch (kind) {
    case 'property':
    case 'index':
      return (container as Record<string | number, unknown>)[key as string | number];
    case 'entry': {
      const map = container as ReadonlyMap<unknown, unknown>;
      return map.get(sameKey(map, key));
    }
    case 'key':
      return sameKey(container as ReadonlyMap<unknown, unknown>, key);
    case 'member': {
      // The draft of a Set holds drafts of its members, in the same order.
      const members = container as Set<unknown>;
      const index = [...(isDraft(members) ? original(members) : members)].findIndex((one) =>
        isSame(one, key),
      );
      return [...members][index];
    }
  }
}

function sameKey(map: ReadonlyMap<unknown, unknown>, key: unknown): unknown {
  return map.has(key) ? key : [...map.keys()].find((one) => isSame(one, key));
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || canonicalKey(one) === canonicalKey(other);
}
