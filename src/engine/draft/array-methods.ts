/**
 * Methods of arrays for a draft whose reads and writes need no notes.
 *
 * A native method reads and writes a draft element by element, through its proxy. These work on the content itself,
 * which is much faster. They do exactly what the native method does to a draft, or leave it to the native method.
 */
import { Slot } from '../store/slots.js';
import { nodeBehind, type Node } from './run.js';

type Method = (this: unknown, ...given: never[]) => unknown;

/** The content of a draft of an array, if a method may work on it. */
type Open = (node: Node) => unknown[];

/** A method that looks for leaves, or puts them together. A container in the array is left to the native one. */
function looking(
  opened: Open,
  name: 'indexOf' | 'lastIndexOf' | 'includes' | 'join' | 'slice' | 'at',
): Method {
  const native = Array.prototype[name] as (this: unknown, ...given: unknown[]) => unknown;
  return function (this: unknown, ...given: unknown[]) {
    const node = nodeBehind(this);
    if (node === undefined) return native.apply(this, given);
    const content = opened(node);
    const isPlain = !content.some((part) => typeof part === 'object' && part !== null);
    return native.apply(isPlain ? content : this, given);
  };
}

/** The methods, by name. */
export function quickMethods(opened: Open): Readonly<Record<string, Method>> {
  const changing = (shown: unknown): { node: Node; content: unknown[] } | undefined => {
    const node = nodeBehind(shown);
    return node && { node, content: opened(node) };
  };
  return {
    indexOf: looking(opened, 'indexOf'),
    lastIndexOf: looking(opened, 'lastIndexOf'),
    includes: looking(opened, 'includes'),
    join: looking(opened, 'join'),
    slice: looking(opened, 'slice'),
    at: looking(opened, 'at'),
    push(this: unknown, ...given: unknown[]) {
      const own = changing(this);
      if (own === undefined) return Array.prototype.push.apply(this as unknown[], given);
      if (given.length > 0) own.node.change();
      return own.content.push(...given);
    },
    pop(this: unknown) {
      const own = changing(this);
      if (own === undefined) return Array.prototype.pop.call(this) as unknown;
      if (own.content.length > 0) own.node.change();
      return own.node.shownOf(own.content.pop());
    },
    shift(this: unknown) {
      const own = changing(this);
      if (own === undefined) return Array.prototype.shift.call(this) as unknown;
      if (own.content.length > 0) own.node.change();
      return own.node.shownOf(own.content.shift());
    },
    unshift(this: unknown, ...given: unknown[]) {
      const own = changing(this);
      if (own === undefined) return Array.prototype.unshift.apply(this as unknown[], given);
      if (given.length > 0) own.node.change();
      return own.content.unshift(...given);
    },
    splice(this: unknown, ...given: [number, number, ...unknown[]]) {
      const own = changing(this);
      if (own === undefined) {
        return Array.prototype.splice.apply(this as unknown[], given) as unknown[];
      }
      const { length } = own.content;
      const removed = own.content.splice(...given);
      const isChanged = removed.length > 0 || own.content.length !== length;
      if (isChanged) own.node.change();
      return removed.map((part) => (part instanceof Slot ? own.node.shownOf(part) : part));
    },
  };
}
