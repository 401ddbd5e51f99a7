import { expect, test } from 'vitest';
import type { Verdict } from 'allways';
import { verdictOfAll } from '../../src/search/verdict.js';

test.each<[Verdict, Verdict[]]>([
  ['holds', ['holds', 'holds']],
  ['undecided', ['holds', 'undecided']],
  ['violated', ['undecided', 'violated', 'holds']],
])('it is %s where they are %j', (verdict, all) => {
  const outcomes = all.map((one) => ({ verdict: one }));
  for (const ofNone of ['holds', 'violated', 'undecided'] as const) {
    expect(verdictOfAll(outcomes, ofNone)).toBe(verdict);
    expect(verdictOfAll([], ofNone)).toBe(ofNone);
  }
});
