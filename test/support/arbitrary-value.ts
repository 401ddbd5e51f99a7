import fc from 'fast-check';

/**
 * Plain data that can be in a state: containers in containers, with few values, so that much is the
 * same in two of them.
 */
export const { value: arbitraryValue } = fc.letrec((tie) => ({
  leaf: fc.constantFrom<unknown>(null, true, 0, 1, 'a', 'b', 2n, ''),
  value: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('x', 'y', 'z'), tie('value')),
    fc.uniqueArray(tie('leaf'), { maxLength: 4 }).map((members) => new Set(members)),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom('k', 'l', 'm'), tie('value')), {
        selector: ([key]) => key,
      })
      .map((entries) => new Map(entries)),
  ),
}));
