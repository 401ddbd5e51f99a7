import { actor, defineModel, reachable, step } from 'allways';

/** The blocks on the squares, row by row; 0 is the empty square. */
export interface Board {
  squares: number[];
}

/** The neighbours of each square, in two columns and three rows. */
const neighbours = [
  [1, 2],
  [0, 3],
  [0, 3, 4],
  [1, 2, 5],
  [2, 5],
  [3, 4],
];

/**
 * The sliding blocks that Sam Loyd made famous, on a board of 2 by 3. Of the 720 ways to lay the
 * blocks only half can be reached by sliding them, which a search finds out by itself.
 *
 * After OEIS A090034, which counts the positions at each distance from the start.
 */
export const slidingPuzzle = defineModel<Board>({
  name: 'sliding puzzle',
  initial: { squares: [1, 2, 3, 4, 5, 0] },
  actors: [
    actor<Board>('hand', {
      slide: step({
        choose: (s: Board) => neighbours[s.squares.indexOf(0)] ?? [],
        then: (s, square) => {
          s.squares[s.squares.indexOf(0)] = s.squares[square] ?? 0;
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
