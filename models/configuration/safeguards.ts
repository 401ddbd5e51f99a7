import { defineSafeguards } from 'allways';

/**
 * From `compareVersion` to `compareTarget`: what may be compared when a server is given a version.
 * The first three ask the server; the last must ask server and store at once.
 */
export const configurationSafeguards = defineSafeguards({
  spareRunning: 'Cleanup spares a version that a server runs.',
  pins: 'Cleanup spares a version that is being applied.',
  keepPrevious: 'Cleanup spares the version before the one that is wanted.',
  checkAtDelete: 'Cleanup looks again in the step that deletes.',
  checkedRollback: 'A rollback goes only to a version whose resources are there.',
  compareVersion: 'A server takes a version only while it runs the one that was read.',
  compareRevision: 'A server takes a version only if nothing was applied since it was read.',
  epoch: 'A server refuses what belongs to an older change than it has had.',
  compareTarget: 'A server takes a version only while it is the one that is wanted.',
  freeze: 'Nobody releases or rolls back while a change is under way.',
  reconcile: 'Who runs another version than is wanted is given that one, again and again.',
});

/** The name of a safeguard. */
export type ConfigurationSafeguard = keyof typeof configurationSafeguards;
