/** An object behind the boundary: each call of a method that a task makes becomes events. */
import { describeGiven } from '../../validation/refuse.js';
import { addAccess, wholeOf, type Footprint } from '../footprint.js';
import type { Footprints, ServiceOptions, Touched } from '../io.js';
import { refuseIn, running, type RunningTask } from '../run/running.js';
import { answerOf, isThenable, makeCall, type Answer, type Call, type Called } from './calls.js';
import { copied } from './copied.js';
import { touchedBy } from './touches.js';

/** A service with everything that was declared of it. */
interface Declared {
  readonly service: Called;
  readonly footprints: Readonly<Record<string, ((...args: unknown[]) => Touched) | undefined>>;
  readonly immediate: ReadonlySet<string>;
  readonly iterators: ReadonlySet<string>;
  /** The methods that take a callback in the style of Node. */
  readonly callbacks: (name: string) => boolean;
  /** Whether arguments and results are copied. */
  readonly copies: boolean;
}

/** A method of any object. */
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Wraps an object, so that the calls of tasks become events. Other code calls it as it is. */
export function serviceOver<Service extends object>(
  called: Called,
  object: Service,
  footprints: Footprints<Service> = {},
  options: ServiceOptions<Service> = {},
): Service {
  const { copy = true, immediate = [], iterators = [], callbacks = [] } = options;
  const declared: Declared = {
    service: called,
    footprints: footprints,
    immediate: new Set<string>(immediate),
    iterators: new Set<string>(iterators),
    callbacks: (name) => callbacks === true || callbacks.some((one) => one === name),
    copies: copy,
  };
  return wrapObject(declared, object, '');
}

/** @param path - The path to the object in its service, as in `charges.`; empty for the service itself. */
function wrapObject<Target extends object>(
  declared: Declared,
  object: Target,
  path: string,
): Target {
  const { area } = declared.service;
  const parts = new WeakMap<object, unknown>();
  const wrapped = new Map<PropertyKey, { readonly method: unknown; readonly wrapper: Method }>();
  return new Proxy(loosened(object), {
    get: (_, name) => {
      const value: unknown = Reflect.get(object, name, object);
      const task = running.getStore();
      if (isMethod(value, name)) {
        const known = wrapped.get(name);
        if (known?.method === value) return known.wrapper;
        const isIterable = name === Symbol.asyncIterator;
        const own = isIterable ? 'iterate' : String(name);
        const wrapper = wrap(declared, object, `${path}${own}`, value, isIterable);
        wrapped.set(name, { method: value, wrapper });
        return wrapper;
      }
      if (task === undefined || typeof name === 'symbol' || typeof value === 'function')
        return value;
      task.run.touch(wholeOf(area, false));
      if (typeof value !== 'object' || value === null) return value;
      // A part of a client, as in `db.users.find(…)`, is behind the boundary too.
      const part = parts.get(value) ?? wrapObject(declared, value, `${path}${name}.`);
      parts.set(value, part);
      return part;
    },
    set: (target, name, value) => {
      running.getStore()?.run.touch(wholeOf(area, true));
      if (target !== object) Reflect.set(target, name, value);
      return Reflect.set(object, name, value, object);
    },
    deleteProperty: (target, name) => {
      running.getStore()?.run.touch(wholeOf(area, true));
      if (target !== object) Reflect.deleteProperty(target, name);
      return Reflect.deleteProperty(object, name);
    },
    has: (target, name) => {
      running.getStore()?.run.touch(wholeOf(area, false));
      return Reflect.has(target, name);
    },
    ownKeys: (target) => {
      running.getStore()?.run.touch(wholeOf(area, false));
      return Reflect.ownKeys(target);
    },
    // A service that is a function itself.
    apply: (_, self, args) =>
      wrap(declared, self, `${path}call`, object as unknown as Method)(...(args as unknown[])),
  });
}

/**
 * What a proxy of an object stands on. A proxy must show the functions of a frozen object as they are. So for an
 * object with properties that cannot change, it stands on a copy.
 */
function loosened<Service extends object>(object: Service): Service {
  if (Object.isExtensible(object)) return object;
  const properties = Object.entries(Object.getOwnPropertyDescriptors(object));
  return Object.create(
    Object.getPrototypeOf(object) as object | null,
    Object.fromEntries(properties.map(([name, one]) => [name, { ...one, configurable: true }])),
  ) as Service;
}

/** Whether calls of a function are calls of the service: not if every object has it. */
const isMethod = (value: unknown, name: PropertyKey): value is Method =>
  typeof value === 'function' &&
  (typeof name !== 'symbol' || name === Symbol.asyncIterator) &&
  Reflect.get(Object.prototype, name) !== value &&
  name !== 'constructor';

function wrap(
  declared: Declared,
  target: unknown,
  name: string,
  method: Method,
  isIterable = false,
): Method {
  const { service, footprints } = declared;
  const isIterator = declared.iterators.has(name) || isAsyncGenerator(method) || isIterable;
  const footprint = Object.hasOwn(footprints, name) ? footprints[name] : undefined;
  return (...args) => {
    const task = running.getStore();
    if (task === undefined) return method.apply(target, args);
    const takesCallback = declared.callbacks(name) && typeof args.at(-1) === 'function';
    const own = takesCallback ? args.slice(0, -1) : args;
    const { given, isShared } = argumentsFor(declared, task, name, own);
    const touches = [...touchedBy(task, service, name, footprint && (() => footprint(...own)))];
    // What is handed over as it is may be memory of the caller, and the service may keep it.
    if (isShared) {
      touches.push(wholeOf(task.process.memory.area, true));
      addAccess(task.process.shared, wholeOf(service.area, true));
    }
    const one: Use = { declared, task, name, touches, given };
    const call = (values: unknown[]) => method.apply(target, values);
    if (declared.immediate.has(name)) {
      for (const access of touches) task.run.touch(access);
      return resultFor(one, call(given));
    }
    if (isIterator) return iterate(one, () => call(given));
    if (takesCallback) return callBack(one, args.at(-1) as Callback, call);
    return promise(one, () => expectPromise(one, call(given)));
  };
}

/** The arguments as the service gets them, and whether some of them are handed over as they are. */
function argumentsFor(
  { service, copies }: Declared,
  task: RunningTask,
  name: string,
  args: readonly unknown[],
): { readonly given: unknown[]; readonly isShared: boolean } {
  if (!copies) return { given: [...args], isShared: args.some(isReference) };
  let isShared = false;
  const onShared = (value: unknown) => {
    isShared = true;
    if (typeof value !== 'function') return;
    refuseIn(
      task,
      `${service.name}.${name} was given a function, which cannot be sent to a service; if it is a callback in the style of Node, name the method in callbacks, otherwise give { copy: false }.`,
    );
  };
  return { given: args.map((arg) => copied(arg, onShared)), isShared };
}

/** The result as the caller gets it. If it is handed over as it is, the process shares memory with the service. */
function resultFor<Value>({ declared: { service, copies }, task }: Use, result: Value): Value {
  const share = () => {
    addAccess(task.process.shared, wholeOf(service.area, true));
    task.run.touch(wholeOf(service.area, true));
  };
  if (copies) return copied(result, share);
  if (isReference(result)) share();
  return result;
}

/** True for a value through which memory is shared. */
const isReference = (value: unknown): boolean =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Refuses a result that is no promise: the type of the method promises none either. */
function expectPromise({ declared: { service }, task, name }: Use, result: unknown): unknown {
  if (isThenable(result)) return result;
  return refuseIn(
    task,
    `${service.name}.${name} returned ${describeGiven(result)} and no promise; if it answers at once, name it in immediate: io.service(${JSON.stringify(service.name)}, …, {}, { immediate: [${JSON.stringify(name)}] }).`,
  );
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
  /** The arguments as the service gets them. */
  readonly given: unknown[];
}

/** The call that a use of a method makes. */
const callOf = (
  { declared: { service }, task, name, touches, given }: Use,
  perform: Call['perform'],
  answer: Call['answer'],
): Call => ({ task, service, method: name, args: given, touches, perform, answer });

/** A call of a method that returns a promise. */
function promise(use: Use, call: () => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const perform: Call['perform'] = (answered) =>
      answerOf(call, ({ isError, value }) =>
        answered({ isError, value: isError ? value : resultFor(use, value) }),
      );
    const answer: Call['answer'] = ({ isError, value }) => {
      const settle = isError ? reject : resolve;
      settle(value);
    };
    makeCall(callOf(use, perform, answer));
  });
}

/** A callback in the style of Node: an error or null, then values. */
type Callback = (...given: unknown[]) => unknown;

/** The values for a callback. A timeline shows one value as that of a promise. */
const inList = (values: readonly unknown[]) => ({
  value: values,
  shown: values.length < 2 ? values[0] : values,
});

/** A call of a method whose last argument is a callback in the style of Node. */
function callBack(use: Use, callback: Callback, call: (args: unknown[]) => unknown): void {
  const { task, given } = use;
  const perform: Call['perform'] = (answered) => {
    let isAnswered = false;
    const answerOnce = (answer: Answer) => {
      if (!isAnswered) answered(answer);
      isAnswered = true;
    };
    const hear: Callback = (error, ...values) =>
      error === null || error === undefined
        ? answerOnce({ isError: false, ...inList(values.map((value) => resultFor(use, value))) })
        : answerOnce({ isError: true, value: error });
    try {
      call([...given, hear]);
    } catch (error) {
      answerOnce({ isError: true, value: error });
    }
  };
  const answer: Call['answer'] = ({ isError, value }) => {
    const values = isError ? [value] : [null, ...(value as readonly unknown[])];
    running.run(task, () => {
      try {
        callback(...values);
      } catch (error) {
        task.run.fail(task, { kind: 'callback', error });
      }
    });
  };
  makeCall(callOf(use, perform, answer));
}

/** What a method returns that gives an async iterator: each of its steps is a call. */
function iterate(use: Use, begin: () => unknown): AsyncIterableIterator<unknown> {
  let iterator: AsyncIterator<unknown> | undefined;
  const stepOf = (step: 'next' | 'return', value?: unknown) => {
    const given = step === 'next' ? use.given : [value];
    return promise({ ...use, name: `${use.name}.${step}`, given }, () => {
      iterator ??= iteratorOf(begin());
      if (step === 'next') return iterator.next();
      return iterator.return?.(value) ?? Promise.resolve({ done: true, value });
    }) as Promise<IteratorResult<unknown>>;
  };
  return {
    next: () => stepOf('next'),
    return: (value?: unknown) => stepOf('return', value),
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
