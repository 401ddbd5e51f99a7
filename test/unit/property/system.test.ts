/** Properties that are made for each model of a system. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  audit,
  check,
  compareSafeguards,
  defineModel,
  defineProgram,
  defineSafeguards,
  defineSystem,
  duration,
  estimate,
  eventually,
  faultOf,
  formatRecording,
  interleavings,
  invariant,
  noDeadlock,
  parseRecording,
  reachable,
  record,
  replay,
  sample,
  transition,
  whatIf,
  whenever,
  type Property,
} from 'allways';
import 'allways/vitest';
import { propertyFor } from '../../../src/property/for-model.js';

interface Tank {
  level: number;
}

/** A tank that is filled up to its brim. Without its valve, one step more is possible. */
const tank = defineSystem({
  name: 'tank',
  safeguards: defineSafeguards({ valve: 'It is not filled any more once it is full.' }),
  parameters: { brim: 3, unit: 'litre' },
  model: (on, { brim }) =>
    defineModel<Tank>({
      name: 'tank',
      initial: { level: 0 },
      actors: [
        actor<Tank>('pump', {
          fill: {
            when: (s) => s.level < (on.valve ? brim : brim + 1),
            then: (s) => {
              s.level++;
            },
          },
        }),
      ],
    }),
});

const neverFuller = tank.property(({ brim }) =>
  invariant('it is never fuller than its brim', (s) => s.level <= brim),
);
const getsFull = tank.property(({ brim }) =>
  eventually('it is full in the end', (s) => s.level >= brim),
);
const full = tank.property(({ brim }) => reachable('it can be full', (s) => s.level === brim));
const stops = tank.property(({ brim }) => noDeadlock((s) => s.level === brim));
const slowly = tank.property(({ brim }) =>
  transition(
    'a step adds a litre',
    (before, _, after) => after.level - before.level <= brim / brim,
  ),
);
const once = tank.property(({ brim }) =>
  whenever(
    'full means full',
    (s) => s.level >= brim,
    (s) => s.level === brim,
  ),
);

const safe = tank.with(['valve'], { brim: 5 });
const unsafe = tank.with([], { brim: 5 });

describe('a property of a system', () => {
  test('is checked with the parameters of the model, whatever its kind', async () => {
    const all = [neverFuller, getsFull, full, stops, slowly, once];
    const good = await check(safe, all, { fairness: 'weak' });
    expect(good.properties.map(({ verdict }) => verdict)).toEqual(all.map(() => 'holds'));
    expect(good.properties[2]?.trace?.actions).toHaveLength(5);
    const bad = await check(unsafe, all, { fairness: 'weak' });
    expect(bad.properties.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['it is never fuller than its brim', 'violated'],
      ['it is full in the end', 'holds'],
      ['it can be full', 'holds'],
      ['no deadlock', 'violated'],
      ['a step adds a litre', 'holds'],
      ['full means full', 'violated'],
    ]);
    expect(bad.properties[0]?.trace?.actions).toHaveLength(6);
  });

  test('has its kind and its name before a model is known', () => {
    expect(neverFuller).toMatchObject({
      kind: 'invariant',
      name: 'it is never fuller than its brim',
    });
    expect(getsFull).toMatchObject({ kind: 'temporal', form: 'eventually' });
    expect(stops).toMatchObject({ kind: 'deadlock', name: 'no deadlock' });
  });

  test('is made once for each model, and once more with the defaults', async () => {
    const made: unknown[] = [];
    const counted = tank.property((parameters) => {
      made.push({ ...parameters });
      return invariant('it is a tank', () => true);
    });
    await check(safe, counted);
    await check(safe, counted);
    expect(made).toEqual([
      { brim: 3, unit: 'litre' },
      { brim: 5, unit: 'litre' },
    ]);
    expect(propertyFor(counted, safe)).toBe(propertyFor(counted, safe));
    expect(propertyFor(counted, unsafe)).not.toBe(propertyFor(counted, safe));
    expect(made).toHaveLength(3);
  });

  test('is given the model', async () => {
    const starts = tank.property((_, model) =>
      invariant('it has not begun', (s) => model.initial.some(({ level }) => level === s.level)),
    );
    const { properties } = await check(safe, starts);
    expect(properties[0]?.trace?.actions).toHaveLength(1);
  });

  test('does not build the model of the defaults without need', () => {
    let built = 0;
    const large = defineSystem({
      name: 'large',
      parameters: { size: 1 },
      model: (_, { size }) => {
        built++;
        return defineModel<Tank>({
          name: 'large',
          initial: { level: size },
          actors: [actor<Tank>('a', { go: { then: () => undefined } })],
        });
      },
    });
    large.property((_, model) => invariant('it is known', () => model.steps.length > 0));
    expect(built).toBe(0);
    large.property((_, { steps }) => invariant('it is known', () => steps.length > 0));
    expect(built).toBe(1);
  });

  test('counts as a reader of its parameters', async () => {
    expect((await check(tank.with(['valve']), neverFuller)).neverRead).toEqual([
      { kind: 'parameter', name: 'unit' },
    ]);
    const measured = tank.property(({ unit }) => invariant('a unit', () => unit.length > 0));
    expect((await check(tank.with(['valve']), measured)).neverRead).toEqual([]);
  });
});

describe('every function takes a property of a system', () => {
  test('sample, estimate, interleavings and faultOf', async () => {
    const sampled = sample(unsafe, neverFuller, { numRuns: 5, seed: 1 });
    expect(sampled.properties[0]?.verdict).toBe('violated');
    const options = { durations: { '*': duration.fixed(1) }, runs: 3, seed: 1 };
    expect((await estimate(unsafe, neverFuller, options)).properties[0]?.hits).toBe(3);
    expect((await estimate(safe, neverFuller, options)).properties[0]?.hits).toBe(0);
    const failing = fc.check(
      fc.property(interleavings(unsafe), (run) => run.satisfies(neverFuller)),
    );
    expect(String(failing.errorInstance)).toContain('is violated after step 6');
    fc.assert(fc.property(interleavings(safe), (run) => run.satisfies(neverFuller)));
    const trace = (await check(unsafe, neverFuller)).properties[0]?.trace;
    expect(trace && faultOf(neverFuller, trace)?.at).toBe(6);
  });

  test('replay, of a model and of its system', async () => {
    const trace = (await check(unsafe, neverFuller)).properties[0]?.trace;
    if (trace === undefined) throw new Error('no trace');
    const recording = parseRecording(formatRecording(record(trace, neverFuller.name)), 'a file');
    expect(replay(recording, unsafe, [getsFull, neverFuller]).outcome).toBe('reproduced');
    expect(replay(recording, tank, neverFuller).outcome).toBe('reproduced');
  });

  test('whatIf and audit, for the variant that each search is about', async () => {
    const { base, drops } = await whatIf(safe, neverFuller, { system: tank });
    expect(base.verdict).toBe('holds');
    expect(drops.map(({ dropped, effect }) => [dropped, effect])).toEqual([
      ['pump.fill', 'noticed'],
      ['valve', 'noticed'],
    ]);
    const { groups } = await audit(
      safe,
      { staleRefused: neverFuller, versioned: { safeguards: ['valve'] } },
      { system: tank, properties: full },
    );
    const found = groups.flatMap(({ questions }) => questions);
    expect(found.find(({ id }) => id === 'staleRefused')?.answer).toBe('yes');
    expect(found.find(({ id }) => id === 'versioned')?.answer).toBe('yes');
  });

  test('the matchers', async () => {
    await expect(safe).toHold([neverFuller, full]);
    await expect(unsafe).toViolate(neverFuller, { steps: 6 });
    await expect(safe).toReach(full, { steps: 5 });
  });

  test('compareSafeguards', async () => {
    const compared = await compareSafeguards(tank, [neverFuller, full, getsFull, slowly], {
      parameters: { brim: 2 },
      fairness: 'weak',
    });
    expect(compared.complete).toBe(true);
    expect(compared.properties.map(({ minimal }) => minimal.map(({ on }) => on))).toEqual([
      [['valve']],
      [[]],
      [[]],
      [[]],
    ]);
  });

  test('compareSafeguards, if it reads the safeguards of the model', async () => {
    const makers: ((knows: () => boolean) => Property<Tank>)[] = [
      (knows) => invariant('it has its valve', () => knows()),
      (knows) => transition('it has its valve', () => knows()),
      (knows) => eventually('it has its valve', () => knows()),
      (knows) => noDeadlock(() => knows()),
    ];
    const late = makers.map((make) =>
      tank.property((_, model) => make(() => model.safeguards.includes('valve'))),
    );
    const early = makers.map((make) =>
      tank.property((_, { safeguards }) => make(() => safeguards.includes('valve'))),
    );
    for (const property of [...late, ...early]) {
      const compared = await compareSafeguards(tank, property, { fairness: 'weak' });
      expect(compared.properties[0]?.minimal.map(({ on }) => on)).toEqual([['valve']]);
    }
  });
});

describe('a property of a system is refused', () => {
  const steady = defineModel<Tank>({
    name: 'steady',
    initial: { level: 0 },
    actors: [actor<Tank>('a', { go: { then: () => undefined } })],
  });
  const noTasks = defineProgram({
    name: 'none',
    start: () => ({}),
    tasks: { a: () => undefined },
    state: () => ({ level: 0 }),
  });

  test('for a model of another system, and for a program', async () => {
    await expect(check(steady, neverFuller)).rejects.toThrow(
      'Property "it is never fuller than its brim" is of system "tank", and was asked of model "steady"; give it with what the with of this system made.',
    );
    await expect(check({ ...steady, name: 'tank' }, neverFuller)).rejects.toThrow(
      'was asked of a model that the system did not build',
    );
    await expect(check(noTasks, neverFuller)).rejects.toThrow(
      'check: property "it is never fuller than its brim" is of system "tank", and a program has no parameters',
    );
  });

  test('if it reads a parameter that is not declared, also only when it is asked', async () => {
    const read = (parameters: object, name: string) =>
      (parameters as Readonly<Record<string, unknown>>)[name];
    expect(() =>
      tank.property((parameters) => {
        const brim = read(parameters, 'brimm');
        return invariant('p', () => brim === 1);
      }),
    ).toThrow(
      'System "tank": a property reads parameter "brimm", which is not declared; did you mean brim?',
    );
    const late = tank.property((all) => invariant('p', () => read(all, 'brimm') === 1));
    const message =
      'System "tank": a property reads parameter "brimm", which is not declared; did you mean brim?';
    await expect(check(safe, late)).rejects.toThrow(message);
    expect(() => sample(safe, late, { numRuns: 1 })).toThrow(message);
    // The model is as good as before.
    expect((await check(safe, neverFuller)).verdict).toBe('holds');
    const writes = tank.property((all) => {
      return invariant('p', () => Reflect.set(all, 'brim', 1));
    });
    await expect(check(safe, writes)).rejects.toThrow('a property writes parameter "brim"');
  });

  test('if its name or its kind depends on the parameters', async () => {
    const named = tank.property(({ brim }) => invariant(`at most ${brim}`, () => true));
    await expect(check(safe, named)).rejects.toThrow(
      'System "tank": property made "at most 3" (invariant) with the defaults, and "at most 5" (invariant) with brim 5, unit litre; give it one kind and one name',
    );
    const odd = tank.property(({ brim }) =>
      brim === 3 ? invariant('p', () => true) : reachable('p', () => true),
    );
    await expect(check(safe, odd)).rejects.toThrow('"p" (reachable) with brim 5');
    expect((await check(tank.with([]), [named, odd])).verdict).toBe('holds');
  });

  test('if its function returns none, or throws', () => {
    const property = tank.property as (make: unknown) => unknown;
    expect(() => property(5)).toThrow(
      'System "tank": property: what it was given is 5; make it a function.',
    );
    expect(() => property(() => undefined)).toThrow(
      'System "tank": property: instead of a property there is undefined; give what invariant,',
    );
    expect(() => property(() => [neverFuller])).toThrow('takes one property');
    expect(() =>
      property(() => {
        throw new Error('odd');
      }),
    ).toThrow(
      'System "tank": property was given a function that threw Error: odd with brim 3, unit litre; let it return a property.',
    );
  });

  test('if its predicate is asked without a model', async () => {
    const asked = neverFuller as { readonly holds?: (state: Tank) => unknown };
    expect(() => asked.holds?.({ level: 0 })).toThrow(
      'Property "it is never fuller than its brim" of system "tank" was asked without a model',
    );
    await expect(check(safe, { ...neverFuller })).rejects.toThrow('was asked without a model');
  });
});
