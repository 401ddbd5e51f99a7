import { expect, test } from 'vitest';
import { FamilyVerdicts } from '../../../../src/search/safeguards/verdicts.js';

const wrong = { says: 'it does not hold', threw: false };

test('a violation decides the sets that were open', () => {
  const verdicts = new FamilyVerdicts(0b111n);
  verdicts.note(wrong, 0b011n, 4);
  expect(verdicts).toMatchObject({ open: 0b100n, violated: 0b011n, reached: 0n });
});

test('what was reached decides too', () => {
  const verdicts = new FamilyVerdicts(0b111n);
  verdicts.note('reached', 0b100n, 2);
  expect(verdicts).toMatchObject({ open: 0b011n, violated: 0n, reached: 0b100n });
});

test('no answer decides nothing', () => {
  const verdicts = new FamilyVerdicts(0b1n);
  verdicts.note(undefined, 0b1n, 1);
  expect(verdicts).toMatchObject({ open: 0b1n, violated: 0n, reached: 0n });
});

test('the first decision of a set stays', () => {
  const verdicts = new FamilyVerdicts(0b011n);
  verdicts.violate(0b001n, 3);
  verdicts.reach(0b111n, 5);
  expect(verdicts).toMatchObject({ open: 0n, violated: 0b001n, reached: 0b010n });
  expect([0b001n, 0b010n, 0b100n].map((bit) => verdicts.stepsWith(bit))).toEqual([3, 5, undefined]);
});
