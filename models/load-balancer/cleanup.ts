import { actor, type Switches } from 'allways';
import type { Traffic } from './request.js';
import type { LoadBalancerSafeguard } from './safeguards.js';
import { copyOf, listOf, newest, requestNumbers, requestOf, toOld, type Mesh } from './state.js';

/** Finds that the old endpoint is in the list no more, and later tells it to stop. */
export function cleanup(
  on: Switches<LoadBalancerSafeguard>,
  { grace, earlyAcks, staleCounts }: { grace: number; earlyAcks: boolean; staleCounts: boolean },
) {
  const isWithout = (s: Mesh, version: number): boolean => !listOf(s, version).includes('old');
  const hasAcknowledged = (s: Mesh, name: string): boolean =>
    isWithout(s, copyOf(s, name).version) ||
    (earlyAcks && (s.updates[name] ?? []).some(({ version }) => isWithout(s, version)));
  const isDone = (s: Mesh, name: string): boolean =>
    staleCounts ? copyOf(s, name).told === 0 : !copyOf(s, name).cutOff && toOld(s, name) === 0;
  const all = (s: Mesh, is: (s: Mesh, name: string) => boolean): boolean =>
    Object.keys(s.proxies).every((name) => is(s, name));
  return actor<Mesh>('cleanup', {
    find: {
      when: (s) =>
        s.stale === null && isWithout(s, newest(s)) && (!on.acknowledge || all(s, hasAcknowledged)),
      then: (s) => {
        s.stale = 0;
      },
      says: (s) =>
        on.acknowledge
          ? 'finds that all have acknowledged a list without the old endpoint'
          : `finds that the old endpoint can go: list ${newest(s)} is newer`,
    },
    stop: {
      when: (s) =>
        s.old === 'up' &&
        s.stale !== null &&
        (!on.gracePeriod || s.stale >= grace) &&
        (!on.proxyCount || all(s, isDone)),
      then: (s) => {
        s.old = 'stopping';
      },
      says: 'tells the old endpoint to stop',
    },
  });
}

/** The old endpoint, when it is told to stop. */
export function oldEndpoint(on: Switches<LoadBalancerSafeguard>, { fail }: Traffic) {
  const inWork = (s: Mesh): number[] =>
    requestNumbers(s).filter((number) => {
      const { state, to } = requestOf(s, number);
      return state === 'in work' && to === 'old';
    });
  return actor<Mesh>('old endpoint', {
    exit: {
      when: (s) => s.old === 'stopping' && (!on.inFlightCount || inWork(s).length === 0),
      then: (s) => {
        for (const number of inWork(s)) fail(s, number, 'cut short');
        s.old = 'gone';
      },
      says: (s) => {
        const killed = inWork(s);
        return killed.length === 0
          ? 'exits'
          : `exits in the middle of request ${killed.join(', ')}`;
      },
    },
  });
}
