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

const { check, defineSystem, estimate, invariant, transition } = face;

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
      [{ canTake: undefined }, 'lacks some of its functions'],
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
  [{ with: () => 5 }, 'The with of system "count" wants a model, and was given a number'],
  [
    {
      with: () => {
        throw new Error('no');
      },
    },
    'The with of system "count" threw Error: no; give what defineSystem made, as it is',
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
    "check: workers is 9007199254740992; give 'auto', or a whole number from 1 to 1024, best the number of processors.",
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
  ...[{}, [5], [[5]], [[]], [[model, model]], new Array(1)].map((examples): [object, string] => [
    { examples },
    `sample: examples is ${Array.isArray(examples) ? 'a list' : 'an object'}; give a list of [run], with runs that interleavings made.`,
  ]),
  ...['endOnFailure', 'unbiased', 'skipEqualValues', 'markInterruptAsFailure'].map(
    (name): [object, string] => [{ [name]: 'x' }, `sample: ${name} is "x"; give true or false.`],
  ),
  [{ logger: 5 }, 'sample: logger is 5; make it a function.'],
  [{ verbose: Symbol('x') }, 'sample: verbose is a symbol; give true, false, 0, 1 or 2.'],
  [{ plugins: [5] }, 'sample: plugins is a list; give a list of plugins.'],
  [
    { randomType: 5 },
    "sample: randomType is 5; give the name of a generator, such as 'xorshift128plus', or a function.",
  ],
  [
    { randomType: 'x' },
    "sample: fast-check does not take the options: Error: Invalid random specified: 'x'; change them.",
  ],
  [
    { randomType: () => 1 },
    "sample: fast-check does not take the options: TypeError: Cannot use 'in' operator to search for 'min' in 1; change them.",
  ],
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

test.each(['reporter', 'asyncReporter'])(
  'sample has no %s, and passes over a global one',
  async (name) => {
    expect(await refusalOf(() => face.sample(model, property, { [name]: () => 1 }))).toMatch(
      new RegExp(`^sample has no option "${name}"; it has maxSteps, `),
    );
    const before = fc.readConfigureGlobal();
    const asked: unknown[] = [];
    fc.configureGlobal({ ...before, [name]: (details: unknown) => void asked.push(details) });
    try {
      expect(face.sample(model, property, few).verdict).toBe('violated');
    } finally {
      fc.configureGlobal(before);
    }
    expect(asked).toEqual([]);
  },
);

test('sample takes the runs of interleavings as examples', () => {
  const examples = fc.sample(face.interleavings(model), few).map((run): [typeof run] => [run]);
  expect(face.sample(model, property, { ...few, examples }).verdict).toBe('violated');
});

describe('initial states that a user put in their place', () => {
  test.each<[string, unknown, string]>([
    ['a cycle', hostileValues['cyclic']?.(), 'state.self is a cycle: it contains itself'],
    ['too deep', hostileValues['very deep']?.(), 'state.n.n.n'],
    ['a gap', undefined, 'state is undefined'],
    ['no number', { n: NaN }, 'state.n is NaN'],
  ])('are refused by each function: %s', async (_, wrong, says) => {
    const initial = wrong === undefined ? new Array<never>(2) : [{ n: 0 }, wrong];
    initial[0] = { n: 0 } as never;
    const broken = { ...model, initial } as never;
    for (const act of [
      () => check(broken, property),
      () => face.sample(broken, property, few),
      () => estimate(broken, property, { durations, runs: 2, seed: 1 }),
      () => face.follow(broken, []),
      () => face.whatIf(broken, property),
    ]) {
      expect(await refusalOf(act)).toMatch(
        new RegExp(`^\\w+ was given a model that has a wrong initial state, number 2: ${says}`),
      );
    }
  });

  test('are asked first, so that nothing is said of the others', async () => {
    const broken = { ...model, initial: [{ n: 2 }, { n: NaN }] };
    expect(await refusalOf(() => check(broken, property))).toContain('number 2: state.n is NaN');
  });
});

test.each(['says', 'successor', 'reduce'] as const)(
  '%s of a model refuses what is no action',
  async (part) => {
    for (const wrong of [null, undefined, 5, {}, { actor: 'a' }]) {
      expect(await refusalOf(() => model[part]({ n: 0 }, wrong as never))).toMatch(
        / wants an action, and was given /,
      );
    }
  },
);

test('follow names a reduce that a user made', async () => {
  const add = { actor: 'a', step: 'add' };
  // It is called once before, to see that it works.
  let left = 1;
  const reduce: typeof model.reduce = (...given) => {
    if (left-- > 0) return model.reduce(...given);
    throw new TypeError('no');
  };
  expect(await refusalOf(() => face.follow({ ...model, reduce }, [add]))).toMatch(
    /^Model "count": a function that was made by hand threw TypeError: no; give what defineModel or/,
  );
});

test('a list of actions that is too long to be copied is refused', async () => {
  expect(await refusalOf(() => face.follow(model, new Array(2 ** 32 - 1) as never))).toBe(
    'follow was given a list of length 4294967295; give at most 10000000 actions.',
  );
});

test('a message in which a step or a predicate quotes much is shortened', async () => {
  const boom = () => {
    throw new Error('x'.repeat(1_000_000));
  };
  const throwing = face.defineModel<{ n: number }>({
    name: 'm',
    initial: { n: 0 },
    actors: [face.actor('a', { add: { then: boom } })],
  });
  for (const found of [await check(throwing, []), await check(model, invariant('angry', boom))]) {
    const [first] = found.properties;
    if (first?.verdict !== 'violated') throw new Error('It must be violated.');
    expect(first.says.length).toBeLessThan(1100);
  }
});

test('an answer of a predicate is shortened, and a name that is too long is refused', async () => {
  const talks = invariant<{ n: number }>('talks', () => 'z'.repeat(300_000));
  const [first] = (await check(model, talks)).properties;
  if (first?.verdict !== 'violated') throw new Error('It must be violated.');
  expect(first.says.length).toBeGreaterThan(1990);
  expect(first.says.length).toBeLessThanOrEqual(2000);
  const name = 'n'.repeat(1001);
  for (const act of [
    () => invariant(name, () => true),
    () => face.defineModel({ name, initial: { n: 0 }, actors: [] }),
    () => defineSystem({ name, model: () => model }),
  ]) {
    expect(await refusalOf(act)).toMatch(
      / has a name of 1001 characters; give it one of 1000 at most\.$/,
    );
  }
});

test.each([
  [{ parameters: { most: 9 } }, 'has other parameters than those with which it builds models'],
  [{ safeguards: { other: 'It is other.' } }, 'has other safeguards than those with which it'],
  [{ model: () => model }, 'has a model, which nothing reads'],
])('a system that was changed by hand is refused: %j', async (changed, says) => {
  const broken: typeof system = { ...system, ...(changed as object) };
  for (const act of [
    () => face.compareSafeguards(broken, property),
    () => face.audit(model, {}, { properties: property, system: broken }),
  ]) {
    expect(await refusalOf(act)).toContain(`was given a system that ${says}`);
  }
  await face.compareSafeguards({ ...system }, property);
});

test.each(['actor', 'step', 'choice', 'more'])(
  'a property of steps that changes the %s of the action is refused',
  async (part) => {
    const changes = transition<{ n: number }>('changes', (_, action) => {
      Object.assign(action, { [part]: 'b' });
      return true;
    });
    for (const act of [
      () => check(model, changes),
      () => face.sample(model, changes, few),
      () => estimate(model, changes, { durations, runs: 2, seed: 1 }),
    ]) {
      expect(await refusalOf(act)).toBe(
        'Property "changes" changed the state or the action, and must only look at them; copy what you sort or change, as in [...s.list].sort().',
      );
    }
  },
);

test.each<unknown>([Symbol('x'), Object.create(null), { a: 1 }, () => 3, null])(
  'a model with a parameter that is no value of one is refused: %o',
  async (value) => {
    const broken = { ...model, parameters: { k: value } } as never;
    expect(await refusalOf(() => check(broken, property))).toContain(
      'check was given a model that lacks its steps, safeguards or parameters; give',
    );
  },
);

test('a model with other actors is refused, since nothing reads them', async () => {
  expect(await refusalOf(() => check({ ...model, actors: [] } as never, property))).toContain(
    'check was given a model that has actors, which nothing reads: it was defined with others; give',
  );
});

test.each([
  null,
  undefined,
  5,
  {},
  { actions: [] },
  { actions: ['add'], errors: [] },
  { actions: new Array<never>(1), errors: [] },
  { actions: [], errors: ['no'] },
])('a function for the enabled steps that later answers %j is refused', async (answer) => {
  const enabled = (state: { n: number }) =>
    state.n > 0 ? (answer as never) : model.enabled(state);
  for (const act of [
    () => check({ ...model, enabled }, property),
    () => face.sample({ ...model, enabled }, property, few),
    () => estimate({ ...model, enabled }, property, { durations, runs: 2, seed: 1 }),
  ]) {
    expect(await refusalOf(act)).toMatch(
      /^Model "count": enabled answered .*; it must answer \{ actions, errors \}, two lists\.$/,
    );
  }
});

test('a name with a line break is one line in a message', () => {
  expect(face.formatAction({ actor: 'a\nb', step: 'c\u001b[2J' })).toBe('a\\nb.c\\x1b[2J');
});

describe('a model with a function that a user made', () => {
  const verbs: Readonly<Record<string, (broken: typeof model) => unknown>> = {
    check: (broken) => check(broken, property),
    sample: (broken) => face.sample(broken, property, few),
    estimate: (broken) => estimate(broken, property, { durations, runs: 2, seed: 1 }),
    interleavings: (broken) => fc.sample(face.interleavings(broken), few),
  };

  test.each(
    Object.keys(verbs).flatMap((verb) =>
      (['enabled', 'successor'] as const).map((part) => ({ verb, part })),
    ),
  )('$verb names one that breaks at any call: $part', async ({ verb, part }) => {
    const messages = new Set<string>();
    for (let calls = 1; ; calls++) {
      let left = calls;
      const own = model[part] as (...given: never[]) => never;
      const breaks = (...given: never[]) => {
        if (left-- > 0) return own(...given);
        throw new TypeError('it is broken');
      };
      const act = () => verbs[verb]?.({ ...model, [part]: breaks });
      if (left >= 0 && calls > 30) break;
      try {
        await act();
      } catch (error) {
        messages.add((error as Error).message);
        expect(error).toBeInstanceOf(face.ModelError);
      }
      if (left >= 0) break;
    }
    expect(messages).toContain(
      'Model "count": a function that was made by hand threw TypeError: it is broken; give what defineModel or fromReducer made, as it is.',
    );
  });

  test('is searched as it is, and not as the steps that it was made from', async () => {
    const far = invariant<{ n: number }>('n is far from 9', ({ n }) => n < 9);
    expect(await check(model, far)).toMatchObject({ verdict: 'holds', distinct: 4 });
    const wider = { ...model, successor: () => ({ n: 9 }) };
    expect(await check(wider, far)).toMatchObject({ verdict: 'violated', distinct: 2 });
    const none = { ...model, enabled: () => ({ actions: [], errors: [] }) };
    expect(await check(none, far)).toMatchObject({ distinct: 1 });
    // Functions of another model are no better.
    const still = face.defineModel<{ n: number }>({
      name: 'still',
      initial: { n: 9 },
      actors: [face.actor('a', { add: { when: () => false, then: () => undefined } })],
    });
    const of = (part: 'enabled' | 'actions') => Reflect.get(still, part) as never;
    const mixed = { ...model, enabled: of('enabled'), actions: of('actions') };
    expect(await check(mixed, far)).toMatchObject({ distinct: 1 });
  });

  test('a says that answers a promise is refused, and its rejection ends nothing', async () => {
    const odd = { ...model, says: (() => Promise.reject(new Error('late'))) as never };
    const { properties } = await check(odd, property);
    expect(await refusalOf(() => face.timeline(properties[0]?.trace as never))).toContain(
      'Model "count": says answered a promise (models and properties are synchronous) for a.add; it must answer a text.',
    );
    await new Promise((done) => setTimeout(done, 5));
  });

  test('gaps in its lists are no entries', async () => {
    const lists = ['safeguards', 'steps', 'fairness'] as const;
    for (const part of lists) {
      const gaps = { ...model, [part]: new Array(100_000) };
      expect(await refusalOf(() => face.whatIf(gaps as never, property))).toMatch(
        /^whatIf was given a model that (lacks its steps, safeguards or parameters|has a wrong fairness); /,
      );
    }
  });
});

test('a system whose parameters cannot be read is refused', async () => {
  const throwing = hostileValues['proxy that throws']?.() as never;
  expect(
    await refusalOf(() => face.compareSafeguards({ ...system, parameters: throwing }, property)),
  ).toMatch(/^compareSafeguards cannot read what it was given: that threw Error: hostile; /);
});

test.each(['states', 'actions'])('a trace whose %s cannot be read is refused', async (part) => {
  const { properties } = await check(model, property);
  const throwing = hostileValues['list proxy that throws']?.() as never;
  for (const act of [face.stepsOf, face.lastState, face.timeline]) {
    const given = { ...properties[0]?.trace, [part]: throwing } as never;
    expect(await refusalOf(() => act(given))).toMatch(
      / cannot read what it was given: that threw /,
    );
  }
});

test('audit reads no evidence that it has not looked at', async () => {
  // It has no names to list, and something for each name.
  const endless = hostileValues['proxy with endless names']?.() as never;
  const { counts } = await face.audit(model, endless, { properties: property });
  expect(counts).toEqual((await face.audit(model, {}, { properties: property })).counts);
});

test('the text of a recording comes with the name of its file', async () => {
  expect(await refusalOf(() => face.parseRecording('nothing', { n: 1 } as never))).toBe(
    'parseRecording wants the name of the file after its text, and was given an object; give where the text comes from.',
  );
});

test.each<[string, (value: never) => unknown]>([
  ['interleavings: maxSteps', (value) => face.interleavings(model, { maxSteps: value })],
  ['sample: numRuns', (value) => face.sample(model, property, { numRuns: value })],
  ['check: watch', (value) => check(model, property, { watch: value })],
  ['check: signal', (value) => check(model, property, { signal: value })],
  ['check: prefer', (value) => check(model, property, { prefer: value })],
  ['check: limits.states', (value) => check(model, property, { limits: { states: value } })],
])('a revoked function in place of an option is refused: %s', async (option, act) => {
  const value = hostileValues['revoked function']?.() as never;
  expect(await refusalOf(() => act(value))).toMatch(
    new RegExp(`^${option} is a function; (give|leave)`),
  );
});
