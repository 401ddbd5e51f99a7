/** Data, questions and changes at random. */
import fc from 'fast-check';
import { calls, clonings, copyings, walks, type Effect, type Source } from './change.js';
import { looks, type Condition, type Question } from './condition.js';
import { longest, type Dict, type Path, type Primitive, type Value } from './value.js';

/** A record that prints as what it is: fast-check's own have no prototype, now and then. */
export const record = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true });

/** Any of these, each as often as its weight says. */
const often = <T>(...choices: [weight: number, arbitrary: fc.Arbitrary<T>][]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** The keys of a table. */
const oneOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): fc.Arbitrary<Key> =>
  fc.constantFrom(...(Object.keys(table) as Key[]));

// Data.

const number = fc.integer({ min: 0, max: 3 });

/** Small numbers, mostly. Two of the words are also keys. */
const primitive = often<Primitive>(
  [12, number],
  [4, fc.constantFrom('n', 'k', 'x')],
  [3, fc.constantFrom(null, true, false)],
  [1, fc.constantFrom(-0, 1n)],
);

/** Keys that look like indices come first in an object, whatever the order they were added in. */
const keys = ['n', 'k', 'f', '10', '2'] as const;

const optional = (names: readonly string[], value: fc.Arbitrary<Value>): fc.Arbitrary<Dict> =>
  fc.record(Object.fromEntries(names.map((name) => [name, value])), {
    requiredKeys: [],
    noNullPrototype: true,
  });

const numbered: fc.Arbitrary<Value> = record({ n: number });

const unique = <T>(arbitrary: fc.Arbitrary<T>, selector: (one: T) => Value): fc.Arbitrary<T[]> =>
  fc.uniqueArray(arbitrary, { maxLength: 3, selector: (one) => fc.stringify(selector(one)) });

const set: fc.Arbitrary<Value> = unique(often<Value>([1, number], [1, numbered]), (one) => one).map(
  (members) => new Set(members),
);

const map = (inner: fc.Arbitrary<Value>): fc.Arbitrary<Value> => {
  const key = often<Value>([4, fc.constantFrom('k', 'n', 1, 2)], [1, numbered]);
  return unique(fc.tuple(key, inner), ([one]) => one).map((entries) => new Map(entries));
};

const containerOf = (inner: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  often<Value>(
    [3, fc.oneof(optional(keys, inner), record({ n: number, k: inner }))],
    [
      3,
      fc.oneof(fc.array(inner, { maxLength: longest }), fc.array(numbered, { maxLength: longest })),
    ],
    [2, map(inner)],
    [2, set],
  );

const shallowData = often<Value>([3, primitive], [1, containerOf(primitive)]);

/** Any data, at most two containers deep. */
export const data = often<Value>([3, primitive], [2, containerOf(shallowData)]);

/** The keys of a state; each may be absent, and what stands there may be anything. */
export const places = ['a', 'b', 'c', 'd'] as const;

/** A state to start in. */
export const state: fc.Arbitrary<Dict> = optional(
  places,
  often<Value>([3, containerOf(shallowData)], [2, primitive]),
);

// What is asked of a state and done to it.

/** Keys of containers, for paths. */
const word = fc.constantFrom('first', 'n', 'k', 'last', '0', '1', '2');

/** All that speaks of these places of a state alone. */
export function speakingOf(within: readonly string[]) {
  const place: fc.Arbitrary<Path> = fc
    .tuple(
      fc.constantFrom(...within),
      often<string[]>([3, fc.constant([])], [3, fc.tuple(word)], [1, fc.tuple(word, word)]),
    )
    .map(([first, rest]) => [first, ...rest].join('.'));

  /** A path to read from; `roots` are what it may begin with beside the state. */
  const path = (...roots: string[]): fc.Arbitrary<Path> =>
    often<Path>(
      [30, place],
      [1, place.map((one) => `!${one}`)],
      // The state as a whole is no place that others leave alone.
      [within.length > 2 ? 1 : 0, fc.constant('')],
      ...roots.map((root): [number, fc.Arbitrary<Path>] => {
        const rest = /^\$(choice|local)$/.test(root) ? word : place;
        return [
          3,
          fc.oneof(
            fc.constant(root),
            rest.map((one) => `${root}.${one}`),
          ),
        ];
      }),
    );

  const question = (...roots: string[]): fc.Arbitrary<Question> =>
    record({ at: path(...roots), look: fc.constantFrom(...looks), x: primitive });

  const condition = (...roots: string[]): fc.Arbitrary<Condition> => {
    const not = fc.boolean();
    const two = fc.tuple(path(...roots), path(...roots));
    const is = fc.oneof(fc.constantFrom('odd', 'truthy'), primitive);
    return often<Condition>(
      [
        12,
        fc
          .tuple(question(...roots), not, is)
          .map(([asked, no, it]) => ({ not: no, ...asked, is: it })),
      ],
      [1, record({ not, same: two })],
      [1, record({ not, alike: two })],
      [1, record({ not, kin: two })],
    );
  };

  const conditions = (minLength: number, maxLength: number, ...roots: string[]) =>
    fc.array(condition(...roots), { minLength, maxLength });

  return { path, question, conditions, effects: effectsOn(place, { path, question, conditions }) };
}

interface Speech {
  readonly path: (...roots: string[]) => fc.Arbitrary<Path>;
  readonly question: (...roots: string[]) => fc.Arbitrary<Question>;
  readonly conditions: (min: number, max: number, ...roots: string[]) => fc.Arbitrary<Condition[]>;
}

/** The effects of a recipe, in their order. */
function effectsOn(
  place: fc.Arbitrary<Path>,
  { path, question, conditions }: Speech,
): fc.Arbitrary<readonly Effect[]> {
  const roots = ['$choice', '$local', '$current', '$original'];
  const parts = path('$choice', '$local').filter((one) => one.replace('!', '') !== '');

  const source = often<Source>(
    [15, record({ data })],
    [9, record({ more: path(...roots), by: fc.integer({ min: 1, max: 3 }) })],
    [6, record({ answer: question(...roots) })],
    [3, record({ constant: data })],
    [5, record({ part: parts })],
    [3, record({ copy: parts, how: oneOf(copyings) })],
    [3, record({ clone: parts, how: oneOf(clonings) })],
  );
  const target = often<Path>(
    [12, place],
    [1, fc.constantFrom('$local.n', '$choice.n', '$local.first')],
  );

  const simple = often<Effect>(
    [8, record({ do: fc.constant('put'), at: target, value: source })],
    [5, record({ do: oneOf(calls), on: target, value: source })],
    [5, record({ do: fc.constantFrom('delete', 'let', 'write again', 'reorder'), at: place })],
    [6, record({ do: fc.constant('count'), at: place })],
    [2, record({ do: fc.constant('each'), of: place, by: oneOf(walks), n: primitive })],
    [1, record({ do: fc.constant('swap'), at: place, and: place })],
    [1, record({ do: fc.constant('share'), at: place, and: place, n: primitive })],
  );
  const branch: fc.Arbitrary<Effect> = record({
    do: fc.constant('if'),
    if: conditions(1, 1, ...roots),
    then: fc.array(simple, { maxLength: 2 }),
    else: fc.array(simple, { maxLength: 1 }),
  });
  const blow: fc.Arbitrary<Effect> = record({
    do: fc.constant('throw'),
    if: conditions(1, 2, ...roots),
    says: question(...roots),
  });
  return fc.array(often<Effect>([12, simple], [3, branch], [1, blow]), {
    minLength: 1,
    maxLength: 4,
  });
}
