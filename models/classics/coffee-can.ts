import { actor, defineModel, eventually, transition } from 'allways';

/** The beans that are left. */
export interface Can {
  black: number;
  white: number;
}

/** All cans with at least one bean, and no more than so many. */
function* cans(most: number): Generator<Can> {
  for (let black = 0; black <= most; black++) {
    for (let white = 0; white <= most - black; white++) {
      if (black + white > 0) yield { black, white };
    }
  }
}

/**
 * The coffee can of D. Gries's "The Science of Programming": take two beans out of the can; if they
 * are of one colour, throw both away and put a black one in; if not, throw the black one away and
 * put the white one back. What can be said of the last bean, when only the first can is known?
 *
 * Every can is an initial state, so all states are initial and the depth is 1: what is checked is
 * that every step from anywhere keeps the parity of the white beans.
 *
 * After tlaplus/Examples, specifications/CoffeeCan.
 *
 * @param most - How many beans there are at most.
 */
export function coffeeCan(most = 100) {
  return defineModel<Can>({
    name: `coffee can, ${most} beans`,
    initial: () => cans(most),
    actors: [
      actor<Can>('hand', {
        twoBlack: {
          when: (s) => s.black >= 2,
          then: (s) => {
            s.black--;
          },
        },
        twoWhite: {
          when: (s) => s.white >= 2,
          then: (s) => {
            s.black++;
            s.white -= 2;
          },
        },
        oneOfEach: {
          when: (s) => s.black >= 1 && s.white >= 1,
          then: (s) => {
            s.black--;
          },
        },
        // One bean is the end; that nothing changes any more is a step as well.
        done: { when: (s) => s.black + s.white === 1, then: () => {} },
      }),
    ],
  });
}

export const parity = transition<Can>(
  'white beans stay odd or even',
  (before, _, after) => before.white % 2 === after.white % 2,
);

export const fewer = transition<Can>(
  'there is one bean less after each step, until one is left',
  (before, _, after) => after.black + after.white === Math.max(before.black + before.white - 1, 1),
);

/** `EventuallyTerminates` of the specification, whose one process is weakly fair. */
export const oneIsLeft = eventually<Can>('one bean is left', (s) => s.black + s.white === 1);

/** `TerminationHypothesis` of the specification; as parity stays, it can be asked at the end. */
export const lastBeanIsKnown = eventually<Can>('the last bean is white where they were odd', (s) =>
  s.white % 2 === 1 ? s.black === 0 && s.white === 1 : s.black === 1 && s.white === 0,
);
