import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { membersOf, universeOf } from '../../../../src/search/safeguards/families.js';
import { Splits } from '../../../../src/search/safeguards/splits.js';

const { all, having } = universeOf(3, 3);

/** Runs code for all sets of three switches. The code asks a switch by its number. */
function runAll<T>(act: (ask: (index: number) => boolean) => T, family = all) {
  const splits = new Splits();
  return splits.run(family, () => act((index) => splits.ask(having[index] ?? 0n)));
}

describe('a run for many sets', () => {
  test('happens once if no switch is asked', () => {
    let runs = 0;
    expect(runAll(() => ++runs)).toEqual([{ family: all, outcome: 1 }]);
  });

  test('is split only by the switches that are asked', () => {
    const outcomes = runAll((ask) => (ask(0) ? 'on' : ask(2)));
    expect(outcomes.map(({ family, outcome }) => [membersOf(family), outcome])).toEqual([
      [[1, 3, 5, 7], 'on'],
      [[4, 6], true],
      [[0, 2], false],
    ]);
  });

  test('answers a switch on which the sets agree without a split', () => {
    const having0 = having[0] ?? 0n;
    expect(runAll((ask) => ask(0), having0)).toEqual([{ family: having0, outcome: true }]);
    expect(runAll((ask) => ask(0), all & ~having0)).toEqual([
      { family: all & ~having0, outcome: false },
    ]);
  });

  test('gives each set the outcome that it has alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 6 }), (asked) => {
        const outcomes = runAll((ask) => asked.map((index) => ask(index)));
        const seen = outcomes.flatMap(({ family, outcome }) =>
          membersOf(family).map((set) => {
            expect(outcome).toEqual(asked.map((index) => (set & (1 << index)) !== 0));
            return set;
          }),
        );
        expect(seen.sort()).toEqual(membersOf(all));
      }),
    );
  });
});
