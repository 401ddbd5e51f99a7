import { actor, alwaysEventually, defineModel, invariant, noDeadlock } from 'allways';

export interface Table {
  /** The philosopher who holds each fork. */
  holder: number[];
  /** Whether each fork is clean. */
  clean: boolean[];
  /** What each philosopher does. */
  at: ('table' | 'meal' | 'thoughts')[];
  hungry: boolean[];
}

/** Fork n lies left of philosopher n. */
const philosopher = (me: number, seats: number) => {
  const leftNeighbour = (me + seats - 1) % seats;
  const rightNeighbour = (me + 1) % seats;
  const leftFork = me;
  const rightFork = rightNeighbour;
  return actor<Table>(`philosopher ${me + 1}`, {
    lookAround: {
      when: (s) => s.at[me] === 'table',
      then: (s) => {
        // Whether it can eat is seen before any fork is handed on.
        const canEat = [leftFork, rightFork].every(
          (fork) => s.holder[fork] === me && s.clean[fork],
        );
        if (s.hungry[me] === false) s.at[me] = 'thoughts';
        else if (canEat) s.at[me] = 'meal';

        // A dirty fork is handed on, cleaned; one at a time, the left one first.
        const isDirty = (fork: number) => s.holder[fork] === me && s.clean[fork] === false;
        if (isDirty(leftFork)) {
          s.holder[leftFork] = leftNeighbour;
          s.clean[leftFork] = true;
        } else if (isDirty(rightFork)) {
          s.holder[rightFork] = rightNeighbour;
          s.clean[rightFork] = true;
        }
      },
    },
    think: {
      when: (s) => s.at[me] === 'thoughts',
      then: (s) => {
        s.hungry[me] = true;
        s.at[me] = 'table';
      },
    },
    eat: {
      when: (s) => s.at[me] === 'meal',
      then: (s) => {
        s.hungry[me] = false;
        s.clean[leftFork] = false;
        s.clean[rightFork] = false;
        s.at[me] = 'table';
      },
    },
  });
};

/**
 * Dijkstra's philosophers around a table, each of whom needs both forks beside it to eat, as solved
 * by Chandy and Misra: a fork is dirty once it was eaten with, and whoever holds a dirty fork gives
 * it away, cleaned. At the start all forks are dirty, and the first philosopher holds two: that
 * asymmetry is what rules out deadlock.
 *
 * Only 67 states with five philosophers, but a path of 28 steps to the last of them: who may move
 * is all but determined.
 *
 * After tlaplus/Examples, specifications/DiningPhilosophers.
 *
 * @param seats - How many philosophers, and forks, there are.
 */
export function diningPhilosophers(seats = 5) {
  const all = Array.from({ length: seats }, (_, seat) => seat);
  return defineModel<Table>({
    name: `${seats} dining philosophers`,
    initial: {
      holder: all.map((fork) => (fork === 1 ? 0 : fork)),
      clean: all.map(() => false),
      at: all.map(() => 'table'),
      hungry: all.map(() => true),
    },
    actors: all.map((seat) => philosopher(seat, seats)),
  });
}

export const exclusive = invariant<Table>('neighbours never eat together', (s) =>
  s.at.every((at, seat) => at !== 'meal' || s.at[(seat + 1) % s.at.length] !== 'meal'),
);

export const somebodyCanMove = noDeadlock<Table>();

/** `NobodyStarves` of the specification, whose processes are weakly fair: one for each philosopher. */
export const nobodyStarves = (seats = 5) =>
  Array.from({ length: seats }, (_, seat) =>
    alwaysEventually<Table>(
      `philosopher ${seat + 1} has eaten again and again`,
      (s) => s.hungry[seat] === false,
    ),
  );
