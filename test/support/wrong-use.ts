/**
 * Wrong use of the public face: right arguments for each of its functions, values that stand in place of their parts,
 * and a judge of how a call ends.
 */
import * as face from 'allways';

const { actor, check, defineModel, defineSystem, duration, estimate, invariant, record } = face;

interface Count {
  n: number;
}

export const model = defineModel<Count>({
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
export const system = defineSystem({
  name: 'count',
  parameters: { most: { default: 3, min: 0 } },
  safeguards: { safe: 'It is safe.' },
  model: () => model,
});
export const property = invariant<Count>('n is small', (s) => s.n < 2);
const result = await check(model, property);
const trace = result.properties[0]?.trace;
export const recording = trace && record(trace, 'n is small');
export const durations = { '*': duration.fixed(1) };
const estimated = await estimate(model, property, { durations, runs: 2, seed: 1 });
const action = { actor: 'a', step: 'add' };
const compared = await face.compareSafeguards(system, property);
const dropped = await face.whatIf(model, property);
const audited = await face.audit(model, {}, { properties: property });
const running = { processes: { a: { at: 'work' } } };
const first = estimated.properties[0]?.first;
const isSmall = (s: Count) => s.n < 2;
const steps = { add: { then: () => undefined } };
const within = () => true;
const reducer = { initial: 0, actions: () => [1], reduce: (n: number) => n, within };
const variants = [{ name: 'as it is', result }];
const short = { limits: { states: 10 } };
export const few = { numRuns: 2, seed: 1 };

/** Each function, with arguments that are right. */
export const calls: Readonly<Record<string, readonly unknown[]>> = {
  actionKey: [action],
  actor: ['a', steps],
  alwaysEventually: ['p', isSmall, {}],
  at: [running, 'a'],
  atMost: [2, { then: () => undefined }],
  audit: [model, {}, { properties: property, system, ...short }],
  auditReport: [audited, face.plainStyle],
  budget: [{ crash: 1 }],
  call: ['acquire', 'work'],
  canonical: [{ n: 1 }],
  canonicalKey: [{ n: 1 }],
  channel: ['votes', { order: 'any', capacity: 2, lose: 1, duplicate: 1, initial: ['a'] }],
  check: [model, property, short],
  clock: [{ bound: 2, tick: () => undefined, timers: [face.timer('t', 2)], urgent: () => false }],
  compareSafeguards: [system, property, { parameters: { most: 2 }, ...short }],
  database: ['db', { isolation: 'snapshot', tables: { t: { a: 1 } } }],
  defineModel: [{ name: 'm', initial: { n: 0 }, actors: [actor('a', steps)], within }],
  defineProgram: [
    { name: 'p', start: () => ({}), tasks: { a: () => undefined }, state: () => ({}) },
  ],
  defineSafeguards: [{ safe: 'It is safe.' }],
  defineSystem: [
    { name: 's', parameters: { most: 1 }, safeguards: { safe: 'Yes.' }, model: () => model },
  ],
  estimate: [model, property, { durations, runs: 2, seed: 1 }],
  estimateReport: [estimated, face.plainStyle],
  eventually: ['p', isSmall, {}],
  eventuallyAlways: ['p', isSmall, {}],
  faultOf: [property, trace],
  follow: [model, [action], { n: 0 }],
  forState: [],
  formatAction: [action],
  formatDuration: [1],
  formatNumber: [1],
  formatRecording: [recording],
  formatShare: [0.5],
  frequencyChart: [estimated.properties, {}],
  from: [isSmall, property, { name: 'p' }],
  fromReducer: [reducer],
  htmlReport: [variants, { title: 'title', comparison: compared }],
  interleavings: [model, { maxSteps: 3 }],
  invariant: ['p', isSmall, {}],
  itf: [trace, 'n is small'],
  junit: [[result]],
  lastState: [trace],
  lease: ['l', { ticks: 2, drift: 1, tokens: 3 }],
  leadsTo: ['p', isSmall, isSmall, {}],
  local: [running, 'a'],
  mermaid: [trace, 'n is small'],
  network: [
    'net',
    ['a', 'b'],
    {
      order: 'fifo',
      capacity: 2,
      lose: 1,
      duplicate: 1,
      cut: 1,
      whileDown: 'lose',
      initial: [{ from: 'a', to: 'b', message: 'x' }],
    },
  ],
  noDeadlock: [isSmall, { name: 'p' }],
  parseRecording: [recording && face.formatRecording(recording), 'a.json'],
  reachable: ['p', isSmall, {}],
  reads: ['key'],
  record: [trace, 'n is small', {}],
  refines: [model, (s: Count) => s, { name: 'p' }],
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
  timer: ['t', 2, { running: true, urgent: true }],
  timeline: [trace, { changes: false }],
  transition: ['p', () => true, {}],
  until: ['p', isSmall, isSmall, {}],
  weak: ['a'],
  whatIf: [model, property, { system, ...short }],
  whatIfTable: [dropped, face.plainStyle],
  whenDone: ['p', isSmall, {}],
  whenever: ['p', isSmall, isSmall, {}],
  writes: ['key'],
};

/** Values that stand where others should. */
export const wrong: readonly unknown[] = [
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
export function replaced(given: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(given)) return given.with(Number(key), replaced(given[Number(key)], rest, by));
  const record = given as Readonly<Record<string, unknown>>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}

/** The paths to the parts of plain data, down to a depth. */
export function pathsIn(given: unknown, depth: number): string[][] {
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

/**
 * True for a promise. A step has a part that is called then, and is no promise. It may be a proxy that throws when it is
 * looked at.
 */
export function isPromise(value: unknown): value is Promise<unknown> {
  try {
    return value instanceof Promise;
  } catch {
    return false;
  }
}

/** What is wrong with how a call ended; undefined if it answered, or refused in a sentence. */
export async function fault(name: string, given: readonly unknown[]): Promise<string | undefined> {
  const call = (face as unknown as Record<string, Call>)[name] as Call;
  try {
    const answer = call(...given);
    if (isPromise(answer)) await answer;
    return undefined;
  } catch (error) {
    if (error instanceof face.ModelError || error instanceof face.StepError) return undefined;
    return error instanceof Error
      ? (error.stack ?? '').split('\n').slice(0, 4).join('\n')
      : `it threw ${typeof error}`;
  }
}
