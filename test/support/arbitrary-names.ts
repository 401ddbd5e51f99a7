/** States with names in all kinds of places, and which of the names are interchangeable. */
import fc from 'fast-check';
import { canonicalKey } from 'allways';
import type { Groups } from '../../src/engine/symmetry/renaming.js';

const claims: readonly Groups[] = [
  [['a', 'b', 'c']],
  [
    ['a', 'b', 'c'],
    ['x', 'y'],
  ],
  [['a', 'b', 'c', 'x']],
  [['n', 'n1', '1', 'a.b']],
];

/** Data with names in all kinds of places: values, properties, keys of Maps, members of Sets, and in other words. */
const dataOf = (groups: Groups) => {
  const name = fc.constantFrom(...groups.flat());
  const text = fc.oneof(
    name,
    fc.tuple(name, name).map(([one, other]) => `${one}>${other}`),
    name.map((one) => `${one}z`),
    fc.constantFrom('', 'free'),
  );
  const leaf = fc.oneof(text, fc.nat({ max: 2 }), fc.boolean(), fc.constant(null));
  return fc.letrec((tie) => ({
    data: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('data'), { maxLength: 3 }),
      fc.dictionary(text, tie('data'), { maxKeys: 3, noNullPrototype: true }),
      fc
        .uniqueArray(tie('data'), { maxLength: 3, selector: canonicalKey })
        .map((all) => new Set(all)),
      fc
        .uniqueArray(fc.tuple(tie('data'), tie('data')), {
          maxLength: 3,
          selector: ([key]) => canonicalKey(key),
        })
        .map((entries) => new Map(entries)),
    ),
  })).data;
};

/** Some states with names of the same groups. */
export const statesWithNames = fc.constantFrom(...claims).chain((groups) =>
  fc.record({
    groups: fc.constant(groups),
    states: fc.array(
      fc.dictionary(fc.constantFrom('p', 'q', 'a'), dataOf(groups), { noNullPrototype: true }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    seed: fc.nat(),
  }),
);
