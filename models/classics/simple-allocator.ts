import {
  actor,
  alwaysEventually,
  defineModel,
  invariant,
  leadsTo,
  step,
  strong,
  weak,
} from 'allways';

export interface Allocation {
  /** The resources that each client has asked for and has not got. */
  wanted: Record<string, Set<string>>;
  /** The resources that each client holds. */
  held: Record<string, Set<string>>;
}

const clients = ['c1', 'c2', 'c3'];
/** The sets that can be made of two resources, without the empty one. */
const sets = [['r1'], ['r2'], ['r1', 'r2']];

const holders = (s: Allocation, resource: string) =>
  clients.filter((client) => s.held[client]?.has(resource));

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
        resources.every((one) => s.wanted[me]?.has(one) && holders(s, one).length === 0),
      then: (s, resources) => {
        for (const resource of resources) {
          s.wanted[me]?.delete(resource);
          s.held[me]?.add(resource);
        }
      },
    }),
    // To return a part and to return all are two steps, as only the second is sure to come.
    returnSome: step({
      choose: () => sets,
      when: (s: Allocation, resources) =>
        resources.every((one) => s.held[me]?.has(one)) && s.held[me]?.size !== resources.length,
      then: (s, resources) => {
        for (const resource of resources) s.held[me]?.delete(resource);
      },
    }),
    returnAll: {
      when: (s) => s.held[me]?.size !== 0,
      then: (s) => {
        s.held[me]?.clear();
      },
    },
  });

/**
 * Clients ask for resources, get some or all of those that are free, and return some or all. An
 * allocator this simple is safe: no resource is held twice. But two clients may each hold what the
 * other waits for, for ever if they return nothing before they have got all; the scheduling
 * allocator beside it is the remedy.
 *
 * After tlaplus/Examples, specifications/allocator/SimpleAllocator, with three clients and two
 * resources.
 */
export const simpleAllocator = defineModel<Allocation>({
  name: 'simple allocator',
  initial: {
    wanted: Object.fromEntries(clients.map((client) => [client, new Set<string>()])),
    held: Object.fromEntries(clients.map((client) => [client, new Set<string>()])),
  },
  actors: clients.map(client),
});

export const resourceMutex = invariant<Allocation>('no resource is held twice', (s) =>
  ['r1', 'r2'].every((resource) => holders(s, resource).length <= 1),
);

/** `ClientsWillReturn`, `ClientsWillObtain` and `InfOftenSatisfied` of the specification. */
export const everybodyIsServed = clients.flatMap((client) => [
  leadsTo<Allocation>(
    `${client} returns what it holds`,
    (s) => s.wanted[client]?.size === 0,
    (s) => s.held[client]?.size === 0,
  ),
  ...['r1', 'r2'].map((resource) =>
    leadsTo<Allocation>(
      `${client} gets ${resource} where it wants it`,
      (s) => s.wanted[client]?.has(resource) === true,
      (s) => s.held[client]?.has(resource) === true,
    ),
  ),
  alwaysEventually<Allocation>(
    `${client} wants nothing more, again and again`,
    (s) => s.wanted[client]?.size === 0,
  ),
]);

/** Who holds anything returns it in the end, and nobody is passed over for ever. */
export const simpleAllocatorFairness = clients.flatMap((client) => [
  weak(`${client}.returnAll`),
  strong(`${client}.allocate`),
]);
