import { actor, defineModel, eventually, invariant } from 'allways';

export interface Cell {
  light: boolean;
  /** How many prisoners the counter knows of, itself among them. */
  count: number;
  announced: boolean;
  /** How often each prisoner but the counter has switched the light on. */
  signalled: number[];
  /** Who has been in the cell, as the warden knows it. */
  visited: Set<string>;
}

/**
 * The prisoners of prisoners.ts in a cell with one switch, for a lamp, which they may leave as it
 * is. The plan is the same: one counts, and switches the light off; the others switch it on, each
 * once, or twice where nobody knows whether it was on at the start.
 *
 * Most visits change nothing, and such a visit is no step: that all are led in again and again does
 * not mean that something happens.
 *
 * After tlaplus/Examples, specifications/Prisoners_Single_Switch/Prisoner.
 *
 * @param prisoners - How many prisoners there are, with the counter.
 * @param isKnown - Whether all know that the light is off at the start.
 */
export function oneSwitch(prisoners = 3, isKnown = true) {
  const others = Array.from({ length: prisoners - 1 }, (_, index) => index);
  const limit = isKnown ? 1 : 2;
  const enough = isKnown ? prisoners : 2 * prisoners - 1;

  const counter = actor<Cell>('counter', {
    visit: {
      then: (s) => {
        if (s.light) s.count++;
        s.light = false;
        s.announced = s.count >= enough;
        s.visited.add('counter');
      },
    },
  });
  const prisoner = (me: number) =>
    actor<Cell>(`prisoner ${me + 1}`, {
      visit: {
        then: (s) => {
          const times = s.signalled[me] ?? 0;
          if (!s.light && times < limit) {
            s.light = true;
            s.signalled[me] = times + 1;
          }
          s.visited.add(`prisoner ${me + 1}`);
        },
      },
    });

  return defineModel<Cell>({
    name: `one switch, ${prisoners} prisoners`,
    initial: () =>
      (isKnown ? [false] : [false, true]).map((light) => ({
        light,
        count: 1,
        announced: false,
        signalled: others.map(() => 0),
        visited: new Set(),
      })),
    actors: [counter, ...others.map(prisoner)],
  });
}

/** `VictoryOK` of the specification. */
export const rightlyAnnounced = invariant<Cell>(
  'who announces it is right',
  (s) => !s.announced || s.visited.size === s.signalled.length + 1,
);

/** `Terminating` of the specification, in which every prisoner is weakly fair. */
export const announcedInTheEnd = eventually<Cell>('it is announced in the end', (s) => s.announced);
