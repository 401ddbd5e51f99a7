/** The messages between the main thread and those that help it. */
import type { Kernel } from '../kernel.js';
import type { Share } from './batch.js';

/** The first message of a thread: it is ready for orders. */
export const isReady = 'allways: ready';

/** An order to a thread. */
export interface Order {
  readonly kernel: Kernel;
  readonly cursor: Int32Array;
  readonly to: number;
}

/** What a thread did. */
export interface Answer {
  readonly share: Share;
}
