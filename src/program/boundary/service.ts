/** An object behind the boundary: each call of a method that a task makes becomes events. */
import { ModelError } from '../../validation/errors.js';
import { describeGiven } from '../../validation/refuse.js';
import type { Access, Footprint } from '../footprint.js';
import { wholeOf } from '../footprint.js';
import type { Footprints, ServiceOptions, Touched } from '../io.js';
import { running, type RunningTask } from '../run/running.js';
import { makeCall, type Answer, type Called } from './calls.js';
import { copied } from './copied.js';

/** A service with everything that was declared of it. */
interface Declared {
  readonly service: Called;
  readonly footprints: Readonly<Record<string, ((...args: unknown[]) => Touched) | undefined>>;
  readonly immediate: ReadonlySet<string>;
  readonly iterators: ReadonlySet<string>;
  readonly copy: <Value>(value: Value) => Value;
}

/** A method of any object. */
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Takes values as they are. */
const asTheyAre = <Value>(value: Value): Value => value;

/** Wraps an object, so that the calls of tasks become events. Other code calls it as it is. */
export function serviceOver<Service extends object>(
  called: Called,
  object: Service,
  footprints: Footprints<Service> = {},
  { copy = true, immediate = [], iterators = [] }: ServiceOptions<Service> = {},
): Service {
  const declared: Declared = {
    service: called,
    footprints: footprints,
    immediate: new Set<string>(immediate),
    iterators: new Set<string>(iterators),
    copy: copy ? copied : asTheyAre,
  };
  const wrapped = new Map<PropertyKey, { readonly method: unknown; readonly wrapper: Method }>();
  return new Proxy(object, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      const task = running.getStore();
      if (typeof value !== 'function' || typeof name === 'symbol' || name === 'constructor') {
        if (task !== undefined) task.run.touch(wholeOf(called.area, false));
        return value;
      }
      const known = wrapped.get(name);
      if (known?.method === value) return known.wrapper;
      const wrapper = wrap(declared, target, name, value as Method);
      wrapped.set(name, { method: value, wrapper });
      return wrapper;
    },
    set: (target, name, value) => {
      running.getStore()?.run.touch(wholeOf(called.area, true));
      return Reflect.set(target, name, value, target);
    },
  });
}

function wrap(declared: Declared, target: object, name: string, method: Method): Method {
  const isIterator = declared.iterators.has(name) || isAsyncGenerator(method);
  const { copy } = declared;
  return (...args) => {
    const task = running.getStore();
    if (task === undefined) return method.apply(target, args);
    const touches = footprintOf(declared, name, args);
    if (declared.immediate.has(name)) {
      for (const access of touches) task.run.touch(access);
      return copy(method.apply(target, args.map(copy)));
    }
    const one = { declared, task, name, touches };
    if (isIterator) return iterate(one, args, () => method.apply(target, args.map(copy)));
    const last = args.at(-1);
    if (typeof last === 'function') {
      return callBack(one, args.slice(0, -1), last as Callback, (given) => {
        method.apply(target, given);
      });
    }
    return promise(one, args, (given) => method.apply(target, given));
  };
}

const isAsyncGenerator = (method: Method): boolean =>
  (method.constructor as { readonly name?: unknown } | undefined)?.name ===
  'AsyncGeneratorFunction';

/** One use of a method by a task. */
interface Use {
  readonly declared: Declared;
  readonly task: RunningTask;
  readonly name: string;
  readonly touches: Footprint;
}

/** A call of a method that returns a promise. */
function promise(
  { declared: { service, copy }, task, name, touches }: Use,
  args: readonly unknown[],
  call: (args: unknown[]) => unknown,
): Promise<unknown> {
  const given = args.map(copy);
  return new Promise((resolve, reject) => {
    makeCall({
      task,
      service,
      method: name,
      args: given,
      touches,
      perform: (answered) => answerOf(() => call(given), copy, answered),
      answer: ({ isError, value }) => {
        const settle = isError ? reject : resolve;
        settle(value);
      },
    });
  });
}

/** Calls, and calls back with what comes of it. */
function answerOf(
  call: () => unknown,
  copy: <Value>(value: Value) => Value,
  answered: (answer: Answer) => void,
): void {
  const failed = (error: unknown) => answered({ isError: true, value: error });
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    failed(error);
    return;
  }
  if (!isThenable(result)) return answered({ isError: false, value: copy(result) });
  result.then((value) => answered({ isError: false, value: copy(value) }), failed);
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (Object(value) as { readonly then?: unknown }).then === 'function';

/** A callback in the style of Node: an error or null, then values. */
type Callback = (...given: unknown[]) => unknown;

/** A call of a method whose last argument is a callback. */
function callBack(
  { declared: { service, copy }, task, name, touches }: Use,
  args: readonly unknown[],
  callback: Callback,
  call: (args: unknown[]) => void,
): void {
  const given = args.map(copy);
  makeCall({
    task,
    service,
    method: name,
    args: given,
    touches,
    perform: (answered) => {
      let isAnswered = false;
      const answerOnce = (answer: Answer) => {
        if (!isAnswered) answered(answer);
        isAnswered = true;
      };
      const hear: Callback = (error, ...values) =>
        error === null || error === undefined
          ? answerOnce({ isError: false, value: values.map(copy) })
          : answerOnce({ isError: true, value: error });
      try {
        call([...given, hear]);
      } catch (error) {
        answerOnce({ isError: true, value: error });
      }
    },
    answer: ({ isError, value }) => {
      const values = isError ? [value] : [null, ...(value as readonly unknown[])];
      running.run(task, () => {
        try {
          callback(...values);
        } catch (error) {
          task.run.fail(task, { kind: 'callback', error });
        }
      });
    },
  });
}

/** What a method returns that gives an async iterator: each of its steps is a call. */
function iterate(
  use: Use,
  args: readonly unknown[],
  begin: () => unknown,
): AsyncIterableIterator<unknown> {
  let iterator: AsyncIterator<unknown> | undefined;
  const stepOf = (step: 'next' | 'return', given: readonly unknown[]) => {
    const taken: Use = { ...use, name: `${use.name}.${step}` };
    return promise(taken, step === 'next' ? args : given, () => {
      iterator ??= iteratorOf(begin());
      if (step === 'next') return iterator.next();
      return iterator.return?.(given[0]) ?? { done: true, value: given[0] };
    }) as Promise<IteratorResult<unknown>>;
  };
  return {
    next: () => stepOf('next', []),
    return: (value?: unknown) => stepOf('return', [value]),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function iteratorOf(iterable: unknown): AsyncIterator<unknown> {
  const { [Symbol.asyncIterator]: begin } = Object(iterable) as Partial<AsyncIterable<unknown>>;
  if (typeof begin === 'function') return begin.call(iterable);
  throw new TypeError('It is no async iterator.');
}

/** What a call touches. */
function footprintOf({ service, footprints }: Declared, name: string, args: unknown[]): Footprint {
  const own = Object.hasOwn(footprints, name) ? footprints[name] : undefined;
  if (own === undefined) return [wholeOf(service.area, true)];
  const touched: unknown = own(...args);
  const { reads, writes } = Object(touched) as { [Part in keyof Touched]?: unknown };
  if (!areKeys(reads) || !areKeys(writes)) {
    throw new ModelError(
      `The footprint of ${service.name}.${name} is ${describeGiven(touched)}; return reads(…) or writes(…) with keys, which are strings.`,
    );
  }
  const accesses: Access[] = [];
  const add = (keys: readonly string[], isWrite: boolean) => {
    for (const key of keys) accesses.push({ area: service.area, key: `key ${key}`, isWrite });
  };
  add(reads, false);
  add(writes, true);
  return accesses;
}

const areKeys = (keys: unknown): keys is readonly string[] =>
  Array.isArray(keys) && keys.every((key) => typeof key === 'string');
