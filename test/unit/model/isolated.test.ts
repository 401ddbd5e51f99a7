import nodeCrypto from 'node:crypto';
import { current } from 'immer';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  actor,
  audit,
  check,
  compareSafeguards,
  defineModel,
  defineSafeguards,
  defineSystem,
  duration,
  estimate,
  eventually,
  follow,
  fromReducer,
  invariant,
  noDeadlock,
  reachable,
  replay,
  sample,
  step,
  transition,
  whatIf,
  type Model,
  type Property,
} from 'allways';
import { isolated, isolating } from '../../../src/model/isolated.js';
import { breadthFirst } from '../../../src/search/breadth-first/breadth-first.js';
import { referenceSearch } from '../../../src/search/reference/reference.js';
import { expectSame } from '../../support/engine.js';
import { refusalOf } from '../../support/refusal.js';

interface Stamped {
  n: number;
  at: number;
}

type Part = 'choose' | 'when' | 'then';

/** A model of four states, one part of whose step runs some code as well. */
function stamping(part: Part | undefined, code: () => unknown): Model<Stamped> {
  const run = (own: Part) => (own === part ? code() : undefined);
  return defineModel<Stamped>({
    name: 'stamping',
    initial: { n: 0, at: 0 },
    actors: [
      actor<Stamped>('node', {
        stamp: step<Stamped, number>({
          choose: () => (run('choose') === undefined ? [1] : [2]),
          when: (s) => run('when') !== 0 && s.n < 3,
          then: (s, choice) => {
            s.n += choice;
            s.at = Number(run('then') ?? 0);
          },
        }),
      }),
    ],
  });
}

const fine = invariant<Stamped>('fine', () => true);
const plain = stamping(undefined, () => undefined);
const clock = () => Date.now();

/** Every source, with the words by which it is named. */
const sources: readonly (readonly [string, () => unknown])[] = [
  ['reads a clock (Date.now())', () => Date.now()],
  ['reads a clock (new Date())', () => new Date().getTime()],
  ['reads a clock (new Date())', () => Reflect.construct(Date, []) as unknown],
  ['reads a clock (Date())', () => Date().length],
  ['reads a clock (performance.now())', () => performance.now()],
  ['reads a clock (process.hrtime())', () => process.hrtime()[0]],
  ['reads a clock (process.hrtime.bigint())', () => process.hrtime.bigint()],
  ['reads a clock (process.uptime())', () => process.uptime()],
  ['draws a random value (Math.random())', () => Math.random()],
  ['draws a random value (crypto.randomUUID())', () => crypto.randomUUID()],
  [
    'draws a random value (crypto.getRandomValues())',
    () => crypto.getRandomValues(new Uint8Array(1))[0],
  ],
  ['draws a random value (crypto.randomUUID())', () => nodeCrypto.randomUUID()],
  ['draws a random value (crypto.randomBytes())', () => nodeCrypto.randomBytes(1)[0]],
  ['draws a random value (crypto.randomInt())', () => nodeCrypto.randomInt(3)],
];

/** What the sources are while nothing runs. */
const originals = (): unknown[] =>
  (
    [
      [globalThis, 'Date'],
      [Date, 'now'],
      [performance, 'now'],
      [process, 'hrtime'],
      [process, 'uptime'],
      [process, 'exit'],
      [Math, 'random'],
      [crypto, 'randomUUID'],
      [crypto, 'getRandomValues'],
      [nodeCrypto, 'randomBytes'],
      [globalThis, 'structuredClone'],
    ] as const
  ).map(([owner, name]) => Reflect.get(owner, name) as unknown);

describe('code that does not depend on the state alone is refused by name', () => {
  const before = originals();
  afterEach(() => {
    expect(originals()).toEqual(before);
    expect(Object.hasOwn(crypto, 'randomUUID')).toBe(false);
    expect(Object.hasOwn(performance, 'now')).toBe(false);
  });

  test.each(sources)('%s', async (words, read) => {
    const message = await refusalOf(() => check(stamping('then', read), fine));
    expect(message).toContain(`node.stamp(1): then ${words}, and must depend on the state alone; `);
    expect(read()).toBeDefined();
  });

  test.each([
    ['then', (): unknown => process.exit(0)],
    [
      'when',
      (): unknown => {
        try {
          return process.exit(0);
        } catch {
          return 1;
        }
      },
    ],
  ] as const)('a call that ends the process, in %s', async (part, code) => {
    const message = await refusalOf(() => check(stamping(part, code), fine));
    expect(message).toContain(
      `node.stamp(1): ${part} ends the process (process.exit()), and must depend on the state alone; `,
    );
  });

  test('with what to do instead', async () => {
    expect(await refusalOf(() => check(stamping('then', clock), fine))).toBe(
      'node.stamp(1): then reads a clock (Date.now()), and must depend on the state alone; put the time ' +
        'into the state, as a number that an actor such as clock() moves on, or let choose give the times that matter.',
    );
    expect(
      await refusalOf(() =>
        check(
          stamping('then', () => Math.random()),
          fine,
        ),
      ),
    ).toMatch(
      /; let choose give the values that may come out, so that each of them is explored\.$/,
    );
  });

  test.each<[string, Part]>([
    ['node.stamp: choose reads a clock', 'choose'],
    ['node.stamp(1): when reads a clock', 'when'],
    ['node.stamp(1): then reads a clock', 'then'],
  ])('%s', async (words, part) => {
    expect(await refusalOf(() => check(stamping(part, clock), fine))).toContain(words);
    // Also if the code catches what is thrown at it.
    const hiding = () => {
      try {
        return Date.now();
      } catch {
        return 1;
      }
    };
    expect(await refusalOf(() => check(stamping(part, hiding), fine))).toContain(words);
  });

  test.each<[string, Property<Stamped>]>([
    ['invariant', invariant('late', () => Date.now() > 0)],
    ['transition', transition('late', () => Date.now() > 0)],
    ['reachable', reachable('late', () => Date.now() > 0)],
    ['deadlock', noDeadlock(() => Date.now() > 0, { name: 'late' })],
    ['temporal', eventually('late', () => Date.now() < 0)],
  ])('in a property: %s', async (_, late) => {
    const words = 'Property "late" reads a clock (Date.now())';
    expect(await refusalOf(() => check(plain, late))).toContain(words);
  });

  test('in a reducer, and in its list of actions', async () => {
    const reducer = (inList: boolean) =>
      fromReducer<{ at: number }, { type: string; id: number }>({
        name: 'dice',
        initial: { at: 0 },
        actions: () => [{ type: 'roll', id: inList ? Math.random() : 1 }],
        reduce: () => ({ at: Math.random() }),
      });
    expect(await refusalOf(() => check(reducer(true), []))).toContain('choose draws');
    expect(await refusalOf(() => check(reducer(false), []))).toContain(
      'dice.roll({"id":1,"type":"roll"}): reduce draws a random value (Math.random())',
    );
  });

  test('in what names the actions of a reducer', async () => {
    const dice = fromReducer<{ at: number }, { type: string }>({
      name: 'dice',
      initial: { at: 0 },
      actions: () => [{ type: 'roll' }],
      reduce: (s) => s,
      describe: ({ type }) => ({ actor: `player ${Math.random()}`, step: type }),
    });
    expect(await refusalOf(() => check(dice, []))).toContain(
      'Model "dice": describe draws a random value (Math.random())',
    );
  });

  test('in what a property asks of a model', async () => {
    const other = stamping('when', clock);
    const asks = invariant<Stamped>('asks', () => {
      try {
        return other.actions({ n: 0, at: 0 }).length > 0;
      } catch {
        return true;
      }
    });
    expect(await refusalOf(() => check(plain, asks))).toContain(
      'node.stamp(1): when reads a clock',
    );
  });
});

describe('every verb refuses it, each time', () => {
  const stamped = stamping('then', clock);
  const system = defineSystem({
    name: 'stamping',
    safeguards: defineSafeguards({ exact: 'Stamps by the clock.' }),
    parameters: {},
    model: (on) => stamping('then', () => (on.exact ? Date.now() : 0)),
  });
  const times = { durations: { '*': duration.fixed(1) }, runs: 3, seed: 1 };
  const verbs: Record<string, () => unknown> = {
    check: () => check(stamped, fine),
    'check without a watch': () => check(stamped, fine, { watch: 0 }),
    'check of what is interchangeable': () => breadthFirst(stamped, [], { symmetric: ['a', 'b'] }),
    'the reference search': () => referenceSearch(stamped, []),
    sample: () => sample(stamped, fine, { numRuns: 1, seed: 1 }),
    estimate: () => estimate(stamped, fine, times),
    compareSafeguards: () => compareSafeguards(system, fine),
    whatIf: () => whatIf(stamped, fine),
    audit: () => audit(stamped, {}),
    follow: () => follow(stamped, [{ actor: 'node', step: 'stamp', choice: 1 }]),
    replay: () =>
      replay(
        {
          model: 'stamping',
          safeguards: [],
          parameters: {},
          property: 'fine',
          expect: 'violated',
          actions: [{ actor: 'node', step: 'stamp', choice: 1 }],
        },
        stamped,
        fine,
      ),
    reduce: () => stamped.reduce({ n: 0, at: 0 }, { actor: 'node', step: 'stamp', choice: 1 }),
  };

  test.each(Object.entries(verbs))('%s', async (_, verb) => {
    for (let time = 0; time < 5; time++) {
      expect(await refusalOf(verb)).toContain('node.stamp(1): then reads a clock (Date.now())');
    }
  });
});

describe('everything else is as ever', () => {
  test('a date of a number, a text or parts', async () => {
    interface Calendar {
      ms: number;
      day: number;
    }
    const hour = 3_600_000;
    const calendar = defineModel<Calendar>({
      name: 'calendar',
      initial: { ms: 0, day: 4 },
      actors: [
        actor<Calendar>('clock', {
          tick: {
            when: (s) => new Date(s.ms) instanceof Date && s.ms < Date.UTC(1970, 0, 3),
            then: (s) => {
              s.ms += 12 * hour;
              s.day = new Date(s.ms).getUTCDay();
            },
          },
        }),
      ],
    });
    const weekday = invariant<Calendar>(
      'the day is right',
      (s) =>
        Date.parse(new Date(s.ms).toISOString()) === s.ms && s.day === new Date(s.ms).getUTCDay(),
    );
    const found = await expectSame(calendar, [weekday]);
    expect(found).toMatchObject({ distinct: 5, properties: [{ verdict: 'holds' }] });
  });

  test('limits, progress and what runs beside a check read the clock', async () => {
    const own = Date;
    const seen = new Set<unknown>();
    const beside = setInterval(() => seen.add(Date).add(new Date() instanceof own), 1);
    const endless = defineModel<{ n: number }>({
      name: 'endless',
      initial: { n: 0 },
      actors: [actor<{ n: number }>('a', { up: { then: (s) => void (s.n += 1) } })],
    });
    const { ended } = await check(
      endless,
      invariant('fine', () => true),
      {
        limits: { seconds: 0.3 },
        onProgress: () => seen.add(Date).add(new Date() instanceof own),
      },
    );
    clearInterval(beside);
    expect(ended).toMatchObject({ by: 'limit', limit: 'seconds' });
    seen.add(own).add(true);
    expect([...seen]).toHaveLength(2);
  });

  test('code between two pieces of code of a model reads the clock', () => {
    const it = { of: 'it' };
    const found = isolating(() => {
      isolated(it, () => 0);
      return [typeof Date.now(), new Date() instanceof Date, typeof Math.random()];
    });
    expect(found).toEqual(['number', true, 'number']);
    expect(isolated(it, () => isolated(it, () => 1))).toBe(1);
  });

  test('a fake timer is refused, and put back', async () => {
    vi.useFakeTimers({ now: 5 });
    try {
      const fake = Date;
      expect(
        await refusalOf(() =>
          stamping('then', clock).reduce(
            { n: 0, at: 0 },
            { actor: 'node', step: 'stamp', choice: 1 },
          ),
        ),
      ).toContain('Date.now()');
      expect(Date).toBe(fake);
      expect(Date.now()).toBe(5);
    } finally {
      vi.useRealTimers();
    }
    expect(Date.now()).toBeGreaterThan(5);
  });

  test('what the code puts in the place of a source stays', () => {
    const random = Reflect.get(Math, 'random');
    const own = () => 0.5;
    isolated({ of: 'it' }, () => (Math.random = own));
    expect(Math.random).toBe(own);
    Math.random = random;
  });

  test('what cannot be replaced, and what is not there, is left alone', () => {
    const uptime: unknown = Reflect.get(process, 'uptime');
    const own = Object.getOwnPropertyDescriptor(process, 'uptime') as PropertyDescriptor;
    const without = Object.getOwnPropertyDescriptor(process, 'hrtime') as PropertyDescriptor;
    Object.defineProperty(process, 'uptime', { ...own, writable: false, configurable: true });
    Reflect.deleteProperty(process, 'hrtime');
    try {
      expect(isolated({ of: 'it' }, () => typeof process.uptime())).toBe('number');
    } finally {
      Object.defineProperty(process, 'uptime', own);
      Object.defineProperty(process, 'hrtime', without);
    }
    expect(Reflect.get(process, 'uptime')).toBe(uptime);
  });
});

describe('structuredClone copies a draft', () => {
  interface Deep {
    list: { k: number }[];
    map: Map<string, { k: number }>;
    set: Set<string>;
    copy: unknown;
  }
  const cloning = (clone: (s: Deep) => unknown) =>
    defineModel<Deep>({
      name: 'cloning',
      initial: { list: [{ k: 1 }], map: new Map([['a', { k: 2 }]]), set: new Set(['x']), copy: 0 },
      actors: [
        actor<Deep>('node', {
          clone: {
            when: (s) => s.copy === 0 && structuredClone(s.list).length === 1,
            then: (s) => {
              const copy = clone(s);
              s.list.push({ k: 3 });
              s.copy = copy;
            },
          },
        }),
      ],
    });
  const once = { list: [{ k: 1 }], map: new Map([['a', { k: 2 }]]), set: new Set(['x']), copy: 0 };
  const loop: unknown[] = [];
  loop.push(loop);

  test.each<[string, (s: Deep) => unknown, unknown]>([
    ['the whole state', (s) => structuredClone(s), once],
    ['a part of it', (s) => structuredClone(s.list), once.list],
    ['an object that holds one', (s) => structuredClone({ of: [s.map] }), { of: [once.map] }],
    [
      'a Map and a Set that hold some',
      (s) => structuredClone(new Map([['m', new Set([s.list])]])),
      new Map([['m', new Set([once.list])]]),
    ],
    ['what is current', (s) => structuredClone(current(s)), once],
    ['what is no draft', () => structuredClone([new Date(0)]).length, 1],
    ['what contains itself', () => structuredClone(loop).length, 1],
  ])('%s', async (_, clone, expected) => {
    const model = cloning(clone);
    expect(await expectSame(model)).toMatchObject({ distinct: 2, generated: 2 });
    const [first] = model.initial as [Deep];
    const next = model.reduce(first, { actor: 'node', step: 'clone' });
    expect(next).toEqual({ ...once, list: [{ k: 1 }, { k: 3 }], copy: expected });
  });

  test('what it refuses for another reason is the error of the step', async () => {
    const model = cloning(() => structuredClone(() => 1));
    const { properties } = await check(model, []);
    expect(properties).toMatchObject([{ name: 'node.clone does not throw', verdict: 'violated' }]);
    expect(JSON.stringify(properties)).toContain('() => 1 could not be cloned');
  });

  test('if it was taken from its place before, the refusal says how to copy', async () => {
    const taken = structuredClone;
    const model = cloning((s) => taken(s));
    expect(await refusalOf(() => check(model, []))).toMatch(
      /^node\.clone: then copied a draft, .*structuredClone\(current\(s\)\), with current from 'immer'/,
    );
  });
});
