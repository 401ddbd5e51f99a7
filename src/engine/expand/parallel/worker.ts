/** A thread that helps to expand a level. It sees numbers only, so it needs no model. */
import { parentPort } from 'node:worker_threads';
import { expandShare } from './batch.js';
import { newWorkspace, fitWorkspace } from '../workspace.js';
import type { Kernel } from '../kernel.js';

/** An order to a thread. */
export interface Order {
  readonly kernel: Kernel;
  readonly cursor: Int32Array;
  readonly to: number;
}

const workspace = newWorkspace();

// The first message says that the thread is ready.
parentPort?.postMessage('ready');

parentPort?.on('message', ({ kernel, cursor, to }: Order) => {
  const { store } = kernel;
  fitWorkspace(workspace, kernel.mostEnabled, store.words, store.inner.length);
  parentPort?.postMessage(expandShare(kernel, workspace, cursor, to));
});
