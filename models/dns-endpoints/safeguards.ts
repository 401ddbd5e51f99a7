import { defineSafeguards } from 'allways';

/** What keeps the endpoints together, and their plans from being deleted. */
export const endpointSafeguards = defineSafeguards({
  stateCheck: 'Cleanup spares a plan that is being applied.',
  referenceCount: 'Cleanup spares a plan that an enactor holds.',
  retry: 'A write that fails is tried again.',
  fencing: 'A write is refused if its endpoint was written since the plan was picked up.',
  checkAgain: 'A write is refused if its endpoint shows a newer plan by then.',
  reconcile: 'The newest plan is applied again as long as an endpoint does not show it.',
  lock: 'One enactor at a time applies a plan; who crashes keeps the others out until it is back.',
  oneTransaction: 'All endpoints are written in one atomic step.',
});

/** The name of a safeguard. */
export type EndpointSafeguard = keyof typeof endpointSafeguards;
