/** Two copies of the package in one process: one makes a model, and the other one searches it. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as own from 'allways';
import { version } from '../../../src/validation/copies.js';
import * as ownModels from '../../support/arbitrary-model.js';

vi.resetModules();
const other = await import('allways');
const otherModels = await import('../../support/arbitrary-model.js');

type Copy = typeof own;

/**
 * All of a result but what differs from run to run: times, memory, and the model itself. How often code ran differs
 * too if a limit on states ends a search, because some states ahead were expanded already.
 */
const plain = (result: unknown): unknown =>
  JSON.parse(
    JSON.stringify(result, (name, value: unknown) =>
      ['seconds', 'memory', 'bytesPerState', 'bytes', 'model', 'ran', 'recomputed'].includes(name)
        ? undefined
        : value,
    ),
  );

interface Bank {
  balance: number;
  seen: Record<string, number | null>;
  paid: Set<string>;
  age: number;
}

/** A system with a choice, a clock, a switch and a Set; `kind` says what goes wrong in it. */
const bankBy = (copy: Copy, wrong: 'throws' | 'guard' | 'data' | 'nothing' = 'nothing') =>
  copy.defineSystem({
    name: 'bank',
    safeguards: copy.defineSafeguards({ compare: 'A write fails if the balance has changed.' }),
    parameters: { clerks: 3 },
    model: (on, { clerks }) => {
      const names = Array.from({ length: clerks }, (_, index) => `clerk ${index + 1}`);
      const clerk = (name: string) =>
        copy.actor<Bank>(
          name,
          {
            read: {
              when: (s) =>
                wrong === 'guard' && s.age === 2
                  ? (1 as never)
                  : s.seen[name] === null && !s.paid.has(name),
              then: (s) => {
                s.seen[name] = s.balance;
              },
            },
            pay: copy.step<Bank, number>({
              choose: () => [1, 2],
              when: (s) => s.seen[name] !== null && !s.paid.has(name),
              then: (s, amount) => {
                if (wrong === 'throws' && s.paid.size === 1) throw new Error('The ink is out');
                if (wrong === 'data' && s.paid.size === 1) s.balance = NaN;
                const seen = s.seen[name] ?? 0;
                s.seen[name] = null;
                if (on.compare && seen !== s.balance) return;
                s.balance = seen + amount;
                s.paid.add(name);
              },
            }),
          },
          { fairness: 'weak' },
        );
      const time = copy.clock<Bank>({
        bound: 2,
        tick: (s, older) => {
          s.age = older(s.age);
        },
      });
      return copy.defineModel<Bank>({
        name: 'bank',
        initial: {
          balance: 0,
          seen: Object.fromEntries(names.map((name) => [name, null])),
          paid: new Set<string>(),
          age: 0,
        },
        actors: [...names.map(clerk), time],
      });
    },
  });

const propertiesBy = (copy: Copy) => [
  copy.invariant<Bank>('no payment is lost', (s) => s.balance >= s.paid.size),
  copy.eventually<Bank>('all pay', (s) => s.paid.size === 3),
  copy.reachable<Bank>('all is paid twice', (s) => s.balance === 4),
];

/** What is thrown, as a class and a message. */
const thrownBy = async (act: () => unknown): Promise<unknown> => {
  try {
    await act();
    return 'nothing';
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message, isModelError: error instanceof own.ModelError };
  }
};

describe('a model that another copy of the package made', () => {
  test('is there: the copies differ', () => {
    expect(other.check).not.toBe(own.check);
    expect(other.ModelError).not.toBe(own.ModelError);
    expect(otherModels.modelOf).not.toBe(ownModels.modelOf);
  });

  test('is checked with the same figures, coverage and counterexamples', async () => {
    for (const on of [[], ['compare']] as const) {
      const byOwn = await own.check(bankBy(own).with(on), propertiesBy(own), { coverage: true });
      const byOther = await own.check(bankBy(other).with(on), propertiesBy(other), {
        coverage: true,
      });
      expect(byOwn.figures?.remembered).toBeGreaterThan(0);
      expect(plain(byOther)).toEqual(plain(byOwn));
      expect(own.report(byOther).replace(/[\d.]+ m?s;/, '')).toBe(
        own.report(byOwn).replace(/[\d.]+ m?s;/, ''),
      );
    }
  });

  test('gives the same results in every other verb', async () => {
    const results = await Promise.all(
      [own, other].map(async (copy) => {
        const system = bankBy(copy);
        const model = system.with([]);
        const properties = propertiesBy(copy);
        const [lost] = properties;
        const checked = await own.check(model, properties);
        const trace = checked.properties.find(({ verdict }) => verdict === 'violated')?.trace;
        if (lost === undefined || trace === undefined) throw new Error('It must be violated.');
        const symmetric = { symmetric: ['clerk 1', 'clerk 2'] };
        return [
          own.sample(model, [lost], { seed: 1, numRuns: 50 }),
          await own.compareSafeguards(system, properties),
          await own.check(model, [lost], symmetric),
          await own.check(model, [lost], { workers: 2 }),
          await own.estimate(model, [lost], {
            durations: { '*': own.duration.fixed(1) },
            ...{ seed: 1, runs: 50 },
          }),
          own.replay(own.record(trace, lost.name), model, properties),
          own.timeline(trace),
        ].map(plain);
      }),
    );
    expect(results[1]).toEqual(results[0]);
  });

  test.each(['throws', 'guard', 'data'] as const)(
    'goes wrong with the same words: %s',
    async (wrong) => {
      const [byOwn, byOther] = await Promise.all(
        [own, other].map(async (copy) => {
          const model = bankBy(copy, wrong).with([]);
          const all = copy.invariant<Bank>('fine', () => true);
          return [
            await thrownBy(async () => expect(plain(await own.check(model, all))).toBe(0)),
            await thrownBy(() =>
              expect(plain(own.sample(model, all, { seed: 3, numRuns: 20 }))).toBe(0),
            ),
          ];
        }),
      );
      expect(byOther).toEqual(byOwn);
    },
  );

  test('has choices that are parts of the state, by identity', async () => {
    interface Net {
      sent: { to: string }[];
    }
    const [byOwn, byOther] = await Promise.all(
      [own, other].map((copy) => {
        const net = copy.actor<Net>('net', {
          deliver: copy.step<Net, { to: string }>({
            choose: (s) => s.sent,
            then: (s, message) => {
              s.sent = s.sent.filter((one) => one !== message);
            },
          }),
        });
        const sent = [{ to: 'a' }, { to: 'b' }, { to: 'a' }];
        const model = copy.defineModel<Net>({ name: 'net', initial: { sent }, actors: [net] });
        return own.check(
          model,
          copy.reachable<Net>('all arrive', (s) => s.sent.length === 0),
        );
      }),
    );
    expect(byOwn).toMatchObject({ verdict: 'holds' });
    expect(plain(byOther)).toEqual(plain(byOwn));
  });

  test('any model is searched with the same figures', async () => {
    const property = fc.asyncProperty(
      ownModels.arbitraryModel({ throwing: true }),
      fc.array(ownModels.arbitraryProperty(), { maxLength: 3 }),
      async (description, properties) => {
        const [byOwn, byOther] = await Promise.all(
          [ownModels, otherModels].map(({ modelOf, propertyOf }) =>
            own.check(
              modelOf(description),
              properties.map((one, index) => propertyOf(one, `property ${index}`)),
              { limits: { states: 300 } },
            ),
          ),
        );
        expect(plain(byOther)).toEqual(plain(byOwn));
      },
    );
    await fc.assert(property, { numRuns: 10 });
  });

  test('its states are known: no copy of a canonical state is made twice', () => {
    const state = other.canonical({ b: [1, 2], a: new Map([['k', 1]]) });
    expect(own.canonical(state)).toBe(state);
  });
});

describe('errors', () => {
  const action = { actor: 'a', step: 's' };

  test('of another copy are errors of their kind, and of no other', () => {
    const modelError = new other.ModelError('wrong');
    const stepError = new other.StepError(action, 'then', 'oh');
    expect(modelError).toBeInstanceOf(own.ModelError);
    expect(stepError).toBeInstanceOf(own.StepError);
    expect(modelError).not.toBeInstanceOf(own.StepError);
    expect(stepError).not.toBeInstanceOf(own.ModelError);
    for (const no of [new Error('wrong'), { name: 'ModelError' }, 'ModelError', null, undefined])
      expect(no).not.toBeInstanceOf(own.ModelError);
  });

  test('of a subclass are told from those of the class', () => {
    class Special extends own.ModelError {}
    expect(new Special('x')).toBeInstanceOf(Special);
    expect(new Special('x')).toBeInstanceOf(own.ModelError);
    expect(new Special('x')).toBeInstanceOf(other.ModelError);
    expect(new own.ModelError('x')).not.toBeInstanceOf(Special);
    expect(new other.ModelError('x')).not.toBeInstanceOf(Special);
  });
});

test('code of a model of the other copy is ended, named, and leaves nothing behind', async () => {
  const before = Reflect.get(performance, 'now') as unknown;
  const stuck = other.defineModel<{ n: number }>({
    name: 'stuck',
    initial: { n: 0 },
    actors: [
      other.actor<{ n: number }>('node', {
        add: {
          then: () => {
            for (;;);
          },
        },
      }),
    ],
  });
  await expect(own.check(stuck, [], { limits: { seconds: 1 } })).rejects.toThrow(
    'node.add: then did not return within 2 seconds, in the state {"n":0}; ',
  );
  expect(Reflect.get(performance, 'now')).toBe(before);
});

describe('versions', () => {
  const madeBy = Symbol.for('allways: made by');
  const says =
    `was given a model that allways 99.0.0 made, and this is allways ${version}; ` +
    'install one version for both (npm ls allways shows where each is).';

  test('the version is that of the package', () => {
    const { version: packed } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      version: string;
    };
    expect(version).toBe(packed);
  });

  test('a model or system of another version is refused in one sentence', async () => {
    const model = { ...bankBy(own).with([]), [madeBy]: '99.0.0' };
    const fine = own.invariant<Bank>('fine', () => true);
    await expect(own.check(model, fine)).rejects.toThrow(new own.ModelError(`check ${says}`));
    expect(() => own.sample(model, fine)).toThrow(new own.ModelError(`sample ${says}`));
    const system = { ...bankBy(own), [madeBy]: '99.0.0' };
    await expect(own.compareSafeguards(system, fine)).rejects.toThrow(
      `compareSafeguards ${says.replace('model', 'system')}`,
    );
    const recording = own.record({ model, states: model.initial, actions: [] }, 'fine');
    expect(() => own.replay(recording, model, fine)).toThrow(`replay ${says}`);
  });

  test('a model that says no version, such as one made by hand, is taken', async () => {
    const model = bankBy(own).with([]);
    const byHand: own.Model<Bank> = {
      ...{ name: model.name, initial: model.initial, steps: model.steps },
      ...{ safeguards: [], parameters: {} },
      enabled: (state) => model.enabled(state),
      actions: (state) => model.actions(state),
      canTake: (state, step) => model.canTake(state, step),
      successor: (state, action) => model.successor(state, action),
      reduce: (state, action) => model.reduce(state, action),
      says: (state, action) => model.says(state, action),
    };
    const result = await own.check(byHand, propertiesBy(own));
    expect(result.figures).toBeUndefined();
    expect(result.verdict).toBe('violated');
  });
});
