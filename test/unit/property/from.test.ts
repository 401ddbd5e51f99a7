import { describe, expect, test } from 'vitest';
import {
  actor,
  audit,
  check,
  compareSafeguards,
  defineModel,
  defineProgram,
  defineSystem,
  duration,
  estimate,
  eventually,
  faultOf,
  follow,
  from,
  invariant,
  noDeadlock,
  reachable,
  record,
  refines,
  replay,
  report,
  sample,
  transition,
  whatIf,
  type Property,
} from 'allways';

interface Counter {
  mode: 'strict' | 'loose';
  n: number;
}

const most = { strict: 2, loose: 5 };

const counter = (careful = true) =>
  defineModel<Counter>({
    name: 'counter',
    initial: () => (['strict', 'loose'] as const).map((mode) => ({ mode, n: 0 })),
    actors: [
      actor<Counter>('a', {
        add: {
          when: (s) => s.n < (careful ? most[s.mode] : 5),
          then: (s) => void s.n++,
        },
      }),
    ],
  });

const isStrict = (s: Counter) => s.mode === 'strict';
const isLoose = (s: Counter) => s.mode === 'loose';
const small = invariant<Counter>('n is small', (s) => s.n < 3 || `n is ${s.n}`);
const upTo = (limit: number) =>
  defineModel<{ n: number }>({
    name: 'spec',
    initial: { n: 0 },
    actors: [
      actor<{ n: number }>('a', { add: { when: (s) => s.n < limit, then: (s) => void s.n++ } }),
    ],
  });

/** One property of each kind: it holds of the strict mode, and not of the loose one. */
const kinds: readonly Property<Counter>[] = [
  small,
  transition<Counter>('n grows to 2', (_, __, after) => after.n <= 2),
  noDeadlock<Counter>((s) => s.n === 2),
  eventually<Counter>('n is 2 and strict', (s) => s.n === 2 && s.mode === 'strict'),
  refines(upTo(2), (s: Counter) => ({ n: s.n })),
  reachable<Counter>('strict', isStrict),
];

describe('from', () => {
  test.each(kinds)('restricts $kind $name', async (property) => {
    const options = { fairness: 'weak' } as const;
    const strict = from(isStrict, property);
    const loose = from(isLoose, property, { name: 'loose', because: 'It is asked for.' });
    const { properties } = await check(counter(), [strict, loose], options);
    expect(properties).toMatchObject([
      { name: property.name, kind: property.kind, verdict: 'holds' },
      { name: 'loose', because: 'It is asked for.', verdict: 'violated' },
    ]);
    expect(properties[0]).not.toHaveProperty('vacuous');
  });

  test('gives the figures of the whole model, and those of each search', async () => {
    const result = await check(counter(), [
      from(isStrict, small),
      from(isLoose, small, { name: 'x' }),
    ]);
    expect(result).toMatchObject({ distinct: 9, generated: 9, ended: { by: 'complete' } });
    expect(result.fromSome).toMatchObject([
      { properties: ['n is small'], initial: 1, distinct: 3, ended: { by: 'complete' } },
      { properties: ['x'], initial: 1, distinct: 4, ended: { by: 'decided' } },
    ]);
    expect(report(result)).toContain(
      'From 1 initial state, for "n is small": 3 distinct states, 3 generated, depth 3; every interleaving was explored.',
    );
  });

  test('searches once if the condition excludes nothing', async () => {
    const result = await check(
      counter(),
      from(() => true, small),
    );
    expect(result.verdict).toBe('violated');
    expect(result).not.toHaveProperty('fromSome');
  });

  test('holds vacuously if no initial state meets the condition', async () => {
    const never = (s: Counter) => s.n > 0 || 'n is 0';
    const { properties, verdict } = await check(counter(), from(never, small));
    expect(verdict).toBe('holds');
    expect(properties).toMatchObject([{ vacuous: 'no initial state meets its condition' }]);
    const some = await check(
      counter(),
      from(
        never,
        reachable<Counter>('some', () => true),
      ),
    );
    expect(some.properties).toMatchObject([
      { verdict: 'violated', says: 'no initial state meets its condition' },
    ]);
  });

  test('of from must meet both conditions', async () => {
    const both = from(isStrict, from(isLoose, small));
    expect((await check(counter(), both)).properties[0]).toHaveProperty('vacuous');
    const same = from(isStrict, from(isStrict, small));
    expect((await check(counter(), same)).properties[0]).not.toHaveProperty('vacuous');
  });

  test('shares the limits, and undecided searches say so', async () => {
    const model = counter();
    const strict = from(isStrict, small);
    const cut = await check(model, strict, { limits: { depth: 1 } });
    expect(cut).toMatchObject({ verdict: 'undecided', ended: { by: 'limit', limit: 'depth' } });
    const stopped = await check(model, [small, { ...strict, name: 'strict' }], {
      stopAtViolation: true,
    });
    expect(stopped.properties).toMatchObject([{ verdict: 'violated' }, { verdict: 'undecided' }]);
    const signal = AbortSignal.abort();
    const aborted = await check(model, strict, { signal });
    expect(aborted).toMatchObject({ verdict: 'undecided', ended: { by: 'interrupt' } });
    // The search of the whole model ends within the limit, and that of the loose mode does not.
    const part = await check(model, [small, from(isLoose, kinds[1] as Property<Counter>)], {
      limits: { states: 3 },
    });
    expect(part.fromSome).toMatchObject([{ ended: { by: 'limit', limit: 'states', value: 3 } }]);
  });

  test('notes a step that throws once, wherever it starts', async () => {
    const broken = defineModel<Counter>({
      name: 'broken',
      initial: () => (['strict', 'loose'] as const).map((mode) => ({ mode, n: 0 })),
      actors: [
        actor<Counter>('a', {
          fail: {
            then: () => {
              throw new Error('no');
            },
          },
        }),
      ],
    });
    const { properties } = await check(broken, from(isStrict, small));
    expect(properties.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['n is small', 'undecided'],
      ['a.fail does not throw', 'violated'],
    ]);
  });

  test('refuses a condition that is none', async () => {
    expect(() => from(7 as never, small)).toThrow('its condition is 7');
    expect(() => from(isStrict, [small] as never)).toThrow('from takes one property');
    expect(() => from(isStrict, small, { why: 'x' } as never)).toThrow('no option "why"');
    const throwing = from(() => {
      throw new Error('no');
    }, small);
    await expect(check(counter(), throwing)).rejects.toThrow(
      'Property "n is small", of an initial state: its condition threw Error: no; let it answer true or false for each.',
    );
    const wordless = from((() => 1) as never, small);
    await expect(check(counter(), wordless)).rejects.toThrow('answered');
    await expect(check(counter(), { ...small, from: 7 } as never)).rejects.toThrow('no predicate');
  });
});

describe('elsewhere', () => {
  const steps = Array.from({ length: 3 }, () => ({ actor: 'a', step: 'add' }));
  const [strict, loose] = [from(isStrict, small), from(isLoose, small)];

  test('a behaviour that starts elsewhere has no fault', () => {
    const model = counter();
    const { trace } = follow<Counter>(model, steps, { mode: 'loose', n: 0 });
    expect(faultOf(loose, trace)).toEqual({ at: 3, says: 'n is 3' });
    expect(faultOf(strict, trace)).toBe(undefined);
    const recording = record(trace, 'n is small');
    expect(replay(recording, model, loose).outcome).toBe('reproduced');
    expect(replay(recording, model, strict).outcome).toBe('no longer violated');
  });

  test('a sample asks only about runs that start so', () => {
    const isThree = reachable<Counter>('n is 3', (s) => s.n === 3);
    const asked = [
      strict,
      from(isLoose, small, { name: 'loose' }),
      from(isStrict, isThree),
      from(isLoose, isThree, { name: 'loose 3' }),
    ];
    const { properties } = sample(counter(), asked, { seed: 1 });
    expect(properties.map(({ verdict }) => verdict)).toEqual([
      'undecided',
      'violated',
      'undecided',
      'holds',
    ]);
  });

  test('whatIf, audit and compareSafeguards ask it of each variant', async () => {
    const { base, drops } = await whatIf(counter(), strict, { limits: { states: 50 } });
    expect(base.verdict).toBe('holds');
    expect(drops).toMatchObject([{ dropped: 'a.add', effect: 'noticed' }]);

    const system = defineSystem({
      name: 'counter',
      safeguards: { careful: 'The strict mode ends at 2.' },
      model: (on) => counter(on.careful),
    });
    const compared = await compareSafeguards(system, [strict, transition('any', () => true)]);
    expect(compared.complete).toBe(true);
    expect(compared.properties.map(({ minimal }) => minimal.map(({ on }) => on))).toEqual([
      [['careful']],
      [[]],
    ]);
    const both = await compareSafeguards(system, loose);
    expect(both.properties[0]?.minimal).toEqual([]);

    const audited = await audit(system.with(['careful']), {}, { properties: strict, system });
    expect(audited.base.verdict).toBe('holds');
  });

  test('estimate and programs refuse it', async () => {
    const durations = { '*': duration.fixed(1) };
    await expect(estimate(counter(), strict, { durations })).rejects.toThrow(
      'estimate cannot ask "n is small": it is only about some initial states, and a share of all runs would say little of it; give a model with these initial states.',
    );
    const program = defineProgram({
      name: 'p',
      start: () => ({}),
      tasks: { a: () => undefined },
      state: (): Counter => ({ mode: 'strict', n: 0 }),
    });
    await expect(check(program, strict)).rejects.toThrow('all runs of a program begin alike');
  });
});
