import { actor, defineModel, defineSystem, reachable, step } from 'allways';

/** The peg on which each disk is, the smallest disk first. */
export interface Towers {
  pegs: number[];
}

const moves = [0, 1, 2].flatMap((from) =>
  [0, 1, 2].filter((to) => to !== from).map((to) => ({ from, to })),
);
const top = (s: Towers, peg: number) => s.pegs.indexOf(peg);

/** The tower of Hanoi: É. Lucas, 1883. */
export const hanoi = defineSystem({
  name: 'hanoi',
  parameters: { disks: 5 },
  model: (_, { disks }) =>
    defineModel<Towers>({
      name: 'hanoi',
      initial: { pegs: new Array<number>(disks).fill(0) },
      actors: [
        actor<Towers>('monk', {
          move: step({
            choose: () => moves,
            when: (s: Towers, { from, to }) =>
              top(s, from) >= 0 && (top(s, to) < 0 || top(s, from) < top(s, to)),
            then: (s, { from, to }) => {
              s.pegs[top(s, from)] = to;
            },
          }),
        }),
      ],
    }),
});

export const moved = reachable<Towers>('the tower has moved', (s) =>
  s.pegs.every((peg) => peg === 2),
);
