import { actor, defineModel, invariant, step } from 'allways';

const ingredients = ['matches', 'paper', 'tobacco'];

export interface Smokers {
  /** What the dealer offers: all but this. */
  missing: string | null;
  smoking: Set<string>;
}

/** S. Patil's cigarette smokers: CigaretteSmokers.tla of tlaplus/Examples. */
export const cigaretteSmokers = defineModel<Smokers>({
  name: 'cigarette smokers',
  initial: () => ingredients.map((missing) => ({ missing, smoking: new Set() })),
  actors: [
    actor<Smokers>('smokers', {
      start: {
        when: (s) => s.missing !== null,
        then: (s) => {
          s.smoking = new Set(s.missing === null ? [] : [s.missing]);
          s.missing = null;
        },
      },
      stop: step({
        choose: () => ingredients,
        when: (s: Smokers) => s.missing === null,
        then: (s, missing) => {
          s.smoking.clear();
          s.missing = missing;
        },
      }),
    }),
  ],
});

export const atMostOne = invariant<Smokers>('at most one smokes', (s) => s.smoking.size <= 1);
