import { actor, defineModel, invariant, step } from 'allways';

/** Who is on the first bank, and whether the boat is there. */
export interface River {
  missionaries: number;
  cannibals: number;
  boat: boolean;
}

const isSafe = (missionaries: number, cannibals: number) =>
  missionaries === 0 || cannibals <= missionaries;

const loads = [
  [1, 0],
  [2, 0],
  [0, 1],
  [0, 2],
  [1, 1],
] as const;

const after = (s: River, [missionaries, cannibals]: readonly [number, number]): River => {
  const way = s.boat ? -1 : 1;
  return {
    missionaries: s.missionaries + way * missionaries,
    cannibals: s.cannibals + way * cannibals,
    boat: !s.boat,
  };
};

/** Three of each, and a boat for two. */
export const missionariesAndCannibals = defineModel<River>({
  name: 'missionaries and cannibals',
  initial: { missionaries: 3, cannibals: 3, boat: true },
  actors: [
    actor<River>('boat', {
      cross: step({
        choose: () => loads,
        when: (s: River, load) => {
          const { missionaries, cannibals } = after(s, load);
          return (
            [missionaries, cannibals].every((count) => count >= 0 && count <= 3) &&
            isSafe(missionaries, cannibals) &&
            isSafe(3 - missionaries, 3 - cannibals)
          );
        },
        then: (s, load) => after(s, load),
      }),
    }),
  ],
});

export const somebodyIsLeft = invariant<River>(
  'somebody is left on the first bank',
  (s) => s.missionaries + s.cannibals > 0,
);
