import { actor, defineModel, invariant, step } from 'allways';

/** Map and Set: a lock table with leases, and who waits. */
export interface Leases {
  /** By resource: who holds it, and for how many ticks more. */
  leases: Map<string, { holder: string; left: number }>;
  /** The requests that nobody has answered, such as `c1 wants r1`. */
  waiting: Set<string>;
  /** What clients believe they hold; a lease ends without a word. */
  believes: Set<string>;
}

const request = (client: string, resource: string) => `${client} wants ${resource}`;
const belief = (client: string, resource: string) => `${client} has ${resource}`;

/**
 * Clients lock resources for a time, renew, release, and learn late that their time is over.
 *
 * @param clients - How many clients there are.
 * @param resources - How many resources there are.
 * @param ticks - How long a lease lasts.
 */
export function leases(clients: number, resources: number, ticks: number) {
  const names = Array.from({ length: clients }, (_, index) => `c${index + 1}`);
  const locks = Array.from({ length: resources }, (_, index) => `r${index + 1}`);
  const pairs = names.flatMap((client) => locks.map((resource) => ({ client, resource })));

  const client = (me: string) =>
    actor<Leases>(me, {
      request: step({
        choose: () => locks,
        when: (s: Leases, lock) =>
          !s.waiting.has(request(me, lock)) && !s.believes.has(belief(me, lock)),
        then: (s, lock) => {
          s.waiting.add(request(me, lock));
        },
      }),
      renew: step({
        choose: () => locks,
        when: (s: Leases, lock) => {
          const lease = s.leases.get(lock);
          return lease?.holder === me && lease.left < ticks;
        },
        then: (s, lock) => {
          s.leases.set(lock, { holder: me, left: ticks });
        },
      }),
      release: step({
        choose: () => locks,
        when: (s: Leases, lock) => s.believes.has(belief(me, lock)),
        then: (s, lock) => {
          s.believes.delete(belief(me, lock));
          if (s.leases.get(lock)?.holder === me) s.leases.delete(lock);
        },
      }),
    });

  return defineModel<Leases>({
    name: 'leases',
    initial: { leases: new Map(), waiting: new Set(), believes: new Set() },
    actors: [
      ...names.map(client),
      actor<Leases>('table', {
        grant: step({
          choose: () => pairs,
          when: (s: Leases, { client, resource }) =>
            s.waiting.has(request(client, resource)) && !s.leases.has(resource),
          then: (s, { client, resource }) => {
            s.waiting.delete(request(client, resource));
            s.leases.set(resource, { holder: client, left: ticks });
            s.believes.add(belief(client, resource));
          },
        }),
      }),
      actor<Leases>('clock', {
        tick: {
          when: (s) => s.leases.size > 0,
          then: (s) => {
            for (const [resource, lease] of s.leases) {
              if (lease.left === 1) s.leases.delete(resource);
              else lease.left--;
            }
          },
        },
      }),
    ],
  });
}

export const holdersKnow = invariant<Leases>('whoever holds a lease believes so', (s) =>
  [...s.leases].every(([resource, { holder }]) => s.believes.has(belief(holder, resource))),
);
