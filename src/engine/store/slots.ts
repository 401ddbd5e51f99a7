/**
 * The slots of a model's states. Each numbers its values.
 *
 * There is one slot for each path that leads to a value in a state. The value of a slot is a leaf (a string,
 * a number, …), or tells which container is there: an object, an array of some length, a Map or a Set. The
 * content of the container has slots of its own, one for each property, index, Map key or Set member. The
 * value of a slot without content is "absent". So equal states have equal values in every slot, and
 * different states differ in at least one.
 *
 * Each slot numbers the values that it has held, from 0, in their order. The number 0 is the value in the
 * first state of all; for a slot that appears later, this is "absent". So the numbers of a state stay right
 * when new slots appear.
 */
import { canonicalKey } from '../../model/canonical.js';
import { ModelError } from '../../validation/errors.js';

/** The kind of container in a slot; for an array, also its length. */
export interface Container {
  readonly kind: 'object' | 'array' | 'map' | 'set';
  readonly length: number;
}

/** The value of a slot that holds nothing. */
export const absent = Symbol('absent');

/** The value of the slot of a Set's member, if the Set has the member. */
export const present = Symbol('present');

/** The kind of place that a slot is in its container. */
export type PlaceKind = 'root' | 'property' | 'index' | 'entry' | 'member';

/** The slots of the properties of an object, of the values of a Map, or of the members of a Set. */
class Siblings {
  /** By the name of the property; by the canonical key of the Map's key or of the member. */
  readonly byOrder = new Map<string, Slot>();
  /** By the Map's key or the member itself, if it is no object: this is found faster. */
  readonly byLeaf = new Map<unknown, Slot>();
  private sorted: readonly Slot[] = [];

  /** In canonical order. */
  inOrder(): readonly Slot[] {
    if (this.sorted.length !== this.byOrder.size) {
      this.sorted = [...this.byOrder.values()].sort((a, b) => (a.order < b.order ? -1 : 1));
    }
    return this.sorted;
  }
}

/** One place of a state. */
export class Slot {
  /** The values that the slot has held. Their positions are their numbers. */
  readonly values: unknown[] = [];
  readonly numbers = new Map<unknown, number>();
  /** Whether it has held a leaf. */
  hasLeaf = false;
  readonly elements: Slot[] = [];
  readonly properties = new Siblings();
  readonly entries = new Siblings();
  readonly members = new Siblings();

  /**
   * @param key - The property's name, the index, the Map's key or the Set's member (canonical).
   * @param order - Orders the slot among its siblings, as in canonical data.
   */
  constructor(
    readonly id: number,
    readonly parent: Slot | undefined,
    readonly kind: PlaceKind,
    readonly key: unknown,
    readonly order: string,
  ) {}
}

/** All slots of a model's states. */
export interface Slots {
  readonly root: Slot;
  /** By id. */
  readonly all: Slot[];
  /** Called for each slot that appears after the first state. */
  onSlot: (slot: Slot) => void;
  /** Called for each new value of a slot, except its first. */
  onValue: (slot: Slot, number: number) => void;
  /** True while the first state is numbered. */
  founding: boolean;
  /** Grows whenever there is a new slot, or a slot gets its first leaf, another container, or its absence. */
  shape: number;
}

/** A state as numbers, by slot id. Numbers beyond its end are 0. */
export type Vector = number[];

/**
 * Puts 0 wherever a vector has no number yet, and returns it.
 *
 * @param from - The first place that may have none.
 */
export function filled(vector: Vector, from: number): Vector {
  for (let slot = from; slot < vector.length; slot++) vector[slot] ??= 0;
  return vector;
}

/** Whether two vectors are the same state. */
export function isSameVector(one: Vector, other: Vector): boolean {
  const length = Math.max(one.length, other.length);
  for (let slot = 0; slot < length; slot++)
    if ((one[slot] ?? 0) !== (other[slot] ?? 0)) return false;
  return true;
}

/** A key that tells states apart. Slots that appear later do not change it: they hold nothing in this state. */
export function keyOfVector(vector: Vector): string {
  let end = vector.length;
  while (end > 0 && (vector[end - 1] ?? 0) === 0) end--;
  return Array.from({ length: end }, (_, slot) => vector[slot] ?? 0).join();
}

/** The most slots that are worth their memory. A model with more is searched by the plain search. */
export const mostSlots = 50_000;

/** The most values of one slot, so that the numbers fit into 31 bits. */
const mostValues = 2 ** 30;

/** A model has more slots than `mostSlots`. */
export class TooManySlots extends Error {}

const object: Container = { kind: 'object', length: 0 };
const map: Container = { kind: 'map', length: 0 };
const set: Container = { kind: 'set', length: 0 };
const arrays: Container[] = [];

/** The container for arrays of a length. It is always the same object. */
function arrayOf(length: number): Container {
  return (arrays[length] ??= { kind: 'array', length });
}

/** The value of the slot for a value: the value itself, or the kind of container. */
export function standing(value: unknown): unknown {
  if (value === undefined) return absent;
  if (typeof value === 'number') return value + 0; // -0 + 0 is 0
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return arrayOf(value.length);
  if (value instanceof Map) return map;
  return value instanceof Set ? set : object;
}

/** Whether the value of a slot is a kind of container. */
export function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function addSlot(slots: Slots, parent: Slot, kind: PlaceKind, key: unknown, order: string): Slot {
  if (slots.all.length >= mostSlots) throw new TooManySlots();
  const slot = new Slot(slots.all.length, parent, kind, key, order);
  slots.all.push(slot);
  slots.shape++;
  if (!slots.founding) {
    slot.values.push(absent);
    slot.numbers.set(absent, 0);
    slots.onSlot(slot);
  }
  return slot;
}

/** The slot of a property of an object. It is made when it is asked for the first time. */
export function propertyOf(slots: Slots, parent: Slot, name: string): Slot {
  const { byOrder } = parent.properties;
  return byOrder.get(name) ?? added(byOrder, addSlot(slots, parent, 'property', name, name));
}

/** The slot of an element of an array. */
export function elementOf(slots: Slots, parent: Slot, index: number): Slot {
  while (parent.elements.length <= index) {
    const next = parent.elements.length;
    parent.elements.push(addSlot(slots, parent, 'index', next, ''));
  }
  return parent.elements[index] as Slot;
}

/** The slot of a Map's value. */
export function entryOf(slots: Slots, parent: Slot, key: unknown): Slot {
  return keyedSlot(parent.entries, slots, parent, 'entry', key);
}

/** The slot that says whether a Set has a member. */
export function memberOf(slots: Slots, parent: Slot, member: unknown): Slot {
  return keyedSlot(parent.members, slots, parent, 'member', member);
}

function keyedSlot(
  { byOrder, byLeaf }: Siblings,
  slots: Slots,
  parent: Slot,
  kind: PlaceKind,
  key: unknown,
): Slot {
  const known = byLeaf.get(key);
  if (known !== undefined) return known;
  const order = canonicalKey(key);
  const slot = byOrder.get(order) ?? added(byOrder, addSlot(slots, parent, kind, key, order));
  if (typeof key !== 'object') byLeaf.set(key, slot);
  return slot;
}

function added(siblings: Map<string, Slot>, slot: Slot): Slot {
  siblings.set(slot.order, slot);
  return slot;
}

/** All slots directly in a slot, for all kinds of containers. */
export function* childrenOf(slot: Slot): Generator<Slot> {
  yield* slot.properties.byOrder.values();
  yield* slot.elements;
  yield* slot.entries.byOrder.values();
  yield* slot.members.byOrder.values();
}

/** A slot and all slots in it. */
export function* subtreeOf(slot: Slot): Generator<Slot> {
  yield slot;
  for (const child of childrenOf(slot)) yield* subtreeOf(child);
}

/** The slots of a container of a kind, in canonical order. */
export function contentOf(slot: Slot, kind: Container['kind']): readonly Slot[] {
  switch (kind) {
    case 'array':
      return slot.elements;
    case 'map':
      return slot.entries.inOrder();
    case 'set':
      return slot.members.inOrder();
    case 'object':
      return slot.properties.inOrder();
  }
}

/** The number of a value in a slot. It is a new number if the slot never held the value. */
export function numberOf(slots: Slots, slot: Slot, value: unknown): number {
  const known = slot.numbers.get(value);
  if (known !== undefined) return known;
  const number = slot.values.length;
  if (number >= mostValues) {
    throw new ModelError(
      `${pathOf(slot)} has held more than ${mostValues} values; bound it in the model.`,
    );
  }
  slot.values.push(value);
  slot.numbers.set(value, number);
  const isLeaf = value !== absent && !isContainer(value);
  // A second leaf needs the same code as the first.
  if (!isLeaf || !slot.hasLeaf) slots.shape++;
  slot.hasLeaf ||= isLeaf;
  if (number > 0) slots.onValue(slot, number);
  return number;
}

/** The path to a slot, for people: `state.plans["1"].status`. */
export function pathOf(slot: Slot): string {
  if (slot.parent === undefined) return 'state';
  const parent = pathOf(slot.parent);
  if (slot.kind === 'property') {
    const name = slot.key as string;
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
      ? `${parent}.${name}`
      : `${parent}[${JSON.stringify(name)}]`;
  }
  if (slot.kind === 'member') return `${parent}.has(${slot.order})`;
  return slot.kind === 'entry' ? `${parent}.get(${slot.order})` : `${parent}[${String(slot.key)}]`;
}
