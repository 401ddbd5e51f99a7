import { actor, type Switches } from 'allways';
import type { LoadBalancerSafeguard } from './safeguards.js';
import { copyOf, listOf, noRequest, requestOf, type Endpoint, type Mesh } from './state.js';

/** What becomes of requests. */
export function traffic(
  on: Switches<LoadBalancerSafeguard>,
  { lease, repeatable, wire }: { lease: number; repeatable: boolean; wire: boolean },
) {
  const refuses = (s: Mesh, to: Endpoint | null): boolean =>
    to === 'old' && on.draining && s.old === 'stopping';
  const isGone = (s: Mesh, to: Endpoint | null): boolean => to === 'old' && s.old === 'gone';
  /** Whether a request that fails this way is sent again. */
  const isTriedAgain = (why: 'failed' | 'lost' | 'cut short'): boolean =>
    on.retry && (why === 'failed' || repeatable);
  const fail = (s: Mesh, number: number, why: 'failed' | 'lost' | 'cut short'): void => {
    requestOf(s, number).state = isTriedAgain(why) ? 'refused' : why;
  };
  const arrive = (s: Mesh, number: number): void => {
    const request = requestOf(s, number);
    if (isGone(s, request.to)) fail(s, number, 'lost');
    else if (refuses(s, request.to)) fail(s, number, 'failed');
    else request.state = 'in work';
  };
  const arrival = (s: Mesh, to: Endpoint | null): string => {
    if (isGone(s, to)) return ', which is gone';
    return refuses(s, to) ? ', which refuses it' : '';
  };
  return {
    /** To whom a proxy may send now. */
    known: (s: Mesh, proxy: string): Endpoint[] => {
      const { version, age } = copyOf(s, proxy);
      return on.lease && age >= lease ? [] : listOf(s, version);
    },
    send: (s: Mesh, number: number, proxy: string, to: Endpoint): void => {
      const request = requestOf(s, number);
      request.state = 'on the wire';
      request.proxy = proxy;
      request.to = to;
      if (!wire) arrive(s, number);
    },
    /** How the sentence ends that says where a request is sent. */
    sent: (s: Mesh, to: Endpoint): string => (wire ? '' : arrival(s, to)),
    arrive,
    arrival,
    fail,
  };
}

export type Traffic = ReturnType<typeof traffic>;

/** What happens to a request that a proxy has sent: it gets there at some time, and is answered. */
export function request(number: number, { known, send, sent, arrive, arrival }: Traffic) {
  const self = (s: Mesh) => requestOf(s, number);
  const another = (s: Mesh): Endpoint | undefined => {
    const { proxy, to } = self(s);
    return proxy === null ? undefined : known(s, proxy).find((endpoint) => endpoint !== to);
  };
  return actor<Mesh>(`request ${number}`, {
    arrive: {
      when: (s) => self(s).state === 'on the wire',
      then: (s) => {
        arrive(s, number);
      },
      says: (s) => `reaches the ${self(s).to ?? 'nobody'} endpoint${arrival(s, self(s).to)}`,
    },
    answer: {
      when: (s) => self(s).state === 'in work',
      then: (s) => {
        s.requests[number - 1] = noRequest();
      },
      says: (s) => `is answered by the ${self(s).to ?? 'nobody'} endpoint`,
    },
    tryAgain: {
      when: (s) => self(s).state === 'refused' && another(s) !== undefined,
      then: (s) => {
        const { proxy } = self(s);
        const to = another(s);
        if (proxy !== null && to !== undefined) send(s, number, proxy, to);
      },
      says: (s) => {
        const to = another(s);
        if (to === undefined) return 'waits';
        return `is sent to the ${to} endpoint instead${sent(s, to)}`;
      },
    },
  });
}
