import { actor, defineModel, invariant, step } from 'allways';

const ingredients = ['matches', 'paper', 'tobacco'];

export interface Smokers {
  /** The one ingredient that is not on the table; null where the table is empty. */
  missing: string | null;
  /** Who smokes, each known by the ingredient that it has. */
  smoking: Set<string>;
}

/**
 * Three smokers, each of whom has an endless supply of one ingredient, and a dealer who puts the
 * two others on the table. The smoker who has the missing one takes them and smokes; when it is
 * done, the dealer lays out two again.
 *
 * It starts with any two on the table, so there are three initial states. Which two are laid out
 * next is a choice.
 *
 * After tlaplus/Examples, specifications/CigaretteSmokers; the problem is S. Patil's, 1971.
 */
export const cigaretteSmokers = defineModel<Smokers>({
  name: 'cigarette smokers',
  initial: () => ingredients.map((missing) => ({ missing, smoking: new Set() })),
  actors: [
    actor<Smokers>('smokers', {
      start: {
        when: (s) => s.missing !== null,
        then: (s) => {
          if (s.missing !== null) s.smoking.add(s.missing);
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
