import { defineProgram, reads, writes, type Io } from 'allways';
import { Cleanup } from './cleanup.js';
import { DnsClient } from './dns-client.js';
import { Enactor } from './enactor.js';
import { Planner } from './planner.js';
import type { SafeguardName } from './safeguards.js';
import { PlanStore, type Plan } from './store.js';

/** What properties look at. */
export interface DnsState {
  /** What the world sees. */
  record: { plan: number; addresses: string[] };
  /** The plans that the world has seen, one after the other. */
  history: number[];
  plans: Plan[];
  /** The plans whose addresses exist. */
  existing: number[];
}

/** How much there is to do. */
export interface DnsSize {
  /** How many plans there will be. The first is live at the start. Absent: 3. */
  readonly plans?: number;
  /** Absent: 3. */
  readonly enactors?: number;
  /** How often each enactor may crash. It starts again, and remembers nothing. Absent: 0. */
  readonly crashes?: number;
}

const addressesOf = (plan: number): string[] => [`10.0.${plan}.1`];
const planKey = (plan: number): string => `plan ${plan}`;

/**
 * An answer comes in the event in which the call is performed. Nothing is left out: an answer touches only the memory of its
 * caller, each caller has one task, and whatever it does next is another call, before which others may act.
 */
const options = { atomic: true } as const;

/** The services that all processes share, with plan 1 live. */
async function start(io: Io, numbers: readonly number[], on: { safetyBuffer: boolean }) {
  const store = new PlanStore(on);
  await store.add(1, 0);
  await store.claim();
  await store.finish(1, 'COMPLETED');
  const dns = new DnsClient();
  await dns.createRecordSet(1, addressesOf(1));
  await dns.pointTo(1);
  return {
    // Which plans wait is a key of its own. A claim also changes a plan that waits, and of such a plan only those that
    // claim or list know.
    store: io.service(
      'store',
      store,
      {
        add: () => writes('waiting'),
        claim: () => writes('waiting'),
        begin: (plan) => writes(planKey(plan)),
        finish: (plan) => writes(planKey(plan)),
        list: () => reads('waiting', ...numbers.map(planKey)),
      },
      options,
    ),
    dns: io.service(
      'DNS',
      dns,
      {
        read: () => reads('record'),
        pointTo: () => writes('record'),
        createRecordSet: (plan) => writes(planKey(plan)),
        deleteRecordSet: (plan) => writes(planKey(plan)),
      },
      options,
    ),
  };
}

/**
 * The article's planner, enactors and cleanup, as code. Each is a process of its own, and they share only the store of
 * plans and DNS.
 *
 * @param safeguards - Those that are on.
 */
export function dnsProgram(
  safeguards: readonly SafeguardName[],
  { plans = 3, enactors = 3, crashes = 0 }: DnsSize = {},
) {
  const has = (name: SafeguardName): boolean => safeguards.includes(name);
  const numbers = Array.from({ length: plans }, (_, index) => index + 1);
  const on = {
    stateCheck: has('stateCheck'),
    safetyBuffer: has('safetyBuffer'),
    referenceCount: has('referenceCount'),
    fencing: has('fencing'),
    neverSweepLive: has('neverSweepLive'),
    checkAgain: has('checkAgain'),
    readAgain: has('readAgain'),
  };
  type World = Awaited<ReturnType<typeof start>>;
  const planner = ({ store, dns }: World) => {
    const its = new Planner(store, dns, 1, on);
    return {
      generate: async () => {
        for (const number of numbers.slice(1)) await its.generate(addressesOf(number));
      },
    };
  };
  const enactor = ({ store, dns }: World) => {
    const its = new Enactor(store, dns, on);
    return { apply: () => its.applyNext() };
  };
  const cleanup = ({ store, dns }: World) => {
    const its = new Cleanup(store, dns, on);
    return { sweep: () => its.run(1) };
  };
  const names = Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`);
  const each = <Value>(value: Value) => Object.fromEntries(names.map((name) => [name, value]));
  return defineProgram({
    name: ['dns', ...safeguards].join(' '),
    start: (io: Io) => start(io, numbers, on),
    processes: { planner, ...each(enactor), cleanup },
    ...(crashes > 0 ? { faults: each({ crash: crashes }) } : {}),
    state: ({ store, dns }): DnsState => ({
      record: dns.resolve(),
      history: dns.history(),
      plans: store.snapshot(),
      existing: dns.plansWithAddresses(),
    }),
  });
}

/** The naive cleanup: whatever is older than the newest completed plan goes. */
export const naive = dnsProgram([]);

/** The article's four checks: the age of a plan, and these three. */
export const articleChecks = dnsProgram(['stateCheck', 'safetyBuffer', 'referenceCount']);

/** Enough for all that must never happen. */
export const fenced = dnsProgram(['stateCheck', 'fencing']);
