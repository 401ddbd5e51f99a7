/**
 * Drafts and views of Maps.
 *
 * A draft is a Map of its own class, as immer's is. A view is a proxy: a native method that is called on it as
 * on a Map fails, so that nothing is read unseen.
 */
import { absent, contentOf, entryOf, isContainer, type Slot } from '../store/slots.js';
import { collectionHandler, ofView } from './collections.js';
import { immerStateOf } from './immer-state.js';
import { isOddKey as isOdd } from '../store/plain.js';
import { draftState, Node, nodeName, noteTaken } from './run.js';

type AnyMap = Map<unknown, unknown>;

/** What a Map holds in the state. A container in it is given as its slot. */
function contentIn({ run, slot }: Node): AnyMap {
  const content: AnyMap = new Map();
  for (const child of contentOf(slot, 'map')) {
    const value = run.valueOf(child);
    if (value !== absent) content.set(child.key, isContainer(value) ? child : value);
  }
  return content;
}

function opened(node: Node): AnyMap {
  return (node.content ??= contentIn(node)) as AnyMap;
}

/** The slot of a key that is no object. While nothing is noted, a key that no state ever had needs none. */
function slotOf({ run, slot }: Node, key: unknown): Slot | undefined {
  return run.recorder === undefined ? slot.entries.byLeaf.get(key) : entryOf(run.slots, slot, key);
}

/** Notes a read of a key and its value, and says whether the Map has it. */
function look(node: Node, key: unknown): boolean {
  node.refuseIfOver('get');
  if (isOdd(key)) {
    // Such a key is found by identity, so all keys must be known.
    node.readShape();
    const has = opened(node).has(key);
    if (has && node.run.recorder !== undefined) {
      node.readChild(entryOf(node.run.slots, node.slot, key));
    }
    return has;
  }
  const child = slotOf(node, key);
  if (child !== undefined) node.readChild(child);
  if (node.content !== undefined || child === undefined) return opened(node).has(key);
  return node.run.valueOf(child) !== absent;
}

/** Notes a write to a key. An object as key is new, or may be equal as data to one that is there. */
function noteWrite(node: Node, key: unknown): void {
  const { recorder, slots } = node.run;
  if (recorder === undefined) return;
  if (isOdd(key)) {
    node.readAll();
    recorder.writes.add(node.slot);
  } else node.writeChild(entryOf(slots, node.slot, key));
}

/** Notes that a key has another value now. Keys that are objects are not numbered one by one. */
function noteChange(node: Node, key: unknown): void {
  if (isOdd(key)) node.hasOddKeys = true;
  node.change(node.hasOddKeys ? undefined : entryOf(node.run.slots, node.slot, key));
}

function get(node: Node, key: unknown): unknown {
  if (!look(node, key)) return undefined;
  if (node.content !== undefined) return node.shownOf((node.content as AnyMap).get(key));
  return node.run.show(slotOf(node, key) as Slot);
}

function size(node: Node): number {
  node.readShape();
  return opened(node).size;
}

function set(node: Node, key: unknown, value: unknown): void {
  node.refuseWrite();
  noteWrite(node, key);
  noteTaken(key);
  noteTaken(value);
  const content = opened(node);
  if (content.has(key) && content.get(key) === value) return;
  content.set(key, value);
  noteChange(node, key);
}

function remove(node: Node, key: unknown): boolean {
  node.refuseWrite();
  if (!look(node, key)) return false;
  noteWrite(node, key);
  noteChange(node, key);
  return opened(node).delete(key);
}

function clear(node: Node): void {
  node.refuseWrite();
  node.readShape();
  const content = opened(node);
  if (content.size === 0) return;
  for (const key of content.keys()) {
    noteWrite(node, key);
    noteChange(node, key);
  }
  content.clear();
}

function keys(node: Node): IterableIterator<unknown> {
  node.readShape();
  return opened(node).keys();
}

function* values(node: Node): Generator {
  for (const key of keys(node)) yield get(node, key);
}

function* entries(node: Node): Generator<[unknown, unknown]> {
  for (const key of keys(node)) yield [key, get(node, key)];
}

type Callback = (value: unknown, key: unknown, map: AnyMap) => void;

function forEach(node: Node, callback: Callback, self: unknown): void {
  for (const key of keys(node)) callback.call(self, get(node, key), key, node.shown as AnyMap);
}

/** A draft of a Map. */
export class MapDraft extends Map<unknown, unknown> {
  readonly #node: Node;

  constructor(node: Node) {
    super();
    this.#node = node;
  }

  get [nodeName](): Node {
    return this.#node;
  }

  get [draftState](): unknown {
    return immerStateOf(this.#node);
  }

  override get size(): number {
    return size(this.#used());
  }

  #used(): Node {
    this.#node.refuseIfOver('get');
    return this.#node;
  }

  override has(key: unknown): boolean {
    return look(this.#used(), key);
  }

  override get(key: unknown): unknown {
    return get(this.#used(), key);
  }

  override set(key: unknown, value: unknown): this {
    set(this.#used(), key, value);
    return this;
  }

  override delete(key: unknown): boolean {
    return remove(this.#used(), key);
  }

  override clear(): void {
    clear(this.#used());
  }

  override forEach(callback: Callback, self?: unknown): void {
    forEach(this.#used(), callback, self);
  }

  override keys(): MapIterator<unknown> {
    return keys(this.#used()) as MapIterator<unknown>;
  }

  override values(): MapIterator<unknown> {
    return values(this.#used());
  }

  override entries(): MapIterator<[unknown, unknown]> {
    return entries(this.#used());
  }

  override [Symbol.iterator](): MapIterator<[unknown, unknown]> {
    return this.entries();
  }
}

/** The methods of a view. They find its node by the view that they are called on. */
const methods = {
  get(this: unknown, key: unknown) {
    return get(ofView(this), key);
  },
  has(this: unknown, key: unknown) {
    return look(ofView(this), key);
  },
  set(this: unknown, key: unknown, value: unknown) {
    set(ofView(this), key, value);
    return this;
  },
  delete(this: unknown, key: unknown) {
    return remove(ofView(this), key);
  },
  clear(this: unknown) {
    clear(ofView(this));
  },
  forEach(this: unknown, callback: Callback, self?: unknown) {
    forEach(ofView(this), callback, self);
  },
  keys(this: unknown) {
    return keys(ofView(this));
  },
  values(this: unknown) {
    return values(ofView(this));
  },
  entries(this: unknown) {
    return entries(ofView(this));
  },
  [Symbol.iterator](this: unknown) {
    return entries(ofView(this));
  },
};

/** Makes a view of a Map. */
export const mapView = collectionHandler(Map.prototype, methods, size);
