/** Two models of the bench again, written with processes: they have the same states and the same steps. */
import { done, forState, invariant, wait } from 'allways';
import { newPlan } from '../../../models/dns/planner.js';
import {
  isDeleted,
  newestCompleted,
  planNumbers,
  planOf,
  touch,
  type Dns,
} from '../../../models/dns/state.js';

/** The state of two-phase commit, apart from that of its processes. */
interface Messages {
  /** All messages that were ever sent: `commit`, `abort`, or `rm1 is prepared`. */
  messages: Set<string>;
}

const isPrepared = (manager: string) => `${manager} is prepared`;

/** Two-phase commit, as `models/classics/two-phase-commit.ts` has it. */
export function commitOfProcesses(managers: number) {
  const { process, block, defineModel } = forState<Messages>();
  const names = Array.from({ length: managers }, (_, index) => `rm${index + 1}`);
  const choices = ['prepare', 'give up', 'commit', 'abort'] as const;
  const outcomes = {
    prepare: 'prepared',
    'give up': 'aborted',
    commit: 'committed',
    abort: 'aborted',
  } as const;
  const manager = (me: string) =>
    process(
      me,
      { local: { state: 'working' } },
      {
        serve: block({
          choose: () => choices,
          then: (s, my, choice) => {
            if (choice === 'commit' || choice === 'abort') {
              if (!s.messages.has(choice)) return wait;
            } else if (my.state !== 'working') return wait;
            if (choice === 'prepare') s.messages.add(isPrepared(me));
            my.state = outcomes[choice];
            return 'serve';
          },
        }),
      },
    );
  const coordinator = process(
    'transaction manager',
    { local: { prepared: new Set<string>() } },
    {
      decide: block({
        choose: () => [...names, 'commit', 'abort'],
        then: (s, my, choice) => {
          if (choice === 'abort') {
            s.messages.add('abort');
            return done;
          }
          if (choice === 'commit') {
            if (my.prepared.size < names.length) return wait;
            s.messages.add('commit');
            return done;
          }
          if (!s.messages.has(isPrepared(choice))) return wait;
          my.prepared.add(choice);
          return 'decide';
        },
      }),
    },
  );
  return defineModel({
    name: `two-phase commit of processes, ${managers} managers`,
    initial: { messages: new Set() },
    actors: [coordinator, ...names.map(manager)],
  });
}

/** The state of the DNS system, apart from that of its processes. */
type SharedDns = Pick<Dns, 'plans' | 'record'>;

/** The DNS system without safeguards, as `models/dns` has it. */
export function dnsOfProcesses(plans: number) {
  const { actor, process, block, clock, defineModel } = forState<SharedDns>();
  const all = (s: SharedDns) => planNumbers(s as Dns);
  const plan = (s: SharedDns, number: number) => planOf(s as Dns, number);
  const release = (s: SharedDns, number: number, status: 'FAILED' | 'COMPLETED') => {
    const held = plan(s, number);
    Object.assign(held, { status, references: held.references - 1, completingFor: 0 });
  };
  /** A block that does its work, or fails. */
  const failing = <const Label extends string>(work: (s: SharedDns, number: number) => Label) =>
    block({
      choose: () => ['work', 'fail'] as const,
      then: (s, my: { plan: number }, choice): Label | 'done' => {
        if (choice === 'work') return work(s, my.plan);
        release(s, my.plan, 'FAILED');
        return done;
      },
    });
  const enactor = (me: string) =>
    process(
      me,
      { local: { plan: 0 }, repeat: true },
      {
        pickUp: block({
          choose: all,
          then: (s, my, number) => {
            const picked = plan(s, number);
            if (picked.status !== 'CREATED' || isDeleted(picked)) return wait;
            if (number <= s.record.plan) return wait;
            picked.status = 'PICKED_UP';
            picked.references++;
            touch(picked);
            my.plan = number;
            return 'begin';
          },
        }),
        begin: failing((s, number) => {
          plan(s, number).status = 'IN_PROGRESS';
          return 'write' as const;
        }),
        write: failing((s, number) => {
          const written = plan(s, number);
          written.status = 'COMPLETING';
          const { version } = s.record;
          s.record = { plan: number, addresses: [...written.addresses], version: version + 1 };
          return 'complete' as const;
        }),
        complete: block({
          choose: () => ['work', 'fail'] as const,
          then: (s, my, choice) => {
            if (choice === 'work') touch(plan(s, my.plan));
            release(s, my.plan, choice === 'work' ? 'COMPLETED' : 'FAILED');
            return done;
          },
        }),
      },
    );
  const cleanup = process(
    'cleanup',
    { local: { checked: 0 }, repeat: true },
    {
      check: block({
        choose: all,
        then: (s, my, number) => {
          if (isDeleted(plan(s, number)) || number >= newestCompleted(s as Dns)) return wait;
          my.checked = number;
          return 'remove';
        },
      }),
      remove: (s, my) => {
        plan(s, my.checked).addresses = [];
        if (s.record.plan === my.checked) s.record.addresses = [];
        return done;
      },
    },
  );
  const planner = actor('planner', {
    generate: {
      when: (s) => s.plans.length < plans,
      then: (s) => {
        s.plans.push(newPlan(s.plans.length + 1, s.record.version));
      },
    },
  });
  const live = newPlan(1, 0);
  return defineModel({
    name: `dns of processes, ${plans} plans`,
    initial: {
      plans: [{ ...live, status: 'COMPLETED', idle: 1 }],
      record: { plan: 1, addresses: live.addresses, version: 1 },
    },
    actors: [
      planner,
      ...[1, 2, 3].map((number) => enactor(`enactor ${number}`)),
      cleanup,
      clock({
        bound: 1,
        tick: (s, older) => {
          for (const one of s.plans) {
            if (isDeleted(one)) continue;
            one.idle = older(one.idle);
            if (one.status === 'COMPLETING') one.completingFor = older(one.completingFor);
          }
        },
      }),
    ],
  });
}

/** Holds in both forms of two-phase commit. */
export const decidesOnce = invariant<Messages>(
  'the transaction is not both committed and aborted',
  ({ messages }) => !(messages.has('commit') && messages.has('abort')),
);

/** Holds in both forms of the DNS system. */
export const knowsItsPlan = invariant<SharedDns>(
  'DNS shows a plan that there is',
  ({ plans, record }) => record.plan >= 1 && record.plan <= plans.length,
);
