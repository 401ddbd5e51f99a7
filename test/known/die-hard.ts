import { actor, defineModel, invariant } from 'allways';

export interface Jugs {
  small: number;
  big: number;
}

/** The two jugs of the film: DieHard.tla of tlaplus/Examples. Every step is possible in every state. */
export const dieHard = defineModel<Jugs>({
  name: 'die hard',
  initial: { small: 0, big: 0 },
  actors: [
    actor<Jugs>('hero', {
      fillSmall: {
        then: (s) => {
          s.small = 3;
        },
      },
      fillBig: {
        then: (s) => {
          s.big = 5;
        },
      },
      emptySmall: {
        then: (s) => {
          s.small = 0;
        },
      },
      emptyBig: {
        then: (s) => {
          s.big = 0;
        },
      },
      smallToBig: { then: (s) => pour(Math.min(s.big + s.small, 5), s) },
      bigToSmall: {
        then: ({ small, big }) => ({
          small: Math.min(small + big, 3),
          big: big - Math.min(big, 3 - small),
        }),
      },
    }),
  ],
});

function pour(big: number, s: Jugs): void {
  s.small -= big - s.big;
  s.big = big;
}

export const notSolved = invariant<Jugs>('four gallons cannot be measured', (s) => s.big !== 4);
