/** Replaces the functions of an EventTarget. */
import { override, type AnyFunction, type Emitting } from './emitting.js';

/** A listener, as a target has it: a target knows a listener by its identity. */
interface Wrapped {
  readonly wrapper: AnyFunction;
  /** The listener in the context of the task that registered it last. */
  current: AnyFunction;
}

/** Replaces the functions of a target. */
export function instrumentTarget(target: EventTarget, emitting: Emitting): void {
  const { touch, inContext } = emitting;
  const wrapped = new Map<unknown, WeakMap<object, Wrapped>>();
  const listenersTo = (type: unknown) => {
    const known = wrapped.get(type) ?? new WeakMap<object, Wrapped>();
    wrapped.set(type, known);
    return known;
  };
  override(target, 'addEventListener', (original) => (type, listener, ...options) => {
    if (!isListener(listener)) return original.call(target, type, listener, ...options);
    touch(true);
    const current = inContext(callOf(listener));
    const known = listenersTo(type).get(listener);
    if (known !== undefined) known.current = current;
    const wrap = known ?? wrapperOf(current);
    listenersTo(type).set(listener, wrap);
    return original.call(target, type, wrap.wrapper, ...options);
  });
  override(target, 'removeEventListener', (original) => (type, listener, ...options) => {
    touch(true);
    const known = isListener(listener) ? listenersTo(type).get(listener) : undefined;
    return original.call(target, type, known?.wrapper ?? listener, ...options);
  });
  override(target, 'dispatchEvent', (original) => (...args) => {
    const task = emitting.sender();
    const [event] = args;
    if (task === undefined || !(event instanceof Event)) return original.apply(target, args);
    const deliver = () => original.call(target, event);
    emitting.send(task, { type: event.type, args: dataOf(event), deliver });
    return true;
  });
}

const isListener = (listener: unknown): listener is object =>
  typeof listener === 'function' || (typeof listener === 'object' && listener !== null);

/** Calls a listener: a function, or an object with a method for that. */
const callOf = (listener: object): AnyFunction =>
  typeof listener === 'function'
    ? (listener as AnyFunction)
    : (...args) => (listener as { handleEvent: AnyFunction }).handleEvent(...args);

function wrapperOf(current: AnyFunction): Wrapped {
  const wrap: Wrapped = {
    current,
    wrapper: function (this: unknown, ...args) {
      return wrap.current.apply(this, args);
    },
  };
  return wrap;
}

/** What an event carries: the detail of a custom event, or the data of a message. */
function dataOf(event: Event): readonly unknown[] {
  const { detail, data } = event as { readonly detail?: unknown; readonly data?: unknown };
  return [detail, data].filter((one) => one !== undefined && one !== null);
}
