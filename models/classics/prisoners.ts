import { actor, defineModel, eventually, invariant } from 'allways';

export interface Prison {
  /** Whether switch A is up, the one that means something. */
  a: boolean;
  /** Whether switch B is up, which is moved where A must not be. */
  b: boolean;
  /** How often each prisoner but the counter has moved switch A up. */
  switched: number[];
  /** How often the counter has moved it down. */
  count: number;
}

const counter = actor<Prison>('counter', {
  visit: {
    then: (s) => {
      if (s.a) {
        s.a = false;
        s.count++;
      } else s.b = !s.b;
    },
  },
});

const prisoner = (me: number) =>
  actor<Prison>(`prisoner ${me + 1}`, {
    visit: {
      then: (s) => {
        const times = s.switched[me] ?? 0;
        if (!s.a && times < 2) {
          s.a = true;
          s.switched[me] = times + 1;
        } else s.b = !s.b;
      },
    },
  });

/**
 * Prisoners are led, one at a time and in any order, into a room with two switches, of which each
 * must move one. Nobody knows how the switches stand at first. They are free once somebody declares
 * rightly that all have been there; they could agree on a plan, but not talk any more.
 *
 * The plan: one of them counts. All others move switch A up, twice each and only where it is down;
 * the counter moves it down. Twice, because it may have been up at the start.
 *
 * After tlaplus/Examples, specifications/Prisoners.
 *
 * @param prisoners - How many prisoners there are, with the counter.
 */
export function prisoners(prisoners = 4) {
  const others = Array.from({ length: prisoners - 1 }, (_, index) => index);
  return defineModel<Prison>({
    name: `${prisoners} prisoners`,
    initial: () =>
      [true, false].flatMap((a) =>
        [true, false].map((b) => ({ a, b, switched: others.map(() => 0), count: 0 })),
      ),
    actors: [counter, ...others.map(prisoner)],
  });
}

/** Whether the counter knows enough to declare that all have been there. */
const isOver = (s: Prison) => s.count >= 2 * s.switched.length;

export const rightlyFree = invariant<Prison>(
  'who declares it is right',
  (s) => !isOver(s) || !s.switched.includes(0),
);

/** `Liveness` of the specification, in which every prisoner is weakly fair. */
export const freeInTheEnd = eventually<Prison>('they are free in the end', isOver);
