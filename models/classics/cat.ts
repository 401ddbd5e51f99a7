import { actor, defineModel, eventually, step } from 'allways';

export interface Boxes {
  /** The box that the cat is in. */
  cat: number;
  /** The box that is looked into, and where the search goes from there. */
  observed: number;
  direction: 1 | -1;
}

/**
 * A cat hides in one of several boxes in a row, and each night moves to a box beside it. Each
 * morning one box may be looked into. To find the cat, look into all but the first and the last,
 * one after the other, to and fro, and twice where the search turns.
 *
 * It starts anywhere in the search, with the cat anywhere. The cat moves and the next box is looked
 * into in one step; the choice is where the cat goes.
 *
 * After tlaplus/Examples, specifications/Moving_Cat_Puzzle/Cat.
 *
 * @param boxes - How many boxes there are.
 */
export function cat(boxes = 5) {
  const all = Array.from({ length: boxes }, (_, index) => index + 1);
  return defineModel<Boxes>({
    name: `cat, ${boxes} boxes`,
    initial: () =>
      all.flatMap((cat) =>
        all
          .slice(1, -1)
          .flatMap((observed) =>
            ([1, -1] as const).map((direction) => ({ cat, observed, direction })),
          ),
      ),
    actors: [
      actor<Boxes>('night', {
        pass: step({
          choose: ({ cat }: Boxes) => all.filter((box) => Math.abs(box - cat) === 1),
          then: (s, box) => {
            s.cat = box;
            const next = s.observed + s.direction;
            if (next > 1 && next < boxes) s.observed = next;
            else s.direction = s.direction === 1 ? -1 : 1;
          },
        }),
      }),
    ],
  });
}

/** `Victory` of the specification, in which the cat is weakly fair. */
export const catIsFound = eventually<Boxes>('the cat is found', (s) => s.cat === s.observed);
