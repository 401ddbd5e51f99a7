import { describe, expect, test } from 'vitest';
import { compareSafeguards, plainStyle, safeguardsTable } from 'allways';
import { withoutUnicode } from '../../src/report/style.js';
import { canOpen, gate, shut } from '../support/gate.js';

const withoutTimes = (text: string) => text.replace(/\d+ ms/, '_');

describe('the table of safeguards', () => {
  test('has a line for each set that is enough, and for the largest that are not', async () => {
    const text = safeguardsTable(await compareSafeguards(gate(1), [shut, canOpen]));
    expect(withoutTimes(text)).toBe(
      `
  bolt
  │ bar
  │ │ wall
  │ │ │ paint
Enough:
           ✗ all together: no set is
  · · ●    it is shut
  ● ● ·    or
  · · ·    it can open

Not enough, and no larger set is:
           ✗ all together: it can open
  ● · ·    ✗1 it is shut
  · ● ·    ✗1 it is shut
  ● ● ●    ✗ it can open

● on, · off, blank: never matters there; ✗11 violated in 11 steps at least
Never matters: paint.
Does harm: bolt, added to bar, breaks "it can open".
Does harm: bar, added to bolt, breaks "it can open".
Does harm: wall, added to nothing else, breaks "it can open".
All 16 sets: 2 distinct states, 5 sets told apart, 6 searched again alone, _.`.slice(1),
    );
  });

  test('has no part for all together where there is one property', async () => {
    const text = safeguardsTable(await compareSafeguards(gate(1), shut));
    expect(text).not.toContain('all together');
    expect(text).toContain('\n  · · ●    it is shut\n');
  });

  test('says where not all was decided', async () => {
    const comparison = await compareSafeguards(gate(1), shut, { limits: { depth: 1 } });
    const text = safeguardsTable(comparison);
    expect(text).toContain('  · · · ·  ? it is shut: no set is known to be\n');
    expect(text).toContain('\nNot all sets were decided.\n');
  });

  test('can do without Unicode', async () => {
    const text = safeguardsTable(
      await compareSafeguards(gate(1), shut),
      withoutUnicode(plainStyle),
    );
    expect(text).toContain('\n  - - o    it is shut\n  o o -    or\n');
    // eslint-disable-next-line no-control-regex
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });
});
