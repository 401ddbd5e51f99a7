import { defineSafeguards } from 'allways';

/** What may be switched on: the article's checks and its fencing, and from `neverSweepLive` on what it does not have. */
export const programSafeguards = defineSafeguards({
  stateCheck: 'Cleanup spares a plan that is being applied.',
  safetyBuffer: 'Cleanup spares a plan that was accessed a short time ago.',
  referenceCount: 'Cleanup spares a plan that an enactor holds.',
  fencing: 'DNS refuses a change if another came since the plan was made.',
  neverSweepLive: 'Cleanup spares the plan that DNS shows.',
  checkAgain: 'DNS refuses a change if it shows a newer plan by then.',
  readAgain: 'An enactor reads once more, right before the change, whether DNS shows a newer plan.',
});

/** The name of a safeguard. */
export type SafeguardName = keyof typeof programSafeguards;
