/**
 * Puts stand-ins in the place of everything global that reads a clock, sets a timer or draws a random value.
 * Code of a task gets the time and the chance of its run. All other code gets the real ones, as before.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { refuseFetch } from '../boundary/fetch.js';
import { draw, running, type RunningTask } from '../run/running.js';
import { uuidFrom } from '../run/uuid.js';
import {
  clearTimer,
  every,
  setTimer,
  timeOf,
  timeoutSignal,
  waitFor,
  type Callback,
} from './timers.js';

/** Any function. */
type AnyFunction = (this: unknown, ...args: never[]) => unknown;

/** An object whose functions can be replaced. */
type Owner = Record<string, unknown>;

const require = createRequire(import.meta.url);

/** How many searches use the stand-ins, and what puts the originals back. */
let users = 0;
let putBack: (() => void)[] = [];

/** Puts the stand-ins in place. Returns a function that puts the originals back once no search uses them. */
export function useStandIns(): () => void {
  if (users++ === 0) putInPlace();
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    if (--users > 0) return;
    for (const restore of putBack.reverse()) restore();
    putBack = [];
    syncBuiltinESMExports();
  };
}

/** Replaces a function by one that asks whether a task calls it. */
function replace(
  owner: Owner,
  name: string,
  forTask: (task: RunningTask, original: AnyFunction, args: unknown[]) => unknown,
): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  const real = original as AnyFunction;
  const standIn = function (this: unknown, ...args: unknown[]): unknown {
    const task = running.getStore();
    if (task === undefined) return real.apply(this, args as never[]);
    return forTask(task, real.bind(this), args);
  };
  if (promisify.custom in original) {
    const promised = Reflect.get(original, promisify.custom) as AnyFunction;
    Object.defineProperty(standIn, promisify.custom, {
      configurable: true,
      value: promisedOf(name, promised),
    });
  }
  put(owner, name, standIn);
}

/** What `util.promisify` makes of a stand-in. */
const promisedOf = (name: string, real: AnyFunction) =>
  function (this: unknown, ...args: unknown[]): unknown {
    const task = running.getStore();
    if (task === undefined) return real.apply(this, args as never[]);
    return name === 'setImmediate'
      ? waitFor(task, 'immediate', 0, args[0])
      : waitFor(task, 'timeout', args[0], args[1]);
  };

/** Puts a value in the place of another, and remembers the other. */
function put(owner: Owner, name: string, value: unknown): void {
  putProperty(owner, name, { writable: true, value });
}

/** Puts a property in the place of another, and remembers the other. */
function putProperty(owner: Owner, name: string, property: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  // `node:crypto` takes this function from the global object, which has a stand-in.
  if (before?.configurable === false) return;
  Object.defineProperty(owner, name, {
    configurable: true,
    enumerable: before?.enumerable ?? false,
    ...property,
  });
  putBack.push(() => {
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  });
}

function putInPlace(): void {
  const platform = globalThis as unknown as Owner;
  for (const owner of [platform, require('node:timers') as Owner]) replaceTimers(owner);
  replacePromised(require('node:timers/promises') as Owner);
  put(platform, 'Date', dateOfTask(Date));
  replace(performance as unknown as Owner, 'now', (task) => timeOf(task) - task.run.clock.begin);
  replaceHighResolution(process as unknown as Owner);
  replaceProcess(process as unknown as Owner);
  replace(AbortSignal as unknown as Owner, 'timeout', (task, _, [delay]) =>
    timeoutSignal(task, delay),
  );
  replace(platform, 'fetch', (task, _, args) =>
    (task.run.fetch ?? (() => refuseFetch(task)))(...(args as Parameters<typeof fetch>)),
  );
  replaceChance(platform);
  syncBuiltinESMExports();
}

/** Replaces `process.hrtime` and `process.hrtime.bigint`: nanoseconds since the run began. */
function replaceHighResolution(owner: Owner): void {
  const nanoseconds = (task: RunningTask) =>
    BigInt(timeOf(task) - task.run.clock.begin) * 1_000_000n;
  const real = owner['hrtime'] as Owner;
  replace(owner, 'hrtime', (task, _, [before]) => {
    const [seconds, rest] = Array.isArray(before) ? (before as [number, number]) : [0, 0];
    const since = nanoseconds(task) - BigInt(seconds) * 1_000_000_000n - BigInt(rest);
    return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)];
  });
  const standIn = owner['hrtime'] as Owner;
  put(standIn, 'bigint', real['bigint']);
  replace(standIn, 'bigint', nanoseconds);
}

/** `process.pid` of the first process of a run. The others count on from there. */
const firstPid = 1001;

/**
 * Replaces what code asks of its process. Packages make the names of temporary files from `process.pid`, so
 * each process of a run needs one of its own, the same in every run and for every recording.
 */
function replaceProcess(owner: Owner): void {
  const { pid } = process;
  putProperty(owner, 'pid', {
    get: () => {
      const task = running.getStore();
      return task === undefined ? pid : firstPid + task.process.index;
    },
  });
  replace(owner, 'uptime', (task) => (timeOf(task) - task.run.clock.begin) / 1000);
}

function replaceTimers(owner: Owner): void {
  const kinds = { setTimeout: 'timeout', setInterval: 'interval' } as const;
  for (const [name, kind] of Object.entries(kinds)) {
    replace(owner, name, (task, _, [callback, delay, ...args]) =>
      setTimer(task, kind, delay, callback, args),
    );
  }
  replace(owner, 'setImmediate', (task, _, [callback, ...args]) =>
    setTimer(task, 'immediate', 0, callback, args),
  );
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate']) {
    replace(owner, name, (task, original, [handle]) => {
      // A number may be that of another timer, outside of tasks.
      if (!clearTimer(task, handle) && typeof handle === 'object') {
        original(...([handle] as never[]));
      }
    });
  }
}

/** The options of a wait. */
interface WaitOptions {
  readonly signal?: AbortSignal;
}

function replacePromised(owner: Owner): void {
  replace(owner, 'setTimeout', (task, _, [delay, value, options]) =>
    waitFor(task, 'timeout', delay, value, (options as WaitOptions | undefined)?.signal),
  );
  replace(owner, 'setImmediate', (task, _, [value, options]) =>
    waitFor(task, 'immediate', 0, value, (options as WaitOptions | undefined)?.signal),
  );
  replace(owner, 'setInterval', (task, _, [delay, value, options]) =>
    every(task, delay, value, (options as WaitOptions | undefined)?.signal),
  );
  const scheduler = owner['scheduler'] as Owner;
  replace(scheduler, 'wait', (task, _, [delay, options]) =>
    waitFor(task, 'timeout', delay, undefined, (options as WaitOptions | undefined)?.signal),
  );
  replace(scheduler, 'yield', (task) => waitFor(task, 'immediate', 0, undefined));
}

/** A `Date` that knows the time of the run. */
function dateOfTask(real: DateConstructor): DateConstructor {
  const now = () => {
    const task = running.getStore();
    return task === undefined ? real.now() : timeOf(task);
  };
  return new Proxy(real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new real(now()).toString(),
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
}

/** Replaces what draws random values. Each process has random values of its own, the same in every run. */
function replaceChance(platform: Owner): void {
  replace(Math as unknown as Owner, 'random', draw);
  const owners = [platform['crypto'] as Owner, require('node:crypto') as Owner];
  for (const owner of owners) {
    replace(owner, 'randomUUID', (task) => uuidFrom(() => draw(task)));
    replace(owner, 'getRandomValues', (task, _, [array]) =>
      filled(array as Uint8Array, () => draw(task)),
    );
  }
  const [, module = {}] = owners;
  replace(module, 'randomBytes', (task, _, [size, callback]) =>
    handOver(
      filled(Buffer.alloc(Number(size)), () => draw(task)),
      callback,
    ),
  );
  replace(module, 'randomInt', (task, _, args) => {
    const numbers = args.filter((arg) => typeof arg === 'number');
    const [max = 0, min = 0] = numbers.reverse();
    return handOver(min + Math.floor(draw(task) * (max - min)), args.at(-1));
  });
  for (const name of ['randomFill', 'randomFillSync']) {
    replace(module, name, (task, _, [array, ...args]) => {
      const numbers = args.filter((arg) => typeof arg === 'number');
      const [offset = 0, size] = numbers;
      const whole = array as Uint8Array;
      filled(whole.subarray(offset, size === undefined ? undefined : offset + size), () =>
        draw(task),
      );
      return handOver(array, args.at(-1));
    });
  }
}

/** Returns a value, or gives it to a callback. */
function handOver(value: unknown, callback: unknown): unknown {
  if (typeof callback !== 'function') return value;
  queueMicrotask(() => (callback as Callback)(null, value));
  return undefined;
}

/** Fills an array with random bytes. */
function filled<Bytes extends NodeJS.ArrayBufferView>(array: Bytes, random: () => number): Bytes {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (const at of bytes.keys()) bytes[at] = Math.floor(random() * 256);
  return array;
}
