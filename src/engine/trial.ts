/**
 * Decides whether it saves time to remember answers.
 *
 * To learn an answer and remember it takes longer than to run the model once. This saves time only if the
 * same question comes again often enough, and at the start of a search every question is new. So there are
 * several trials, each longer than the last. If none of them saved time, remembering is given up.
 */

/** The current trial. */
export interface Trial {
  /** How many answers had to be learned since the trial began. */
  missed: number;
  /** How many questions had been asked when the trial began. */
  since: number;
  /** How many misses the trial lasts. */
  length: number;
  /** How many trials in a row did not save time. */
  failed: number;
}

/** How many misses the first trial lasts. */
const first = 256;

/** How many times longer each next trial is. */
const longer = 4;

/** After so many failed trials in a row, remembering is given up. */
const most = 3;

/** A trial saves time if at most one question in so many is a miss. */
const worth = 2;

/** Begins the first trial. */
export function newTrial(): Trial {
  return { missed: 0, since: 0, length: first, failed: 0 };
}

/**
 * Notes a miss.
 *
 * @param asked - How many questions were asked until now, or an upper bound.
 * @returns True if it is time to give up.
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
