import { actor, defineModel, invariant } from 'allways';

/** Gallons in each jug. */
export interface Jugs {
  small: number;
  big: number;
}

/**
 * The riddle of the film Die Hard 3: with a jug of 3 gallons, a jug of 5 gallons and a tap, measure
 * 4 gallons.
 *
 * No step has a guard. To fill a full jug is a step like any other, which changes nothing. And the
 * riddle is solved by claiming that it cannot be: the counterexample is the solution.
 *
 * After tlaplus/Examples, specifications/DieHard/DieHard.
 */
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
      smallToBig: {
        then: (s) => {
          const poured = Math.min(s.small, 5 - s.big);
          s.small -= poured;
          s.big += poured;
        },
      },
      bigToSmall: {
        then: (s) => {
          const poured = Math.min(s.big, 3 - s.small);
          s.big -= poured;
          s.small += poured;
        },
      },
    }),
  ],
});

export const notSolved = invariant<Jugs>('four gallons cannot be measured', (s) => s.big !== 4);
