/**
 * Buffers that calls fill. The service gets a copy of a buffer, as of all arguments; the bytes that it read go into the
 * buffer of the caller when the answer comes.
 */
import type { Method } from './methods.js';

/** What a service answers to a call that reads into buffers. */
interface Filled {
  readonly count: number;
  /** The buffer, or the list of buffers, that was given. */
  readonly filled: unknown;
}

/** A method of the service that answers with the buffers that it filled. */
export const answeringBuffers =
  (method: Method): Method =>
  (first, target, ...rest) => ({ count: method(first, target, ...rest), filled: target });

/** A callback in the style of Node. */
type Callback = (error: unknown, ...values: readonly unknown[]) => void;

/** Splits arguments into those before a callback, and the callback; undefined if there is none. */
function split(args: readonly unknown[]): readonly [readonly unknown[], Callback | undefined] {
  const last = args.at(-1);
  return typeof last === 'function' ? [args.slice(0, -1), last as Callback] : [args, undefined];
}

/** The usual buffer of a read, as in Node. */
const usualBuffer = () => Buffer.alloc(16_384);

/** `read`, `readv` and their synchronous forms, as the caller calls them. */
export const readingInto =
  (method: Method): Method =>
  (first, ...args) => {
    const [given, callback] = split(args);
    const [target, ...rest] = withBuffer(given);
    const count = (result: unknown) => {
      const { filled, count: read } = result as Filled;
      fill(target, filled);
      return read;
    };
    if (callback !== undefined) {
      return method(first, target, ...rest, (error: unknown, result: unknown) =>
        error === null ? callback(null, count(result), target) : callback(error),
      );
    }
    const result = method(first, target, ...rest);
    return result instanceof Promise ? result.then(count) : count(result);
  };

/** `write`, `writev` and their synchronous forms: a callback gets what was given, too. */
export const writingFrom =
  (method: Method): Method =>
  (first, target, ...args) => {
    const [given, callback] = split(args);
    if (callback === undefined) return method(first, target, ...given);
    return method(first, target, ...given, (error: unknown, count: unknown) =>
      error === null ? callback(null, count, target) : callback(error),
    );
  };

/** The arguments of a read with the buffer first. It may be among the options, or be missing. */
export function withBuffer([first, ...rest]: readonly unknown[]): readonly unknown[] {
  if (ArrayBuffer.isView(first) || Array.isArray(first)) return [first, ...rest];
  const { buffer = usualBuffer(), ...options } = Object(first) as { readonly buffer?: unknown };
  return [buffer, options];
}

/** Puts bytes into the buffers of a caller. */
function fill(target: unknown, filled: unknown): void {
  if (Array.isArray(target) && Array.isArray(filled)) {
    target.forEach((one, at) => fill(one, filled[at]));
  } else if (ArrayBuffer.isView(target) && ArrayBuffer.isView(filled)) {
    bytesOf(target).set(bytesOf(filled));
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
