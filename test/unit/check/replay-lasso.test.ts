/** Lassos are recorded and replayed like any other counterexample. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  eventually,
  formatRecording,
  parseRecording,
  plainStyle,
  record,
  replay,
  runOf,
  sample,
  timeline,
  until,
  type Trace,
} from 'allways';

interface Turns {
  at: 'left' | 'right' | 'out';
}

/** A lamp that swings from left to right; with a stop, not back again. */
const swinging = (ways: { back?: boolean; leave?: boolean } = {}) => {
  const { back = true, leave = false } = ways;
  return defineModel<Turns>({
    name: 'swing',
    initial: { at: 'left' },
    actors: [
      actor<Turns>('lamp', {
        right: {
          when: (s) => s.at === 'left',
          then: (s) => {
            s.at = 'right';
          },
        },
        left: {
          when: (s) => s.at === 'right',
          then: (s) => {
            if (back) s.at = 'left';
          },
        },
      }),
      actor<Turns>('hand', {
        take: {
          when: (s) => leave && s.at !== 'out',
          then: (s) => {
            s.at = 'out';
          },
        },
      }),
    ],
  });
};

const taken = eventually<Turns>('it is taken down', (s) => s.at === 'out');

const found = async (fairness: 'weak' | 'none'): Promise<Trace<Turns>> => {
  const { properties } = await check(swinging(), taken, { fairness });
  const [outcome] = properties;
  if (outcome?.verdict !== 'violated' || outcome.trace === undefined) throw new Error('none found');
  return outcome.trace;
};

const saved = async (fairness: 'weak' | 'none') =>
  parseRecording(formatRecording(record(await found(fairness), taken.name)), 'lasso.json');

describe('a recorded lasso', () => {
  test('keeps its loop, and what was assumed', async () => {
    expect(await saved('weak')).toEqual({
      model: 'swing',
      safeguards: [],
      parameters: {},
      property: 'it is taken down',
      expect: 'holds',
      actions: [
        { actor: 'lamp', step: 'right' },
        { actor: 'lamp', step: 'left' },
      ],
      lasso: {
        from: 0,
        fairness: [
          { kind: 'weak', of: ['lamp'] },
          { kind: 'weak', of: ['hand'] },
        ],
      },
    });
    expect((await saved('none')).lasso).toEqual({ from: 0, fairness: [] });
  });

  test('is reproduced', async () => {
    for (const fairness of ['weak', 'none'] as const) {
      const { lasso, actions } = await found(fairness);
      expect(replay(await saved(fairness), swinging(), taken)).toMatchObject({
        outcome: 'reproduced',
        trace: { lasso, actions },
      });
    }
  });

  test('is no longer possible where its loop does not close', async () => {
    expect(replay(await saved('weak'), swinging({ back: false }), taken)).toMatchObject({
      outcome: 'no longer possible',
      says: 'the loop no longer closes: after its last step the state is not the one in which it began',
      step: 2,
    });
  });

  test('is no longer possible where it is not fair any more', async () => {
    expect(replay(await saved('weak'), swinging({ leave: true }), taken)).toMatchObject({
      outcome: 'no longer possible',
      says: 'what it does for ever is no longer fair: it breaks weak fairness of hand',
    });
    // Where nothing was assumed, the hand may stop as before.
    expect(replay(await saved('none'), swinging({ leave: true }), taken)).toMatchObject({
      outcome: 'reproduced',
    });
  });

  test('is no longer violated where what must come comes', async () => {
    const comes = eventually<Turns>(taken.name, (s) => s.at === 'right');
    expect(replay(await saved('weak'), swinging(), comes)).toMatchObject({
      outcome: 'no longer violated',
    });
  });

  test('is broken on the way, whether or not the loop closes', async () => {
    const broken = until<Turns>(
      taken.name,
      (s) => s.at === 'left',
      (s) => s.at === 'out',
    );
    expect(replay(await saved('weak'), swinging({ back: false }), broken)).toMatchObject({
      outcome: 'reproduced',
      says: 'neither of the two holds at the end',
      trace: { actions: [{ step: 'right' }] },
    });
  });
});

describe('a timeline', () => {
  test('marks the loop', async () => {
    expect(timeline(await found('weak'), { style: plainStyle })).toBe(
      [
        '    lamp',
        '    again and again:',
        ' 1  ●  lamp  right',
        ' 2  ●  lamp  left',
        '    and so on for ever, from step 1',
        '',
        'What each step changed:',
        " 1  at 'left' → 'right'",
        " 2  at 'right' → 'left'",
      ].join('\n'),
    );
  });

  test('says where it stops', async () => {
    expect(timeline(await found('none'), { style: plainStyle })).toBe(
      ['In the initial state:', "  at + 'left'", '    and here it stops for ever'].join('\n'),
    );
  });
});

describe('what ends cannot tell', () => {
  test('a sample leaves a temporal property undecided, and says so', () => {
    const { properties } = sample(swinging(), taken, { numRuns: 3, seed: 1 });
    expect(properties).toEqual([
      {
        name: taken.name,
        kind: 'temporal',
        verdict: 'undecided',
        says: 'a sample ends; ask check',
      },
    ]);
  });

  test('a run refuses to satisfy one', async () => {
    const { lasso, ...ending } = await found('weak');
    expect(lasso).toBeDefined();
    expect(() => runOf(ending).satisfies(taken)).toThrow(
      '"it is taken down" is a temporal property, which no run can decide because each run ends; ask check.',
    );
  });
});
