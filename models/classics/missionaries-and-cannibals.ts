import { actor, defineModel, invariant, step } from 'allways';

/** Who is on the first bank, and whether the boat is there. */
export interface River {
  missionaries: number;
  cannibals: number;
  boat: boolean;
}

/** The loads of a boat for two. */
const loads = [
  { missionaries: 1, cannibals: 0 },
  { missionaries: 2, cannibals: 0 },
  { missionaries: 0, cannibals: 1 },
  { missionaries: 0, cannibals: 2 },
  { missionaries: 1, cannibals: 1 },
];

const crossed = (s: River, load: Omit<River, 'boat'>): River => {
  const way = s.boat ? -1 : 1;
  return {
    missionaries: s.missionaries + way * load.missionaries,
    cannibals: s.cannibals + way * load.cannibals,
    boat: !s.boat,
  };
};

const isSafe = (missionaries: number, cannibals: number) =>
  missionaries === 0 || missionaries >= cannibals;

/**
 * Three missionaries and three cannibals want to cross a river in a boat for two; where cannibals
 * outnumber missionaries, on either bank, they eat them. A riddle is solved by claiming that it
 * cannot be.
 *
 * After S. Amarel, "On representations of problems of reasoning about actions", 1968; also
 * tlaplus/Examples, specifications/MissionariesAndCannibals. `then` returns a whole new state here,
 * as the guard needs it too.
 */
export const missionariesAndCannibals = defineModel<River>({
  name: 'missionaries and cannibals',
  initial: { missionaries: 3, cannibals: 3, boat: true },
  actors: [
    actor<River>('boat', {
      cross: step({
        choose: () => loads,
        when: (s: River, load) => {
          const { missionaries, cannibals } = crossed(s, load);
          return (
            [missionaries, cannibals].every((count) => count >= 0 && count <= 3) &&
            isSafe(missionaries, cannibals) &&
            isSafe(3 - missionaries, 3 - cannibals)
          );
        },
        then: crossed,
      }),
    }),
  ],
});

export const somebodyIsLeft = invariant<River>(
  'somebody is left on the first bank',
  (s) => s.missionaries + s.cannibals > 0,
);
