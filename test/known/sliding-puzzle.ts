import { actor, defineModel, reachable, step } from 'allways';

/** Two columns and three rows; 0 is the empty square. */
export interface Board {
  squares: number[];
}

const neighbours = [
  [1, 2],
  [0, 3],
  [0, 3, 4],
  [1, 2, 5],
  [2, 5],
  [3, 4],
];

/** Sam Loyd's sliding blocks, 2 by 3. */
export const slidingPuzzle = defineModel<Board>({
  name: 'sliding puzzle',
  initial: { squares: [1, 2, 3, 4, 5, 0] },
  actors: [
    actor<Board>('hand', {
      slide: step({
        choose: (s: Board) => neighbours[s.squares.indexOf(0)] ?? [],
        then: (s, square) => {
          const block = s.squares[square] ?? 0;
          s.squares[s.squares.indexOf(0)] = block;
          s.squares[square] = 0;
        },
      }),
    }),
  ],
});

export const columnsSwapped = reachable<Board>(
  'the columns have changed places',
  (s) => s.squares.join('') === '214305',
);
