import { describe, expect, test } from 'vitest';
import {
  actor,
  compareSafeguards,
  defineModel,
  defineSystem,
  eventually,
  htmlReport,
  invariant,
  plainStyle,
  safeguardsTable,
} from 'allways';
import { withoutUnicode } from '../../../../src/report/text/style.js';
import { canOpen, gate, shut, type Gate } from '../../../support/gate.js';

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
  ● ● ●    ✗  all together: it can open
  ● · ·    ✗1 all together: it is shut
  · ● ·    ✗1 all together: it is shut
  ● · ·    ✗1 it is shut
  · ● ·    ✗1 it is shut
  ● ● ●    ✗ it can open

● on, · off, blank: never matters there; ✗1 violated in 1 step at least
Never matters: paint.
Does harm: bolt, added to bar, breaks "it can open".
Does harm: bar, added to bolt, breaks "it can open".
Does harm: wall, added to nothing else, breaks "it can open".
Never read by the model: safeguard paint.
All 16 sets: 2 distinct states, 5 sets told apart, 6 searched alone, _.`.slice(1),
    );
  });

  test('has no part for all together where there is one property', async () => {
    const text = safeguardsTable(await compareSafeguards(gate(1), shut));
    expect(text).not.toContain('all together');
    expect(text).toContain('\n  · · ●    it is shut\n');
  });

  test('has no part for sets that are not enough if every set is', async () => {
    const fine = invariant<Gate>('fine', () => true);
    const text = safeguardsTable(await compareSafeguards(gate(1), fine));
    expect(text).toMatch(/\nEnough:\n[ ·●]+ fine\n\n● on, · off/);
  });

  test('names each undecided set with the limit that ended its search, of many the first', async () => {
    const comparison = await compareSafeguards(gate(1), shut, { limits: { depth: 1 } });
    const text = safeguardsTable(comparison);
    expect(text).toContain('           ? it is shut: no set is known to be\n');
    const [, lines = ''] = text.split('\nUndecided:\n');
    const [undecided = ''] = lines.split('\n\n');
    expect(undecided.split('\n')).toHaveLength(13);
    expect(undecided).toContain('  · · · ●  ? it is shut: ended by the limit of depth 1\n');
    expect(undecided).toMatch(/\n {11}it is shut: and 4 more$/);
    expect(text).toContain('\nNot all sets were decided.\n');
  });

  test('names the limit too if a temporal property is undecided', async () => {
    const tap = defineSystem({
      name: 'tap',
      safeguards: { runs: 'It never stops.' },
      model: (on) =>
        defineModel<{ n: number }>({
          name: 'tap',
          initial: { n: 0 },
          actors: [
            actor<{ n: number }>(
              'tap',
              {
                drip: {
                  when: (s) => on.runs || s.n < 2,
                  then: (s) => {
                    s.n++;
                  },
                },
              },
              { fairness: 'weak' },
            ),
          ],
        }),
    });
    const inTheEnd = eventually<{ n: number }>('two', (s) => s.n === 2);
    const never = eventually<{ n: number }>('less', (s) => s.n < 0);
    const comparison = await compareSafeguards(tap, [inTheEnd, never], { limits: { depth: 4 } });
    const [, lines = ''] = safeguardsTable(comparison).split('\nUndecided:\n');
    expect(lines.split('\n').slice(0, 4)).toEqual([
      '  ●  ? all together: not all states were visited; ended by the limit of depth 4',
      '  ●  ? two: not all states were visited; ended by the limit of depth 4',
      '  ●  ? less: not all states were visited; ended by the limit of depth 4',
      '',
    ]);
  });

  test('shows what each set violates if no set is enough', async () => {
    const valve = defineSystem({
      name: 'valve',
      safeguards: { a: 'It turns the other way.' },
      model: (on) =>
        defineModel<{ left: number; right: number }>({
          name: 'valve',
          initial: { left: 0, right: 0 },
          actors: [
            actor<{ left: number; right: number }>('hand', {
              turn: {
                when: (s) => s.left + s.right < 2,
                then: (s) => {
                  if (on.a) s.left++;
                  else s.right += 2;
                },
              },
            }),
          ],
        }),
    });
    const notRight = invariant<{ right: number }>('P', (s) => s.right === 0);
    const notLeft = invariant<{ left: number }>('Q', (s) => s.left === 0);
    const notFar = invariant<{ left: number }>('R', (s) => s.left < 2);
    const comparison = await compareSafeguards(valve, [notRight, notLeft, notFar]);
    expect(comparison.together.idle).toEqual([]);
    expect(
      comparison.together.maximal.map(({ on, violations }) => [on.join(), violations]),
    ).toEqual([
      [
        'a',
        [
          { violated: 'Q', steps: 1 },
          { violated: 'R', steps: 2 },
        ],
      ],
      ['', [{ violated: 'P', steps: 1 }]],
    ]);
    const text = safeguardsTable(comparison);
    expect(text).toContain(
      [
        'Not enough, and no larger set is:',
        '  ●  ✗1 all together: Q; R (2)',
        '  ·  ✗1 all together: P',
        '  ·  ✗1 P',
        '  ●  ✗1 Q',
        '  ●  ✗2 R',
        '',
      ].join('\n'),
    );
    expect(text).not.toContain('Never matters');
    const page = htmlReport([], { comparison });
    const rows = [...page.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, row = '']) =>
      row.replace(/<[^>]*>/g, ''),
    );
    expect(rows).toEqual(expect.arrayContaining(['a Q, 1 step; R, 2 steps', 'none P, 1 step']));
    expect(page.includes('Never matters')).toBe(false);
  });

  test('can do without Unicode', async () => {
    const text = safeguardsTable(
      await compareSafeguards(gate(1), shut),
      withoutUnicode(plainStyle),
    );
    expect(text).toContain('\n  - - o    it is shut\n  o o -    or\n');
    // oxlint-disable-next-line no-control-regex
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });
});
