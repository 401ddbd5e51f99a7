/**
 * The part of a state behind a draft, as immer gives it away in a property descriptor.
 *
 * `Object.getOwnPropertyDescriptor(draft, name).value` is the frozen part of the state itself, if the recipe has not
 * read it yet. A spread or `Object.keys` asks for such a descriptor too, and does not look at the value. So the part is
 * built only if it is used. Then all of it counts as read, and the run is not sure of its outcome.
 */
import { valueAt } from '../store/unflatten.js';
import type { Slot } from '../store/slots.js';
import { noteAll } from './recorder.js';
import type { Run } from './run.js';

/** What has been given away in a run, so that it is always the same object. */
const given = new WeakMap<Run, Map<Slot, object>>();

/** The part of the state in a slot, which holds a container. */
export function rawPart(run: Run, slot: Slot, isArray: boolean): object {
  let parts = given.get(run);
  if (parts === undefined) {
    parts = new Map();
    given.set(run, parts);
  }
  let part = parts.get(slot);
  if (part === undefined) {
    part = lazyPart(run, slot, isArray);
    parts.set(slot, part);
  }
  return part;
}

function lazyPart(run: Run, slot: Slot, isArray: boolean): object {
  const use = (): object => {
    run.isUnsure = true;
    if (run.recorder !== undefined) noteAll(run.recorder, slot, run.side);
    return valueAt(slot, run.vector) as object;
  };
  /** The part is frozen. */
  const refuse = (): boolean => {
    use();
    return false;
  };
  return new Proxy(isArray ? [] : {}, {
    get: (_, name) => Reflect.get(use(), name) as unknown,
    has: (_, name) => Reflect.has(use(), name),
    ownKeys: () => Reflect.ownKeys(use()),
    getPrototypeOf: () => Reflect.getPrototypeOf(use()),
    getOwnPropertyDescriptor(_, name) {
      const descriptor = Reflect.getOwnPropertyDescriptor(use(), name);
      if (descriptor === undefined) return undefined;
      // The proxy must say of the length of an array what holds for its target, which is not frozen.
      const isLength = isArray && name === 'length';
      return { ...descriptor, configurable: !isLength, ...(isLength && { writable: true }) };
    },
    set: refuse,
    deleteProperty: refuse,
    defineProperty: refuse,
    preventExtensions: refuse,
    isExtensible() {
      use();
      return true;
    },
  });
}
