/**
 * Watching proxies: a state, or an immer draft of it, that notes what is read and written.
 *
 * A view shows exactly what is behind it. What it shows of the containers within is watched as well,
 * and always by the same view, so that comparing by identity gives what it would give without. What
 * a recipe wrote itself and reads again was never a read of the state before: of each draft it is
 * known which of its places were written.
 *
 * Where something could be seen without passing a view, all of it counts as read: immer's `current`
 * and `original`, a part of the state that is moved elsewhere, a draft within a new object. All of
 * these ask a draft for its inner state, under immer's symbol, and so announce themselves.
 */
import { isDraft } from 'immer';
import { noteAll, noteShape, noteValue, type Recorder, type Side } from './recorder.js';
import { elementOf, entryOf, memberOf, propertyOf, type Slot } from './slots.js';

/** Where immer keeps the inner state of a draft. */
const draftState = Symbol.for('immer-state');

/** What one run sees: every view of it, so that each container has one. */
export interface Sight {
  readonly recorder: Recorder;
  readonly side: Side;
  /** Views by what is behind them. */
  readonly views: WeakMap<object, object>;
  /** Places by view. */
  readonly places: WeakMap<object, Place>;
}

/** What is known of a container behind a view. */
interface Place {
  readonly sight: Sight;
  readonly source: object;
  /** Where it stood in the state; the Set that it was a member of for what is in a member. */
  readonly slot: Slot;
  /** True in a member of a Set: all of it was read, and who writes to it changes the whole Set. */
  readonly loose: boolean;
  /** The slots of it that this run wrote. */
  readonly written: Set<Slot>;
  /** True where this run wrote the length of the array. */
  resized: boolean;
}

/** Sees nothing yet. */
export function sightOf(recorder: Recorder, side: Side = 'before'): Sight {
  return { recorder, side, views: new WeakMap(), places: new WeakMap() };
}

/**
 * A view of a state or draft.
 *
 * @param source - The state or the draft of its root.
 */
export function viewOf<T>(sight: Sight, source: T): T {
  const { root } = sight.recorder.slots;
  noteValue(sight.recorder, root, sight.side);
  return show(sight, source, root, false) as T;
}

/** What is behind a view; anything else as it is. */
export function behindOf(sight: Sight, value: unknown): unknown {
  return placeOf(sight, value)?.source ?? value;
}

/** Notes that all that is behind the views in a value was read. */
export function noteInside(sight: Sight, value: unknown): void {
  const place = placeOf(sight, value);
  if (place !== undefined) {
    noteAll(sight.recorder, place.slot, sight.side);
    return;
  }
  if (!isObject(value)) return;
  const parts =
    value instanceof Map ? [...value].flat() : value instanceof Set ? value : Object.values(value);
  for (const part of parts) noteInside(sight, part);
}

/** What was put together from views, with what is behind them in their place; a copy if it has views. */
export function withoutViews(sight: Sight, value: unknown): unknown {
  const source = behindOf(sight, value);
  if (source !== value || !isObject(value)) return source;
  const views: unknown[] = [];
  const copy = copyWith(value, (part) => {
    const own = withoutViews(sight, part);
    if (own !== part) views.push(part);
    return own;
  });
  return views.length > 0 ? copy : value;
}

function copyWith(value: object, inside: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<unknown, unknown>)];
    return new Map(entries.map(([key, entry]) => [inside(key), inside(entry)]));
  }
  if (value instanceof Set) return new Set([...value].map(inside));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, inside(entry)]));
}

function placeOf(sight: Sight, value: unknown): Place | undefined {
  return typeof value === 'object' && value !== null ? sight.places.get(value) : undefined;
}

/**
 * Notes what a state that was put together from views changes of the state before it: a view in its
 * own place stands for what is left as it was.
 */
export function noteReplacement(sight: Sight, slot: Slot, value: unknown): void {
  const { recorder } = sight;
  const place = placeOf(sight, value);
  if (place?.slot === slot) {
    recorder.kept.add(slot);
    return;
  }
  if (place !== undefined) noteAll(recorder, place.slot, sight.side);
  recorder.writes.add(slot);
  if (place !== undefined || !isObject(value)) return;
  if (Array.isArray(value)) {
    value.forEach((entry, index) =>
      noteReplacement(sight, elementOf(recorder.slots, slot, index), entry),
    );
  } else if (value instanceof Map) {
    for (const [key, entry] of value as ReadonlyMap<unknown, unknown>) {
      noteInside(sight, key);
      noteReplacement(sight, entryOf(recorder.slots, slot, withoutViews(sight, key)), entry);
    }
  } else if (value instanceof Set) {
    for (const member of value) noteInside(sight, member);
  } else {
    for (const [name, entry] of Object.entries(value)) {
      noteReplacement(sight, propertyOf(recorder.slots, slot, name), entry);
    }
  }
}

/**
 * What a run sees of something in the state; always the same view of the same container.
 *
 * @param loose - True in a member of a Set; see {@link Place}.
 */
export function show(sight: Sight, source: unknown, slot: Slot, loose: boolean): unknown {
  if (typeof source !== 'object' || source === null) return source;
  // It is a view already, where a recipe put one into an object of its own.
  if (sight.places.has(source)) return source;
  const known = sight.views.get(source);
  if (known !== undefined) return known;
  const place: Place = { sight, source, slot, loose, written: new Set(), resized: false };
  const view = proxyFor(place);
  sight.views.set(source, view);
  sight.places.set(view, place);
  return view;
}

/**
 * A proxy behind a proxy: who looks past a proxy at what it stands for, as `util.inspect` does, meets
 * the other one.
 */
function proxyFor(place: Place): object {
  const { source } = place;
  const isMap = source instanceof Map;
  const isSet = source instanceof Set;
  const handler =
    isMap || isSet
      ? collectionHandler(place, isMap ? mapMethods(place, source) : setMethods(place, source))
      : objectHandler(place);
  const shadow = isMap ? new Map() : isSet ? new Set() : Array.isArray(source) ? [] : {};
  return new Proxy(new Proxy(shadow, handler), {
    ...handler,
    isExtensible() {
      // What is frozen cannot be shown as frozen, or what is in it could not be shown as a view.
      if (!isDraft(source)) place.sight.recorder.baffled = true;
      return true;
    },
    preventExtensions() {
      place.sight.recorder.baffled = true;
      return false;
    },
  });
}

/** A value that came out of a container: watched where it came from the state. */
function showChild(place: Place, value: unknown, child: Slot): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { sight, loose } = place;
  // A draft's own child is a draft, unless the recipe put something new there. What a state holds
  // is frozen and stands where it stands.
  if (isDraft(place.source) && !isDraft(value)) return value;
  return show(sight, value, loose ? place.slot : child, loose);
}

function readChild(place: Place, child: Slot): void {
  if (place.loose || place.written.has(child)) return;
  noteValue(place.sight.recorder, child, place.sight.side);
}

function readShape(place: Place): void {
  if (!place.loose) noteShape(place.sight.recorder, place.slot, place.sight.side);
}

function readLength(place: Place): void {
  if (place.loose || place.resized) return;
  noteValue(place.sight.recorder, place.slot, place.sight.side);
}

function readAll(place: Place): void {
  noteAll(place.sight.recorder, place.slot, place.sight.side);
}

function writeChild(place: Place, child: Slot): void {
  if (place.loose) {
    // A choice may be a member though the step never looked at the Set. The whole Set is written now.
    noteShape(place.sight.recorder, place.slot, place.sight.side);
    place.sight.recorder.writes.add(place.slot);
    return;
  }
  place.written.add(child);
  place.sight.recorder.writes.add(child);
}

/** Refuses to write to what is only looked at. */
function refuseWrite(place: Place): void {
  if (isDraft(place.source)) return;
  place.sight.recorder.wrote = true;
  throw new TypeError('The state is only looked at here, and cannot be changed.');
}

/** A value on its way into the state: what is behind a view, all of which was read then. */
function takeIn(place: Place, value: unknown): unknown {
  const source = behindOf(place.sight, value);
  // Asking for the inner state of the draft is what counts as reading all of it.
  if (source !== value) Reflect.get(value as object, draftState);
  return source;
}

const isIndex = (name: string): boolean => /^(0|[1-9]\d{0,9})$/.test(name);

function slotIn(place: Place, name: string): Slot {
  const { slots } = place.sight.recorder;
  // What is in a member of a Set has no slots of its own.
  if (place.loose) return place.slot;
  return Array.isArray(place.source)
    ? elementOf(slots, place.slot, Number(name))
    : propertyOf(slots, place.slot, name);
}

/** A name of an array that is no element: `length`, or a method. */
function isArrayName(place: Place, name: string): boolean {
  return Array.isArray(place.source) && !(isIndex(name) && Number(name) < longest);
}

/** Elements beyond this are not looked for: an array of a state is never so long. */
const longest = 100_000;

function objectHandler(place: Place): ProxyHandler<object> {
  const { source } = place;
  return {
    get(_, name) {
      if (name === draftState && isDraft(source)) readAll(place);
      if (typeof name === 'symbol') return Reflect.get(source, name) as unknown;
      if (isArrayName(place, name)) {
        if (name === 'length') readLength(place);
        return Reflect.get(source, name) as unknown;
      }
      const child = slotIn(place, name);
      if (Array.isArray(source)) readLength(place);
      readChild(place, child);
      return showChild(place, Reflect.get(source, name), child);
    },
    has(_, name) {
      if (typeof name === 'string' && !isArrayName(place, name)) {
        if (Array.isArray(source)) readLength(place);
        readChild(place, slotIn(place, name));
      }
      return Reflect.has(source, name);
    },
    ownKeys() {
      if (Array.isArray(source)) readLength(place);
      else readShape(place);
      return Reflect.ownKeys(source);
    },
    getOwnPropertyDescriptor(_, name) {
      const descriptor = Reflect.getOwnPropertyDescriptor(source, name);
      if (typeof name === 'symbol') return descriptor;
      if (isArrayName(place, name)) {
        if (name === 'length') readLength(place);
        return descriptor === undefined ? undefined : { ...descriptor, writable: true };
      }
      const child = slotIn(place, name);
      if (Array.isArray(source)) readLength(place);
      readChild(place, child);
      if (descriptor === undefined) return undefined;
      const value = showChild(place, Reflect.get(source, name), child);
      return { value, writable: true, enumerable: true, configurable: true };
    },
    set(_, name, value) {
      refuseWrite(place);
      const taken = takeIn(place, value);
      if (typeof name === 'string') noteWrite(place, name, taken);
      return Reflect.set(source, name, taken);
    },
    deleteProperty(_, name) {
      refuseWrite(place);
      if (typeof name === 'string') noteWrite(place, name, undefined);
      return Reflect.deleteProperty(source, name);
    },
    defineProperty(_, name, descriptor) {
      refuseWrite(place);
      return Reflect.defineProperty(source, name, descriptor);
    },
    getPrototypeOf: () => Reflect.getPrototypeOf(source),
  };
}

function noteWrite(place: Place, name: string, value: unknown): void {
  const { source } = place;
  if (!Array.isArray(source)) {
    writeChild(place, slotIn(place, name));
    return;
  }
  if (name !== 'length' && isArrayName(place, name)) return;
  readLength(place);
  const length = source.length;
  const wanted = name === 'length' ? Number(value) : Math.max(length, Number(name) + 1);
  if (name !== 'length') writeChild(place, slotIn(place, name));
  if (wanted === length || place.loose) return;
  place.resized = true;
  place.sight.recorder.lengths.add(place.slot);
  const { slots } = place.sight.recorder;
  for (let index = Math.min(wanted, length); index < Math.max(wanted, length); index++) {
    writeChild(place, elementOf(slots, place.slot, index));
  }
}

type Methods = Readonly<Record<string | symbol, unknown>>;

/** A Map or Set has its content behind its methods. */
function collectionHandler(place: Place, methods: Methods): ProxyHandler<object> {
  const { source } = place;
  return {
    get(_, name) {
      if (name === draftState && isDraft(source)) readAll(place);
      if (name === Symbol.toStringTag) readAll(place);
      if (name === 'size') {
        readShape(place);
        return Reflect.get(source, name, source) as unknown;
      }
      if (Object.hasOwn(methods, name)) return methods[name];
      return Reflect.get(source, name, source) as unknown;
    },
    // Whoever looks at the object itself may go on to what is in it by a way that nobody sees.
    getPrototypeOf(target) {
      readAll(place);
      return Reflect.getPrototypeOf(target);
    },
    ownKeys(target) {
      readAll(place);
      return Reflect.ownKeys(target);
    },
    set(_, name, value) {
      refuseWrite(place);
      return Reflect.set(source, name, value);
    },
    defineProperty(_, name, descriptor) {
      refuseWrite(place);
      return Reflect.defineProperty(source, name, descriptor);
    },
  };
}

/** An object is a key or member by its identity; only who knows all of them knows whether it is one. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What a Map and a Set have in common; of a Set, the keys are its members. */
function keyedMethods(
  place: Place,
  source: Map<unknown, unknown> | Set<unknown>,
  slotOf: (key: unknown) => Slot,
) {
  /** Notes that it was looked whether there is a key. */
  const look = (key: unknown) => {
    if (isObject(key)) readShape(place);
    // Of a key that is there the value counts as well; of a member there is none.
    const hasValue = source instanceof Map && source.has(key);
    if (!isObject(key) || hasValue) readChild(place, slotOf(key));
  };
  /** A key that is new, or may be equal as data to one that is there. */
  const writeTo = (key: unknown) => {
    if (isObject(key)) {
      readAll(place);
      place.sight.recorder.writes.add(place.slot);
    } else {
      writeChild(place, slotOf(key));
    }
  };
  const methods = {
    has(key: unknown) {
      const inner = behindOf(place.sight, key);
      look(inner);
      return source.has(inner);
    },
    delete(key: unknown) {
      refuseWrite(place);
      const inner = behindOf(place.sight, key);
      look(inner);
      if (!source.has(inner)) return false;
      writeTo(inner);
      return source.delete(inner);
    },
    clear() {
      refuseWrite(place);
      readShape(place);
      for (const key of [...source.keys()]) writeTo(key);
      source.clear();
    },
  };
  return { look, writeTo, methods };
}

function mapMethods(place: Place, source: Map<unknown, unknown>): Methods {
  const { slots } = place.sight.recorder;
  const slotOf = (key: unknown) => (place.loose ? place.slot : entryOf(slots, place.slot, key));
  const { look, writeTo, methods } = keyedMethods(place, source, slotOf);
  const get = (key: unknown) => {
    const inner = behindOf(place.sight, key);
    look(inner);
    return source.has(inner) ? showChild(place, source.get(inner), slotOf(inner)) : undefined;
  };
  function* entries(): Generator<[unknown, unknown]> {
    readShape(place);
    for (const key of source.keys()) yield [key, get(key)];
  }
  return {
    ...methods,
    get,
    set(key: unknown, value: unknown) {
      refuseWrite(place);
      writeTo(key);
      source.set(takeIn(place, key), takeIn(place, value));
      return place.sight.views.get(source);
    },
    forEach(callback: (value: unknown, key: unknown, map: unknown) => void, self?: unknown) {
      for (const [key, value] of entries()) {
        callback.call(self, value, key, place.sight.views.get(source));
      }
    },
    keys() {
      readShape(place);
      return source.keys();
    },
    *values() {
      for (const [, value] of entries()) yield value;
    },
    entries,
    [Symbol.iterator]: entries,
  };
}

function setMethods(place: Place, source: Set<unknown>): Methods {
  const { slots } = place.sight.recorder;
  const slotOf = (member: unknown) =>
    place.loose ? place.slot : memberOf(slots, place.slot, member);
  const { writeTo, methods } = keyedMethods(place, source, slotOf);
  function* members(): Generator {
    readShape(place);
    for (const member of source.values()) {
      yield isDraft(member) ? show(place.sight, member, place.slot, true) : member;
    }
  }
  return {
    ...methods,
    add(member: unknown) {
      refuseWrite(place);
      const taken = takeIn(place, member);
      writeTo(taken);
      source.add(taken);
      return place.sight.views.get(source);
    },
    forEach(callback: (value: unknown, member: unknown, set: unknown) => void, self?: unknown) {
      for (const member of members()) {
        callback.call(self, member, member, place.sight.views.get(source));
      }
    },
    *entries() {
      for (const member of members()) yield [member, member];
    },
    keys: members,
    values: members,
    [Symbol.iterator]: members,
  };
}
