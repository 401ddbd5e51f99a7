import { actor, defineModel, transition } from 'allways';

export interface Can {
  black: number;
  white: number;
}

const most = 100;

function* cans(): Generator<Can> {
  for (let black = 0; black <= most; black++) {
    for (let white = 0; white <= most - black; white++) {
      if (black + white > 0) yield { black, white };
    }
  }
}

/** Dijkstra's coffee can with up to 100 beans: CoffeeCan.tla of tlaplus/Examples. */
export const coffeeCan = defineModel<Can>({
  name: 'coffee can',
  initial: cans,
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
      done: { when: (s) => s.black + s.white === 1, then: () => {} },
    }),
  ],
});

export const parity = transition<Can>(
  'white beans stay odd or even',
  (before, _, after) => before.white % 2 === after.white % 2,
);

export const fewer = transition<Can>(
  'there are fewer beans after each step, until one is left',
  (before, _, after) =>
    after.black + after.white < before.black + before.white || before.black + before.white === 1,
);
