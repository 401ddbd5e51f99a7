/** Drafts and views of plain objects. */
import {
  absent,
  contentOf,
  isContainer,
  propertyOf,
  Slot,
  type Container,
} from '../store/slots.js';
import { shownName } from '../../model/compiled-step.js';
import { immerStateOf } from './immer-state.js';
import { rawPart } from './raw.js';
import { draftState, Node, nodeBehind, nodeName, noteTaken } from './run.js';

/** What an object holds in the state. A container in it is given as its slot. */
function contentIn({ run, slot }: Node): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  for (const child of contentOf(slot, 'object')) {
    const value = run.valueOf(child);
    if (value !== absent) content[child.key as string] = isContainer(value) ? child : value;
  }
  return content;
}

function opened(node: Node): Record<string, unknown> {
  return (node.content ??= contentIn(node)) as Record<string, unknown>;
}

/** The slot of a property. While nothing is noted, a property that no state ever had needs none. */
function slotOf(node: Node, name: string): Slot | undefined {
  const { run, slot } = node;
  return run.recorder === undefined
    ? slot.properties.byOrder.get(name)
    : propertyOf(run.slots, slot, name);
}

/** Notes a read of a property, and says whether the object has it. */
function look(node: Node, name: string): boolean {
  const child = slotOf(node, name);
  if (child !== undefined) node.readChild(child);
  if (node.content !== undefined) return Object.hasOwn(node.content, name);
  return child !== undefined && node.run.valueOf(child) !== absent;
}

/** What a property that the object does not have itself is on any plain object. */
function inherited(node: Node, name: string | symbol): unknown {
  return Reflect.get(Object.prototype, name, node.shown);
}

/** What a draft or view answers to a symbol. */
export function symbolOf(node: Node, name: symbol, prototype: object): unknown {
  if (name === nodeName) return node;
  if (name === shownName) {
    return node.slot === node.run.slots.root ? node.run.shown?.(node.run) : undefined;
  }
  if (name === draftState) return node.run.isDraft ? immerStateOf(node) : undefined;
  return Reflect.get(prototype, name, node.shown);
}

/** True if code puts into a place of the content what stands there already. Immer tells 0 from -0 here. */
export function isSamePart(node: Node, part: unknown, value: unknown): boolean {
  return part instanceof Slot ? isSameValue(node, part, value) : Object.is(part, value);
}

/** The descriptor of a place of the content. */
export function described({ run }: Node, part: unknown): PropertyDescriptor {
  let value = part;
  if (part instanceof Slot) {
    // A view has its views in it.
    const known = run.isDraft ? run.nodeOf(part)?.shown : run.show(part);
    value = known ?? rawPart(run, part, (run.valueOf(part) as Container).kind === 'array');
  }
  return { value, writable: true, enumerable: true, configurable: true };
}

/** True if a value is what is shown of a slot that the code has not written yet. */
export function isSameValue(node: Node, child: Slot, value: unknown): boolean {
  const was = node.run.valueOf(child);
  if (isContainer(was)) {
    const other = nodeBehind(value);
    return other?.run === node.run && other.slot === child;
  }
  return was !== absent && Object.is(was, value);
}

export const objectHandler: ProxyHandler<Node> = {
  get(node, name) {
    node.refuseIfOver('get');
    if (typeof name === 'symbol') return symbolOf(node, name, Object.prototype);
    const { run, content } = node;
    const child = slotOf(node, name);
    if (child !== undefined) node.readChild(child);
    if (content !== undefined) {
      if (!Object.hasOwn(content, name)) return inherited(node, name);
      return node.shownOf((content as Record<string, unknown>)[name]);
    }
    if (child === undefined || run.valueOf(child) === absent) return inherited(node, name);
    return run.show(child);
  },
  has(node, name) {
    node.refuseIfOver('has');
    if (typeof name === 'symbol') return Reflect.has(Object.prototype, name);
    return look(node, name) || Reflect.has(Object.prototype, name);
  },
  ownKeys(node) {
    node.refuseIfOver('ownKeys');
    node.readShape();
    return Reflect.ownKeys(opened(node));
  },
  getOwnPropertyDescriptor(node, name) {
    node.refuseIfOver('getOwnPropertyDescriptor');
    if (typeof name === 'symbol' || !look(node, name)) return undefined;
    return described(node, opened(node)[name]);
  },
  set(node, name, value) {
    node.refuseIfOver('set');
    node.refuseWrite();
    if (typeof name === 'symbol' || name === '__proto__') {
      node.beUnsure();
      return true;
    }
    noteTaken(value);
    const child = propertyOf(node.run.slots, node.slot, name);
    node.writeChild(child);
    if (node.content === undefined && isSameValue(node, child, value)) return true;
    const content = opened(node);
    if (Object.hasOwn(content, name) && isSamePart(node, content[name], value)) return true;
    content[name] = value;
    node.change(child);
    return true;
  },
  deleteProperty(node, name) {
    node.refuseIfOver('deleteProperty');
    node.refuseWrite();
    if (typeof name === 'symbol') return true;
    const child = slotOf(node, name);
    if (child !== undefined) node.writeChild(child);
    const content = opened(node);
    if (Object.hasOwn(content, name)) {
      Reflect.deleteProperty(content, name);
      node.change(child);
    } else if (name in Object.prototype) {
      // To delete what was never there changes nothing, but immer takes what is inherited for something.
      node.change();
    }
    return true;
  },
  getPrototypeOf(node) {
    node.refuseIfOver('getPrototypeOf');
    return Object.prototype;
  },
  ...refusals(),
};

/** What a draft of immer refuses, and what a frozen state answers otherwise than a view can. */
export function refusals(): ProxyHandler<Node> {
  return {
    defineProperty(node) {
      node.refuseWrite();
      node.beUnsure();
      throw new TypeError('A draft has no properties of this kind.');
    },
    setPrototypeOf(node) {
      node.refuseWrite();
      node.beUnsure();
      throw new TypeError('The prototype of a draft cannot be changed.');
    },
    isExtensible(node) {
      // A view cannot say that its container is frozen: a frozen proxy could not show its parts as views.
      if (!node.run.isDraft) node.beUnsure();
      return true;
    },
    preventExtensions(node) {
      node.beUnsure();
      return false;
    },
  };
}
