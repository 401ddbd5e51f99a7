/** Where a trace starts, if its model has several initial states. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  duration,
  estimate,
  htmlReport,
  invariant,
  junit,
  mermaid,
  report,
  timedTimeline,
  timeline,
  type Trace,
} from 'allways';
import { startOf } from '../../../../src/report/text/start.js';
import { arbitraryValue } from '../../../support/arbitrary-value.js';
import { openPage } from '../../../support/page.js';

interface Shop {
  readonly stock: readonly string[];
  readonly owner: { readonly name: string; readonly since?: number };
  readonly prices: Map<string, number>;
  readonly padding: string;
}

const shops = (padding: string): Shop[] =>
  [
    { stock: ['a', 'b'], owner: { name: 'ann', since: 1 }, prices: new Map([['a', 1]]), padding },
    { stock: ['a', 'c'], owner: { name: 'ann', since: 1 }, prices: new Map([['a', 2]]), padding },
    { stock: ['a', 'c'], owner: { name: 'ann' }, prices: new Map([['a', 1]]), padding },
  ] satisfies Shop[];

const shop = (padding: string) =>
  defineModel<Shop>({
    name: 'shop',
    initial: () => shops(padding),
    actors: [
      actor('buyer', {
        buy: {
          when: (s) => s.stock.length > 0,
          then: (s) => {
            s.stock.pop();
          },
        },
      }),
    ],
  });
const neverSoldOut = invariant<Shop>(
  'an owner without a date sells nothing',
  (s) => s.owner.since !== undefined || s.stock.length === 2,
);
const found = async (padding: string) => {
  const result = await check(shop(padding), neverSoldOut);
  const trace = result.properties[0]?.trace;
  if (trace === undefined) throw new Error('It is violated.');
  return { result, trace };
};
const long = 'x'.repeat(80);
const head = (text: string) => text.split('\n\n')[0];

describe('a trace of a model with several initial states', () => {
  test('says in which it starts: the whole state if that is short', async () => {
    const { result, trace } = await found('');
    const start = [
      'Starts in one of 3 initial states, the one with:',
      "  owner { name: 'ann' }",
      "  padding ''",
      "  prices Map(1) { 'a' => 1 }",
      "  stock [ 'a', 'c' ]",
    ].join('\n');
    expect(head(timeline(trace))).toBe(start);
    expect(report(result)).toContain(start);
    expect(junit([result])).toContain('Starts in one of 3 initial states, the one with:');
  });

  test('says only what differs between them if the state is long', async () => {
    const { trace } = await found(long);
    expect(head(timeline(trace))).toBe(
      [
        'Starts in one of 3 initial states, the one with:',
        '  no owner.since',
        '  prices["a"] 1',
        "  stock[1] 'c'",
      ].join('\n'),
    );
  });

  test('says so in a diagram', async () => {
    const { trace } = await found(long);
    expect(mermaid(trace).split('\n').slice(0, 4)).toEqual([
      'sequenceDiagram',
      '  participant a0 as buyer',
      `  Note over a0: starts in one of 3 initial states, with no owner.since, prices#91;"a"#93; 1, stock#91;1#93; 'c'`,
      '  rect rgba(220, 38, 38, 0.2)',
    ]);
  });

  test('says so on the page', async () => {
    const { result } = await found(long);
    const page = await openPage(htmlReport([{ name: 'it', result }]));
    expect(page.texts('.lanes li .says')).toEqual([
      `starts in one of 3 initial states, with no owner.since, prices["a"] 1, stock[1] 'c'`,
      'buyer buy this breaks it',
    ]);
  });

  test('says so if its first steps are left out', async () => {
    const chance = await estimate(shop(long), neverSoldOut, {
      durations: { '*': duration.fixed(1) },
      runs: 20,
      seed: 1,
    });
    const first = chance.properties[0]?.first;
    if (first === undefined) throw new Error('It is violated.');
    expect(head(timedTimeline(first, { last: 1 }))).toBe(head(timedTimeline(first)));
    expect(head(timedTimeline(first))).toContain('\n  no owner.since\n');
  });

  test('says so if it has no steps', async () => {
    const never = invariant<Shop>('it is never so', (s) => s.owner.since !== undefined);
    const [outcome] = (await check(shop(''), never)).properties;
    if (outcome?.trace === undefined) throw new Error('It is violated.');
    expect(timeline(outcome.trace).split('\n')[0]).toBe(
      'In one of 3 initial states, the one with:',
    );
    expect(mermaid(outcome.trace)).toContain('starts in one of 3 initial states, with');
  });
});

test('a trace of a model with one initial state does not say where it starts', async () => {
  const one = defineModel<{ n: number }>({
    name: 'one',
    initial: { n: 0 },
    actors: [actor('a', { go: { then: () => ({ n: 1 }) } })],
  });
  const [outcome] = (
    await check(
      one,
      invariant<{ n: number }>('p', (s) => s.n === 0),
    )
  ).properties;
  if (outcome?.trace === undefined) throw new Error('It is violated.');
  expect(timeline(outcome.trace)).not.toContain('tarts in');
  expect(mermaid(outcome.trace)).not.toContain('tarts in');
});

describe('the places in which initial states differ', () => {
  interface Held {
    readonly holds: unknown;
  }
  /** A trace without steps, from the first of the states that are different. */
  const traceOf = (values: readonly unknown[]): Trace<Held> => {
    const model = defineModel<Held>({
      name: 'held',
      initial: () => values.map((holds) => ({ holds })),
      actors: [actor('a', { stay: { then: () => undefined } })],
    });
    return { model, states: model.initial.slice(0, 1), actions: [] };
  };
  test('tell the start from every other initial state, and name nothing that is the same in all', () => {
    fc.assert(
      fc.property(fc.array(arbitraryValue, { minLength: 2, maxLength: 5 }), (values) => {
        const trace = traceOf(values);
        const start = startOf(trace);
        if (trace.model.initial.length === 1) {
          expect(start).toBeUndefined();
          return;
        }
        const places = start?.places ?? [];
        for (const other of trace.model.initial.slice(1)) {
          const here = startOf({ ...trace, states: [other] })?.places ?? [];
          expect(new Set(here)).not.toEqual(new Set(places));
        }
        expect(new Set(places.map(({ path }) => path)).size).toBe(places.length);
      }),
      { numRuns: 150, seed: 23 },
    );
  });

  test('are found in many states', () => {
    const initial = Array.from({ length: 20_000 }, (_, n) => ({
      holds: { same: { deep: [1, 2] }, n, odd: n % 2 },
    }));
    const { model } = traceOf([0]);
    const trace = { model: { ...model, initial }, states: initial.slice(0, 1), actions: [] };
    expect(startOf(trace)).toMatchObject({
      of: 20_000,
      places: [
        { path: 'holds.n', value: 0 },
        { path: 'holds.odd', value: 0 },
      ],
    });
  });
});
