/**
 * Wrong use of the public face. Whatever stands in place of an argument, or of a part of one: a function answers, or
 * says in a sentence what is wrong. It never throws another error, and never hangs.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as face from 'allways';
import { tries } from './support/deep.js';
import { hostileValues } from './support/hostile-values.js';
import { refusalOf } from './support/refusal.js';
import {
  calls,
  durations,
  fault,
  few,
  model,
  pathsIn,
  property,
  recording,
  replaced,
  system,
  wrong,
} from './support/wrong-use.js';

const { check, defineSystem, estimate } = face;

test('every function of the public face is called', () => {
  const functions = Object.entries(face).filter(
    ([name, value]) => typeof value === 'function' && !/^[A-Z]/.test(name),
  );
  expect(Object.keys(calls).sort()).toEqual(functions.map(([name]) => name).sort());
});

test.each(Object.entries(calls))('%s', async (name, right) => {
  expect(await fault(name, right)).toBe(undefined);
  for (const at of right.keys()) {
    for (const value of wrong) {
      const given = right.with(at, value);
      expect({ at, value, fault: await fault(name, given) }).toEqual({
        at,
        value,
        fault: undefined,
      });
    }
  }
});

test('what throws when it is read is refused, whatever the function', async () => {
  const throwing = Object.entries(hostileValues).filter(([name]) => /revoked|throw/.test(name));
  for (const [name, right] of Object.entries(calls)) {
    for (const at of right.keys()) {
      for (const [what, make] of throwing) {
        const found = await fault(name, right.with(at, make()));
        expect({ name, at, what, fault: found }).toEqual({ name, at, what, fault: undefined });
      }
    }
  }
});

const revoked = () => hostileValues['revoked proxy']?.() as never;
const why =
  /^that threw TypeError: Cannot perform '\w+' on a proxy that has been revoked; give plain/;

test.each<[string, () => unknown]>([
  ['check', () => check(model, revoked())],
  ['check', () => check(model, property, revoked())],
  ['defineModel', () => face.defineModel({ name: 'm', initial: { n: 0 }, actors: [revoked()] })],
  ['replay', () => face.replay(revoked(), model, property)],
  ['timeline', () => face.timeline(revoked())],
  ['lastState', () => face.lastState(revoked())],
])('%s says that it cannot read it', async (who, act) => {
  const [start, rest] = (await refusalOf(act)).split(' cannot read what it was given: ');
  expect(start).toBe(who);
  expect(rest).toMatch(why);
});

test.each<[unknown, string]>([
  [5n, 'A model has no name; give it one: defineModel({ name: … }).'],
  [[[]], 'A model has no name; give it one: defineModel({ name: … }).'],
])('a model whose name is no text: %s', async (name, says) => {
  const given = { name, initial: { n: 0 }, actors: [] };
  expect(await refusalOf(() => face.defineModel(given as never))).toBe(says);
});

test.each<[string, () => unknown, string]>([
  [
    'weak',
    () => face.weak(5 as never),
    "weak: in place of a name there is a number; give the names of actors, or of steps as 'actor.step'.",
  ],
  [
    'strong',
    () => face.strong('a', null as never),
    "strong: in place of a name there is null; give the names of actors, or of steps as 'actor.step'.",
  ],
  [
    'with',
    () => system.with([undefined as never]),
    'System "count": in place of the name of a safeguard there is undefined; it has safe.',
  ],
])('%s is given what is no name', async (_, act, says) => {
  expect(await refusalOf(act)).toBe(says);
});

test('a name of a hundred thousand letters is compared with no other', async () => {
  const long = 'x'.repeat(100_000);
  const wide = defineSystem({ name: 's', safeguards: { [long]: 'Long.' }, model: () => model });
  expect(await refusalOf(() => wide.with([`${long}y`]))).toContain('has no safeguard "xxx');
});

test('wrong parts of arguments', async () => {
  const places = Object.entries(calls).flatMap(([name, right]) =>
    pathsIn(right, 4)
      .filter((path) => path.length > 1)
      .map((path) => ({ name, path })),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.constantFrom(...wrong),
      async ({ name, path }, value) => {
        const given = replaced(calls[name], path, value) as readonly unknown[];
        expect({ name, path, value, fault: await fault(name, given) }).toEqual({
          name,
          path,
          value,
          fault: undefined,
        });
      },
    ),
    { numRuns: tries(250) },
  );
});

describe('a model that somebody changed by hand', () => {
  const asking: readonly (readonly [string, (given: typeof model) => unknown])[] = [
    ['check', (given) => check(given, property)],
    ['sample', (given) => face.sample(given, property, few)],
    ['interleavings', (given) => face.interleavings(given)],
    ['estimate', (given) => estimate(given, property, { durations, runs: 2 })],
    ['whatIf', (given) => face.whatIf(given, property)],
    ['audit', (given) => face.audit(given, {}, { properties: property })],
    ['follow', (given) => face.follow(given, [])],
    ['toHold', (given) => expect(given).toHold(property)],
  ];

  test.each(asking)('%s refuses it, and says what it lacks', async (_, ask) => {
    const lacks: readonly (readonly [Partial<Record<keyof typeof model, unknown>>, string])[] = [
      [{ initial: [] }, 'has no initial states'],
      [{ initial: { n: 0 } }, 'has no initial states'],
      [{ name: ' ' }, 'has no name'],
      [{ steps: [{ actor: 'a' }] }, 'lacks its steps'],
      [{ fairness: [{ kind: 'weak', of: [] }] }, 'has a wrong fairness'],
      [{ successor: undefined }, 'lacks some of its functions'],
      [{ parameters: null }, 'lacks its steps, safeguards or parameters'],
      [{ safeguards: [5] }, 'lacks its steps, safeguards or parameters'],
      [
        { enabled: () => 5 },
        'has a wrong enabled: it answered a number, and must answer { actions, errors }, two lists',
      ],
      [
        { enabled: () => Promise.reject(new Error('late')) },
        'has a wrong enabled: it answered a promise (models and properties are synchronous), and must',
      ],
      [
        { actions: () => 5 },
        'has a wrong actions: it answered a number, and must answer a list of actions',
      ],
      [
        {
          successor: () => {
            throw new Error('no');
          },
        },
        'has a function that threw Error: no',
      ],
    ];
    for (const [changed, says] of lacks) {
      const broken = { ...model, ...changed } as typeof model;
      expect(await refusalOf(() => ask(broken))).toContain(says);
    }
  });
});

test.each<[Partial<Record<keyof typeof system, unknown>>, string]>([
  [
    { name: 5 },
    'compareSafeguards was given a system that has no name; give what defineSystem made',
  ],
  [
    { safeguards: null },
    'was given a system that lacks its safeguards; give what defineSystem made',
  ],
  [{ parameters: [] }, 'was given a system that lacks its parameters; give what defineSystem made'],
  [{ with: () => 5 }, 'the with of system "count" wants a model, and was given a number'],
  [
    {
      with: () => {
        throw new Error('no');
      },
    },
    'the with of system "count" cannot read what it was given: that threw Error: no',
  ],
])('a system that somebody changed by hand: %j', async (changed, says) => {
  const broken = { ...system, ...changed } as typeof system;
  expect(await refusalOf(() => face.compareSafeguards(broken, property))).toContain(says);
});

describe('a system that somebody changed by hand', () => {
  const asking: readonly (readonly [string, (given: typeof system) => unknown])[] = [
    ['compareSafeguards', (given) => face.compareSafeguards(given, property)],
    ['whatIf', (given) => face.whatIf(model, property, { system: given })],
    ['audit', (given) => face.audit(model, {}, { properties: property, system: given })],
  ];

  test.each(asking)('%s refuses it, and says what it lacks', async (name, ask) => {
    const lacks: readonly (readonly [Partial<Record<keyof typeof system, unknown>>, string])[] = [
      [{ name: ' ' }, 'has no name'],
      [{ safeguards: undefined }, 'lacks its safeguards'],
      [{ safeguards: ['safe'] }, 'lacks its safeguards'],
      [{ safeguards: { safe: true } }, 'lacks its safeguards'],
      [{ parameters: null }, 'lacks its parameters'],
      [{ parameters: 'most' }, 'lacks its parameters'],
    ];
    for (const [changed, says] of lacks) {
      const broken = { ...system, ...changed } as typeof system;
      expect(await refusalOf(() => ask(broken))).toBe(
        `${name} was given a system that ${says}; give what defineSystem made, as it is.`,
      );
    }
  });

  test('compareSafeguards does not need the defaults', async () => {
    const { parameters: _, ...rest } = system;
    const found = await face.compareSafeguards(rest as typeof system, property);
    expect(found.complete).toBe(true);
  });
});

test.each([
  [{ name: '' }, 'check was given a property without a name; say in it what must hold.'],
  [{ holds: undefined }, 'check: property "n is small" has no predicate; give what invariant,'],
  [{ condition: 5 }, 'check: property "n is small" has no predicate; give what invariant,'],
  [{ kind: 'temporal' }, 'check: property "n is small" has no predicate; give what invariant,'],
])('a property made by hand: %j', async (changed, says) => {
  const broken = { ...property, ...changed } as typeof property;
  expect(await refusalOf(() => check(model, broken))).toContain(says);
});

test('a condition that is no answer is refused wherever the property is asked', async () => {
  const late = face.whenever<{ n: number }>(
    'p',
    (() => Promise.resolve(false)) as never,
    () => false,
  );
  const refused = 'Property "p" answered a promise (models and properties are synchronous);';
  const replayed = { ...(recording as face.Recording), property: 'p' };
  expect(await refusalOf(() => face.sample(model, late, few))).toContain(refused);
  expect(await refusalOf(() => face.replay(replayed, model, late))).toContain(refused);
  expect(await refusalOf(() => check(model, late))).toContain(refused);
});

test('more workers than any machine has are refused', async () => {
  expect(await refusalOf(() => check(model, property, { workers: 2 ** 53 }))).toBe(
    'check: workers is 9007199254740992; give a whole number from 1 to 1024, best the number of processors.',
  );
});

test('a model whose parts throw when they are copied is refused', async () => {
  const throwing = () => hostileValues['getters that throw']?.() as never;
  const broken = defineSystem({ name: 's', model: throwing });
  expect(await refusalOf(() => broken.with([]))).toMatch(/^System "s".* threw Error: hostile/);
});

test.each<[object, string]>([
  [{ numRuns: 1.5 }, 'sample: numRuns is 1.5; give a whole number, 1 or more.'],
  [{ numRuns: 0 }, 'sample: numRuns is 0; give a whole number, 1 or more.'],
  [{ numRuns: NaN }, 'sample: numRuns is NaN; give a whole number, 1 or more.'],
  [{ numRuns: '5' }, 'sample: numRuns is "5"; give a whole number, 1 or more.'],
  [{ maxSkipsPerRun: -1 }, 'sample: maxSkipsPerRun is -1; give a whole number, 0 or more.'],
  [{ seed: 1.5 }, 'sample: seed is 1.5; give a whole number.'],
  [{ timeout: 'long' }, 'sample: timeout is "long"; give a number of milliseconds, 0 or more.'],
  [{ path: 5 }, 'sample: path is 5; give the path of an outcome, such as "12:0:3".'],
  ...['1:', ':', '99999999999', '99999999:0'].map((path): [object, string] => [
    { path },
    `sample: path is "${path}"; give the path of an outcome, such as "12:0:3".`,
  ]),
  [
    { path: '1:2:3' },
    'sample: path "1:2:3" leads to no run; give the path and the seed of one outcome, and the options with which it was found.',
  ],
  [{ examples: {} }, 'sample: examples is an object; give a list of [run].'],
])('options of sample: %j', async (options, says) => {
  expect(await refusalOf(() => face.sample(model, property, options))).toBe(says);
});

test('a system whose function throws names its parameters', async () => {
  const fragile = defineSystem({
    name: 'fragile',
    parameters: { size: 3 },
    model: (_, { size }) => {
      const all = Array<number>(size).fill(0);
      return { ...model, initial: [{ n: all.length }] };
    },
  });
  expect(await refusalOf(() => fragile.with([], { size: -1 }))).toBe(
    'System "fragile" with size -1: model threw RangeError: Invalid array length; let it return a model, or refuse these parameters in a sentence.',
  );
});
