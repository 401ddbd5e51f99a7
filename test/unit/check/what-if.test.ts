/** What is left out, and which properties notice. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  clock,
  defineModel,
  defineSafeguards,
  defineSystem,
  eventually,
  formatAction,
  fromReducer,
  invariant,
  ModelError,
  noDeadlock,
  plainStyle,
  reachable,
  step,
  transition,
  whatIf,
  whatIfTable,
  whenever,
  type Actor,
  type CheckResult,
  type Model,
  type Step,
} from 'allways';
import { withoutGuard } from '../../../src/model/without.js';
import type { SearchOutcome } from '../../../src/search/common/outcome.js';
import { referenceSearch } from '../../../src/search/reference/reference.js';
import { untyped } from '../model/thrown.js';

interface Tank {
  level: number;
  open: boolean;
}

/** A tank that is filled to its brim; `valve` lets nobody fill it while it is open. */
const tank = defineSystem({
  name: 'tank',
  safeguards: defineSafeguards({
    valve: 'It is filled only while it is closed.',
    spare: 'It does nothing.',
  }),
  parameters: { brim: 3 },
  model: (on, { brim }) =>
    defineModel<Tank>({
      name: 'tank',
      initial: { level: 0, open: false },
      actors: [
        actor<Tank>('pump', {
          fill: {
            when: (s) => s.level < brim && !(on.valve && s.open),
            then: (s) => {
              s.level++;
            },
          },
          // It is always true.
          beat: { when: (s) => s.level >= 0, then: () => undefined },
        }),
        actor<Tank>('hand', {
          turn: {
            when: (s) => s.level > 1,
            then: (s) => {
              s.open = !s.open;
            },
          },
          empty: {
            when: (s) => s.open && s.level > 0,
            then: (s) => {
              if (s.level === 0) throw new Error('there is nothing in it');
              s.level = 0;
            },
          },
        }),
      ],
    }),
});

const neverOver = invariant<Tank>('it never runs over', (s) => s.level <= 3);
const fills = reachable<Tank>('it can be full', (s) => s.level === 3);

describe('what if a guard were not there', () => {
  test('somebody notices, or nobody, or nothing else happens', async () => {
    const { base, drops } = await whatIf(tank.with([]), [neverOver, fills]);
    expect(base).toMatchObject({ verdict: 'holds', distinct: 8 });
    expect(
      drops.map(({ kind, dropped, effect, noticed, result }) => [
        kind,
        dropped,
        effect,
        noticed.map(({ name }) => name),
        result.distinct,
      ]),
    ).toEqual([
      ['guard', 'pump.fill', 'noticed', ['it never runs over'], 8],
      ['guard', 'pump.beat', 'dead', [], 8],
      ['guard', 'hand.turn', 'unnoticed', [], 8],
      ['guard', 'hand.empty', 'noticed', ['hand.empty does not throw'], 8],
    ]);
  });

  test('limits are kept, and a search that they end says nothing of who would notice', async () => {
    const counter = defineModel<{ n: number }>({
      name: 'counter',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('user', {
          press: {
            when: (s) => s.n < 3,
            then: (s) => {
              s.n++;
            },
          },
        }),
      ],
    });
    const even = invariant<{ n: number }>('it is a number', (s) => s.n >= 0);
    const { drops } = await whatIf(counter, even, { limits: { states: 50 } });
    expect(drops).toMatchObject([{ effect: 'undecided', noticed: [], result: { distinct: 50 } }]);
    const unlimited = await whatIf(counter, even);
    expect(unlimited.drops).toMatchObject([{ effect: 'undecided', result: { distinct: 10_000 } }]);
  });

  test('what stops it stops it', async () => {
    const { drops } = await whatIf(tank.with([]), neverOver, { signal: AbortSignal.abort() });
    expect(drops).toEqual([]);
  });
});

describe('what if a safeguard were not there', () => {
  test('of a system all that are on are left out in turn', async () => {
    const dropped: string[] = [];
    const shut = invariant<Tank>('it is never open and full', (s) => !(s.open && s.level > 2));
    const { drops } = await whatIf(tank.with(['valve', 'spare']), shut, {
      system: tank,
      onDrop: (name) => dropped.push(name),
    });
    expect(dropped).toEqual([
      'pump.fill',
      'pump.beat',
      'hand.turn',
      'hand.empty',
      'valve',
      'spare',
    ]);
    expect(drops.slice(-2)).toMatchObject([
      { kind: 'safeguard', dropped: 'valve' },
      { kind: 'safeguard', dropped: 'spare', effect: 'dead', noticed: [] },
    ]);
  });
});

describe('what a step must not answer or write is a finding once something was left out', () => {
  interface Desk {
    job: string | null;
    /** A function or an object with a prototype does not belong in it either. */
    runs: Record<string, unknown>;
    done: boolean;
  }
  const sound = invariant<Desk>('it has runs', (s) => typeof s.runs === 'object');

  /** A desk whose worker may take its one step only while there is a job. */
  const desk = (worker: Step<Desk>, ...others: Actor<Desk>[]) =>
    defineModel<Desk>({
      name: 'desk',
      initial: { job: 'a', runs: { a: 0 }, done: false },
      actors: [
        actor<Desk>('worker', { run: worker }),
        actor<Desk>('boss', {
          take: {
            then: (s) => {
              s.job = null;
            },
          },
        }),
        ...others,
      ],
    });
  const hasJob = (s: Desk) => s.job !== null && s.runs[s.job] === 0;

  /** Without the guard of worker.run; by the engine and by the plain search. */
  const withoutIt = async (model: Model<Desk>) => {
    const { base, drops } = await whatIf(model, sound);
    expect(base.verdict).toBe('holds');
    const [drop] = drops;
    const plainly = await referenceSearch(
      withoutGuard(model, { actor: 'worker', step: 'run' }) as Model<Desk>,
      [sound],
    );
    const said = ({
      properties,
      distinct,
      generated,
    }: Pick<SearchOutcome<Desk>, 'properties' | 'distinct' | 'generated'>) => ({
      distinct,
      generated,
      properties: properties.map(({ name, verdict, trace }) => [
        name,
        verdict,
        trace?.actions.map(formatAction),
        trace?.failed?.message,
      ]),
    });
    expect(said(drop?.result as CheckResult<Desk>)).toEqual(said(plainly));
    expect(drop).toMatchObject({
      dropped: 'worker.run',
      effect: 'noticed',
      noticed: [{ kind: 'step', name: 'worker.run does not throw', verdict: 'violated' }],
    });
    return drop?.noticed[0]?.trace?.failed?.message;
  };

  test.each<[string, Step<Desk>, string]>([
    [
      'a number that is none',
      {
        when: hasJob,
        then: (s) => {
          s.runs[s.job as string] = ((s.runs[s.job as string] as number) + 1) % 3;
        },
      },
      'then threw Error: without the guard of worker.run: After worker.run, state.runs.null is NaN; only plain data can be compared',
    ],
    [
      'a function',
      {
        when: hasJob,
        then: (s) => {
          s.runs['a'] = s.job === null ? () => 1 : 1;
        },
      },
      'then threw Error: without the guard of worker.run: After worker.run, state.runs.a is a function; only plain data can be compared',
    ],
    [
      'an instance',
      {
        when: hasJob,
        then: (s) => {
          s.runs['a'] = s.job === null ? new Error('no job') : 1;
        },
      },
      'then threw Error: without the guard of worker.run: After worker.run, state.runs.a is an instance of Error; only plain data can be compared',
    ],
    [
      'another thing than a state',
      {
        when: hasJob,
        then: untyped((s: Desk) => (s.job === null ? 0 : { ...s, done: true })),
      },
      'then threw Error: without the guard of worker.run: worker.run: then returned a number; change the state inside braces',
    ],
  ])('%s', async (_, worker, message) => {
    expect(await withoutIt(desk(worker))).toContain(message);
  });

  test('by the step of somebody else, who relies on the guard', async () => {
    const model = desk(
      {
        when: hasJob,
        then: (s) => {
          s.done = s.job !== null;
          s.job = 'b';
        },
      },
      actor<Desk>('counter', {
        count: {
          when: (s) => s.job === 'b',
          then: (s) => {
            s.runs['sum'] = s.done ? 1 : NaN;
          },
        },
        look: {
          when: (s) => (s.job === 'b' && !s.done ? untyped(undefined) : false),
          then: () => undefined,
        },
        pick: step({
          choose: (s: Desk) => (s.job === 'b' && !s.done ? untyped(3) : [1]),
          then: () => undefined,
        }),
        offer: step({
          choose: (s: Desk) => [s.job === 'b' && !s.done ? Infinity : 1],
          then: () => undefined,
        }),
      }),
    );
    const { base, drops } = await whatIf(model, sound);
    expect(base.verdict).toBe('holds');
    const told = drops[0]?.noticed.map(({ trace }) => trace?.failed?.message);
    expect(told).toEqual([
      expect.stringContaining(
        'when threw Error: without the guard of worker.run: counter.look: when answered undefined; a guard must answer true or false.',
      ),
      expect.stringContaining(
        'choose threw Error: without the guard of worker.run: counter.pick: choose answered a number;',
      ),
      expect.stringContaining(
        'choose threw Error: without the guard of worker.run: counter.offer: a choice is Infinity;',
      ),
      expect.stringContaining(
        'then threw Error: without the guard of worker.run: After counter.count, state.runs.sum is NaN;',
      ),
    ]);
  });

  const guarded = defineSystem({
    name: 'desk',
    safeguards: defineSafeguards({ lock: 'Nobody runs without a job.' }),
    model: (on) =>
      fromReducer<Desk, { type: 'run' | 'take' }>({
        name: 'desk',
        initial: { job: 'a', runs: { a: 0 }, done: false },
        actions: () => [{ type: 'run' }, { type: 'take' }],
        reduce: (s, { type }) => {
          if (type === 'take') return { ...s, job: null };
          if (on.lock && s.job === null) return s;
          return { ...s, runs: { a: s.job === null ? NaN : 1 } };
        },
      }),
  });
  const message =
    'then threw Error: without the safeguard lock: After desk.run({"type":"run"}), state.runs.a is NaN;';

  test('without a safeguard, also in a reducer', async () => {
    const { drops } = await whatIf(guarded.with(['lock']), sound, { system: guarded });
    expect(drops).toMatchObject([{ kind: 'safeguard', dropped: 'lock', effect: 'noticed' }]);
    expect(drops[0]?.noticed[0]?.trace?.failed?.message).toContain(message);
  });

  test('but in the model as it is written it is a mistake', async () => {
    await expect(check(guarded.with([]), sound)).rejects.toThrow('state.runs.a is NaN');
    await expect(whatIf(guarded.with([]), sound)).rejects.toThrow(ModelError);
  });

  test('an age that grew too old, and who acts in a reducer', async () => {
    interface Wait {
      wait: number;
    }
    const model = defineModel<Wait>({
      name: 'wait',
      initial: { wait: 0 },
      actors: [
        clock<Wait>({
          bound: 3,
          tick: (s, older) => {
            s.wait = older(s.wait);
          },
        }),
        actor<Wait>('user', {
          delay: {
            when: (s) => s.wait < 2,
            then: (s) => {
              s.wait += 2;
            },
          },
        }),
      ],
    });
    const { drops } = await whatIf(model, [invariant<Wait>('it has waited', (s) => s.wait >= 0)]);
    expect(drops[0]?.noticed.map(({ trace }) => trace?.failed?.message)).toEqual([
      expect.stringContaining(
        'clock.tick: when threw Error: without the guard of user.delay: clock.tick: older was given 4;',
      ),
    ]);

    const named = defineSystem({
      name: 'named',
      safeguards: defineSafeguards({ lock: 'Somebody acts.' }),
      model: (on) =>
        fromReducer<{ n: number }, { type: 'go' }>({
          name: 'named',
          initial: { n: 0 },
          actions: () => [{ type: 'go' }],
          reduce: ({ n }) => ({ n: 1 - n }),
          actor: () => (on.lock ? 'ann' : untyped(null)),
        }),
    });
    const found = await whatIf(
      named.with(['lock']),
      invariant<{ n: number }>('n is small', (s) => s.n < 2),
      { system: named },
    );
    expect(found.drops[0]?.noticed[0]?.trace?.failed?.message).toContain(
      'choose threw Error: without the safeguard lock: Model "named": actor names no actor',
    );
  });

  test('a predicate that answers nothing', async () => {
    interface List {
      items: boolean[];
      at: number;
    }
    const model = defineModel<List>({
      name: 'list',
      initial: { items: [true, true], at: 0 },
      actors: [
        actor<List>('reader', {
          next: {
            when: (s) => s.at < 1,
            then: (s) => {
              s.at = Math.min(s.at + 1, 5);
            },
          },
        }),
      ],
    });
    const here = (s: List) => s.items[s.at] as boolean;
    const { base, drops } = await whatIf(
      model,
      [
        invariant<List>('it is', here),
        transition<List>('it stays', (_, __, after) => here(after)),
        noDeadlock<List>(here, { name: 'it stops' }),
        eventually<List>('it comes', (s) => here(s) && s.at > 0),
        whenever<List>('if it is', here, (s) => s.at < 9),
      ],
      { fairness: 'weak' },
    );
    expect(base.properties.map(({ verdict }) => verdict)).toEqual(Array(5).fill('holds'));
    const said = drops[0]?.result.properties.map((one) => [one.name, 'says' in one && one.says]);
    const nothing =
      'the predicate threw Error: without the guard of reader.next, it answered undefined';
    expect(said?.slice(0, 2)).toEqual([
      ['it is', nothing],
      ['it stays', nothing],
    ]);
    await expect(
      check(
        model,
        invariant<List>('it is', (s) => s.items[s.at + 1] as boolean),
      ),
    ).rejects.toThrow('Property "it is" answered undefined');
  });

  test('and so is reading a safeguard that there is not', async () => {
    const reads = defineSystem({
      name: 'desk',
      safeguards: defineSafeguards({ lock: 'Nobody runs without a job.' }),
      model: (on) =>
        desk({
          when: (s) => s.job !== null && s.runs['a'] === 0,
          then: (s) => {
            s.runs['a'] = 1;
            s.done = s.job === null && (on as { luck?: boolean }).luck === true;
          },
        }),
    });
    await expect(whatIf(reads.with([]), sound)).rejects.toThrow(
      'reads safeguard "luck", which is not declared; did you mean lock?',
    );
  });
});

test('a table says which properties notice', async () => {
  const found = await whatIf(tank.with(['spare']), [neverOver, fills], { system: tank });
  expect(whatIfTable(found, { ...plainStyle, columns: 60 })).toBe(
    [
      'tank, as it is: 8 states, holds',
      '',
      'without              states  noticed by',
      'guard of pump.fill        8  it never runs over (4)',
      'guard of pump.beat        8  none: nothing else happens',
      'guard of hand.turn        8  none: untested',
      'guard of hand.empty       8  hand.empty does not throw (1)',
      'spare                     8  none: nothing else happens',
    ].join('\n'),
  );
});

test.each<[string, unknown, string]>([
  [
    'an option that is none',
    { sistem: tank },
    'whatIf has no option "sistem"; did you mean system?',
  ],
  [
    'what is no system',
    { system: tank.with([]) },
    'whatIf wants a system, and was given a model; give what defineSystem made.',
  ],
])('%s is refused', async (_, options, message) => {
  await expect(whatIf(tank.with([]), neverOver, untyped(options))).rejects.toEqual(
    new ModelError(message),
  );
});
