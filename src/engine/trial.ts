/**
 * Whether it pays to remember.
 *
 * To find out and remember takes longer than just to run. It pays where the same is asked again often
 * enough, and at the start of a search nothing was asked before. So it is tried several times, longer
 * each time, and given up where none of them paid.
 */

/** How remembering does. */
export interface Trial {
  /** What had to be found out since the trial began. */
  missed: number;
  /** When that was, in questions. */
  since: number;
  /** How many misses it lasts. */
  length: number;
  /** How many trials in a row did not pay. */
  failed: number;
}

/** After so many misses it is looked for the first time whether it pays. */
const first = 256;

/** So many times longer is each next trial. */
const longer = 4;

/** After so many in vain it is given up. */
const most = 3;

/** It pays where at most one question in so many has to be found out. */
const worth = 2;

/** Begins. */
export function newTrial(): Trial {
  return { missed: 0, since: 0, length: first, failed: 0 };
}

/**
 * Notes that something had to be found out.
 *
 * @param asked - How many questions were asked until now, or more.
 * @returns True where it is time to give up.
 */
export function failsAt(trial: Trial, asked: number): boolean {
  if (++trial.missed < trial.length) return false;
  const paid = trial.missed * worth <= asked - trial.since;
  trial.failed = paid ? 0 : trial.failed + 1;
  trial.length = paid ? first : trial.length * longer;
  trial.missed = 0;
  trial.since = asked;
  return trial.failed >= most;
}
