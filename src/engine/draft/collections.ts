/** What views and drafts of Maps and of Sets have in common. */
import { draftState, nodeBehind, nodeName, type Node } from './run.js';

type Methods = Readonly<Record<string | symbol, unknown>>;

/** Makes views of Maps or of Sets. */
export function collectionHandler(
  prototype: object,
  methods: Methods,
  size: (node: Node) => number,
): (node: Node) => object {
  const handler: ProxyHandler<Node> = {
    get(node, name) {
      if (name === nodeName) return node;
      if (name === draftState) return undefined;
      if (name === Symbol.toStringTag) node.readAll();
      if (name === 'size') return size(node);
      if (Object.hasOwn(methods, name)) return methods[name];
      return Reflect.get(prototype, name, node.shown) as unknown;
    },
    has: (_, name) => Reflect.has(prototype, name),
    // Code that asks for this may go on to read the content in a way that the view cannot see.
    getPrototypeOf(node) {
      node.readAll();
      return prototype;
    },
    ownKeys(node) {
      node.readAll();
      return [];
    },
    getOwnPropertyDescriptor: () => undefined,
    set(node) {
      node.refuseWrite();
      return false;
    },
    deleteProperty(node) {
      node.refuseWrite();
      return false;
    },
    defineProperty(node) {
      node.refuseWrite();
      return false;
    },
    isExtensible(node) {
      node.beUnsure();
      return true;
    },
    preventExtensions(node) {
      node.beUnsure();
      return false;
    },
  };
  return (node) => new Proxy(node, handler);
}

/** The node of the view that a method is called on. As a native method does, it refuses any other value. */
export function ofView(shown: unknown): Node {
  const node = nodeBehind(shown);
  if (node === undefined) throw new TypeError('This method is only for its own Map or Set.');
  return node;
}
