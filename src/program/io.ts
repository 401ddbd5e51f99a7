/** The boundary of a program, as its code sees it: everything that goes in or out passes through `io`. */

/** What a call touches in its service: keys that it reads, and keys that it writes. */
export interface Touched {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/**
 * For methods of a service: what a call with these arguments touches. Calls that touch different keys, or only
 * read, are independent, and only one of their orders is explored. A method that is not named touches
 * everything in the service.
 */
export type Footprints<Service> = {
  readonly [
    Name in keyof Service as Service[Name] extends (...args: never) => unknown ? Name : never
  ]?: Service[Name] extends (...args: infer Args) => unknown ? (...args: Args) => Touched : never;
};

/** The options of `io.service`. */
export interface ServiceOptions<Service> {
  /** True: a call is performed and answered in one event. Absent: in two. */
  readonly atomic?: boolean;
  /**
   * False: arguments and results are handed over as they are. Absent: they are copied, as over a network, so
   * that caller and service share no memory. What cannot be copied, such as an instance of a class with private fields, is
   * handed over too; the search then takes it that caller and service share memory.
   */
  readonly copy?: boolean;
  /** Methods whose last argument is a callback in the style of Node. True: all that are given a function there. */
  readonly callbacks?: true | readonly (keyof Service & string)[];
  /** Methods that answer at once, without a promise. A call of these is part of the event that makes it. */
  readonly immediate?: readonly (keyof Service & string)[];
  /** Methods that return an async iterator. Each of its steps is a call. Native async generators need no mention. */
  readonly iterators?: readonly (keyof Service & string)[];
}

/** A queue of messages between tasks. */
export interface Channel<Message> {
  /** Puts a message into the channel. */
  send: (message: Message) => void;
  /** Waits for a message. Several tasks may wait. */
  receive: () => Promise<Message>;
  /** How many messages wait. */
  readonly size: number;
  /** All messages, as they come. The loop never ends by itself. */
  [Symbol.asyncIterator]: () => AsyncIterator<Message, never>;
}

/** The options of `io.channel`. */
export interface ChannelOptions {
  /** `fifo`, which is the default: messages arrive in the order in which they were sent. `any`: in any order. */
  readonly order?: 'fifo' | 'any';
}

/** An EventEmitter of `node:events`, or an EventTarget. */
export type Emitter =
  | EventTarget
  | { on(...args: never): unknown; off(...args: never): unknown; emit(...args: never): boolean };

/** Answers requests in place of the network. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** The options of `io.fetch`. */
export interface FetchOptions {
  /** What a request touches, by its URL and method. Absent: everything. Its body cannot be read here. */
  readonly footprint?: (request: Request) => Touched;
}
/** A file system in the form of `node:fs`. */
export type FileSystem = typeof import('node:fs');

/** The boundary of a program. `start` gets one for every run. */
export interface Io {
  /**
   * Puts an object behind the boundary, as a service that tasks call. Each call of a method is two events:
   * the service performs it, and later the caller gets the answer. Other events may come in between.
   *
   * Outside of tasks, as in the `state` of a program, methods are called as they are.
   *
   * @param name - Its name in timelines.
   * @param object - Any object: its methods return promises, or take a callback in the style of Node.
   * @param footprints - What a call of each method touches. Absent: everything.
   * @param options - How calls are answered.
   * @returns The object to give to the code under test. It has the type of the object.
   * @example
   * const store = io.service('store', new MemoryStore(), { get: (key) => reads(key) });
   */
  service<Service extends object>(
    name: string,
    object: Service,
    footprints?: Footprints<Service>,
    options?: ServiceOptions<Service>,
  ): Service;
  /**
   * Makes a channel: a queue of messages between tasks. That a message arrives is an event.
   *
   * @param name - Its name in timelines.
   */
  channel<Message>(name: string, options?: ChannelOptions): Channel<Message>;
  /**
   * Puts an emitter behind the boundary. What a task emits or dispatches is an event of its own: the listeners are
   * called later, in the order in which the emitter emits. Each listener runs for the task that registered it.
   *
   * In `start` and outside of tasks, emitting calls the listeners at once.
   *
   * @param name - Its name in timelines.
   * @param emitter - A new EventEmitter or EventTarget, for this run alone.
   * @returns The same emitter, changed.
   * @example
   * const bus = io.events('bus', new EventEmitter());
   */
  events<One extends Emitter>(name: string, emitter: One): One;
  /**
   * Answers the requests that tasks make with the global `fetch`. Each is a call of a service that is named `fetch`: two
   * events. Bodies are copied. If the signal of a request aborts before the answer comes, its promise rejects, and the
   * request may or may not have taken effect.
   *
   * Outside of tasks, the global `fetch` is the real one.
   *
   * @param handler - Answers in place of the network. If it throws, the request fails with a TypeError, as in a network.
   * @returns A `fetch`, for code that takes one.
   * @example
   * io.fetch(async (request) => Response.json(await store.get(new URL(request.url).pathname)));
   */
  fetch(handler: FetchHandler, options?: FetchOptions): typeof fetch;
  /**
   * Makes a file system in memory, as a service with the name `fs`. Code that takes `node:fs` takes it, and code
   * that takes `node:fs/promises` takes its `promises`. A synchronous call is part of the event that makes it.
   * Calls with different paths are independent.
   *
   * It needs the package `memfs`. It has no links, streams and watchers. It is frozen, because processes share
   * it. Give `{ ...fs }` to code that writes to the object.
   *
   * @param files - Files that are there from the start: their contents by path; null for a directory.
   * @example
   * const fs = io.fs({ '/jobs/1.json': '{}' });
   */
  fs(files?: Readonly<Record<string, string | null>>): FileSystem;
  /**
   * A number from 0 up to 1, as `Math.random` returns it: from a fixed seed, the same in every run.
   */
  random(): number;
  /** A version 4 UUID from a fixed seed: the same in every run. */
  uuid(): string;
  /**
   * Waits for one of several values. Every choice is explored.
   *
   * @param name - What is chosen, for timelines.
   * @param values - At least one value: plain data.
   */
  choose<Value>(name: string, values: readonly Value[]): Promise<Value>;
}

/**
 * A footprint that reads keys of a service.
 *
 * @example
 * io.service('store', store, { get: (key) => reads(key) })
 */
export const reads = (...keys: readonly string[]): Touched => ({ reads: keys, writes: [] });

/** A footprint that writes keys of a service, and may also read them. */
export const writes = (...keys: readonly string[]): Touched => ({ reads: [], writes: keys });
