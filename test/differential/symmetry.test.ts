/** Random models whose actors are interchangeable, with and without symmetry. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  actor,
  canonicalKey,
  check,
  defineModel,
  follow,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  step,
  transition,
  type Model,
  type Property,
} from 'allways';
import { breadthFirst } from '../../src/search/breadth-first/breadth-first.js';
import type { SearchOutcome } from '../../src/search/common/outcome.js';
import { plainSymmetric } from '../../src/search/symmetry/plain-symmetric.js';
import { symmetricSearch } from '../../src/search/symmetry/symmetric-search.js';
import { isDeep, tries } from '../support/deep.js';

interface Guests {
  at: Record<string, number>;
  queue: string[];
  x: number;
}

const names = ['ann', 'bob', 'cid'];

/** A step that all of them have. */
const steps = fc.array(
  fc.record({
    from: fc.nat({ max: 2 }),
    to: fc.nat({ max: 2 }),
    x: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
    first: fc.boolean(),
    does: fc.constantFrom('wait', 'leave', 'count', 'call', 'throw'),
  }),
  { minLength: 1, maxLength: 5 },
);

type Steps = typeof steps extends fc.Arbitrary<infer Made> ? Made : never;

const modelOf = (all: Steps, most: number) =>
  defineModel<Guests>({
    ...(most < 3 && { within: (s: Guests) => s.queue.length <= most && count(s, 1) <= most }),
    name: 'guests',
    initial: { at: Object.fromEntries(names.map((name) => [name, 0])), queue: [], x: 0 },
    actors: names.map((me) =>
      actor<Guests>(
        me,
        Object.fromEntries(
          all.map(({ from, to, x, first, does }, number) => [
            `step${number}`,
            {
              when: (s: Guests) =>
                s.at[me] === from &&
                (x === undefined || s.x === x) &&
                (!first || s.queue[0] === me),
              then: (s: Guests) => {
                s.at[me] = to;
                if (does === 'wait' && s.queue.length < 3) s.queue.push(me);
                if (does === 'leave') s.queue.shift();
                if (does === 'count') s.x = (s.x + 1) % 3;
                if (does === 'call') for (const other of s.queue) s.at[other] = 0;
                if (does === 'throw' && s.x === 2) throw new Error('two');
              },
            },
          ]),
        ),
      ),
    ),
  });

const count = (s: Guests, at: number) => names.filter((name) => s.at[name] === at).length;

const properties: readonly Property<Guests>[] = [
  invariant('not all are at 2', (s) => count(s, 2) < 3),
  invariant('no two wait', (s) => s.queue.length < 2),
  invariant('who waits first is not at 1', (s) => s.at[s.queue[0] ?? ''] !== 1),
  reachable('x is 2 where somebody is at 1', (s) => s.x === 2 && count(s, 1) > 0),
  transition('x does not wrap', (before, _, after) => after.x >= before.x),
  noDeadlock((s) => s.queue.length > 0),
];

const orders = [
  ['ann', 'bob', 'cid'],
  ['ann', 'cid', 'bob'],
  ['bob', 'ann', 'cid'],
  ['bob', 'cid', 'ann'],
  ['cid', 'ann', 'bob'],
  ['cid', 'bob', 'ann'],
];

/** The orbit of a state: the keys of all that differ from it in who is who. */
function orbitOf({ at, queue, x }: Guests): string {
  const keys = orders.map((order) => {
    const other = (name: string) => order[names.indexOf(name)] as string;
    const renamed = Object.fromEntries(
      Object.entries(at).map(([name, place]) => [other(name), place]),
    );
    return canonicalKey({ at: renamed, queue: queue.map(other), x });
  });
  return keys.sort().join();
}

function orbitsOf(model: Model<Guests>): number {
  const found = new Map(model.initial.map((state) => [canonicalKey(state), state]));
  for (const state of found.values()) {
    for (const action of model.actions(state)) {
      try {
        const next = model.reduce(state, action);
        found.set(canonicalKey(next), next);
      } catch {
        // What lies behind a step that throws is no state.
      }
    }
  }
  return new Set([...found.values()].map(orbitOf)).size;
}

test('come to the same verdicts by traces as short, in as many states as there are orbits', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (all, most) => {
      const model = modelOf(all, most);
      const full = await check(model, properties);
      const orbits = await check(model, properties, { symmetric: names });
      const said = ({ properties, depth, ended }: typeof full) => ({
        depth,
        ended,
        // Which of them a step threw for first is told by its name.
        properties: properties
          .filter(({ kind }) => kind !== 'step')
          .map(({ name, verdict, trace }) => [name, verdict, trace?.actions.length]),
        threw: properties.some(({ kind }) => kind === 'step'),
      });
      expect(said(orbits)).toEqual(said(full));
      if (full.ended.by === 'complete') expect(orbits.distinct).toBe(orbitsOf(model));
      // These models have few states, so the search would make representatives of vectors only.
      const manner = { watch: 1 / 100, learns: 'what pays', packsFrom: 0 } as const;
      const packed = await breadthFirst(model, properties, { symmetric: names }, manner);
      expect(said({ ...orbits, ...packed })).toEqual(said(orbits));
      expect([packed.distinct, packed.generated]).toEqual([orbits.distinct, orbits.generated]);
      for (const { trace } of orbits.properties) {
        if (trace === undefined) continue;
        const { trace: again, stopped } = follow(model, trace.actions);
        expect(stopped).toBeUndefined();
        expect(again.states).toEqual(trace.states);
      }
    }),
    { numRuns: tries(30) },
  );
}, 600_000);

interface Walk {
  at: string;
  last: string;
  n: number;
}

/** Rules that may tell names apart: who may go where, and what is fine. */
const rules = fc.record({
  size: fc.integer({ min: 2, max: 4 }),
  closed: fc.uniqueArray(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 })), { maxLength: 2 }),
  bad: fc.uniqueArray(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 2 })), {
    maxLength: 2,
  }),
  looks: fc.constantFrom('state', 'step', 'actor', 'choice'),
  starts: fc.nat({ max: 3 }),
});

test('a claim that is wrong is refused, or does not change the verdict', async () => {
  const all = ['w1', 'w10', 'ann', '7'];
  let refused = 0;
  let agreed = 0;
  await fc.assert(
    fc.asyncProperty(rules, async ({ size, closed, bad, looks, starts }) => {
      const group = all.slice(0, size);
      const model = defineModel<Walk>({
        name: 'walk',
        initial: () =>
          group.slice(0, starts === 0 ? size : starts).map((at) => ({ at, last: '', n: 0 })),
        actors: group.map((me, index) =>
          actor<Walk>(me, {
            pass: step({
              choose: () => group.filter((to) => to !== me),
              when: (s) =>
                s.at === me && s.n < 2 && !closed.some(([who, n]) => who === index && n === s.n),
              then: (s, to) => {
                s.last = me;
                s.at = to;
                s.n++;
              },
            }),
          }),
        ),
      });
      const isBad = (at: string, last: string, n: number) =>
        bad.some(([one, other, time]) => all[one] === at && all[other] === last && time === n);
      const property: Property<Walk> =
        looks === 'state'
          ? invariant('fine', (s) => !isBad(s.at, s.last, s.n))
          : transition('fine', (before, { actor: who, choice }, after) => {
              if (looks === 'step') return !isBad(after.at, before.at, before.n);
              if (looks === 'actor') return !isBad(after.at, who, before.n);
              return !isBad(String(choice), before.at, before.n);
            });
      const plain = await check(model, property);
      try {
        const orbits = await check(model, property, { symmetric: group, watch: 1 });
        expect(orbits.verdict).toBe(plain.verdict);
        agreed++;
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        refused++;
      }
    }),
    { numRuns: tries(150) },
  );
  // Both come up, or nothing was compared.
  expect(Math.min(agreed, refused)).toBeGreaterThan(10);
});

interface Club {
  rank: Record<string, number>;
  trusts: Set<string>;
  calls: Map<{ from: string; to: string }, number>;
  last: string[];
  seat: string;
}

const members = ['m1', 'm2', 'm3', 'm10'];
const seats = ['red', 'blue'];

/** Steps of members that choose another member and a seat. */
const clubSteps = fc.array(
  fc.record({
    rank: fc.nat({ max: 2 }),
    to: fc.nat({ max: 2 }),
    asks: fc.constantFrom('nothing', 'trust', 'no trust', 'seat', 'last'),
    does: fc.constantFrom('rank', 'trust', 'call', 'hang up', 'sit', 'forget', 'throw'),
  }),
  { minLength: 1, maxLength: 4 },
);

const clubOf = (
  size: number,
  all: typeof clubSteps extends fc.Arbitrary<infer Made> ? Made : never,
) => {
  const group = members.slice(0, size);
  return defineModel<Club>({
    name: 'club',
    initial: () =>
      seats.map((seat) => ({
        rank: Object.fromEntries(group.map((name) => [name, 0])),
        trusts: new Set<string>(),
        calls: new Map<{ from: string; to: string }, number>(),
        last: [],
        seat,
      })),
    actors: group.map((me) =>
      actor<Club>(
        me,
        Object.fromEntries(
          all.map(({ rank, to, asks, does }, number) => [
            `step${number}`,
            step({
              choose: () =>
                group
                  .filter((name) => name !== me)
                  .flatMap((name) => seats.map((seat) => ({ name, seat }))),
              when: (s: Club, { name, seat }: { name: string; seat: string }) =>
                s.rank[me] === rank &&
                s.last.length < 2 &&
                (asks !== 'trust' || s.trusts.has(`${me} ${name}`)) &&
                (asks !== 'no trust' || !s.trusts.has(`${name} ${me}`)) &&
                (asks !== 'seat' || s.seat === seat) &&
                (asks !== 'last' || s.last.at(-1) !== me),
              then: (s: Club, { name, seat }: { name: string; seat: string }) => {
                s.rank[me] = to;
                if (does === 'rank') s.rank[name] = (s.rank[name] as number) === 2 ? 0 : 2;
                if (does === 'trust') s.trusts.add(`${me} ${name}`);
                if (does === 'call' && s.calls.size < 1) s.calls.set({ from: me, to: name }, to);
                if (does === 'hang up') s.calls.clear();
                if (does === 'sit') s.seat = seat;
                if (does === 'forget') s.last.push(name);
                if (does === 'throw' && s.trusts.size > 1) throw new Error('too much trust');
              },
            }),
          ]),
        ),
      ),
    ),
  });
};

const clubProperties: readonly Property<Club>[] = [
  invariant('no two calls', (s) => s.calls.size < 1 || s.last.length < 2),
  invariant('not all rank 2', (s) => Object.values(s.rank).some((rank) => rank < 2)),
  invariant('no trust both ways', (s) =>
    [...s.trusts].every((pair) => !s.trusts.has(pair.split(' ').reverse().join(' '))),
  ),
  reachable('forgotten in a call', (s) => s.last.length > 0 && s.calls.size > 0),
  transition(
    'nobody calls somebody of his rank',
    (before, { actor: who, choice }, after) =>
      after.calls.size === before.calls.size ||
      before.rank[who] !== before.rank[(choice as { name: string }).name],
  ),
  noDeadlock((s) => s.last.length < 2),
];

test('the engine and the plain search agree on everything, up to symmetry', async () => {
  let complete = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: isDeep ? 4 : 3 }), clubSteps, async (size, all) => {
      const model = clubOf(size, all);
      const groups = [members.slice(0, size), seats];
      const options = { limits: { states: isDeep ? 300 : 150 }, symmetric: groups };
      const said = (outcome: SearchOutcome<Club>) => ({
        distinct: outcome.distinct,
        generated: outcome.generated,
        depth: outcome.depth,
        ended: outcome.ended,
        neverTaken: outcome.neverTaken,
        neverChanged: outcome.neverChanged,
        properties: outcome.properties.map(({ name, verdict, trace, ...rest }) => ({
          name,
          verdict,
          says: 'says' in rest ? rest.says : undefined,
          actions: trace?.actions,
          states: trace?.states.map((state) => canonicalKey(state)),
          failed: trace?.failed?.message,
        })),
      });
      const engine = await breadthFirst(model, clubProperties, options);
      const learning = await breadthFirst(model, clubProperties, options, {
        watch: 1,
        learns: 'all',
      });
      const direct = await breadthFirst(model, clubProperties, options, {
        watch: 0,
        learns: 'nothing',
      });
      const plain = await symmetricSearch(
        model,
        clubProperties,
        { groups, share: undefined },
        (finite, claim, symmetry) => plainSymmetric(model, finite, options, symmetry, claim),
      );
      expect(said(engine)).toEqual(said(plain));
      expect(said(learning)).toEqual(said(plain));
      expect(said(direct)).toEqual(said(plain));
      if (plain.ended.by === 'complete') complete++;
    }),
    { numRuns: isDeep ? 100 : 40 },
  );
  expect(complete).toBeGreaterThan(5);
}, 600_000);
