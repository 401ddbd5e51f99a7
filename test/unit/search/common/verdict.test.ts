import { describe, expect, test } from 'vitest';
import type { PropertyOutcome, Verdict } from 'allways';
import { isWithoutProperties, verdictOfAll } from '../../../../src/search/common/verdict.js';

type Judged = PropertyOutcome<unknown>['verdict'];

test.each<[Verdict, Judged[]]>([
  ['holds', ['holds', 'holds']],
  ['undecided', ['holds', 'undecided']],
  ['violated', ['undecided', 'violated', 'holds']],
  ['nothing checked', []],
])('it is %s where they are %j', (verdict, all) => {
  expect(verdictOfAll(all.map((one) => ({ verdict: one })))).toBe(verdict);
});

describe('without properties', () => {
  test.each([
    [true, []],
    [true, ['step', 'step']],
    [false, ['invariant']],
    [false, ['reachable', 'step']],
  ] as const)('it is %s of %j', (expected, kinds) => {
    expect(isWithoutProperties(kinds.map((kind) => ({ kind })))).toBe(expected);
  });
});
