import { actor, defineModel, reachable, step } from 'allways';

/** The peg on which each disk is, the smallest disk first. */
export interface Towers {
  pegs: number[];
}

const moves = [0, 1, 2].flatMap((from) =>
  [0, 1, 2].filter((to) => to !== from).map((to) => ({ from, to })),
);

/** The smallest disk on a peg; Infinity where there is none. */
const top = ({ pegs }: Towers, peg: number) => (pegs.includes(peg) ? pegs.indexOf(peg) : Infinity);

/**
 * The tower of Hanoi: move all disks to another of three pegs, one at a time, never a larger one
 * onto a smaller one. The shortest way is the witness that a search finds: 2^n - 1 moves.
 *
 * É. Lucas, 1883. With n disks there are 3^n states, as every disk can be on any peg.
 *
 * @param disks - How many disks there are.
 */
export function hanoi(disks = 5) {
  return defineModel<Towers>({
    name: `hanoi, ${disks} disks`,
    initial: { pegs: new Array<number>(disks).fill(0) },
    actors: [
      actor<Towers>('monk', {
        move: step({
          choose: () => moves,
          when: (s: Towers, { from, to }) => top(s, from) < top(s, to),
          then: (s, { from, to }) => {
            s.pegs[top(s, from)] = to;
          },
        }),
      }),
    ],
  });
}

export const moved = reachable<Towers>('the tower has moved', (s) =>
  s.pegs.every((peg) => peg === 2),
);
