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
  noDeadlock,
  reachable,
  transition,
  type Model,
  type Property,
} from 'allways';
import { tries } from '../support/deep.js';

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

const modelOf = (all: Steps) =>
  defineModel<Guests>({
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
    fc.asyncProperty(steps, async (all) => {
      const model = modelOf(all);
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
