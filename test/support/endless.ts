/** Models and properties that do not end in one state. */
import { actor, defineModel, fromReducer, step, type Model } from 'allways';

export interface Counter {
  readonly n: number;
}

/** The parts of a step, and a `choose` that gives values without end. */
export type Part = 'choose' | 'when' | 'then' | 'generator';

/** Counts from 0 to 5. In state 3, one part of the step does not end. */
export function endless(part?: Part): Model<Counter> {
  const run = (own: Part, { n }: Counter) => {
    while (own === part && n === 3);
  };
  return defineModel<Counter>({
    name: 'endless',
    initial: { n: 0 },
    actors: [
      actor<Counter>('node', {
        add: step<Counter, number>({
          *choose(s) {
            run('choose', s);
            yield 1;
            while (part === 'generator' && s.n === 3) yield 1;
          },
          when(s) {
            run('when', s);
            return s.n < 5;
          },
          then(s, by) {
            run('then', s);
            return { n: s.n + by };
          },
        }),
      }),
    ],
  });
}

/** A reducer that counts from 0 to 5, and does not end in state 3. */
export const endlessReducer = fromReducer<Counter, { readonly type: 'add' }>({
  name: 'endless',
  initial: { n: 0 },
  actions: ({ n }) => (n < 5 ? [{ type: 'add' }] : []),
  reduce: ({ n }) => {
    while (n === 3);
    return { n: n + 1 };
  },
});

/** A predicate that does not end in a state. */
export const stuckIn =
  (state: number) =>
  ({ n }: Counter): boolean => {
    while (n === state);
    return true;
  };
