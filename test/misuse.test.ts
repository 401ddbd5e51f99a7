/**
 * Wrong use of the public face. Whatever stands in place of an argument, or of a part of one: a function answers, or
 * says in a sentence what is wrong. It never throws another error, and never hangs.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as face from 'allways';
import { tries } from './support/deep.js';

const { actor, check, defineModel, defineSystem, duration, estimate, invariant, record } = face;

interface Count {
  n: number;
}

const model = defineModel<Count>({
  name: 'count',
  initial: { n: 0 },
  actors: [
    actor<Count>('a', {
      add: {
        when: (s) => s.n < 3,
        then: (s) => {
          s.n++;
        },
      },
    }),
  ],
});
const system = defineSystem({
  name: 'count',
  parameters: { most: { default: 3, min: 0 } },
  safeguards: { safe: 'It is safe.' },
  model: () => model,
});
const property = invariant<Count>('n is small', (s) => s.n < 2);
const result = await check(model, property);
const trace = result.properties[0]?.trace;
const recording = trace && record(trace, 'n is small');
const durations = { '*': duration.fixed(1) };
const estimated = await estimate(model, property, { durations, runs: 2, seed: 1 });
const action = { actor: 'a', step: 'add' };
const compared = await face.compareSafeguards(system, property);
const dropped = await face.whatIf(model, property);
const audited = await face.audit(model, {}, { properties: property });
const first = estimated.properties[0]?.first;
const isSmall = (s: Count) => s.n < 2;
const steps = { add: { then: () => undefined } };
const reducer = { initial: 0, actions: () => [1], reduce: (n: number) => n };
const variants = [{ name: 'as it is', result }];
const short = { limits: { states: 10 } };
const few = { numRuns: 2, seed: 1 };

/** Each function, with arguments that are right. */
const calls: Readonly<Record<string, readonly unknown[]>> = {
  actionKey: [action],
  actor: ['a', steps],
  alwaysEventually: ['p', isSmall, {}],
  audit: [model, {}, { properties: property, system, ...short }],
  auditReport: [audited, face.plainStyle],
  canonical: [{ n: 1 }],
  canonicalKey: [{ n: 1 }],
  check: [model, property, short],
  clock: [{ bound: 2, tick: () => undefined }],
  compareSafeguards: [system, property, { parameters: { most: 2 }, ...short }],
  defineModel: [{ name: 'm', initial: { n: 0 }, actors: [actor('a', steps)] }],
  defineSafeguards: [{ safe: 'It is safe.' }],
  defineSystem: [
    {
      name: 's',
      parameters: { most: { default: 1, min: 0, max: 9 } },
      safeguards: { safe: 'Yes.' },
      model: () => model,
    },
  ],
  estimate: [model, property, { durations, runs: 2, seed: 1 }],
  estimateReport: [estimated, face.plainStyle],
  eventually: ['p', isSmall, {}],
  eventuallyAlways: ['p', isSmall, {}],
  faultOf: [property, trace],
  follow: [model, [action], { n: 0 }],
  formatAction: [action],
  formatDuration: [1],
  formatNumber: [1],
  formatRecording: [recording],
  formatShare: [0.5],
  frequencyChart: [estimated.properties, {}],
  fromReducer: [reducer],
  htmlReport: [variants, { title: 'title', comparison: compared }],
  interleavings: [model, { maxSteps: 3 }],
  invariant: ['p', isSmall, {}],
  itf: [trace, 'n is small'],
  junit: [[result]],
  lastState: [trace],
  leadsTo: ['p', isSmall, isSmall, {}],
  mermaid: [trace, 'n is small'],
  noDeadlock: [isSmall, { name: 'p' }],
  parseRecording: [recording && face.formatRecording(recording), 'a.json'],
  reachable: ['p', isSmall, {}],
  record: [trace, 'n is small', {}],
  replay: [recording, model, property],
  report: [result, face.plainStyle],
  runOf: [trace],
  safeguardsTable: [compared, face.plainStyle],
  sample: [model, property, few],
  step: [{ choose: () => [1], then: () => undefined }],
  stepsOf: [trace],
  strong: ['a'],
  table: [variants, face.plainStyle],
  terminalStyle: [{}],
  timedTimeline: [first, { last: 3 }],
  timeline: [trace, { changes: false }],
  transition: ['p', () => true, {}],
  until: ['p', isSmall, isSmall, {}],
  weak: ['a'],
  whatIf: [model, property, { system, ...short }],
  whatIfTable: [dropped, face.plainStyle],
  whenever: ['p', isSmall, isSmall, {}],
};

test('every function of the public face is called', () => {
  const functions = Object.entries(face).filter(
    ([name, value]) => typeof value === 'function' && !/^[A-Z]/.test(name),
  );
  expect(Object.keys(calls).sort()).toEqual(functions.map(([name]) => name).sort());
});

/** Values that stand where others should. */
const wrong: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  NaN,
  Infinity,
  2 ** 53,
  5n,
  '',
  'nothing',
  '\u0000',
  'x'.repeat(1000),
  Symbol('s'),
  [],
  [null],
  [[]],
  ['a', 1],
  {},
  { name: null },
  Object.create(null),
  new Map(),
  new Set([1]),
  new Date(0),
  /x/,
  () => 'a function',
  Promise.resolve(1),
  new Error('an error'),
  model,
  { ...model, initial: [] },
  { ...model, initial: null },
  { ...model, name: undefined },
  system,
  property,
  { ...property, name: '' },
  { ...property, holds: 1 },
  trace,
  result,
  recording,
  action,
];

/** Puts a value in place of a part of plain data: of an argument, or of something within an argument. */
function replaced(given: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(given)) return given.with(Number(key), replaced(given[Number(key)], rest, by));
  const record = given as Readonly<Record<string, unknown>>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}

/** The paths to the parts of plain data, down to a depth. */
function pathsIn(given: unknown, depth: number): string[][] {
  const isPlain =
    Array.isArray(given) ||
    (typeof given === 'object' &&
      given !== null &&
      Object.getPrototypeOf(given) === Object.prototype);
  if (!isPlain || depth === 0) return [[]];
  const parts = Object.entries(given as object) as [string, unknown][];
  return [
    [],
    ...parts.flatMap(([key, part]) => pathsIn(part, depth - 1).map((path) => [key, ...path])),
  ];
}

type Call = (...given: readonly unknown[]) => unknown;

/** What is wrong with how a call ended; undefined if it answered, or refused in a sentence. */
async function fault(name: string, given: readonly unknown[]): Promise<string | undefined> {
  const call = (face as unknown as Record<string, Call>)[name] as Call;
  try {
    const answer = call(...given);
    // A step has a part that is called then, and is no promise.
    if (answer instanceof Promise) await answer;
    return undefined;
  } catch (error) {
    if (error instanceof face.ModelError || error instanceof face.StepError) return undefined;
    return error instanceof Error
      ? (error.stack ?? '').split('\n').slice(0, 4).join('\n')
      : `it threw ${typeof error}`;
  }
}

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

/** The error with which a call is refused. */
async function refusalOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof face.ModelError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

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
    ];
    for (const [changed, says] of lacks) {
      const broken = { ...model, ...changed } as typeof model;
      expect(await refusalOf(() => ask(broken))).toContain(says);
    }
  });
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

test.each<[object, string]>([
  [{ numRuns: 1.5 }, 'sample: numRuns is 1.5; give a whole number, 1 or more.'],
  [{ numRuns: 0 }, 'sample: numRuns is 0; give a whole number, 1 or more.'],
  [{ numRuns: NaN }, 'sample: numRuns is NaN; give a whole number, 1 or more.'],
  [{ numRuns: '5' }, 'sample: numRuns is "5"; give a whole number, 1 or more.'],
  [{ maxSkipsPerRun: -1 }, 'sample: maxSkipsPerRun is -1; give a whole number, 0 or more.'],
  [{ seed: 1.5 }, 'sample: seed is 1.5; give a whole number.'],
  [{ timeout: 'long' }, 'sample: timeout is "long"; give a number of milliseconds, 0 or more.'],
  [{ path: 5 }, 'sample: path is 5; give the path of an outcome, such as "12:0:3".'],
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
