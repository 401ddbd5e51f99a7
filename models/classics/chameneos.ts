import { actor, defineModel, invariant } from 'allways';

const colours = ['blue', 'red', 'yellow'] as const;

type Colour = (typeof colours)[number] | 'faded';

export interface Chameneos {
  creatures: { colour: Colour; met: number }[];
  /** The creature that waits at the meeting place. */
  waiting: number | null;
  meetings: number;
}

/** Two that meet take on the third colour, or keep the one that they share. */
const mixed = (one: Colour, other: Colour): Colour =>
  one === other ? one : (colours.find((colour) => colour !== one && colour !== other) ?? one);

function creatureOf(s: Chameneos, number: number) {
  const found = s.creatures[number];
  if (found === undefined) throw new RangeError(`There is no creature ${number}.`);
  return found;
}

const creature = (me: number, most: number) => {
  const isAwake = (s: Chameneos) => creatureOf(s, me).colour !== 'faded';
  return actor<Chameneos>(`creature ${me}`, {
    wait: {
      when: (s) => isAwake(s) && s.waiting === null && s.meetings < most,
      then: (s) => {
        s.waiting = me;
      },
    },
    meet: {
      when: (s) => isAwake(s) && s.waiting !== null && s.waiting !== me,
      then: (s) => {
        const [guest, host] = [creatureOf(s, me), creatureOf(s, s.waiting ?? me)];
        const colour = mixed(guest.colour, host.colour);
        for (const one of [guest, host]) {
          one.colour = colour;
          one.met++;
        }
        s.waiting = null;
        s.meetings++;
      },
    },
    fade: {
      when: (s) => isAwake(s) && s.waiting === null && s.meetings === most,
      then: (s) => {
        creatureOf(s, me).colour = 'faded';
      },
    },
  });
};

/** All ways to colour so many creatures. */
const colourings = (creatures: number): Colour[][] =>
  creatures === 0
    ? [[]]
    : colourings(creatures - 1).flatMap((rest) => colours.map((colour) => [...rest, colour]));

/**
 * The chameneos game: creatures wait at a meeting place, in which two of them mix their colours;
 * after so many meetings, all fade. It was made up to compare how languages let processes meet, two
 * by two and on equal terms.
 *
 * Any colouring may be the first: 81 initial states with four creatures.
 *
 * After tlaplus/Examples, specifications/Chameneos; the game is by C. Kaiser and J.-F.
 * Pradat-Peyre, 2003.
 *
 * @param creatures - How many creatures there are.
 * @param meetings - After how many meetings they fade.
 */
export function chameneos(creatures = 4, meetings = 4) {
  return defineModel<Chameneos>({
    name: `chameneos, ${creatures} creatures, ${meetings} meetings`,
    initial: () =>
      colourings(creatures).map((colouring) => ({
        creatures: colouring.map((colour) => ({ colour, met: 0 })),
        waiting: null,
        meetings: 0,
      })),
    actors: Array.from({ length: creatures }, (_, me) => creature(me, meetings)),
  });
}

export const twoMeetAtATime = invariant<Chameneos>(
  'each meeting is one of two',
  (s) => s.creatures.reduce((sum, { met }) => sum + met, 0) === 2 * s.meetings,
);
