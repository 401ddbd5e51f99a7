/** Why a search does not end: the parts of the states that grew until a limit ended it. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  actor,
  check,
  defineModel,
  invariant,
  report,
  type CheckOptions,
  type Growth,
  type Model,
  type Progress,
  type SearchOutcome,
} from 'allways';
import { growthSoFar } from '../../../../src/search/common/growth.js';
import { referenceSearch } from '../../../../src/search/reference/reference.js';
import { engine, turns } from '../../../support/engine.js';

interface Plan {
  references: number;
  owner: string;
}

interface Office {
  clock: number;
  log: string[];
  plans: Plan[];
  inbox: Map<string, string[]>;
  seats: Record<string, number[]>;
  debt: bigint;
  left: number;
  ticket: string;
  note: string;
  seen: Set<number>;
  phase: number;
}

/** Each tick all of it grows, but for the phase and the owners. */
const office = defineModel<Office>({
  name: 'office',
  initial: {
    clock: 0,
    log: [],
    plans: [{ references: 0, owner: 'nobody' }],
    inbox: new Map([
      ['worker 1', []],
      ['worker 2', []],
    ]),
    seats: { 'worker 1': [] },
    debt: 0n,
    left: 0,
    ticket: 't0',
    note: '',
    seen: new Set(),
    phase: 0,
  },
  actors: [
    actor<Office>('worker 1', {
      work: {
        then: (s) => {
          s.clock++;
          s.log.push(`tick ${s.clock}`, 'done');
          const [plan] = s.plans as [Plan];
          plan.references += 3;
          plan.owner = plan.owner === 'nobody' ? 'worker 1' : 'nobody';
          s.inbox.get('worker 1')?.push('mail');
          s.seats['worker 1']?.push(1);
          s.debt += 100n;
          s.left -= 2;
          s.ticket = `t${(s.clock % 90) + 10}`;
          s.note += '!';
          s.seen.add(s.clock);
          s.phase = (s.phase + 1) % 5;
        },
      },
    }),
  ],
});

const grown: readonly Growth[] = [
  { part: 'debt', measure: 'number', from: 0n, to: 3900n },
  { part: 'plans[*].references', measure: 'number', from: 0, to: 117 },
  { part: 'left', measure: 'number', from: 0, to: -78 },
  { part: 'log', measure: 'entries', from: 0, to: 78 },
  { part: 'clock', measure: 'number', from: 0, to: 39 },
  { part: 'inbox["worker 1"]', measure: 'entries', from: 0, to: 39 },
  { part: 'note', measure: 'characters', from: 0, to: 39 },
  { part: 'seats["worker 1"]', measure: 'entries', from: 0, to: 39 },
  { part: 'seen', measure: 'entries', from: 0, to: 39 },
];

const plainly = <State>(model: Model<State>, options: CheckOptions) =>
  referenceSearch(model, [], options);
const threaded = <State>(model: Model<State>, options: CheckOptions) =>
  engine(model, [], options, { threads: turns() });
const remembering = <State>(model: Model<State>, options: CheckOptions) =>
  engine(model, [], options);

/** The growth that all searches agree on. */
async function growthOf<State>(model: Model<State>, options: CheckOptions) {
  const { growth } = await plainly(model, options);
  for (const search of [threaded, remembering]) {
    expect((await search(model, options)).growth).toEqual(growth);
  }
  return growth;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what keeps growing', () => {
  test('is named with its range, the one that grew most first', async () => {
    const growth = (await growthOf(office, { limits: { depth: 40 } })) ?? [];
    const tickets = growth.filter(({ measure }) => measure === 'values');
    expect(tickets).toMatchObject([{ part: 'ticket', from: 1 }]);
    expect(growth.filter(({ measure }) => measure !== 'values')).toEqual(grown);
  });

  test('is said by a report, in words', async () => {
    const result = await check(office, [], { limits: { depth: 40 } });
    expect(report(result)).toContain(
      '\nStill growing: debt has reached 3,900; plans[*].references has reached 117; ' +
        'left has fallen to -78; log has grown to 78 entries; clock has reached 39; and 5 more.',
    );
  });

  test.each([
    ['states', { limits: { states: 60 } }, 59],
    ['memory', { limits: { memory: 200 } }, 2],
    ['seconds', { limits: { seconds: 1 } }, 2],
  ])(
    'is said after a limit of %s, of levels that were found in full',
    async (limit, options, to) => {
      let now = 0;
      let memory = 100 * 2 ** 20;
      vi.spyOn(performance, 'now').mockImplementation(() => (now += 7));
      vi.spyOn(process.memoryUsage, 'rss').mockImplementation(() => (memory += 2 ** 20));
      const { ended, growth, distinct } = await check(office, [], options);
      expect(ended).toMatchObject({ by: 'limit', limit });
      const clock = growth?.find(({ part }) => part === 'clock');
      expect(clock).toMatchObject({ from: 0, to: distinct - 1 });
      expect(clock?.to).toBeGreaterThanOrEqual(to);
    },
  );

  test('is said after a signal', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 40));
    const stop = new AbortController();
    let reports = 0;
    const onProgress = () => {
      if (++reports > 16) stop.abort();
    };
    const { ended, growth } = await check(office, [], { signal: stop.signal, onProgress });
    expect(ended).toEqual({ by: 'interrupt' });
    expect(growth?.map(({ part }) => part)).toContain('clock');
  });

  test('is not said of a search that ended by itself', async () => {
    const early = invariant<Office>('early', (s) => s.clock < 20);
    for (const options of [{}, { stopAtViolation: true }]) {
      const { ended, growth } = await check(office, early, options);
      expect(ended.by).toMatch(/decided|violation/);
      expect(growth).toBeUndefined();
    }
  });

  test('is not told from so few levels', async () => {
    expect(await growthOf(office, { limits: { depth: 6 } })).toBeUndefined();
    expect(await growthOf(office, { limits: { depth: 7 } })).toContainEqual({
      part: 'clock',
      measure: 'number',
      from: 0,
      to: 6,
    });
  });
});

type Search = (model: Model<Office>, options: CheckOptions) => Promise<SearchOutcome<Office>>;

describe('what grows while a search goes on', () => {
  /** What a search tells, by a clock that moves on by a second whenever it is read. */
  async function told(search: Search, depth: number) {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    const found: Progress[] = [];
    const outcome = await search(office, {
      limits: { depth },
      onProgress: (one) => found.push(one),
    });
    return { found, outcome };
  }

  test.each([
    ['the engine', remembering],
    ['threads', threaded],
    ['the plain search', plainly],
  ])('is told by %s', async (_, search) => {
    const { found, outcome } = await told(search, 60);
    const growing = found.filter(({ growth }) => growth !== undefined);
    const parts = grown.map(({ part }) => part).sort();
    for (const { growth = [], depth } of growing) {
      const named = growth.map(({ part }) => part).filter((part) => part !== 'ticket');
      expect(named.sort()).toEqual(parts);
      const clock = growth.find(({ part }) => part === 'clock');
      expect(clock).toMatchObject({ measure: 'number', from: 0 });
      expect(clock?.to).toBeGreaterThanOrEqual(6);
      expect(clock?.to).toBeLessThan(depth);
    }
    expect(new Set(growing.map(({ growth }) => growth)).size).toBeGreaterThan(1);
    expect(outcome.growth).toContainEqual({ part: 'clock', measure: 'number', from: 0, to: 59 });
  });

  test('is no part of what a search found that ended by itself', async () => {
    const early = invariant<Office>('early', (s) => s.clock < 58);
    const { found, outcome } = await told((model, options) => check(model, early, options), 60);
    expect(found.some(({ growth }) => growth !== undefined)).toBe(true);
    expect(outcome.ended).toEqual({ by: 'decided' });
    expect(outcome).not.toHaveProperty('growth');
  });

  test('is looked at every two seconds, and more rarely if a look takes long', () => {
    let now = 0;
    let takes = 0;
    let looks = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const soFar = growthSoFar(0, () => {
      looks++;
      now += takes;
      return {
        starts: Array.from({ length: 21 }, (_, level) => level),
        expanded: 20,
        stateAt: (clock) => ({ clock, phase: 1 }),
      };
    });
    const at = (time: number) => {
      now = time;
      return { ...soFar(), looks };
    };
    const growth = [{ part: 'clock', measure: 'number', from: 0, to: 19 }];
    expect(at(1999)).toEqual({ looks: 0 });
    expect(at(2000)).toEqual({ growth, looks: 1 });
    expect(at(3999)).toEqual({ growth, looks: 1 });
    takes = 100;
    expect(at(4000)).toEqual({ growth, looks: 2 });
    expect(at(9099)).toEqual({ growth, looks: 2 });
    expect(at(9100)).toEqual({ growth, looks: 3 });
  });
});

interface Two {
  endless: number;
  ring: number;
}

test('a field with a bound is not named once it has come to its bound', async () => {
  const beside = (bound: number) =>
    defineModel<Two>({
      name: 'two',
      initial: { endless: 0, ring: 0 },
      actors: [
        actor<Two>('endless', {
          count: {
            then: (s) => {
              s.endless++;
            },
          },
        }),
        actor<Two>('ring', {
          turn: {
            then: (s) => {
              s.ring = (s.ring + 1) % bound;
            },
          },
        }),
      ],
    });
  const depths = fc.integer({ min: 7, max: 24 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), depths, async (bound, depth) => {
      const growth = await growthOf(beside(bound), { limits: { depth } });
      const parts = growth?.map(({ part }) => part).sort();
      // Its greatest value rose behind three quarters of the levels.
      const rose = bound - 1 > Math.floor((3 * (depth - 1)) / 4);
      expect(parts).toEqual(rose ? ['endless', 'ring'] : ['endless']);
    }),
    { numRuns: 25 },
  );
});

test('a state that is no record is called the state', async () => {
  const heap = defineModel<number[]>({
    name: 'heap',
    initial: [],
    actors: [
      actor<number[]>('one', {
        push: {
          then: (s) => {
            s.push(1);
          },
        },
      }),
    ],
  });
  expect(await growthOf(heap, { limits: { depth: 9 } })).toEqual([
    { part: 'state', measure: 'entries', from: 0, to: 8 },
  ]);
});
