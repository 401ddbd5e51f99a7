import { actor, defineModel, invariant, step } from 'allways';

export interface Allocation {
  wanted: Record<string, Set<string>>;
  held: Record<string, Set<string>>;
}

const clients = ['c1', 'c2', 'c3'];
const sets = [['r1'], ['r2'], ['r1', 'r2']];
const holders = (s: Allocation, resource: string) =>
  clients.filter((client) => s.held[client]?.has(resource) === true).length;

const client = (me: string) =>
  actor<Allocation>(me, {
    request: step({
      choose: () => sets,
      when: (s: Allocation) => s.wanted[me]?.size === 0 && s.held[me]?.size === 0,
      then: (s, resources) => {
        s.wanted[me] = new Set(resources);
      },
    }),
    allocate: step({
      choose: () => sets,
      when: (s: Allocation, resources) =>
        resources.every((one) => holders(s, one) === 0 && s.wanted[me]?.has(one)),
      then: (s, resources) => {
        for (const resource of resources) {
          s.held[me]?.add(resource);
          s.wanted[me]?.delete(resource);
        }
      },
    }),
    return: step({
      choose: () => sets,
      when: (s: Allocation, resources) => resources.every((one) => s.held[me]?.has(one)),
      then: (s, resources) => {
        for (const resource of resources) s.held[me]?.delete(resource);
      },
    }),
  });

/** Three clients and two resources: allocator/SimpleAllocator.tla of tlaplus/Examples. */
export const simpleAllocator = defineModel<Allocation>({
  name: 'simple allocator',
  initial: {
    wanted: Object.fromEntries(clients.map((client) => [client, new Set<string>()])),
    held: Object.fromEntries(clients.map((client) => [client, new Set<string>()])),
  },
  actors: clients.map(client),
});

export const resourceMutex = invariant<Allocation>('no resource is held twice', (s) =>
  ['r1', 'r2'].every((resource) => holders(s, resource) <= 1),
);
