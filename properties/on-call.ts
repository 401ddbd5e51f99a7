import { at, forState, type StateOf } from 'allways';
import type { onCall } from '../models/on-call/model.js';

type Hospital = StateOf<typeof onCall>;

const { eventually, invariant, noDeadlock, reachable } = forState<typeof onCall>();

const countOf = (s: Hospital, shift: string): number =>
  Object.values(s.databases.hospital.tables.shifts).filter((one) => one === shift).length;

const areDone = (s: Hospital): boolean =>
  Object.keys(s.processes).every((name) => at(s, name) === 'done');

export const somebodyOnCall = invariant(
  'somebody is on call',
  (s) => countOf(s, 'on call') > 0 || 'all doctors are off call',
  { because: 'A patient may come at any time.' },
);

export const nobodyWaits = noDeadlock(areDone);

export const canGoOff = reachable('a doctor can go off call', (s) => countOf(s, 'off') > 0, {
  because: 'A rule that lets nobody go is safe, and useless.',
});

export const allDone = eventually('every doctor is done in the end', areDone, {
  because: 'A transaction that aborts again and again never gets through.',
});

/** What must never happen. */
export const onCallSafety = [somebodyOnCall, nobodyWaits];

export const onCallProperties = [...onCallSafety, canGoOff, allDone];

export default onCallProperties;
