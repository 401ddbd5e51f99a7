import { defineSafeguards } from 'allways';

/**
 * The article's safeguards; from `neverSweepLive` on, those that it does not have. What it calls
 * fencing lets nothing pass that was made for another version, be it newer or older; `checkAgain` is
 * a fencing token in the strict sense: the number of a plan, of which only lower ones are refused.
 */
export const dnsSafeguards = defineSafeguards({
  stateCheck: 'Cleanup spares a plan that is being applied.',
  safetyBuffer: 'Cleanup spares a plan that was accessed a short time ago.',
  referenceCount: 'Cleanup spares a plan that an enactor holds.',
  fencing: 'A write is refused if another came since the plan was made.',
  softDelete: 'Cleanup marks a plan, deletes it later if nobody touched it.',
  neverSweepLive: 'Cleanup spares the plan that DNS shows.',
  checkAgain: 'A write is refused when DNS shows a newer plan by then.',
  oneStepSweep: 'Cleanup checks and deletes in one atomic step.',
});

/** The name of a safeguard. */
export type DnsSafeguard = keyof typeof dnsSafeguards;
