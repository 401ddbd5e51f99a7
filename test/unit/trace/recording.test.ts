import { describe, expect, test } from 'vitest';
import { actor, defineModel, follow, invariant, ModelError, step, StepError } from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { formatRecording, parseRecording, record } from '../../../src/trace/recording.js';
import { thrownBy, untyped } from '../model/thrown.js';

const lost = follow(account, [
  { actor: 'deposit', step: 'read' },
  { actor: 'withdraw', step: 'read' },
  { actor: 'deposit', step: 'write' },
  { actor: 'withdraw', step: 'write' },
]).trace;

const text = `{
  "allways": 1,
  "model": "bank account",
  "safeguards": [],
  "parameters": {},
  "property": "no update is lost",
  "expect": "holds",
  "actions": [
    {"actor":"deposit","step":"read"},
    {"actor":"withdraw","step":"read"},
    {"actor":"deposit","step":"write"},
    {"actor":"withdraw","step":"write"}
  ]
}
`;

interface Bag {
  items: Set<bigint>;
}

const bag = defineModel<Bag>({
  name: 'bag',
  initial: () => [{ items: new Set([1n]) }, { items: new Set([2n]) }],
  actors: [
    actor<Bag>('hand', {
      take: step({
        choose: (s) => [...s.items],
        then: (s, item) => {
          s.items.delete(item);
        },
      }),
      drop: {
        then: () => {
          throw new Error('slipped');
        },
      },
    }),
  ],
});

describe('a recording', () => {
  test('is a small readable file', () => {
    expect(formatRecording(record(lost, 'no update is lost'))).toBe(text);
  });

  test('comes back as it was written', () => {
    expect(parseRecording(text, 'file')).toEqual(record(lost, 'no update is lost'));
  });

  test('keeps the initial state where there are several, and choices of any plain data', () => {
    const { trace } = follow(bag, [{ actor: 'hand', step: 'take', choice: 2n }], bag.initial[1]);
    const recording = record(trace, 'p', 'violated');
    expect(formatRecording(recording)).toBe(`{
  "allways": 1,
  "model": "bag",
  "safeguards": [],
  "parameters": {},
  "property": "p",
  "expect": "violated",
  "initial": {"items":{"#set":[{"#bigint":"2"}]}},
  "actions": [
    {"actor":"hand","step":"take","choice":{"#bigint":"2"}}
  ]
}
`);
    expect(parseRecording(formatRecording(recording), 'file')).toEqual(recording);
  });

  test('ends with the step that threw', () => {
    const { trace } = follow(bag, [{ actor: 'hand', step: 'drop' }]);
    expect(trace.failed).toBeInstanceOf(StepError);
    const recording = record(trace, 'hand.drop does not throw');
    expect(recording).toMatchObject({ kind: 'step', actions: [{ actor: 'hand', step: 'drop' }] });
    expect(formatRecording(recording)).toContain(
      '"property": "hand.drop does not throw",\n  "kind": "step",\n  "expect": "holds",\n',
    );
    expect(parseRecording(formatRecording(recording), 'file')).toEqual(recording);
  });

  test('is of a property though a step threw behind what it shows', () => {
    const { trace } = follow(bag, [{ actor: 'hand', step: 'drop' }]);
    expect(record(trace, 'the bag is light')).not.toHaveProperty('kind');
    expect(record(lost, 'hand.drop does not throw')).not.toHaveProperty('kind');
  });

  test('may have no actions', () => {
    const recording = record(follow(account, []).trace, 'p');
    expect(formatRecording(recording)).toContain('"actions": []\n');
    expect(parseRecording(formatRecording(recording), 'file').actions).toEqual([]);
  });
});

describe('what cannot be recorded is refused in one sentence', () => {
  const wants = 'record wants a trace, and was given';

  test.each<[string, () => unknown, string]>([
    [
      'nothing',
      () => record(untyped(undefined), 'p'),
      `${wants} undefined; an outcome has one only if something was violated or reached.`,
    ],
    [
      'a model',
      () => record(untyped(account), 'p'),
      `${wants} a model; give the trace of an outcome.`,
    ],
    [
      'a list',
      () => record(untyped(lost.actions), 'p'),
      `${wants} a list; give the trace of an outcome.`,
    ],
    [
      'an outcome',
      () => record(untyped({ name: 'p', trace: lost }), 'p'),
      `${wants} an object; give the trace of an outcome.`,
    ],
    [
      'a property in place of its name',
      () => record(lost, untyped(invariant('p', () => true))),
      'record wants the name of a property, and was given an object; give its name.',
    ],
    [
      'an expectation that is none',
      () => record(lost, 'p', untyped('hold')),
      'record: expect is "hold"; use "holds" or "violated".',
    ],
  ])('%s', (_, make, message) => {
    expect(thrownBy(make)).toEqual(new ModelError(message));
  });
});

describe('a broken recording is refused in one sentence', () => {
  const broken = (change: object) => JSON.stringify({ ...(JSON.parse(text) as object), ...change });

  /** With one more part, whose name means something to JavaScript. */
  const withOwn = (name: string) => text.replace('{', `{"${name}":1,`);

  test.each<[string, string | RegExp]>([
    [
      '{',
      /^r\.json is not JSON \(SyntaxError: .*\); restore it, or delete it and record it again\.$/,
    ],
    ['[]', 'r.json is no recording: it has no "allways" version; move it elsewhere.'],
    ['null', 'r.json is no recording: it has no "allways" version; move it elsewhere.'],
    [
      broken({ allways: 2 }),
      'r.json has recording version 2, and this allways reads version 1; record it again.',
    ],
    [
      broken({ property: 7 }),
      /^r\.json: property is wrong \(Invalid type: .*\); correct it, or record it again\.$/,
    ],
    [broken({ actions: [{ actor: 'a' }] }), /^r\.json: actions\.0\.step is wrong/],
    [broken({ kind: 'steps' }), /^r\.json: kind is wrong/],
    [broken({ extra: 1 }), /^r\.json: extra is wrong/],
    [
      broken({ actions: [{ actor: 'a', step: 'b', choice: { '#tup': [] } }] }),
      'r.json: {"#tup":[]} is no #map, #set or #bigint; correct it, or record it again.',
    ],
    ...['constructor', '__proto__', 'prototype'].flatMap((name): [string, RegExp][] => [
      [withOwn(name), new RegExp(`^r\\.json: ${name} is wrong`)],
      [
        broken({ parameters: JSON.parse(`{"${name}":1}`) as object }),
        new RegExp(`^r\\.json: parameters\\.${name} is wrong`),
      ],
    ]),
    [broken({ parameters: [1] }), /^r\.json: parameters is wrong/],
    [
      broken({ parameters: { n: 'ENDLESS' } }).replace('"ENDLESS"', '1e999'),
      /^r\.json: parameters\.n is wrong \(parameters\.n is Infinity; only plain data/,
    ],
    [
      broken({ kind: 'step', actions: [] }),
      'r.json: kind is wrong (the step that throws is the last one, and there is none); correct it, or record it again.',
    ],
    [broken({ kind: 'step', lasso: { from: 0, fairness: [] } }), /^r\.json: lasso is wrong/],
    [
      broken({ lasso: { from: 99, fairness: [] } }),
      'r.json: lasso.from is wrong (it must be 4 or less, the number of steps); correct it, or record it again.',
    ],
    [
      broken({ actions: [{ actor: 'a', step: 'b', nth: 2 }] }),
      'r.json: actions.0.nth is wrong (it counts equal choices, and there is no choice); correct it, or record it again.',
    ],
    [
      broken({ actions: [{ actor: 'a', step: 'b', choice: 'ENDLESS' }] }).replace(
        '"ENDLESS"',
        '-1e999',
      ),
      /^r\.json: actions\.0\.choice is wrong \(actions\.0\.choice is -Infinity/,
    ],
  ])('%s', (file, message) => {
    expect(() => parseRecording(file, 'r.json')).toThrow(message);
  });

  test.each([
    ['a version', { allways: 'DEEP' }],
    ['a choice', { actions: [{ actor: 'a', step: 'b', choice: 'DEEP' }] }],
    ['a wrong #map', { initial: { '#map': 'DEEP' } }],
  ])('%s that is nested a hundred thousand levels deep', (_, change) => {
    const levels = 100_000;
    const file = broken(change).replace('"DEEP"', '['.repeat(levels) + ']'.repeat(levels));
    expect(() => parseRecording(file, 'r.json')).toThrow(
      new ModelError(
        'r.json is nested more than 1000 levels deep; restore it, or delete it and record it again.',
      ),
    );
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [5, 'a number'],
    [Buffer.from('{}'), 'an object'],
  ])('what is no text: %s', (given, what) => {
    expect(() => parseRecording(untyped(given), 'r.json')).toThrow(
      new ModelError(
        `parseRecording wants the text of a recording, and was given ${what}; read the file as UTF-8.`,
      ),
    );
  });

  test('data that cannot be written is refused, whoever made it', () => {
    const endless: unknown[] = [];
    endless.push(endless);
    const { initial: _, ...recording } = record(lost, 'p');
    expect(() => formatRecording({ ...recording, initial: endless })).toThrow(
      'formatRecording was given a recording whose initial is wrong (initial[0] is a cycle: it contains itself; only plain data',
    );
  });
});
