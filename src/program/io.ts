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
