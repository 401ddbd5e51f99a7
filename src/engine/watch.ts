/**
 * Views: proxies of a state, or of an immer draft of it, that note what is read and written.
 *
 * A view shows exactly what is behind it. It shows the containers inside as views too, and each container
 * always as the same view, so that comparing by identity gives the same result as without views. If a recipe
 * reads what it wrote itself, this is not a read of the state before. So for each draft it is known which of
 * its places were written.
 *
 * If code could see something without passing a view, all of it counts as read. This is so for immer's
 * `current` and `original`, for a part of the state that is moved elsewhere, and for a draft in a new object.
 * All of these ask a draft for its inner state, under immer's symbol, and the view notices that.
 */
import { isDraft } from 'immer';
import { noteAll, noteShape, noteValue, type Recorder, type Side } from './recorder.js';
import { elementOf, entryOf, memberOf, propertyOf, type Slot } from './slots.js';

/** The symbol under which immer keeps the inner state of a draft. */
const draftState = Symbol.for('immer-state');

/** All views of one run, so that each container has only one. */
export interface Sight {
  readonly recorder: Recorder;
  readonly side: Side;
  /** Views by the container behind them. */
  readonly views: WeakMap<object, object>;
  /** Places by view. */
  readonly places: WeakMap<object, Place>;
}

/** What is known of a container behind a view. */
interface Place {
  readonly sight: Sight;
  readonly source: object;
  /** The slot of the container in the state. For a container in a member of a Set: the slot of the Set. */
  readonly slot: Slot;
  /** True in a member of a Set: all of it counts as read, and a write to it changes the whole Set. */
  readonly loose: boolean;
  /** The slots of the container that this run wrote. */
  readonly written: Set<Slot>;
  /** True if this run wrote the length of the array. */
  resized: boolean;
}

/** A sight without views yet. */
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

/** The container behind a view. Any other value is returned as it is. */
export function behindOf(sight: Sight, value: unknown): unknown {
  return placeOf(sight, value)?.source ?? value;
}

/** Notes a read of everything behind the views in a value. */
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

/** A value in which each view is replaced by the container behind it. It is a copy if it had views. */
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
 * Notes the changes that a new state makes, if it was put together from views of the state before it. A view
 * in its own place means that this part did not change.
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
 * The view of a part of the state. For the same container it is always the same view.
 *
 * @param loose - True in a member of a Set; see {@link Place}.
 */
export function show(sight: Sight, source: unknown, slot: Slot, loose: boolean): unknown {
  if (typeof source !== 'object' || source === null) return source;
  // It may be a view already, if a recipe put one into an object of its own.
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
 * Makes a view: a proxy of a proxy. Code that looks past a proxy at its target, as `util.inspect` does, finds
 * the inner proxy.
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
      // A view cannot say that its container is frozen: a frozen proxy could not show its parts as views.
      if (!isDraft(source)) place.sight.recorder.baffled = true;
      return true;
    },
    preventExtensions() {
      place.sight.recorder.baffled = true;
      return false;
    },
  });
}

/** A value from a container, as a view if it is a container of the state. */
function showChild(place: Place, value: unknown, child: Slot): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { sight, loose } = place;
  // A draft's own child is a draft, unless the recipe put something new there. The parts of a frozen state
  // are always its own.
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
    // A choice may be a member of a Set that the step never read. The whole Set counts as written now.
    noteShape(place.sight.recorder, place.slot, place.sight.side);
    place.sight.recorder.writes.add(place.slot);
    return;
  }
  place.written.add(child);
  place.sight.recorder.writes.add(child);
}

/** Refuses a write to a state that the code may only read. */
function refuseWrite(place: Place): void {
  if (isDraft(place.source)) return;
  place.sight.recorder.wrote = true;
  throw new TypeError('The state is only looked at here, and cannot be changed.');
}

/** A value that is written into the state, without its view. All that is behind the view counts as read. */
function takeIn(place: Place, value: unknown): unknown {
  const source = behindOf(place.sight, value);
  // To ask for the inner state of the draft notes a read of all of it.
  if (source !== value) Reflect.get(value as object, draftState);
  return source;
}

const isIndex = (name: string): boolean => /^(0|[1-9]\d{0,9})$/.test(name);

function slotIn(place: Place, name: string): Slot {
  const { slots } = place.sight.recorder;
  // The parts of a member of a Set have no slots of their own.
  if (place.loose) return place.slot;
  return Array.isArray(place.source)
    ? elementOf(slots, place.slot, Number(name))
    : propertyOf(slots, place.slot, name);
}

/** Whether a name of an array is not an element: `length`, or a method. */
function isArrayName(place: Place, name: string): boolean {
  return Array.isArray(place.source) && !(isIndex(name) && Number(name) < longest);
}

/** A greater index does not count as an element, because an array of a state is never so long. */
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

/** The handler for a Map or Set, whose content is read and written by methods. */
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
    // Code that asks for this may go on to read the content in a way that the view cannot see.
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

/** Whether a key or member is an object. Such a key is found by identity, so all keys must be known. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The methods that a Map and a Set have in common. The keys of a Set are its members. */
function keyedMethods(
  place: Place,
  source: Map<unknown, unknown> | Set<unknown>,
  slotOf: (key: unknown) => Slot,
) {
  /** Notes a read of whether there is a key. */
  const look = (key: unknown) => {
    if (isObject(key)) readShape(place);
    // For a key of a Map that is there, the value counts as read too. A member of a Set has no value.
    const hasValue = source instanceof Map && source.has(key);
    if (!isObject(key) || hasValue) readChild(place, slotOf(key));
  };
  /** Notes a write to a key. An object as key is new, or may be equal as data to one that is there. */
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
