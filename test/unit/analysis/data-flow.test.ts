import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  follow,
  fromReducer,
  step,
  type Action,
  type Model,
  type Property,
  type Trace,
} from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { dns } from '../../../models/dns/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { dnsNeverEmpty } from '../../../properties/dns.js';
import { flowsOf, staleReadsOf } from '../../../src/analysis/data-flow.js';
import { footprintsOf } from '../../../src/analysis/footprints.js';

async function violating<State>(model: Model<State>, property: Property<State>) {
  const { properties } = await check(model, property);
  const trace = properties[0]?.trace;
  if (trace === undefined) throw new Error('It is violated.');
  return trace;
}

/** Steps of actors, as `actor.step`, one after the other. */
function along<State>(model: Model<State>, steps: readonly string[]): Trace<State> {
  const actions = steps.map((name): Action => {
    const [who = '', what = ''] = name.split('.');
    return { actor: who, step: what };
  });
  const { trace, stopped } = follow(model, actions);
  expect(stopped).toBeUndefined();
  return trace;
}

function staleReads<State>(trace: Trace<State>) {
  const footprints = footprintsOf(trace);
  if (footprints === undefined) throw new Error('It can be watched.');
  return staleReadsOf(trace, footprints);
}

function flows<State>(trace: Trace<State>) {
  const footprints = footprintsOf(trace);
  if (footprints === undefined) throw new Error('It can be watched.');
  return flowsOf(trace, footprints);
}

describe('what a step does not know', () => {
  test('is the update that gets lost', async () => {
    const trace = await violating(account, noLostUpdate);
    expect(staleReads(trace)).toEqual([{ from: 3, to: 4, seen: 2, paths: ['balance'] }]);
    expect(flows(trace)).toEqual([{ from: 3, to: 4, paths: ['done[0]'] }]);
  });

  test('is, where DNS is emptied, the newer plan that another enactor wrote meanwhile', async () => {
    const trace = await violating(dns.with([]), dnsNeverEmpty);
    expect(staleReads(trace)).toEqual([
      { from: 7, to: 8, seen: 3, paths: ['record.plan'] },
      // And who wrote it completes a plan that DNS no longer shows.
      { from: 8, to: 9, seen: 5, paths: ['record.plan'] },
      { from: 8, to: 9, seen: 7, paths: ['record.version'] },
    ]);
  });

  interface Shop {
    stock: number;
    seen: number | null;
    sold: number;
  }
  const shop = (looksAgain: boolean) =>
    defineModel<Shop>({
      name: 'shop',
      initial: { stock: 3, seen: null, sold: 0 },
      actors: [
        actor<Shop>('clerk', {
          look: {
            when: (s) => s.seen === null,
            then: (s) => {
              s.seen = s.stock;
            },
          },
          tell: {
            when: (s) => s.seen !== null,
            then: (s) => {
              s.sold++;
            },
          },
          sell: {
            when: (s) => s.seen !== null && (!looksAgain || s.stock === s.seen),
            then: (s) => {
              s.sold += s.seen ?? 0;
              s.seen = null;
            },
          },
        }),
        actor<Shop>('thief', {
          take: {
            then: (s) => {
              s.stock--;
            },
          },
          handBack: {
            then: (s) => {
              s.stock++;
            },
          },
          // Writes what is there already.
          tidy: {
            then: (s) => {
              s.stock += 0;
            },
          },
        }),
      ],
    });

  test('is nothing where it looks again, or nobody changed it', () => {
    expect(staleReads(along(shop(false), ['clerk.look', 'thief.take', 'clerk.sell']))).toEqual([
      { from: 2, to: 3, seen: 1, paths: ['stock'] },
    ]);
    const backAgain = ['clerk.look', 'thief.take', 'thief.handBack', 'clerk.sell'];
    expect(staleReads(along(shop(true), backAgain))).toEqual([]);
    expect(staleReads(along(shop(false), ['thief.take', 'clerk.look', 'clerk.sell']))).toEqual([]);
    expect(staleReads(along(shop(false), ['clerk.look', 'thief.tidy', 'clerk.sell']))).toEqual([]);
  });

  test('is told of the first step only, and of the last write', () => {
    const twice = ['clerk.look', 'thief.take', 'thief.take', 'clerk.sell'];
    expect(staleReads(along(shop(false), twice))).toEqual([
      { from: 3, to: 4, seen: 1, paths: ['stock'] },
    ]);
    const later = ['clerk.look', 'thief.take', 'clerk.tell', 'clerk.sell'];
    expect(staleReads(along(shop(false), later))).toEqual([
      { from: 2, to: 3, seen: 1, paths: ['stock'] },
    ]);
  });

  test('comes with what a step chose from', () => {
    interface Queue {
      tasks: string[];
      mine: string | null;
      done: string[];
    }
    const queue = defineModel<Queue>({
      name: 'queue',
      initial: { tasks: ['x'], mine: null, done: [] },
      actors: [
        actor<Queue>('worker', {
          take: step({
            choose: (s) => s.tasks,
            then: (s, task) => {
              s.mine = task;
            },
          }),
          finish: {
            when: (s) => s.mine !== null,
            then: (s) => {
              s.done.push(String(s.mine));
              s.mine = null;
            },
          },
        }),
        actor<Queue>('boss', {
          cancel: {
            then: (s) => {
              s.tasks[0] = 'cancelled';
            },
          },
        }),
      ],
    });
    const { trace } = follow(queue, [
      { actor: 'worker', step: 'take', choice: 'x' },
      { actor: 'boss', step: 'cancel' },
      { actor: 'worker', step: 'finish' },
    ]);
    expect(staleReads(trace)).toEqual([{ from: 2, to: 3, seen: 1, paths: ['tasks[0]'] }]);
  });
});

describe('footprints', () => {
  test('are there for reducers too', () => {
    type Change = { readonly actor: string; readonly type: 'add' | 'note' };
    interface Sum {
      readonly total: number;
      readonly notes: Readonly<Record<string, number>>;
    }
    const model = fromReducer<Sum, Change>({
      initial: { total: 0, notes: {} },
      actions: () => [
        { actor: 'a', type: 'add' },
        { actor: 'b', type: 'note' },
      ],
      reduce: (s, { actor: who, type }) =>
        type === 'add'
          ? { ...s, total: s.total + 1 }
          : { ...s, notes: { ...s.notes, [who]: s.total } },
    });
    const { trace } = follow(model, [
      { actor: 'a', step: 'add', choice: { actor: 'a', type: 'add' } },
      { actor: 'b', step: 'note', choice: { actor: 'b', type: 'note' } },
    ]);
    expect(trace.actions).toHaveLength(2);
    expect(flows(trace)).toEqual([{ from: 1, to: 2, paths: ['total'] }]);
  });

  test('are not there where a model was made by hand', () => {
    const { initial, name, safeguards, parameters, steps } = account;
    const byHand: Model<unknown> = {
      ...{ initial, name, safeguards, parameters, steps },
      actions: () => [],
      canTake: () => false,
      enabled: () => ({ actions: [], errors: [] }),
      reduce: (state) => state,
      successor: (state) => state,
      says: () => '',
    };
    expect(footprintsOf({ model: byHand, states: [initial[0]], actions: [] })).toBeUndefined();
  });

  test('are not there where states are too large to be watched', () => {
    const large = defineModel<{ all: number[]; n: number }>({
      name: 'large',
      initial: { all: Array.from({ length: 60_000 }, () => 0), n: 0 },
      actors: [
        actor<{ all: number[]; n: number }>('a', {
          go: {
            then: (s) => {
              s.n++;
            },
          },
        }),
      ],
    });
    expect(footprintsOf(along(large, ['a.go']))).toBeUndefined();
  });

  test('do not say what was read where a step cannot be watched, and then no read is stale', () => {
    interface Odd {
      n: number;
      note: number | null;
    }
    const odd = defineModel<Odd>({
      name: 'odd',
      initial: { n: 0, note: null },
      actors: [
        actor<Odd>('a', {
          look: {
            when: (s) => Object.isFrozen(s) && s.note === null,
            then: (s) => {
              s.note = s.n;
            },
          },
          act: {
            when: (s) => s.note !== null,
            then: (s) => {
              s.note = null;
            },
          },
        }),
        actor<Odd>('b', {
          go: {
            then: (s) => {
              s.n++;
            },
          },
        }),
      ],
    });
    const trace = along(odd, ['a.look', 'b.go', 'a.act', 'a.look']);
    const footprints = footprintsOf(trace);
    expect(footprints?.steps.map(({ reads }) => reads === undefined)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(staleReads(trace)).toEqual([]);
  });
});
