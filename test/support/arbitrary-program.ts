/** Small random programs: what each task does is data, so that fast-check can shrink it. */
import fc from 'fast-check';
import { defineProgram, reads, writes, type Channel, type Program } from '../../src/index.js';

/** One thing that a task does. */
export type Deed =
  | { readonly does: 'get' | 'set' | 'add'; readonly key: string }
  | { readonly does: 'both'; readonly keys: readonly [string, string] }
  | { readonly does: 'send' | 'receive' | 'put' | 'take' }
  | { readonly does: 'sleep'; readonly ms: number }
  | { readonly does: 'race'; readonly key: string; readonly ms: number }
  | { readonly does: 'choose' | 'now' | 'touch' | 'fail' | 'peek' };

/** A program as data: its processes, each with tasks, each with deeds. */
export type Plan = readonly (readonly (readonly Deed[])[])[];

const key = fc.constantFrom('x', 'y');
const ms = fc.constantFrom(1, 5);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('get', 'set', 'add'), key }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('both'), keys: fc.tuple(key, key) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('send', 'receive', 'put', 'take') }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('sleep'), ms }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('race'), key, ms }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom('choose', 'now', 'touch', 'fail', 'peek') }),
  },
) as fc.Arbitrary<Deed>;

/** Plans with so many processes, tasks and deeds at most. */
export const plans: fc.Arbitrary<Plan> = fc.array(
  fc.array(fc.array(deed, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
  { minLength: 1, maxLength: 3 },
);

/** A store whose methods have footprints. */
class Store {
  readonly values = new Map<string, number>();

  get(key: string): Promise<number> {
    return Promise.resolve(this.values.get(key) ?? 0);
  }

  set(key: string, value: number): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  async add(key: string, by: number): Promise<number> {
    const sum = (this.values.get(key) ?? 0) + by;
    await Promise.resolve();
    this.values.set(key, sum);
    return sum;
  }

  size(): number {
    return this.values.size;
  }
}

/** What a process remembers. */
interface Memory {
  readonly seen: unknown[];
}

/** What the deeds of a task work on. */
interface World {
  readonly store: Store;
  readonly line: Channel<string>;
  readonly bag: Channel<string>;
  readonly pick: (name: string) => Promise<number>;
}

/** What properties see of such a program. */
export interface Seen {
  readonly values: Record<string, number>;
  readonly memories: unknown[];
  readonly line: number;
}

/** How a plan is run. */
export interface Setup {
  readonly atomic?: boolean;
  readonly faults?: { readonly failBefore?: number; readonly loseReply?: number };
  readonly crash?: boolean;
  /** Whether the state shows what processes remember, too. Absent: it does. */
  readonly showsMemory?: boolean;
}

/** The program of a plan. */
export function programOf(
  plan: Plan,
  { atomic = false, faults, crash = false, showsMemory = true }: Setup = {},
): Program<Seen> {
  const memories: Memory[] = [];
  const processes = Object.fromEntries(
    plan.map(
      (tasks, at) =>
        [
          `p${at}`,
          (world: World) => {
            // A process that starts again has a new memory.
            const memory: Memory = { seen: [] };
            memories[at] = memory;
            return Object.fromEntries(
              tasks.map((deeds, task) => [`t${task}`, () => runDeeds(deeds, world, memory)]),
            );
          },
        ] as const,
    ),
  );
  return defineProgram({
    name: 'random',
    start: (io) => {
      memories.length = 0;
      const store = io.service(
        'store',
        new Store(),
        { get: (key) => reads(key), set: (key) => writes(key), add: (key) => writes(key) },
        { atomic, immediate: ['size'] },
      );
      const line = io.channel<string>('line');
      const bag = io.channel<string>('bag', { order: 'any' });
      return { store, line, bag, pick: (name: string) => io.choose(name, [1, 2]) };
    },
    processes,
    state: ({ store, line }) => ({
      values: Object.fromEntries(store.values),
      memories: showsMemory ? memories.map(({ seen }) => [...seen]) : [],
      line: line.size,
    }),
    ...(showsMemory ? {} : { stateOf: 'services' }),
    faults: {
      ...(faults === undefined ? {} : { store: faults }),
      ...(crash ? { p0: { crash: 1 } } : {}),
    },
    bounds: { timers: 3, events: 60 },
  });
}

async function runDeeds(deeds: readonly Deed[], world: World, { seen }: Memory): Promise<void> {
  for (const deed of deeds) seen.push((await run(deed, world, seen)) ?? deed.does);
}

function run(deed: Deed, { store, line, bag, pick }: World, seen: unknown[]): unknown {
  switch (deed.does) {
    case 'get':
      return store.get(deed.key);
    case 'set':
      return store.set(deed.key, seen.length + 1);
    case 'add':
      return store.add(deed.key, 1);
    case 'both':
      return Promise.all(deed.keys.map((key) => store.add(key, 10)));
    case 'send':
      return line.send(`m${seen.length}`);
    case 'receive':
      return line.receive();
    case 'put':
      return bag.send(`m${seen.length}`);
    case 'take':
      return bag.receive();
    case 'sleep':
      return sleep(deed.ms);
    case 'race':
      return Promise.race([store.get(deed.key), sleep(deed.ms).then(() => 'late')]);
    case 'choose':
      return pick('number');
    case 'now':
      return Date.now() % 1_000;
    case 'touch':
      return seen.push('touched');
    case 'fail':
      throw new Error('it fails');
    case 'peek':
      return store.size();
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms, `slept ${ms}`));
