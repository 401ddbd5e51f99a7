import { describe, expect, test } from 'vitest';
import { actor, defineModel, follow, type Trace } from 'allways';
import { attemptsOf, isSmaller } from '../../../../src/search/random/smaller.js';

interface Lamps {
  left: number;
  right: number;
}

/** Each side switches its lamp on and off, and its guard throws when the lamp is at 9. */
const lamps = defineModel<Lamps>({
  name: 'lamps',
  initial: () => [
    { left: 0, right: 0 },
    { left: 9, right: 9 },
  ],
  actors: (['left', 'right'] as const).map((side) =>
    actor<Lamps>(side, {
      turn: {
        when: (s) => {
          if (s[side] === 9) throw new Error('broken');
          return true;
        },
        then: (s) => {
          s[side] = 1 - s[side];
        },
      },
    }),
  ),
});

const trace = (sides: string, from = 0): Trace<Lamps> =>
  follow(
    lamps,
    Array.from(sides, (side) => ({ actor: side === 'l' ? 'left' : 'right', step: 'turn' })),
    lamps.initial[from],
  ).trace;

describe('isSmaller', () => {
  const inOrder: [why: string, smaller: Trace<Lamps>, bigger: Trace<Lamps>][] = [
    ['fewer steps, whatever else', trace('rl'), trace('lll')],
    ['fewer steps, from a later initial state', trace('', 1), trace('l')],
    ['fewer switches', trace('rrl'), trace('lrl')],
    ['an earlier initial state', trace('r'), trace('l', 1)],
    ['an earlier action at the first step that differs', trace('lrrl'), trace('rllr')],
    ['an earlier guard that throws', trace('l', 1), trace('r', 1)],
  ];
  test.for(inOrder)('%s', ([, smaller, bigger]) => {
    expect(isSmaller(smaller, bigger)).toBe(true);
    expect(isSmaller(bigger, smaller)).toBe(false);
  });

  test('a behaviour is not smaller than itself', () => {
    expect(isSmaller(trace('lrl'), trace('lrl'))).toBe(false);
    expect(isSmaller(trace('l', 1), trace('l', 1))).toBe(false);
  });
});

test('attemptsOf: a step that threw is the last attempt', () => {
  expect(trace('l', 1).actions).toEqual([]);
  expect(attemptsOf(trace('l', 1))).toEqual([{ actor: 'left', step: 'turn' }]);
  expect(attemptsOf(trace('lr'))).toEqual(trace('lr').actions);
});
