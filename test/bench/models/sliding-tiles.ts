import { actor, defineModel, invariant, step } from 'allways';

/** A puzzle: each step reads the whole state, and little of it is ever the same twice. */
export interface Board {
  /** The tiles, row by row; 0 is the gap. */
  squares: number[];
}

const moves = ['left', 'right', 'up', 'down'] as const;

/** The square that the gap moves to, on a board of three by three; undefined beyond its edge. */
function target(gap: number, move: (typeof moves)[number]): number | undefined {
  switch (move) {
    case 'left':
      return gap % 3 > 0 ? gap - 1 : undefined;
    case 'right':
      return gap % 3 < 2 ? gap + 1 : undefined;
    case 'up':
      return gap > 2 ? gap - 3 : undefined;
    case 'down':
      return gap < 6 ? gap + 3 : undefined;
  }
}

/** The sliding tiles of three by three: half of all 9! boards can be reached. */
export const slidingTiles = defineModel<Board>({
  name: 'sliding tiles',
  initial: { squares: [1, 2, 3, 4, 5, 6, 7, 8, 0] },
  actors: [
    actor<Board>('hand', {
      slide: step({
        choose: () => moves,
        when: (s: Board, move) => target(s.squares.indexOf(0), move) !== undefined,
        then: (s, move) => {
          const gap = s.squares.indexOf(0);
          const to = target(gap, move) ?? gap;
          s.squares[gap] = s.squares[to] ?? 0;
          s.squares[to] = 0;
        },
      }),
    }),
  ],
});

/** Sam Loyd's prize was safe: no way leads to two tiles exchanged and all others in place. */
export const notExchanged = invariant<Board>(
  'no two tiles can be exchanged',
  (s) => s.squares.join('') !== '123456870',
);
