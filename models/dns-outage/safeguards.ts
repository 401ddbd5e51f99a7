import { defineSafeguards } from 'allways';

/** Changes, each of which one might hope to be enough. None was there on 19 October 2025. */
export const outageSafeguards = defineSafeguards({
  conditionalWrite: 'A write is refused, in the same step, where the record shows a newer plan.',
  oneAtATime: 'An enactor takes a lock, and keeps it until its clean-up is done.',
  lookAgain: 'An enactor looks before each write whether the record shows a newer plan.',
  spareActive: 'Clean-up spares a plan that a record shows.',
  spareInUse: 'Clean-up spares a plan that an enactor has in hand.',
  neverEmpty: 'A plan that a record shows is not deleted.',
  selfRepair: 'Where the plan of a record is gone, an enactor writes its own and goes on.',
});

/** The name of a safeguard. */
export type OutageSafeguard = keyof typeof outageSafeguards;
