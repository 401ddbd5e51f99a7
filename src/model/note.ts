/**
 * A note of the code that runs now. It is in memory that threads share, so another thread can read it although this
 * thread never pauses, as in a call of `Array.prototype.fill` that takes minutes.
 *
 * It is written each time that code of a model is called. To make a text would cost too much, so it gets the
 * characters one by one, and an action goes without its choice.
 */
import type { Code } from './code.js';

/** The most characters of a note. */
export const mostNoted = 200;

/** A note that threads share. `cli/watchdog.js` reads it. */
export interface Note {
  /** How often it was written, and how many characters it has now: 0 if no code of a model runs. */
  readonly counts: Int32Array;
  readonly text: Uint16Array;
}

/** An empty note. */
export const emptyNote = (): Note => ({
  counts: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
  text: new Uint16Array(new SharedArrayBuffer(mostNoted * Uint16Array.BYTES_PER_ELEMENT)),
});

/** Writes which code runs now; none if it is undefined. */
export function writeNote({ counts, text }: Note, code: Code | undefined): void {
  let length = 0;
  const add = (words: string): void => {
    for (let index = 0; index < words.length && length < mostNoted; index++) {
      text[length++] = words.charCodeAt(index);
    }
  };
  if (code !== undefined) {
    const { of, part } = code;
    if (typeof of === 'string') add(of);
    else if ('property' in of) {
      add('Property "');
      add(of.property);
      add('"');
    } else {
      add(of.actor);
      add('.');
      add(of.step);
    }
    if (part !== undefined) {
      add(': ');
      add(part);
    }
  }
  counts[0] = (counts[0] as number) + 1;
  counts[1] = length;
}
