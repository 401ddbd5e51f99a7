/** Drafts and views of arrays. */
import { elementOf, isContainer, type Slot } from '../store/slots.js';
import { quickMethods } from './array-methods.js';
import { described, isSamePart, isSameValue, refusals, symbolOf } from './objects.js';
import { Node, noteTaken } from './run.js';

/** The target of the proxy of an array: an array, so that `Array.isArray` says so. */
export type ArrayTarget = [Node];

/** What an array holds in the state. A container in it is given as its slot. */
function contentIn({ run, slot, container }: Node): unknown[] {
  const content: unknown[] = [];
  for (let index = 0; index < container.length; index++) {
    const child = slot.elements[index] as Slot;
    const value = run.valueOf(child);
    content.push(isContainer(value) ? child : value);
  }
  return content;
}

function opened(node: Node): unknown[] {
  return (node.content ??= contentIn(node)) as unknown[];
}

/** A greater index does not count as an element, because an array of a state is never so long. */
const longest = 100_000;

/** The index that a name stands for; -1 if it names no element. */
function indexOf(name: string): number {
  const first = name.charCodeAt(0);
  if (first < 48 || first > 57 || (first === 48 && name.length > 1)) return -1;
  const index = Number(name);
  return Number.isInteger(index) && index < longest ? index : -1;
}

function lengthOf({ content, container }: Node): number {
  return content === undefined ? container.length : (content as unknown[]).length;
}

/** Notes a read of an element, and says whether the array has it. */
function look(node: Node, index: number): boolean {
  node.readLength();
  if (index >= lengthOf(node)) return false;
  // The length says that there are no further elements.
  if (index < node.container.length) node.readChild(node.slot.elements[index] as Slot);
  return node.content === undefined || Object.hasOwn(node.content, index);
}

/** Notes what a write to an element or to the length changes: the elements, and the length. */
function noteWrite(node: Node, index: number | undefined, length: number): void {
  const { run, slot } = node;
  node.readLength();
  const { recorder } = run;
  if (recorder === undefined) return;
  const before = lengthOf(node);
  if (index !== undefined) node.writeChild(elementOf(run.slots, slot, index));
  if (length === before || length > longest) return;
  node.isResized = true;
  recorder.lengths.add(slot);
  for (let at = Math.min(length, before); at < Math.max(length, before); at++) {
    node.writeChild(elementOf(run.slots, slot, at));
  }
}

function setLength(node: Node, value: unknown): boolean {
  const length = Number(value);
  noteWrite(node, undefined, length);
  if (length === lengthOf(node)) return true;
  // Throws for what is no length.
  opened(node).length = value as number;
  node.change();
  return true;
}

function setElement(node: Node, index: number, value: unknown): boolean {
  noteTaken(value);
  const { run, slot } = node;
  noteWrite(node, index, Math.max(lengthOf(node), index + 1));
  if (node.content === undefined && index < node.container.length) {
    if (isSameValue(node, elementOf(run.slots, slot, index), value)) return true;
  }
  const content = opened(node);
  if (Object.hasOwn(content, index) && isSamePart(node, content[index], value)) return true;
  content[index] = value;
  node.change();
  return true;
}

function set(node: Node, name: string | symbol, value: unknown): boolean {
  node.refuseIfOver('set');
  node.refuseWrite();
  if (name === 'length') return setLength(node, value);
  const index = typeof name === 'symbol' ? -1 : indexOf(name);
  if (index >= 0) return setElement(node, index, value);
  node.beUnsure();
  return true;
}

const { defineProperty, setPrototypeOf, isExtensible, preventExtensions } = refusals() as Required<
  ProxyHandler<Node>
>;

const quick = quickMethods(opened);

/** What an array has under a name that is no index. */
function methodOf({ run }: Node, name: string): unknown {
  const needsNotes = run.recorder !== undefined || !run.isDraft;
  if (!needsNotes && Object.hasOwn(quick, name)) return quick[name];
  return Reflect.get(Array.prototype, name) as unknown;
}

export const arrayHandler: ProxyHandler<ArrayTarget> = {
  get([node], name) {
    node.refuseIfOver('get');
    if (typeof name === 'symbol') return symbolOf(node, name, Array.prototype);
    if (name === 'length') {
      node.readLength();
      return lengthOf(node);
    }
    const index = indexOf(name);
    if (index < 0) return methodOf(node, name);
    if (!look(node, index)) return undefined;
    if (node.content !== undefined) return node.shownOf((node.content as unknown[])[index]);
    return node.run.show(node.slot.elements[index] as Slot);
  },
  has([node], name) {
    node.refuseIfOver('has');
    if (typeof name === 'symbol') return Reflect.has(Array.prototype, name);
    const index = indexOf(name);
    return index < 0 ? Reflect.has(Array.prototype, name) : look(node, index);
  },
  ownKeys([node]) {
    node.refuseIfOver('ownKeys');
    node.readLength();
    return Reflect.ownKeys(opened(node));
  },
  getOwnPropertyDescriptor([node], name) {
    node.refuseIfOver('getOwnPropertyDescriptor');
    if (typeof name === 'symbol') return undefined;
    if (name === 'length') {
      node.readLength();
      return { value: lengthOf(node), writable: true, enumerable: false, configurable: false };
    }
    const index = indexOf(name);
    if (index < 0 || !look(node, index)) return undefined;
    return described(node, opened(node)[index]);
  },
  set: ([node], name, value) => set(node, name, value),
  deleteProperty([node], name) {
    if (typeof name === 'string' && indexOf(name) >= 0) return set(node, name, undefined);
    node.refuseIfOver('deleteProperty');
    node.refuseWrite();
    node.beUnsure();
    return true;
  },
  getPrototypeOf([node]): object {
    node.refuseIfOver('getPrototypeOf');
    return Array.prototype as object;
  },
  defineProperty: ([node], ...rest) => defineProperty(node, ...rest),
  setPrototypeOf: ([node], prototype) => setPrototypeOf(node, prototype),
  isExtensible: ([node]) => isExtensible(node),
  preventExtensions: ([node]) => preventExtensions(node),
};
