/**
 * The successor that a run made: the numbers of the state after it.
 *
 * Only what the run changed is looked at. A container that it did not change keeps its numbers, and so does a
 * container that it only read.
 */
import { ModelError } from '../../validation/errors.js';
import { clear, write } from '../store/flatten.js';
import { valueAt } from '../store/unflatten.js';
import {
  absent,
  contentOf,
  elementOf,
  entryOf,
  filled,
  isContainer,
  memberOf,
  numberOf,
  present,
  propertyOf,
  Slot,
  standing,
  TooManySlots,
  type Vector,
} from '../store/slots.js';
import { deepest, isLeaf, isOddKey, odd, refuseOdd } from '../store/plain.js';
import { noteAll } from './recorder.js';
import { nodeBehind, type Content, type Node, type Run } from './run.js';

/**
 * The numbers of the state that code made.
 *
 * @param state - A new state that the code returned; undefined if it changed its draft.
 * @returns Undefined if this is no plain data in the simplest form. Then all that the code put into it counts as read.
 */
export function finish(run: Run, state?: object): Vector | undefined {
  try {
    const vector = state === undefined ? vectorOf(run) : vectorOfNew(run, state);
    return filled(vector, run.vector.length);
  } catch (thrown) {
    if (thrown instanceof ModelError || thrown instanceof TooManySlots) throw thrown;
    noteOpen(run, state);
    return undefined;
  }
}

/** Notes everything that may be in a state whose numbers are not known. */
function noteOpen({ nodes, slots, recorder }: Run, state: object | undefined): void {
  if (recorder === undefined) return;
  for (const { isChanged, content } of nodes) if (isChanged) noteInside(content);
  if (state === undefined) return;
  noteInside(state);
  recorder.kept.clear();
  recorder.writes.add(slots.root);
}

/**
 * Notes a read of everything behind the drafts and views in a value.
 *
 * @param seen - The containers that were looked into already. A value may contain itself.
 */
export function noteInside(value: unknown, seen = new Set<object>()): void {
  const node = nodeBehind(value);
  if (node !== undefined) node.readAll();
  else if (typeof value === 'object' && value !== null && !(value instanceof Slot)) {
    if (seen.has(value)) return;
    seen.add(value);
    for (const part of partsOf(value)) noteInside(part, seen);
  }
}

function partsOf(value: object): Iterable<unknown> {
  if (value instanceof Map) return [...(value as ReadonlyMap<unknown, unknown>)].flat();
  return value instanceof Set ? value : Object.values(value);
}

/** The numbers of the state that a recipe left in its draft. */
function vectorOf(run: Run): Vector {
  const next = run.vector.slice();
  if (!run.isChanged) return next;
  for (const node of run.nodes) if (node.isChanged && isInPlace(node)) compare(node, next);
  return next;
}

/** Whether a container still stands in its own place of the state. */
function isInPlace({ run, slot }: Node): boolean {
  for (let at = slot; at.parent !== undefined; at = at.parent) {
    const around = run.nodeOf(at.parent);
    if (around?.isChanged === true && !stands(around, at)) return false;
  }
  return true;
}

/** Whether a changed container still holds its own part in a slot. */
function stands({ content }: Node, slot: Slot): boolean {
  const part = partIn(content as Content, slot);
  return part === slot || nodeBehind(part)?.slot === slot;
}

/** Puts the numbers of what changed in a container into the vector. */
function compare(node: Node, next: Vector): void {
  const { run, slot, changed, hasOddKeys } = node;
  const content = node.content as Content;
  if (hasOddKeys) throw odd;
  if (!Array.isArray(content)) {
    for (const child of changed) {
      const part = partIn(content, child);
      if (part === undefined && child.kind === 'entry' && (content as AnyMap).has(child.key)) {
        throw odd;
      }
      put(run, child, part, next);
    }
    return;
  }
  next[slot.id] = numberOf(run.slots, slot, standing(content));
  each(run, slot, content, (child, part) => {
    put(run, child, part, next);
  });
  clearOthers(run, slot, content, next);
}

type AnyMap = ReadonlyMap<unknown, unknown>;

/** What a container holds in a slot; undefined if nothing. */
function partIn(content: Content, { key }: Slot): unknown {
  if (content instanceof Map) return content.get(key);
  if (content instanceof Set) return content.has(key) ? present : undefined;
  const name = key as string;
  return Object.hasOwn(content, name) ? (content as Record<string, unknown>)[name] : undefined;
}

/** Calls a function for each part of a container, with its slot. */
function each(
  { slots }: Run,
  slot: Slot,
  content: Content,
  act: (child: Slot, part: unknown) => void,
): void {
  if (Array.isArray(content)) {
    for (let index = 0; index < content.length; index++) {
      // Also if there is none.
      if (content[index] === undefined) throw odd;
      act(elementOf(slots, slot, index), content[index]);
    }
  } else if (content instanceof Map) {
    for (const [key, part] of content) {
      if (isOddKey(key) || part === undefined) throw odd;
      act(entryOf(slots, slot, key), part);
    }
  } else if (content instanceof Set) {
    for (const member of content) {
      if (isOddKey(member)) throw odd;
      act(memberOf(slots, slot, member), present);
    }
  } else {
    for (const name of Object.keys(content)) act(propertyOf(slots, slot, name), content[name]);
  }
}

/** Makes every slot absent that a container does not have. */
function clearOthers(run: Run, slot: Slot, content: Content, next: Vector): void {
  const { kind } = standing(content) as { readonly kind: 'object' | 'array' | 'map' | 'set' };
  for (const child of contentOf(slot, kind)) {
    const has =
      content instanceof Map || content instanceof Set
        ? content.has(child.key)
        : Object.hasOwn(content, child.key as string | number);
    if (!has && child.values[next[child.id] ?? 0] !== absent) clear(run.slots, child, next);
  }
}

/** Puts the numbers of a part of a container into the vector. */
function put(run: Run, slot: Slot, part: unknown, next: Vector): void {
  if (part === slot) return;
  if (part === present) {
    next[slot.id] = numberOf(run.slots, slot, present);
    return;
  }
  if (nodeBehind(part)?.slot === slot && nodeBehind(part)?.run === run) return;
  const was = slot.values[next[slot.id] ?? 0];
  if (was === part) return;
  const data = dataOf(run, part, 0);
  if (isContainer(was)) clear(run.slots, slot, next);
  write(run.slots, slot, data, next);
}

/** The data of a value that code made or moved: with the data behind drafts and slots in their place. */
function dataOf(run: Run, value: unknown, depth: number): unknown {
  if (value instanceof Slot) return dataAt(run, value, depth);
  if (typeof value !== 'object' || value === null) {
    if (!isLeaf(value)) throw odd;
    return value;
  }
  const node = nodeBehind(value);
  if (node === undefined) {
    refuseOdd(value, depth);
    refuseFrozen(run, value);
    return copyWith(value, (part) => dataOf(run, part, depth + 1));
  }
  if (node.run !== run) throw odd;
  node.readAll();
  return dataAt(run, node.slot, depth);
}

/** Refuses a frozen object with drafts in it: immer would leave them there. */
function refuseFrozen({ isDraft }: Run, value: object): void {
  if (isDraft && Object.isFrozen(value) && holdsDraft(value)) throw odd;
}

function holdsDraft(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return nodeBehind(value) !== undefined || [...partsOf(value)].some(holdsDraft);
}

/** The data in a slot, with what the run changed. */
function dataAt(run: Run, slot: Slot, depth: number): unknown {
  if (depth > deepest) throw odd;
  if (!run.isChangedIn(slot)) return valueAt(slot, run.vector);
  const node = run.nodeOf(slot);
  const inside = (part: unknown) => dataOf(run, part, depth + 1);
  if (node?.content !== undefined) return copyWith(node.content, inside);
  // Only something deeper was changed.
  const value = valueAt(slot, run.vector) as Content;
  const parts = new Map<unknown, unknown>();
  each(run, slot, value, (child) => parts.set(child.key, dataAt(run, child, depth + 1)));
  if (value instanceof Map) return parts;
  return Array.isArray(value)
    ? [...parts.values()]
    : Object.fromEntries(parts as Map<string, unknown>);
}

/** A container with other parts; the container itself if they are the same. */
export function copyWith(value: object, inside: (part: unknown) => unknown): unknown {
  let others = 0;
  const copied = (part: unknown) => {
    const copy = inside(part);
    if (copy !== part) others++;
    return copy;
  };
  let copy: object;
  if (Array.isArray(value)) copy = (value as unknown[]).map(copied);
  else if (value instanceof Map) {
    copy = new Map([...value].map(([key, part]) => [copied(key), copied(part)]));
  } else if (value instanceof Set) copy = new Set([...value].map(copied));
  else {
    copy = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copied(part)]));
  }
  return others === 0 ? value : copy;
}

/**
 * The numbers of a new state, put together from drafts or views of the state before it. A part of the state in its
 * own place keeps its numbers, and is noted as kept.
 */
function vectorOfNew(run: Run, state: object): Vector {
  const next = run.vector.slice();
  replace(run, run.slots.root, state, next, 0);
  return next;
}

function replace(run: Run, slot: Slot, value: unknown, next: Vector, depth: number): void {
  const { recorder } = run;
  const node = nodeBehind(value);
  if (node?.slot === slot && node.run === run) {
    recorder?.kept.add(slot);
    return;
  }
  if (recorder !== undefined) {
    recorder.writes.add(slot);
    if (node !== undefined) noteAll(recorder, node.slot, run.side);
  }
  if (value === present) {
    next[slot.id] = numberOf(run.slots, slot, present);
    return;
  }
  if (node !== undefined || typeof value !== 'object' || value === null) {
    put(run, slot, value, next);
    return;
  }
  refuseOdd(value, depth);
  refuseFrozen(run, value);
  const stands = standing(value);
  const was = slot.values[next[slot.id] ?? 0];
  if (isContainer(was) && isContainer(stands) && was.kind !== stands.kind)
    clear(run.slots, slot, next);
  next[slot.id] = numberOf(run.slots, slot, stands);
  const content = value as Content;
  each(run, slot, content, (child, part) => {
    replace(run, child, part, next, depth + 1);
  });
  clearOthers(run, slot, content, next);
}
