/**
 * Asks properties again with the names exchanged. In a search up to symmetry, a property is asked about one state of
 * each orbit, so its answer must not depend on the names.
 *
 * An answer is remembered by what was read for it. This includes what was read under other names: if the property reads
 * a place with the names exchanged, the place that moves there counts as read. So an answer from memory says two
 * things: what the property answers, and that it answers the same under all these names.
 */
import type { Complaint } from '../property/evaluate.js';
import type { FiniteProperty } from '../property/property.js';
import { recorderFor, type Recorder } from './draft/recorder.js';
import { reads } from './draft/read.js';
import type { Explorer } from './explorer.js';
import { tryToWatch } from './run/run-step.js';
import type { Slot, Vector } from './store/slots.js';
import { VectorMap } from './store/vector-map.js';
import { exchanging, slotBehind, type Orbits, type Trial } from './symmetry/orbits.js';

/** A question to a property under the names of the model, and how to ask it under other names. */
export interface Asked<State> {
  readonly property: FiniteProperty<State>;
  readonly answer: Complaint | undefined;
  /** The state that it was asked about; for a step, also the state after it. */
  readonly before: Vector;
  readonly after?: Vector;
  /** Asks it plainly about such states, with the names of a trial. */
  readonly plainly: (trial: Trial, before: Vector, after?: Vector) => Complaint | undefined;
  /** Asks it behind views that note what it reads. */
  readonly watched: (trial: Trial, recorder: Recorder) => Complaint | undefined;
}

/**
 * Refuses a property whose answer changes with the names.
 *
 * @param recorder - What was read for the answer. What is read under other names is added. Absent: it is not noted.
 * @returns Whether all reads were noted.
 * @throws ModelError that names the property.
 */
export function askUnderOtherNames<State>(
  explorer: Explorer<State>,
  asked: Asked<State>,
  recorder?: Recorder,
): boolean {
  const { orbits, space } = explorer;
  const { property, answer, before, after } = asked;
  // A property that throws is violated, whatever it does under other names.
  if (orbits === undefined || answer?.threw === true) return true;
  // A property of a step may also look at the names in the action.
  const mayDiffer = property.kind === 'transition' || recorder === undefined;
  if (!mayDiffer && !readsNames(orbits, recorder)) return true;
  const beforeUnder = exchanging(orbits, before);
  const afterUnder = after && exchanging(orbits, after);
  /** What was read in each state. Some trials lead to the same state. */
  const known = new VectorMap<Recorder>();
  let isNoted = true;
  for (const trial of orbits.trials) {
    const other = beforeUnder(trial);
    let seen = after === undefined ? known.get(other) : undefined;
    if (seen === undefined) {
      seen = recorderFor(space.slots, other, afterUnder?.(trial));
      if (after === undefined) known.add(other, seen);
      const { isSame, isAllNoted } = askTrial(asked, trial, seen, recorder !== undefined);
      explorer.ran++;
      if (!isSame) throw orbits.claim.otherAnswer(property);
      isNoted &&= isAllNoted;
    }
    if (recorder !== undefined) addReadsOf(recorder, seen, orbits, trial);
  }
  return isNoted;
}

/** Asks a property with the names of a trial, and compares the answers. */
function askTrial<State>(
  { answer, plainly, watched }: Asked<State>,
  trial: Trial,
  recorder: Recorder,
  notes: boolean,
): { readonly isSame: boolean; readonly isAllNoted: boolean } {
  const noted = notes
    ? attempt(() => tryToWatch(recorder, () => ({ complaint: watched(trial, recorder) })))
    : undefined;
  const found =
    noted ?? attempt(() => ({ complaint: plainly(trial, recorder.before, recorder.after) }));
  const isSame =
    found !== undefined &&
    found.complaint?.threw !== true &&
    (found.complaint === undefined) === (answer === undefined);
  return { isSame, isAllNoted: noted !== undefined };
}

/** What an attempt returns; undefined if it throws. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** Whether anything that was read would be another place, or have another value, if the names change places. */
function readsNames(
  { occurrences }: Orbits<never>,
  { reads: read, slots, before, after }: Recorder,
): boolean {
  for (const { kind, target } of read.values()) {
    if (kind === reads.shape || kind === reads.shapeAfter) return true;
    const vector = kind === reads.value ? before : (after ?? before);
    if (occurrences.isNamed(slots.all[target] as Slot)) return true;
    if (occurrences.leafOf(target, vector[target] ?? 0) !== null) return true;
  }
  return false;
}

/** Adds the places that move to what was read under a trial. */
function addReadsOf(recorder: Recorder, seen: Recorder, orbits: Orbits<never>, trial: Trial): void {
  for (const { kind, target } of seen.reads.values()) {
    const slot = slotBehind(orbits, trial, target);
    const key = 4 * slot.id + kind;
    if (!recorder.reads.has(key)) recorder.reads.set(key, { kind, target: slot.id });
  }
}
