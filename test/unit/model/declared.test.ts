import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  compareSafeguards,
  defineModel,
  defineSystem,
  duration,
  estimate,
  invariant,
  ModelError,
  record,
  replay,
  sample,
  step,
  type Switches,
} from 'allways';
import { thrownBy, untyped } from './thrown.js';

interface Tasks {
  done: number;
}
type Loose = Readonly<Record<string, unknown>>;

/** How the code of a model asks for its switches and parameters. */
interface Code {
  readonly build?: (on: Loose, parameters: Loose) => unknown;
  readonly when?: (on: Loose, parameters: Loose) => boolean;
  readonly choose?: (on: Loose, parameters: Loose) => readonly number[];
  readonly then?: (on: Loose, parameters: Loose) => unknown;
}

/** A system whose model does what the code says, as JavaScript would. */
const systemOf = ({ build, when, choose, then }: Code) =>
  defineSystem({
    name: 'tasks',
    safeguards: { idempotent: 'A task counts once.', ackByHolder: 'Only its holder acknowledges.' },
    parameters: { workers: 2, lossy: false },
    model: (on, parameters) => {
      const loose: [Loose, Loose] = [on, parameters];
      build?.(...loose);
      return defineModel<Tasks>({
        name: 'tasks',
        initial: { done: 0 },
        actors: [
          actor<Tasks>('worker', {
            work: step<Tasks, number>({
              choose: () => choose?.(...loose) ?? [1],
              when: (s) => s.done < 2 && when?.(...loose) !== false,
              then: (s, by) => {
                then?.(...loose);
                s.done += by;
              },
            }),
          }),
        ],
      });
    },
  });

const few = invariant<Tasks>('few are done', (s) => s.done <= 2);

const misspelled =
  'System "tasks": its model reads safeguard "idempotnt", which is not declared; did you mean idempotent?';

describe('a name that is not declared', () => {
  test.each<[string, Code]>([
    ['in a guard', { when: (on) => !(on['idempotnt'] as boolean) }],
    ['in a choice', { choose: (on) => (on['idempotnt'] === true ? [] : [1]) }],
    ['in a recipe', { then: (on) => on['idempotnt'] }],
    [
      'in a recipe that catches what is thrown',
      {
        then: (on) => {
          try {
            return on['idempotnt'];
          } catch {
            // The author meant another error.
            return false;
          }
        },
      },
    ],
  ])('is refused %s, by check, compare, estimate and sample', async (_, code) => {
    const system = systemOf(code);
    const error = new ModelError(misspelled);
    await expect(check(system.with([]), few)).rejects.toEqual(error);
    await expect(check(system.with([]), few, { workers: 2 })).rejects.toEqual(error);
    const durations = { '*': duration.fixed(1) };
    await expect(estimate(system.with([]), few, { durations, runs: 2 })).rejects.toEqual(error);
    await expect(compareSafeguards(system, few)).rejects.toEqual(error);
    expect(thrownBy(() => sample(system.with([]), few, { numRuns: 3 }))).toEqual(error);
  });

  test('is refused when a recording is replayed', async () => {
    const none = invariant<Tasks>('none is done', (s) => s.done === 0);
    const { properties } = await check(systemOf({}).with([]), none);
    const recording = record(properties[0]?.trace ?? untyped(undefined), none.name);
    const model = systemOf({ then: (on) => on['idempotnt'] }).with([]);
    expect(thrownBy(() => replay(recording, model, none))).toEqual(new ModelError(misspelled));
  });

  test.each<[string, (on: Loose, parameters: Loose) => unknown, string]>([
    ['by its name', (on) => on['idempotnt'], misspelled],
    ['by destructuring', ({ idempotnt }) => idempotnt, misspelled],
    ['of a copy by inheritance', (on) => (Object.create(on) as Loose)['idempotnt'], misspelled],
    [
      'for a parameter',
      (_, { wokers }) => wokers,
      'System "tasks": its model reads parameter "wokers", which is not declared; did you mean workers?',
    ],
    [
      'that is near none',
      (on) => on['fencing'],
      'System "tasks": its model reads safeguard "fencing", which is not declared; it declares idempotent, ackByHolder.',
    ],
    [
      'that is a parameter in place of a safeguard',
      (on) => on['workers'],
      'System "tasks": its model reads safeguard "workers", which is not declared; it declares idempotent, ackByHolder.',
    ],
  ])('is refused when the model is built: %s', (_, build, message) => {
    expect(thrownBy(() => systemOf({ build }).with([]))).toEqual(new ModelError(message));
  });

  test.each<[string, Code, string]>([
    [
      'a safeguard',
      { build: (on) => ((on as { idempotent: boolean }).idempotent = true) },
      'safeguard "idempotent"',
    ],
    [
      'a parameter',
      { build: (_, all) => ((all as { workers: number }).workers = 5) },
      'parameter "workers"',
    ],
    ['a new name', { build: (_, all) => Object.assign(all, { more: 1 }) }, 'parameter "more"'],
    [
      'by a definition',
      { build: (on) => Object.defineProperty(on, 'idempotent', { get: () => true }) },
      'safeguard "idempotent"',
    ],
    [
      'by taking it away',
      { build: (_, all) => Reflect.deleteProperty(all, 'lossy') },
      'parameter "lossy"',
    ],
    [
      'in a step',
      { then: (_, all) => ((all as { workers: number }).workers = 5) },
      'parameter "workers"',
    ],
  ])('and one that is written is refused: %s', async (_, code, name) => {
    const error = new ModelError(
      `System "tasks": its model writes ${name}, which it can only read; write to a copy, or give the value to with.`,
    );
    await expect((async () => check(systemOf(code).with(['ackByHolder']), few))()).rejects.toEqual(
      error,
    );
    await expect(compareSafeguards(systemOf(code), few)).rejects.toEqual(error);
  });

  test('a frozen object, and one that inherits, may be used', () => {
    const build = (on: Loose, all: Loose) => {
      Object.freeze(all);
      Object.assign(Object.create(on) as object, { other: 1, idempotent: true });
    };
    expect(systemOf({ build }).with([]).parameters).toEqual({ workers: 2, lossy: false });
  });

  test('is refused in a system that declares nothing', () => {
    const system = defineSystem({
      name: 'bare',
      model: (on: Loose) => (on['fencing'] === true ? untyped({}) : systemOf({}).with([])),
    });
    expect(thrownBy(() => system.with([]))).toEqual(
      new ModelError(
        'System "bare": its model reads safeguard "fencing", which is not declared; it declares none.',
      ),
    );
  });

  test('is refused whatever the name, unless every object has it', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const isFine = name in {} || ['then', 'toJSON', 'asymmetricMatch'].includes(name);
        const isDeclared = ['idempotent', 'ackByHolder'].includes(name);
        const ask = () => systemOf({ build: (on) => on[name] }).with([]);
        if (isFine || isDeclared) ask();
        else expect(ask).toThrow(`reads safeguard ${JSON.stringify(name)}, which is not declared`);
      }),
    );
  });
});

describe('switches and parameters', () => {
  test('work as any object does', async () => {
    const seen: unknown[] = [];
    const build = (on: Loose, parameters: Loose) => {
      const { idempotent, ...others } = on;
      seen.push(
        { ...on },
        Object.entries(on),
        { idempotent, others },
        ['idempotent' in on, 'idempotnt' in on, Object.hasOwn(on, 'lossy')],
        JSON.stringify(on),
        inspect(parameters),
        `it is ${on as unknown as string}`,
        on.constructor === Object,
        structuredClone({ ...parameters }),
        (on as { [Symbol.iterator]?: unknown })[Symbol.iterator],
      );
      expect(on).toEqual({ idempotent: true, ackByHolder: false });
    };
    systemOf({ build }).with(['idempotent'], { workers: 3 });
    const both = { idempotent: true, ackByHolder: false };
    expect(seen).toEqual([
      both,
      Object.entries(both),
      { idempotent: true, others: { ackByHolder: false } },
      [true, false, false],
      JSON.stringify(both),
      '{ workers: 3, lossy: false }',
      'it is [object Object]',
      true,
      { workers: 3, lossy: false },
      undefined,
    ]);
    let awaited: Promise<Switches<string>> | undefined;
    systemOf({ build: (on) => (awaited = Promise.resolve(on as Switches<string>)) }).with([]);
    expect(Object.keys((await awaited) ?? {})).toEqual(['idempotent', 'ackByHolder']);
  });
});

describe('a name that no code reads', () => {
  const unread = async (code: Code, on: readonly ('idempotent' | 'ackByHolder')[]) =>
    (await check(systemOf(code).with(on), few)).neverRead.map(
      ({ kind, name }) => `${kind} ${name}`,
    );
  const all = ['idempotent', 'ackByHolder'] as const;

  test('is named by check: safeguards that are on, and parameters', async () => {
    expect(await unread({}, all)).toEqual([
      'safeguard idempotent',
      'safeguard ackByHolder',
      'parameter workers',
      'parameter lossy',
    ]);
    expect(await unread({ when: (on) => on['idempotent'] === false }, [])).toEqual([
      'parameter workers',
      'parameter lossy',
    ]);
    const code: Code = {
      build: (_, { workers }) => workers,
      when: (on, own) => on['idempotent'] === true || own['lossy'] === true,
    };
    expect(await unread(code, all)).toEqual(['safeguard ackByHolder', 'parameter lossy']);
  });

  test.each<[string, (on: Loose) => unknown]>([
    ['a spread', (on) => ({ ...on })],
    ['a list of keys', (on) => Object.keys(on)],
    ['JSON', (on) => JSON.stringify(on)],
    ['destructuring of all', ({ ...all }) => all],
  ])('is none after %s', async (_, read) => {
    const build = (on: Loose, parameters: Loose) => [read(on), read(parameters)];
    expect(await unread({ build }, all)).toEqual([]);
  });

  test('is not claimed if not all was explored, or a step threw', async () => {
    const model = systemOf({}).with(all);
    expect((await check(model, few, { limits: { depth: 2 } })).neverRead).toEqual([]);
    const throwing = systemOf({
      then: () => {
        throw new Error('broken');
      },
    });
    expect((await check(throwing.with(all), few)).neverRead).toEqual([]);
  });

  test('is not claimed of a model that no system built', async () => {
    const model = defineModel<Tasks>({
      name: 'one',
      initial: { done: 0 },
      actors: [actor<Tasks>('worker', { work: { then: () => {} } })],
    });
    expect((await check(model, few)).neverRead).toEqual([]);
  });
});
