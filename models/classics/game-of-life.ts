import { actor, defineModel, transition } from 'allways';

export interface Life {
  /** The rows of the grid, such as `.##.`: a `#` is a living cell. */
  rows: string[];
}

const around = [-1, 0, 1]
  .flatMap((down) => [-1, 0, 1].map((right) => ({ down, right })))
  .filter(({ down, right }) => down !== 0 || right !== 0);

/** How many of the eight cells around one live; there is no life outside of the grid. */
const livingAround = (grid: readonly string[][], row: number, column: number) =>
  around.filter(({ down, right }) => grid[row + down]?.[column + right] === '#').length;

function next({ rows }: Life): Life {
  const grid = rows.map((row) => Array.from(row));
  const after = grid.map((cells, row) =>
    cells.map((cell, column) => {
      const neighbours = livingAround(grid, row, column);
      return neighbours === 3 || (neighbours === 2 && cell === '#') ? '#' : '.';
    }),
  );
  return { rows: after.map((cells) => cells.join('')) };
}

/** All grids of a size. */
function* grids(size: number): Generator<Life> {
  for (let number = 0; number < 2 ** (size * size); number++) {
    const cells = number.toString(2).padStart(size * size, '0');
    const row = (index: number) =>
      cells
        .slice(index * size, (index + 1) * size)
        .replaceAll('0', '.')
        .replaceAll('1', '#');
    yield { rows: Array.from({ length: size }, (_, index) => row(index)) };
  }
}

/**
 * J. H. Conway's game of life on a small grid: a cell lives on with two or three living neighbours,
 * and comes to life with three.
 *
 * Nothing is chosen, there is one step, and every grid is an initial state: a search has to hold
 * 65,536 of them from the start. The step makes a whole new state, where most change one.
 *
 * After tlaplus/Examples, specifications/GameOfLife.
 *
 * @param size - How many rows and columns there are.
 */
export function gameOfLife(size = 4) {
  return defineModel<Life>({
    name: `game of life, ${size} by ${size}`,
    initial: () => grids(size),
    actors: [actor<Life>('time', { pass: { then: next } })],
  });
}

const living = ({ rows }: Life) => rows.join('').replaceAll('.', '').length;

export const threeToBreed = transition<Life>(
  'it takes three to breed',
  (before, _, after) => living(before) >= 3 || living(after) === 0,
);
