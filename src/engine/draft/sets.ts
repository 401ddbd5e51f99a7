/**
 * Drafts and views of Sets. A draft is a Set of its own class, as immer's is; a view is a proxy, as of a Map.
 *
 * An object as member is shown as it stands in the state. In a draft, immer would show a draft of it, so the
 * run is not sure of its outcome then.
 */
import { absent, contentOf, memberOf, type Slot } from '../store/slots.js';
import { collectionHandler, ofView } from './collections.js';
import { immerStateOf } from './immer-state.js';
import { isOddKey as isOdd } from '../store/plain.js';
import { draftState, nodeName, noteTaken, type Node } from './run.js';

type AnySet = Set<unknown>;

function contentIn(node: Node): AnySet {
  const { run, slot } = node;
  const content: AnySet = new Set();
  for (const child of contentOf(slot, 'set')) {
    if (run.valueOf(child) === absent) continue;
    if (isOdd(child.key) && run.isDraft) node.beUnsure();
    content.add(child.key);
  }
  return content;
}

function opened(node: Node): AnySet {
  return (node.content ??= contentIn(node)) as AnySet;
}

/** The slot of a member that is no object. While nothing is noted, one that no state ever had needs none. */
function slotOf({ run, slot }: Node, member: unknown): Slot | undefined {
  return run.recorder === undefined
    ? slot.members.byLeaf.get(member)
    : memberOf(run.slots, slot, member);
}

/** Notes a read of whether there is a member, and says whether there is. */
function look(node: Node, member: unknown): boolean {
  node.refuseIfOver('get');
  if (isOdd(member)) {
    node.readShape();
    return opened(node).has(member);
  }
  const child = slotOf(node, member);
  if (child !== undefined) node.readChild(child);
  if (node.content !== undefined || child === undefined) return opened(node).has(member);
  return node.run.valueOf(child) !== absent;
}

/** Notes a write to a member. An object is new, or may be equal as data to one that is there. */
function noteWrite(node: Node, member: unknown): void {
  const { recorder, slots } = node.run;
  if (isOdd(member)) node.beUnsure();
  if (recorder === undefined) return;
  if (isOdd(member)) {
    node.readAll();
    recorder.writes.add(node.slot);
  } else node.writeChild(memberOf(slots, node.slot, member));
}

/** Notes that a member appeared or is gone. Members that are objects are not numbered one by one. */
function noteChange(node: Node, member: unknown): void {
  if (isOdd(member)) node.hasOddKeys = true;
  node.change(node.hasOddKeys ? undefined : memberOf(node.run.slots, node.slot, member));
}

function size(node: Node): number {
  node.refuseIfOver('get');
  node.readShape();
  return opened(node).size;
}

function add(node: Node, member: unknown): void {
  node.refuseIfOver('get');
  node.refuseWrite();
  noteTaken(member);
  noteWrite(node, member);
  const content = opened(node);
  if (content.has(member)) return;
  content.add(member);
  noteChange(node, member);
}

function remove(node: Node, member: unknown): boolean {
  node.refuseWrite();
  if (!look(node, member)) return false;
  noteWrite(node, member);
  noteChange(node, member);
  return opened(node).delete(member);
}

function clear(node: Node): void {
  node.refuseIfOver('get');
  node.refuseWrite();
  node.readShape();
  const content = opened(node);
  if (content.size === 0) return;
  for (const member of content) {
    noteWrite(node, member);
    noteChange(node, member);
  }
  content.clear();
}

function members(node: Node): SetIterator<unknown> {
  node.refuseIfOver('get');
  node.readShape();
  return opened(node).values();
}

function pairs(node: Node): SetIterator<[unknown, unknown]> {
  node.refuseIfOver('get');
  node.readShape();
  return opened(node).entries();
}

type Callback = (value: unknown, member: unknown, set: AnySet) => void;

function forEach(node: Node, callback: Callback, self: unknown): void {
  for (const member of members(node)) callback.call(self, member, member, node.shown as AnySet);
}

/** A draft of a Set. */
export class SetDraft extends Set<unknown> {
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
    return size(this.#node);
  }

  override has(member: unknown): boolean {
    return look(this.#node, member);
  }

  override add(member: unknown): this {
    add(this.#node, member);
    return this;
  }

  override delete(member: unknown): boolean {
    return remove(this.#node, member);
  }

  override clear(): void {
    clear(this.#node);
  }

  override forEach(callback: Callback, self?: unknown): void {
    forEach(this.#node, callback, self);
  }

  override keys(): SetIterator<unknown> {
    return members(this.#node);
  }

  override values(): SetIterator<unknown> {
    return members(this.#node);
  }

  override entries(): SetIterator<[unknown, unknown]> {
    return pairs(this.#node);
  }

  override [Symbol.iterator](): SetIterator<unknown> {
    return members(this.#node);
  }
}

/** The methods of a view. They find its node by the view that they are called on. */
const methods = {
  has(this: unknown, member: unknown) {
    return look(ofView(this), member);
  },
  add(this: unknown, member: unknown) {
    add(ofView(this), member);
    return this;
  },
  delete(this: unknown, member: unknown) {
    return remove(ofView(this), member);
  },
  clear(this: unknown) {
    clear(ofView(this));
  },
  forEach(this: unknown, callback: Callback, self?: unknown) {
    forEach(ofView(this), callback, self);
  },
  keys(this: unknown) {
    return members(ofView(this));
  },
  values(this: unknown) {
    return members(ofView(this));
  },
  entries(this: unknown) {
    return pairs(ofView(this));
  },
  [Symbol.iterator](this: unknown) {
    return members(ofView(this));
  },
};

/** Makes a view of a Set. */
export const setView = collectionHandler(Set.prototype, methods, size);
