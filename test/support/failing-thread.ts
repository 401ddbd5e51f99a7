/** A module that fails in the thread that loads it, after it was loaded. */
export { inBeforeOut, three } from './threaded-program.js';

setTimeout(() => {
  throw new Error('too late');
}, 20);
