import { actor, defineModel, invariant, noDeadlock } from 'allways';

export interface Table {
  forks: { holder: number; clean: boolean }[];
  philosophers: { at: 'loop' | 'eat' | 'think'; hungry: boolean }[];
}

const seats = [0, 1, 2, 3, 4];
const leftOf = (seat: number) => (seat + 4) % 5;
const rightOf = (seat: number) => (seat + 1) % 5;

const philosopher = (me: number) =>
  actor<Table>(`philosopher ${me}`, {
    loop: {
      when: (s) => s.philosophers[me]?.at === 'loop',
      then: (s) => {
        const [left, right, self] = [s.forks[me], s.forks[rightOf(me)], s.philosophers[me]];
        if (left === undefined || right === undefined || self === undefined) return;
        // Whoever holds a dirty fork hands it on, cleaned: one at a time, the left one first.
        if (left.holder === me && !left.clean) s.forks[me] = { holder: leftOf(me), clean: true };
        else if (right.holder === me && !right.clean) {
          s.forks[rightOf(me)] = { holder: rightOf(me), clean: true };
        }
        // As in the specification, whether it can eat is seen before any fork is handed on.
        const both = [left, right].every((fork) => fork.holder === me && fork.clean);
        if (!self.hungry) self.at = 'think';
        else if (both) self.at = 'eat';
      },
    },
    think: {
      when: (s) => s.philosophers[me]?.at === 'think',
      then: (s) => {
        s.philosophers[me] = { at: 'loop', hungry: true };
      },
    },
    eat: {
      when: (s) => s.philosophers[me]?.at === 'eat',
      then: (s) => {
        s.philosophers[me] = { at: 'loop', hungry: false };
        for (const fork of [s.forks[me], s.forks[rightOf(me)]]) if (fork) fork.clean = false;
      },
    },
  });

/** Five philosophers after Chandy and Misra: DiningPhilosophers.tla of tlaplus/Examples. */
export const diningPhilosophers = defineModel<Table>({
  name: 'dining philosophers',
  initial: {
    forks: seats.map((fork) => ({ holder: fork === 1 ? 0 : fork, clean: false })),
    philosophers: seats.map(() => ({ at: 'loop', hungry: true })),
  },
  actors: seats.map(philosopher),
});

export const exclusive = invariant<Table>('neighbours never eat together', (s) =>
  seats.every(
    (me) => !(s.philosophers[me]?.at === 'eat' && s.philosophers[rightOf(me)]?.at === 'eat'),
  ),
);

export const alive = noDeadlock<Table>();
