/** A thread that helps to expand a level. It sees numbers only, so it needs no model. */
import { parentPort } from 'node:worker_threads';
import { expandShare } from './batch.js';
import { isReady, type Answer, type Order } from './messages.js';
import { newWorkspace, fitWorkspace } from '../workspace.js';

const workspace = newWorkspace();

parentPort?.on('message', ({ kernel, cursor, to }: Order) => {
  const { store } = kernel;
  fitWorkspace(workspace, kernel.mostEnabled, store.words, store.inner.length);
  const answer: Answer = { share: expandShare(kernel, workspace, cursor, to) };
  parentPort?.postMessage(answer);
});
parentPort?.postMessage(isReady);
