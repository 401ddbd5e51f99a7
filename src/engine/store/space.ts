/** The states that were found: as data, as numbers by slot, and as words in the store. */
import { fits, isWithin, layoutOf, pack, unpack, wider, type Layout } from './layout.js';
import { Copier } from './copier.js';
import { flatten, slotsFor } from './flatten.js';
import { unflatten } from './unflatten.js';
import { absent, type Slot, type Slots, type Vector } from './slots.js';
import {
  addState,
  findState,
  loadState,
  makeStoreRoom,
  movedStore,
  roomForWords,
  storeFor,
  storeHasRoom,
  type Store,
} from './store.js';

/** A state in all its forms. */
export class UnpackedState<State> {
  private built: { readonly state: State } | undefined = undefined;

  constructor(
    readonly number: number,
    readonly vector: Vector,
    private readonly slots: Slots,
    private readonly copier?: Copier,
  ) {}

  /** The state as data, frozen. It is built when it is asked for the first time. */
  get state(): State {
    this.built ??= { state: this.build() as State };
    return this.built.state;
  }

  private build(): unknown {
    const { copier, slots, vector } = this;
    return copier?.isReady(vector) === true ? copier.frozen(vector) : unflatten(slots, vector);
  }
}

/** The states that were found, and the slots and layout of their data. */
export interface Space<State> {
  readonly slots: Slots;
  readonly copier: Copier;
  /** Whether threads share the packed states. */
  shared: boolean;
  layout: Layout;
  store: Store;
  /** In a search up to symmetry: the representative of each state, under the same number. */
  representatives: Store | undefined;
  /** Slots that got a second value since `settle` was last called. */
  readonly varied: Slot[];
  /** Containers that may have a new shape since then. */
  readonly reshaped: Set<Slot>;
  /** Slots that appeared since then. */
  readonly appeared: Slot[];
  /** True while a value or slot has no place in the layout yet. */
  stale: boolean;
  /** The state that was asked for last. */
  unpacked: UnpackedState<State> | undefined;
  /** Room for the words of one state, for temporary use. */
  words: Int32Array;
}

/** The space of a model whose first state is this one; it holds no state yet. */
export function spaceFor<State>(first: State): Space<State> {
  const slots = slotsFor(first);
  const layout = layoutOf(slots);
  const space: Space<State> = {
    slots,
    copier: new Copier(slots),
    shared: false,
    layout,
    store: storeFor(layout.words),
    representatives: undefined,
    varied: [],
    reshaped: new Set(),
    appeared: [],
    stale: false,
    unpacked: undefined,
    words: roomForWords(layout.words),
  };
  slots.onValue = (slot, number) => {
    if (number > (space.layout.mask[slot.id] ?? 0) || slot.values[number] === absent) {
      space.stale = true;
    }
    if (number === 1) space.varied.push(slot);
    if (slot.parent !== undefined && (number === 1 || slot.values[number] === absent)) {
      space.reshaped.add(slot.parent);
    }
  };
  slots.onSlot = (slot) => {
    space.stale = true;
    space.appeared.push(slot);
  };
  return space;
}

/** Finds a place for all values. Returns true if places changed. */
export function relayout<State>(space: Space<State>): boolean {
  const { slots, layout } = space;
  if (fits(layout, slots)) {
    if (layout.mask.length < slots.all.length) space.layout = wider(layout, slots.all.length);
    return false;
  }
  const to = layoutOf(slots, layout);
  if (!isWithin(layout, to)) {
    // There may be no memory for one of them. Then none may have moved.
    const store = movedStore(space.store, layout, to);
    const { representatives } = space;
    space.representatives = representatives && movedStore(representatives, layout, to);
    space.store = store;
    space.words = roomForWords(to.words);
  }
  space.layout = to;
  return true;
}

/** A state by its number. */
export function at<State>(space: Space<State>, number: number): UnpackedState<State> {
  if (space.unpacked?.number === number) return space.unpacked;
  const { layout, store, words } = space;
  loadState(store, number, words);
  space.unpacked = stateOf(space, unpack(layout, words), number);
  return space.unpacked;
}

/**
 * A state from its numbers.
 *
 * @param number - Absent: it need not be stored.
 */
export function stateOf<State>(
  { slots, copier }: Space<State>,
  vector: Vector,
  number = -1,
): UnpackedState<State> {
  return new UnpackedState<State>(number, vector, slots, copier);
}

/** Adds a state whose values all have places. Returns its number if it is new, otherwise -1. */
export function addVector(space: Space<unknown>, vector: Vector, into = space.store): number {
  if (!storeHasRoom(into, 1)) makeStoreRoom(into, 1);
  const number = storeVector(space, vector, into);
  return number < 0 ? -1 - number : -1;
}

/**
 * Adds a state whose values all have places, and for which there is room.
 *
 * @returns Its number if it was found before; otherwise -1 minus its new number.
 */
export function storeVector(
  { store, layout, words }: Space<unknown>,
  vector: Vector,
  into = store,
): number {
  pack(layout, vector, words);
  return addState(into, words);
}

/** The number of a state whose values all have places, or -1 if it was not found. */
export function findVector({ store, layout, words }: Space<unknown>, vector: Vector): number {
  pack(layout, vector, words);
  return findState(store, words);
}

/** The number of a state, or -1 if it was not found. */
export function numberOfState(space: Space<unknown>, state: unknown): number {
  const vector = flatten(space.slots, state);
  return space.stale ? -1 : findVector(space, vector);
}
