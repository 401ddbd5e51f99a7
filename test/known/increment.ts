import { actor, defineModel, invariant } from 'allways';

export interface Shared {
  shared: number;
  threads: { local: number; at: 1 | 2 | 3 }[];
}

const thread = (me: number) =>
  actor<Shared>(`thread ${me}`, {
    read: {
      when: (s) => s.threads[me]?.at === 1,
      then: (s) => {
        s.threads[me] = { local: s.shared, at: 2 };
      },
    },
    write: {
      when: (s) => s.threads[me]?.at === 2,
      then: (s) => {
        const self = s.threads[me];
        if (self === undefined) return;
        s.shared = self.local + 1;
        self.at = 3;
      },
    },
  });

/** Two threads that read a number and write it back increased: examples/increment.rs of Stateright. */
export const increment = defineModel<Shared>({
  name: 'increment',
  initial: { shared: 0, threads: [0, 1].map(() => ({ local: 0, at: 1 })) },
  actors: [0, 1].map(thread),
});

export const nothingLost = invariant<Shared>(
  'every increment counts',
  (s) => s.shared === s.threads.filter(({ at }) => at === 3).length,
);
