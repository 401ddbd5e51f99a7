import { actor, alwaysEventually, defineModel, invariant, step, strong, weak } from 'allways';

type Request = { do: 'read'; address: string } | { do: 'write'; address: string; value: string };

/** What a processor is about; an answer is the value that was read, or null after a write. */
type Task =
  { at: 'busy' | 'waiting'; request: Request } | { at: 'done' | 'ready'; answer: string | null };

export interface CachedMemory {
  memory: Map<string, string>;
  /** What was asked of the memory and has not been done, the oldest first. */
  bus: { from: string; request: Request }[];
  tasks: Record<string, Task>;
  /** The copies that each processor has, by address. */
  caches: Record<string, Map<string, string>>;
  /** What was last seen between the processors and their users. */
  last: { processor: string; said: Request | string | null };
}

const values = ['v1', 'v2'];
/** How many requests the bus takes. */
const capacity = 1;

/** What a processor has still to do: one request, or none. */
function pending(s: CachedMemory, processor: string): Request[] {
  const task = s.tasks[processor];
  return task !== undefined && 'request' in task ? [task.request] : [];
}

const processorNames = (processors: number) =>
  Array.from({ length: processors }, (_, index) => `p${index + 1}`);

const cached = (s: CachedMemory, processor: string, address: string) =>
  s.caches[processor]?.get(address);

const processor = (me: string, addresses: readonly string[]) =>
  actor<CachedMemory>(me, {
    request: step({
      choose: () =>
        addresses.flatMap((address): Request[] => [
          { do: 'read', address },
          ...values.map((value): Request => ({ do: 'write', address, value })),
        ]),
      when: (s: CachedMemory) => s.tasks[me]?.at === 'ready',
      then: (s, request) => {
        s.tasks[me] = { at: 'busy', request };
        s.last = { processor: me, said: request };
      },
    }),
    miss: step({
      choose: (s: CachedMemory) => pending(s, me).filter((request) => request.do === 'read'),
      when: (s, { address }) =>
        s.tasks[me]?.at === 'busy' &&
        cached(s, me, address) === undefined &&
        s.bus.length < capacity,
      then: (s, request) => {
        s.bus.push({ from: me, request });
        s.tasks[me] = { at: 'waiting', request };
      },
    }),
    read: step({
      choose: (s: CachedMemory) => pending(s, me).filter((request) => request.do === 'read'),
      when: (s, { address }) => cached(s, me, address) !== undefined,
      then: (s, { address }) => {
        s.tasks[me] = { at: 'done', answer: cached(s, me, address) ?? null };
      },
    }),
    write: step({
      choose: (s: CachedMemory) => pending(s, me).filter((request) => request.do === 'write'),
      when: (s) => s.bus.length < capacity,
      then: (s, request) => {
        const { address, value } = request;
        for (const [owner, cache] of Object.entries(s.caches)) {
          if (owner === me || cache.has(address)) cache.set(address, value);
        }
        s.bus.push({ from: me, request });
        s.tasks[me] = { at: 'done', answer: null };
      },
    }),
    respond: step({
      choose: ({ tasks: { [me]: task } }: CachedMemory) =>
        task?.at === 'done' ? [task.answer] : [],
      then: (s, answer) => {
        s.tasks[me] = { at: 'ready', answer };
        s.last = { processor: me, said: answer };
      },
    }),
    evict: step({
      choose: () => addresses,
      when: (s: CachedMemory, address) =>
        s.tasks[me]?.at !== 'waiting' || pending(s, me).every((one) => one.address !== address),
      then: (s, address) => {
        s.caches[me]?.delete(address);
      },
    }),
  });

/** What the memory will hold at an address once all on the bus is done. */
const latest = (s: CachedMemory, address: string) =>
  s.bus.reduce(
    (value, { request }) =>
      request.do === 'write' && request.address === address ? request.value : value,
    s.memory.get(address),
  );

const memory = actor<CachedMemory>('memory', {
  serve: step({
    choose: (s: CachedMemory) => s.bus.slice(0, 1),
    then: (s, { from, request }) => {
      // Not what the memory holds, but what was written last: it may be on the bus still.
      const value = latest(s, request.address);
      if (request.do === 'write') s.memory.set(request.address, request.value);
      else if (value !== undefined) s.caches[from]?.set(request.address, value);
      s.bus.shift();
    },
  }),
});

/** All that a memory can hold at these addresses. */
const contents = ([first, ...others]: readonly string[]): [string, string][][] =>
  first === undefined
    ? [[]]
    : contents(others).flatMap((rest) =>
        values.map((value): [string, string][] => [[first, value], ...rest]),
      );

/**
 * Processors with a cache each and one memory behind a bus. A write goes to the memory, through the
 * bus, and to all caches that have a copy. A read that misses the cache waits until the memory has
 * filled it; anything else may be evicted at any moment.
 *
 * A queue of a set length is no trouble to a model where the specification has it: `miss` and
 * `write` wait until the bus has room.
 *
 * After tlaplus/Examples, specifications/SpecifyingSystems/CachingMemory/MCWriteThroughCache; from
 * L. Lamport's book "Specifying Systems".
 *
 * @param processors - How many processors there are.
 * @param addresses - How many addresses the memory has.
 */
export function writeThroughCache(processors = 2, addresses = 1) {
  const names = processorNames(processors);
  const all = Array.from({ length: addresses }, (_, index) => `a${index + 1}`);
  return defineModel<CachedMemory>({
    name: `write-through cache, ${processors} processors, ${addresses} addresses`,
    initial: () =>
      contents(all).map((content) => ({
        memory: new Map(content),
        bus: [],
        tasks: Object.fromEntries(names.map((name) => [name, { at: 'ready', answer: null }])),
        caches: Object.fromEntries(names.map((name) => [name, new Map<string, string>()])),
        last: { processor: 'p1', said: null },
      })),
    actors: [...names.map((name) => processor(name, all)), memory],
  });
}

export const cachesAreCurrent = invariant<CachedMemory>('a copy is what was written last', (s) =>
  Object.values(s.caches).every((cache) =>
    [...cache].every(([address, value]) => value === latest(s, address)),
  ),
);

/**
 * `LM_Inner_Liveness`, and the liveness of `LM_Inner_LISpec`, in the specification
 * Liveness/MCLiveWriteThroughCache. Those demand that what the memory is to do be done again and
 * again, or not be due again and again; as to do it ends its being due, the second is said here.
 */
export const everybodyIsAnswered = (processors = 2) =>
  processorNames(processors).flatMap((name) => [
    alwaysEventually<CachedMemory>(
      `${name} has no request undone, again and again`,
      (s) => pending(s, name).length === 0,
    ),
    alwaysEventually<CachedMemory>(
      `${name} is ready again and again`,
      (s) => s.tasks[name]?.at === 'ready',
    ),
  ]);

/**
 * `Liveness` of Liveness/LiveWriteThroughCache. Who waits for room on the bus needs strong
 * fairness, as others may be quicker whenever there is some.
 */
export const writeThroughCacheFairness = (processors = 2) => [
  ...processorNames(processors).flatMap((name) => [
    weak(`${name}.respond`, `${name}.read`),
    strong(`${name}.miss`, `${name}.write`),
  ]),
  // A write may stay on a bus that has room; with room for one request, there is no such bus.
  weak('memory'),
];
