import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  defineSafeguards,
  defineSystem,
  invariant,
  noDeadlock,
  reachable,
  transition,
  type Limits,
} from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';

interface Fuel {
  left: number;
  loose: boolean;
}

/** Burns what it has; without the cap, the last drop blows up. */
const engine = defineSystem({
  name: 'engine',
  parameters: { fuel: 3, brand: 'ours' },
  safeguards: defineSafeguards({ cap: 'The tank is capped.', belt: 'Somebody is buckled up.' }),
  model: (on, { fuel }) =>
    defineModel<Fuel>({
      name: 'engine',
      initial: { left: fuel, loose: false },
      actors: [
        actor<Fuel>('engine', {
          burn: {
            when: (s) => s.left > 0,
            then: (s) => {
              if (s.left === 1 && !on.cap) throw new Error('boom');
              s.left--;
            },
          },
        }),
      ],
    }),
});
const safe = engine.with(['cap']);
const unsafe = engine.with([]);

const tight = invariant<Fuel>('tight', (s) => !s.loose);
const someLeft = invariant<Fuel>('some is left', (s) => s.left > 1);
const burns = reachable<Fuel>('it burns', (s) => s.left === 2);
const explodes = reachable<Fuel>('it comes loose', (s) => s.loose);

describe('check', () => {
  test('says what was checked', async () => {
    const one = engine.with(['belt', 'cap'], { fuel: 2 });
    expect(await check(one, tight)).toMatchObject({
      verdict: 'holds',
      model: 'engine',
      safeguards: ['cap', 'belt'],
      parameters: { fuel: 2, brand: 'ours' },
      distinct: 3,
      generated: 3,
      depth: 3,
      frontier: 0,
      ended: { by: 'complete' },
      neverTaken: [],
      properties: [{ name: 'tight', kind: 'invariant', verdict: 'holds' }],
    });
    expect(await check(account, [])).toMatchObject({
      model: 'bank account',
      safeguards: [],
      parameters: {},
    });
  });

  test('takes one property, or several in their order', async () => {
    const names = async (...asked: Parameters<typeof check<Fuel>>) =>
      (await check(...asked)).properties.map(({ name }) => name);
    expect(await names(safe, tight)).toEqual(['tight']);
    expect(await names(safe, [burns, tight])).toEqual(['it burns', 'tight']);
    expect(await names(safe, [])).toEqual([]);
  });

  test('finds the lost update of the bank account in four steps', async () => {
    const { verdict, properties } = await check(account, noLostUpdate);
    expect(verdict).toBe('violated');
    expect(properties).toMatchObject([
      {
        name: 'no update is lost',
        says: expect.stringMatching(/^both are done and the balance is (950|1100)$/) as unknown,
        trace: { actions: { length: 4 } },
      },
    ]);
  });
});

describe('the verdict of all together', () => {
  test('is that all holds where all does, in every state', async () => {
    const asked = [tight, burns, noDeadlock<Fuel>((s) => s.left === 0)];
    expect((await check(safe, asked)).verdict).toBe('holds');
  });

  test('is a violation where one property is violated, whatever the others are', async () => {
    const limits = { states: 3 };
    const { verdict, properties } = await check(safe, [tight, someLeft, burns], { limits });
    expect(properties.map((one) => one.verdict)).toEqual(['undecided', 'violated', 'holds']);
    expect(verdict).toBe('violated');
    expect((await check(safe, [explodes, tight])).verdict).toBe('violated');
  });

  test('is a violation where a step throws, and what it hides is undecided', async () => {
    const { verdict, properties, ended } = await check(unsafe, [tight, burns]);
    expect(ended).toEqual({ by: 'complete' });
    expect(properties).toMatchObject([
      { name: 'tight', verdict: 'undecided' },
      { name: 'it burns', verdict: 'holds' },
      { name: 'engine.burn does not throw', kind: 'step', verdict: 'violated' },
    ]);
    expect(verdict).toBe('violated');
  });

  test.each([
    ['a limit on states', { limits: { states: 3 } }],
    ['a limit on depth', { limits: { depth: 3 } }],
    ['a limit on seconds', { limits: { seconds: 1e-9 } }],
    ['somebody', { signal: AbortSignal.abort() }],
  ])('is undecided where %s ended the search and nothing is violated', async (_, options) => {
    const moves = transition<Fuel>('it moves', (before, _action, after) => before !== after);
    for (const property of [tight, explodes, moves, noDeadlock<Fuel>()]) {
      const { verdict, properties } = await check(safe, property, options);
      expect(properties).toEqual([{ name: property.name, kind: property.kind, verdict }]);
      expect(verdict).toBe('undecided');
    }
  });

  test('is that all holds where all that was to be reached is, though a limit ended the search', async () => {
    const start = reachable<Fuel>('there is fuel', (s) => s.left === 3);
    for (const options of [
      {},
      { limits: { states: 1 } },
      { limits: { depth: 1 } },
      { signal: AbortSignal.abort() },
    ]) {
      expect((await check(safe, start, options)).verdict).toBe('holds');
      expect((await check(safe, [start, tight], options)).verdict).toBe(
        options.limits === undefined && options.signal === undefined ? 'holds' : 'undecided',
      );
    }
  });
});

describe('without properties', () => {
  test('a check looks only whether a step throws', async () => {
    expect(await check(safe, [])).toMatchObject({ verdict: 'nothing checked', properties: [] });
    const { verdict, properties } = await check(unsafe, []);
    expect(verdict).toBe('violated');
    expect(properties).toMatchObject([
      {
        name: 'engine.burn does not throw',
        says: 'engine.burn: then threw Error: boom',
        trace: {
          states: [
            { left: 3, loose: false },
            { left: 2, loose: false },
            { left: 1, loose: false },
          ],
          failed: { part: 'then' },
        },
      },
    ]);
  });

  test('what was not looked at is not said to be free of it', async () => {
    for (const options of [
      { limits: { states: 2 } },
      { limits: { depth: 2 } },
      { limits: { seconds: 1e-9 } },
      { signal: AbortSignal.abort() },
    ]) {
      expect(await check(unsafe, [], options)).toMatchObject({
        verdict: 'nothing checked',
        properties: [],
      });
    }
  });
});

describe('what is refused, in one sentence', () => {
  test('two properties of one name', async () => {
    const twin = reachable<Fuel>('tight', (s) => !s.loose);
    await expect(check(safe, [tight, burns, twin])).rejects.toThrow(
      'Two properties are named "tight"; rename one.',
    );
  });

  test.each([
    [{ states: 0 }, 'check: limits.states is 0; give a whole number, 1 or more.'],
    [{ states: 2.5 }, 'check: limits.states is 2.5; give a whole number, 1 or more.'],
    [{ states: Infinity }, 'check: limits.states is Infinity; give a whole number, 1 or more.'],
    [{ states: '9' }, 'check: limits.states is "9"; give a whole number, 1 or more.'],
    [{ depth: -1 }, 'check: limits.depth is -1; give a whole number, 1 or more.'],
    [{ depth: NaN }, 'check: limits.depth is NaN; give a whole number, 1 or more.'],
    [{ seconds: 0 }, 'check: limits.seconds is 0; give a number of seconds above 0.'],
    [{ seconds: NaN }, 'check: limits.seconds is NaN; give a number of seconds above 0.'],
    [{ states: 9, steps: 3 }, /^check has no limit "steps"; it has states, depth, seconds\b/],
  ])('the limits %o', async (limits, message) => {
    const error: unknown = await check(safe, tight, { limits: limits as Limits }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: 'ModelError' });
    if (typeof message === 'string') expect(error).toMatchObject({ message });
    else expect((error as Error).message).toMatch(message);
  });

  test('no limit that is one', async () => {
    const limits = { states: 4, depth: 5, seconds: 1e6 };
    expect((await check(safe, tight, { limits })).verdict).toBe('holds');
  });
});
