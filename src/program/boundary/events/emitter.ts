/** Replaces the functions of an EventEmitter of `node:events`. */
import { errorMonitor, type EventEmitter } from 'node:events';
import { override, type AnyFunction, type Emitting } from './emitting.js';

/** What an emitter tells about itself is part of the event in which it happens. */
const ofItself: readonly unknown[] = ['newListener', 'removeListener', errorMonitor];

/** Functions that add a listener. */
const adds = ['on', 'addListener', 'prependListener'] as const;

/** Functions that add a listener which is called once, and what they use to add it. */
const addsOnce = { once: 'on', prependOnceListener: 'prependListener' } as const;

/** Functions that take listeners away. */
const removes = ['off', 'removeListener', 'removeAllListeners'] as const;

/** Functions that ask for listeners. */
const asks = ['listenerCount', 'listeners', 'rawListeners', 'eventNames'] as const;

/** Replaces the functions of an emitter. */
export function instrumentEmitter(emitter: EventEmitter, emitting: Emitting): void {
  const { touch, inContext } = emitting;
  for (const [name, add] of Object.entries(addsOnce)) {
    // Taken before it is replaced too.
    const original = emitter[add] as AnyFunction;
    override(emitter, name, (once) => (...args) => {
      const [type, listener] = args;
      if (!isFunction(listener)) return once.apply(emitter, args);
      touch(true);
      return original.call(emitter, type, onceOnly(emitter, type, listener, inContext));
    });
  }
  for (const name of adds) {
    override(emitter, name, (original) => (...args) => {
      const [type, listener] = args;
      if (!isFunction(listener)) return original.apply(emitter, args);
      touch(true);
      return original.call(emitter, type, named(inContext(listener), listener));
    });
  }
  for (const name of removes)
    override(
      emitter,
      name,
      touching(emitter, () => touch(true)),
    );
  for (const name of asks)
    override(
      emitter,
      name,
      touching(emitter, () => touch(false)),
    );
  override(emitter, 'emit', (original) => (...args) => {
    const task = emitting.sender();
    const [type, ...rest] = args;
    if (task === undefined || ofItself.includes(type)) return original.apply(emitter, args);
    const deliver = () => original.apply(emitter, args);
    emitting.send(task, { type: String(type), args: rest, deliver });
    return emitter.listenerCount(type as string) > 0;
  });
}

const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function';

/** A function that also touches the emitter. */
const touching = (emitter: EventEmitter, touch: () => void) => (original: AnyFunction) =>
  function (...args: unknown[]): unknown {
    touch();
    return original.apply(emitter, args);
  };

/** An emitter removes and shows a listener by its original, as for its own `once`. */
const named = (wrapper: AnyFunction, listener: AnyFunction): AnyFunction =>
  Object.assign(wrapper, { listener });

/** A listener that removes itself when it is called. */
function onceOnly(
  emitter: EventEmitter,
  type: unknown,
  listener: AnyFunction,
  inContext: Emitting['inContext'],
): AnyFunction {
  let isCalled = false;
  const wrapper = named(
    inContext(function (this: unknown, ...args) {
      if (isCalled) return undefined;
      isCalled = true;
      emitter.removeListener(type as string, wrapper);
      return listener.apply(this, args);
    }),
    listener,
  );
  return wrapper;
}
