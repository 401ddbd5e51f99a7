/** The outcomes of steps: the changes that they make, and their footprints. */
import { addWrite, commutes, spares, touched, isWritten, writtenIn } from './footprint.js';
import type { Footprint, Reach } from './footprint.js';
import type { Layout } from '../store/layout.js';
import { append, extend, growing, type Growing } from '../store/growing.js';
import type { Recorder } from '../draft/recorder.js';
import type { Slot, Vector } from '../store/slots.js';

/** An outcome of a step. */
export interface Leaf {
  /** The number that the step writes to each slot. */
  readonly sets: Map<number, number>;
  readonly footprint: number;
}

/** All outcomes of steps. */
export interface Leaves {
  readonly all: Leaf[];
  readonly keys: Map<string, number>;
  readonly footprints: Footprint[];
  readonly footprintKeys: Map<string, number>;
  /** For each leaf: where its changes begin, how many there are, and its footprint. */
  readonly table: Growing;
  /** Rows of three numbers: the position of a word, the mask of the bits that stay, and the new bits. */
  readonly changes: Growing;
  /** For each footprint the actions that commute with it, a bit each. */
  commuting: Growing;
  /** For each footprint the actions whose guard it cannot change, a bit each. */
  sparing: Growing;
  sleepWords: number;
  /** For each footprint the actions that had it. */
  readonly users: Map<number, Map<number, Reach>>;
  /** Footprints, and actions, whose bits must be computed again. */
  readonly staleFootprints: Set<number>;
  readonly staleActions: Set<number>;
}

/** No outcomes yet. */
export function newLeaves(): Leaves {
  return {
    all: [],
    keys: new Map(),
    footprints: [],
    footprintKeys: new Map(),
    table: growing(),
    changes: growing(),
    commuting: growing(),
    sparing: growing(),
    sleepWords: 0,
    users: new Map(),
    staleFootprints: new Set(),
    staleActions: new Set(),
  };
}

/**
 * The leaf for an outcome of a step.
 *
 * @param next - The state after the step.
 * @param choice - The step, or -1 if it does not choose; and all that its choice was seen to read.
 */
export function leafFor(
  leaves: Leaves,
  recorder: Recorder,
  next: Vector,
  choice: Choice,
  layout: Layout,
): number {
  const footprint = footprintFor(leaves, recorder, choice);
  const { written } = leaves.footprints[footprint] as Footprint;
  let key = `${footprint}`;
  for (const slot of written) key += ` ${next[slot] ?? 0}`;
  const found = leaves.keys.get(key);
  if (found !== undefined) return found;
  const sets = new Map(written.map((slot) => [slot, next[slot] ?? 0]));
  const leaf = leaves.all.length;
  leaves.keys.set(key, leaf);
  leaves.all.push({ sets, footprint });
  addChanges(leaves, { sets, footprint }, layout, changedWords(layout));
  return leaf;
}

/** The step of an outcome, or -1 if it does not choose; and all that its choice was seen to read. */
interface Choice {
  readonly step: number;
  readonly choiceReads: ReadonlySet<number>;
}

/** The footprint of a run. The same notes, in whatever order, always have the same one. */
function footprintFor(leaves: Leaves, recorder: Recorder, choice: Choice): number {
  const { reads, writes: deep, kept, lengths } = recorder;
  // To sort takes a while, so what was noted in this order before is found without.
  let key = `${choice.step} ${choice.choiceReads.size} ${[...reads.keys()].join()}`;
  for (const slots of [deep, kept, lengths]) {
    key += ' ';
    for (const slot of slots) key += `${slot.id},`;
  }
  const found = leaves.footprintKeys.get(key) ?? newFootprint(leaves, recorder, choice);
  leaves.footprintKeys.set(key, found);
  return found;
}

function newFootprint(
  leaves: Leaves,
  { reads, writes: deep, kept, lengths }: Recorder,
  { step, choiceReads }: Choice,
): number {
  const slots = new Set<number>();
  const writes = new Set<number>();
  for (const slot of [...[...deep].flatMap((one) => [...writtenIn(one, kept)]), ...lengths]) {
    slots.add(slot.id);
    addWrite(writes, slot);
  }
  const read = new Set([...[...reads.values()].map(touched), ...choiceReads]);
  const sorted = (set: Iterable<number>) => [...set].sort((a, b) => a - b).join();
  const ids = (set: ReadonlySet<Slot>) => sorted([...set].map(({ id }) => id));
  const key = ['sorted', step, sorted(read), sorted(writes), ids(deep), ids(kept)].join(' ');
  const found = leaves.footprintKeys.get(key);
  if (found !== undefined) return found;
  const id = leaves.footprints.length;
  leaves.footprints.push({ step, reads: read, writes, written: [...slots], deep, kept });
  leaves.footprintKeys.set(key, id);
  leaves.staleFootprints.add(id);
  return id;
}

/** Notes that the choice of a step reads more. All actions of the step then read this too. */
export function widenChoice(leaves: Leaves, step: number, reads: ReadonlySet<number>): void {
  for (const [id, footprint] of leaves.footprints.entries()) {
    if (footprint.step !== step) continue;
    for (const place of reads) footprint.reads.add(place);
    leaves.staleFootprints.add(id);
  }
}

/** Notes a new slot. An outcome that wrote everything in a container around it also writes the new slot. */
export function noteSlot(leaves: Leaves, slot: Slot): void {
  const writers = new Set<number>();
  for (const [id, footprint] of leaves.footprints.entries()) {
    if (!isWritten(footprint, slot)) continue;
    writers.add(id);
    addWrite(footprint.writes, slot);
    footprint.written.push(slot.id);
    leaves.staleFootprints.add(id);
    for (const [action, reach] of leaves.users.get(id) ?? []) {
      addWrite(reach.writes, slot);
      leaves.staleActions.add(action);
    }
  }
  for (const leaf of leaves.all) {
    if (writers.has(leaf.footprint) && !leaf.sets.has(slot.id)) leaf.sets.set(slot.id, 0);
  }
}

/** Computes the positions of all changes again, for a new layout. */
export function layOutLeaves(leaves: Leaves, layout: Layout): void {
  leaves.changes.length = 0;
  leaves.table.length = 0;
  const words = changedWords(layout);
  for (const leaf of leaves.all) addChanges(leaves, leaf, layout, words);
}

/** The changes of one leaf while they are collected, by words. */
interface ChangedWords {
  /** For each word the mask of the bits that stay, and the new bits. */
  readonly kept: Int32Array;
  readonly put: Int32Array;
  /** The positions of the words that change. */
  readonly changed: number[];
}

function changedWords({ words }: Layout): ChangedWords {
  return { kept: new Int32Array(words).fill(-1), put: new Int32Array(words), changed: [] };
}

/** Adds the changes of a leaf. Leaves the words as it got them: with no changes. */
function addChanges(
  { changes, table }: Leaves,
  { sets, footprint }: Leaf,
  layout: Layout,
  { kept, put, changed }: ChangedWords,
): void {
  for (const [slot, number] of sets) {
    const mask = layout.mask[slot] ?? 0;
    if (mask === 0) continue;
    const word = layout.word[slot] as number;
    const shift = layout.shift[slot] as number;
    if (kept[word] === -1) changed.push(word);
    kept[word] = (kept[word] as number) & ~(mask << shift);
    put[word] = (put[word] as number) | (number << shift);
  }
  const from = extend(changes, 3 * changed.length);
  for (let index = 0; index < changed.length; index++) {
    const word = changed[index] as number;
    changes.array[from + 3 * index] = word;
    changes.array[from + 3 * index + 1] = kept[word] as number;
    changes.array[from + 3 * index + 2] = put[word] as number;
    kept[word] = -1;
    put[word] = 0;
  }
  append(table, [from, changed.length, footprint]);
  changed.length = 0;
}

/** Adds a footprint to everything that an action was seen to touch. */
export function widenReach(leaves: Leaves, action: number, reach: Reach, footprint: number): void {
  const { reads, writes } = leaves.footprints[footprint] as Footprint;
  const size = reach.reads.size + reach.writes.size;
  for (const place of reads) reach.reads.add(place);
  for (const place of writes) reach.writes.add(place);
  if (reach.reads.size + reach.writes.size > size) leaves.staleActions.add(action);
  const users = leaves.users.get(footprint);
  if (users === undefined) leaves.users.set(footprint, new Map([[action, reach]]));
  else users.set(action, reach);
}

function setBit({ array }: Growing, row: number, action: number, isSet: boolean): void {
  const at = row + (action >>> 5);
  const bit = 1 << (action & 31);
  array[at] = isSet ? (array[at] as number) | bit : (array[at] as number) & ~bit;
}

/** Whether an action writes something that the state constraint reads. */
function decides({ writes }: Reach, constrained: ReadonlySet<number> = new Set()): boolean {
  if (constrained.size === 0) return false;
  for (const place of writes) if (constrained.has(place)) return true;
  return false;
}

/** What is known of what actions touch. */
export interface Touched {
  /** What each action touches; undefined if it is not known. */
  readonly reaches: readonly (Reach | undefined)[];
  /** Steps for which it is not known what their choice reads. */
  readonly blind: ReadonlySet<number>;
  /** What the state constraint reads. An action that writes there never sleeps. Absent: there is no constraint. */
  readonly constrained?: ReadonlySet<number> | undefined;
}

/**
 * Brings up to date which footprints commute with which actions.
 *
 * @param sleepWords - How many words of bits there are for actions.
 */
export function updateCommuting(
  leaves: Leaves,
  { reaches, blind, constrained }: Touched,
  sleepWords: number,
): void {
  const { commuting, sparing, footprints, staleFootprints, staleActions } = leaves;
  if (sleepWords !== leaves.sleepWords) {
    leaves.sleepWords = sleepWords;
    for (const bits of [commuting, sparing]) {
      bits.length = 0;
      // The old bits stand at other positions. Actions that are not known yet must not find any.
      bits.array.fill(0);
    }
    for (const id of footprints.keys()) staleFootprints.add(id);
  }
  const missing = footprints.length * sleepWords - commuting.length;
  if (missing > 0) {
    extend(commuting, missing);
    extend(sparing, missing);
  }
  const most = Math.min(reaches.length, sleepWords * 32);
  const set = (id: number, action: number) => {
    const reach = reaches[action];
    const footprint = footprints[id] as Footprint;
    const isKnown = reach !== undefined && !blind.has(footprint.step);
    const maySleep = isKnown && !decides(reach, constrained) && commutes(footprint, reach);
    setBit(commuting, id * sleepWords, action, maySleep);
    setBit(sparing, id * sleepWords, action, isKnown && spares(footprint, reach));
  };
  for (const id of staleFootprints) for (let action = 0; action < most; action++) set(id, action);
  for (const action of staleActions) {
    if (action < most) for (const id of footprints.keys()) set(id, action);
  }
  staleFootprints.clear();
  staleActions.clear();
}
