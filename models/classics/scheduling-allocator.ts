import { actor, alwaysEventually, defineModel, invariant, leadsTo, step, weak } from 'allways';

export interface Scheduling {
  /** The resources that each client has asked for and has not got. */
  wanted: Record<string, Set<string>>;
  /** The resources that each client holds. */
  held: Record<string, Set<string>>;
  /** The clients whose turn it is, one after the other. */
  schedule: string[];
}

const clients = ['c1', 'c2', 'c3'];
/** The sets that can be made of two resources, without the empty one. */
const sets = [['r1'], ['r2'], ['r1', 'r2']];

const wants = (s: Scheduling, client: string) => s.wanted[client] ?? new Set<string>();
const holds = (s: Scheduling, client: string) => s.held[client] ?? new Set<string>();
const isFree = (s: Scheduling, resource: string) =>
  !clients.some((client) => holds(s, client).has(resource));

const client = (me: string) =>
  actor<Scheduling>(me, {
    request: step({
      choose: () => sets,
      when: (s: Scheduling) => wants(s, me).size === 0 && holds(s, me).size === 0,
      then: (s, resources) => {
        s.wanted[me] = new Set(resources);
      },
    }),
    allocate: step({
      choose: () => sets,
      when: (s: Scheduling, resources) => {
        const turn = s.schedule.indexOf(me);
        const before = s.schedule.slice(0, Math.max(turn, 0));
        return (
          turn >= 0 &&
          resources.every(
            (one) =>
              wants(s, me).has(one) &&
              isFree(s, one) &&
              !before.some((other) => wants(s, other).has(one)),
          )
        );
      },
      then: (s, resources) => {
        for (const resource of resources) {
          s.wanted[me]?.delete(resource);
          s.held[me]?.add(resource);
        }
        if (wants(s, me).size === 0) s.schedule.splice(s.schedule.indexOf(me), 1);
      },
    }),
    // To return all once it has got all is a step of its own, as only that is sure to come.
    return: step({
      choose: () => sets,
      when: (s: Scheduling, resources) =>
        resources.every((one) => holds(s, me).has(one)) &&
        (wants(s, me).size > 0 || holds(s, me).size !== resources.length),
      then: (s, resources) => {
        for (const resource of resources) s.held[me]?.delete(resource);
      },
    }),
    returnAll: {
      when: (s) => wants(s, me).size === 0 && holds(s, me).size > 0,
      then: (s) => {
        s.held[me]?.clear();
      },
    },
  });

/** The clients that want something and have no turn yet. */
const unscheduled = (s: Scheduling) =>
  clients.filter((client) => wants(s, client).size > 0 && !s.schedule.includes(client));

const orders = (all: readonly string[]): string[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((first) =>
        orders(all.filter((one) => one !== first)).map((rest) => [first, ...rest]),
      );

const allocator = actor<Scheduling>('allocator', {
  schedule: step({
    choose: (s: Scheduling) => orders(unscheduled(s)),
    when: (_, order) => order.length > 0,
    then: (s, order) => {
      s.schedule.push(...order);
    },
  }),
});

/**
 * The remedy for what is wrong with the simple allocator: clients have turns, and nobody gets what
 * somebody before it still waits for. In which order new requests are scheduled is left open: any
 * order is a choice, so that whatever holds here holds of every policy.
 *
 * After tlaplus/Examples, specifications/allocator/SchedulingAllocator, with three clients and two
 * resources.
 */
export const schedulingAllocator = defineModel<Scheduling>({
  name: 'scheduling allocator',
  initial: {
    wanted: Object.fromEntries(clients.map((client) => [client, new Set<string>()])),
    held: Object.fromEntries(clients.map((client) => [client, new Set<string>()])),
    schedule: [],
  },
  actors: [...clients.map(client), allocator],
});

export const heldByOne = invariant<Scheduling>('no resource is held twice', (s) =>
  ['r1', 'r2'].every(
    (resource) => clients.filter((client) => holds(s, client).has(resource)).length <= 1,
  ),
);

export const turnsAreWanted = invariant<Scheduling>('who has a turn wants something', (s) =>
  s.schedule.every((client) => wants(s, client).size > 0),
);

export const noCircle = invariant<Scheduling>(
  'nobody holds what somebody before it waits for',
  (s) =>
    s.schedule.every((client, turn) =>
      s.schedule
        .slice(0, turn)
        .every((before) => [...wants(s, before)].every((one) => !holds(s, client).has(one))),
    ),
);

/** `ClientsWillReturn`, `ClientsWillObtain` and `InfOftenSatisfied` of the specification. */
export const everybodyHasItsTurn = clients.flatMap((client) => [
  leadsTo<Scheduling>(
    `${client} returns what it holds`,
    (s) => wants(s, client).size === 0,
    (s) => holds(s, client).size === 0,
  ),
  ...['r1', 'r2'].map((resource) =>
    leadsTo<Scheduling>(
      `${client} gets ${resource} where it wants it`,
      (s) => wants(s, client).has(resource),
      (s) => holds(s, client).has(resource),
    ),
  ),
  alwaysEventually<Scheduling>(
    `${client} wants nothing more, again and again`,
    (s) => wants(s, client).size === 0,
  ),
]);

/**
 * `Liveness` of the specification. It assumes less than the simple allocator has to: nobody returns
 * anything before it has got all, and to allocate is only weakly fair.
 */
export const schedulingAllocatorFairness = [
  ...clients.flatMap((client) => [weak(`${client}.returnAll`), weak(`${client}.allocate`)]),
  weak('allocator'),
];
