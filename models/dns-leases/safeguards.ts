import { defineSafeguards } from 'allways';

/** What can be done about a plan whose enactor is gone, and about one that only seems to be. */
export const leaseSafeguards = defineSafeguards({
  holdCheck: 'Cleanup spares a plan that an enactor holds.',
  lease: 'A hold is over after some time: cleanup may delete the plan, another enactor take it.',
  heartbeat: "While an enactor is up, its heart starts the time of its plan's lease anew.",
  lookFirst: 'An enactor looks whether it still holds the plan, and then writes.',
  fencing: 'A write is refused from an enactor that does not hold the plan any more.',
  checkAgain: 'A write is refused when DNS shows a newer plan by then.',
  claim: 'Cleanup takes the lease of a plan itself before it deletes it.',
});

/** The name of a safeguard. */
export type LeaseSafeguard = keyof typeof leaseSafeguards;
