import { defineSafeguards } from 'allways';

/** What proxies, cleanup and the endpoint that goes can do about requests that are still under way. */
export const loadBalancerSafeguards = defineSafeguards({
  versionedUpdate: 'A proxy refuses a list that is older than the one it has.',
  makeBeforeBreak: 'The old endpoint is taken out only once the new one is in the list.',
  neverEmpty: 'A proxy refuses an empty list, and keeps the one it has.',
  acknowledge: 'Cleanup waits until every proxy has taken a list without the old endpoint.',
  gracePeriod: 'Cleanup waits some ticks more before it stops the old endpoint.',
  proxyCount: 'Cleanup then waits until no proxy has a request under way to the old endpoint.',
  lease: 'A list is good for some ticks from when it was sent; proxies ask for it again in time.',
  deadline: 'A request that has taken too many ticks is given up, by all at once.',
  draining: 'The old endpoint, once told to stop, refuses new requests and finishes the others.',
  inFlightCount: 'The old endpoint, once told to stop, exits only when it has no request in work.',
  retry: 'A request that was refused goes to another endpoint, once its proxy knows one.',
});

/** The name of a safeguard. */
export type LoadBalancerSafeguard = keyof typeof loadBalancerSafeguards;
