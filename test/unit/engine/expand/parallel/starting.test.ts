/** Threads start one by one, and a thread that fails does no harm if it has no work yet. */
import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { Kernel } from '../../../../../src/engine/expand/kernel.js';
import { isReady } from '../../../../../src/engine/expand/parallel/messages.js';
import { threadsOf } from '../../../../../src/engine/expand/parallel/threads.js';
import { numbers } from '../../../../../src/engine/store/numbers.js';

/** A thread that does nothing by itself. */
class Idle extends EventEmitter {
  readonly orders: unknown[] = [];
  ref(): void {}
  unref(): void {}
  postMessage(order: unknown): void {
    this.orders.push(order);
  }
}

/** Threads, and those that were launched. */
function started(count: number) {
  const launched: Idle[] = [];
  const threads = threadsOf(count, 'at once', () => {
    launched.push(new Idle());
    return launched.at(-1) as unknown as Worker;
  });
  return { threads, launched };
}

test('each call starts one more, and all must be ready', () => {
  const { threads, launched } = started(3);
  expect([threads.start(), threads.start(), threads.start()]).toEqual([false, false, false]);
  expect(launched).toHaveLength(2);
  launched[0]?.emit('message', isReady);
  expect(threads.start()).toBe(false);
  launched[1]?.emit('message', 'from other code of the process');
  expect(threads.start()).toBe(false);
  launched[1]?.emit('message', isReady);
  expect(threads.start()).toBe(true);
});

test.each([
  ['error', new Error('no memory')],
  ['exit', 0],
])('after an event "%s" of a thread there are no threads', (event, given) => {
  const { threads, launched } = started(2);
  threads.start();
  launched[0]?.emit('message', isReady);
  expect(threads.start()).toBe(true);
  launched[0]?.emit(event, given);
  expect(threads.start()).toBe(false);
  expect(launched).toHaveLength(1);
});

test('a process that may not have threads has none', () => {
  let tries = 0;
  const threads = threadsOf(2, 'at once', () => {
    tries++;
    throw new Error('Access to this API has been restricted');
  });
  expect([threads.start(), threads.start()]).toEqual([false, false]);
  expect(tries).toBe(1);
});

/** A kernel with no states, so that this thread has nothing to do. */
const empty = {
  mostEnabled: 0,
  store: { words: 1, inner: [] },
  threwChoice: new Uint8Array(0),
  steps: numbers(0),
} as unknown as Kernel;

test.each([
  ['error', new Error('no memory'), /^A thread of the search failed; search with one: workers: 1/],
  ['exit', 0, /^A thread of the search was ended from outside; search with one: workers: 1/],
])('after an event "%s" of a thread that works, the search fails', async (event, given, says) => {
  const { threads, launched } = started(2);
  threads.start();
  launched[0]?.emit('message', isReady);
  const shares = threads.expand(empty, 0, 0);
  expect(launched[0]?.orders).toHaveLength(1);
  launched[0]?.emit('message', 'from other code of the process');
  launched[0]?.emit(event, given);
  await expect(shares).rejects.toThrow(says);
});
