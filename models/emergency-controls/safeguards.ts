import { defineSafeguards } from 'allways';

/**
 * What may be added to controls that set a flag, a record or a deletion, and no more. The automation
 * itself is one that is safe where nobody touches it: cleanup spares what an enactor holds, and a
 * write is refused where DNS shows a newer plan by then.
 */
export const emergencySafeguards = defineSafeguards({
  lookAgain: 'A run looks at the flag once more, just before it writes or deletes.',
  stopAtWrite: 'The flag is looked at in the very step that writes or deletes.',
  drain: 'A stop is said to be done once no run is under way.',
  stopFirst: 'Nothing is restored or forced while automation runs.',
  epochs: 'A stop or restore begins an epoch; a run of an older one is refused.',
  retireOlder: 'Enactors begin nothing that was planned before the last restore.',
  spareLive: 'Cleanup spares what DNS shows.',
  pinRestored: 'Cleanup spares what is being restored, and what was.',
  restoreAtOnce: 'A restore finds the plan and sets the record in one step.',
  checkAtDelete: 'What was looked at to allow a deletion is looked at again in it.',
  guardedForce: 'A forced cleanup refuses a plan that is live or held.',
});

/** The name of a safeguard. */
export type EmergencySafeguard = keyof typeof emergencySafeguards;
