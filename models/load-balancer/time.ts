import type { Switches } from 'allways';
import type { LoadBalancerSafeguard } from './safeguards.js';
import { noRequest, type Mesh } from './state.js';

type Older = (age: number) => number;

/** What becomes older with a tick, for as long as anybody asks how old it is. */
export function time(
  on: Switches<LoadBalancerSafeguard>,
  {
    grace,
    lease,
    deadline,
    prompt,
  }: { grace: number; lease: number; deadline: number; prompt: boolean },
) {
  const isOpen = (s: Mesh, number: number): boolean =>
    ['on the wire', 'in work', 'refused'].includes(s.requests[number]?.state ?? 'none');
  const wait = (s: Mesh): boolean =>
    prompt && s.requests.some(({ state }) => state === 'on the wire');
  const atProxies = (s: Mesh, older: Older): void => {
    for (const copy of Object.values(s.proxies)) copy.age = Math.min(older(copy.age), lease);
  };
  const elsewhere = (s: Mesh, older: Older): void => {
    if (on.gracePeriod && s.stale !== null) s.stale = Math.min(older(s.stale), grace);
    if (on.lease) {
      for (const update of Object.values(s.updates).flat()) {
        update.age = Math.min(older(update.age), lease);
      }
    }
    if (!on.deadline) return;
    for (const [index, request] of s.requests.entries()) {
      if (!isOpen(s, index)) continue;
      if (request.age + 1 >= deadline) s.requests[index] = noRequest();
      else request.age = older(request.age);
    }
  };
  return {
    bound: Math.max(grace, lease, deadline),
    tick: (s: Mesh, older: Older): void => {
      if (wait(s)) return;
      if (on.lease) atProxies(s, older);
      elsewhere(s, older);
    },
    /** A tick that the clocks of proxies miss. */
    slowTick: (s: Mesh, older: Older): void => {
      if (wait(s) || !on.lease || s.left.slowTicks === 0) return;
      s.left.slowTicks--;
      elsewhere(s, older);
    },
  };
}
