/** Gates that the wind pushes open, but for their safeguards. */
import { actor, defineModel, defineSafeguards, defineSystem, invariant, reachable } from 'allways';

export interface Gate {
  open: number;
}

const gateThatIs = (isShut: () => boolean) =>
  defineModel<Gate>({
    name: 'gate',
    initial: { open: 0 },
    actors: [
      actor<Gate>('wind', {
        push: {
          when: (s) => s.open < 2 && !isShut(),
          then: (s) => {
            s.open++;
          },
        },
      }),
    ],
  });

/** `wall` shuts it, or `bolt` and `bar` do; so many coats of paint never matter. */
export const gate = (coats: number) =>
  defineSystem({
    name: 'gate',
    safeguards: defineSafeguards({
      bolt: 'One bolt.',
      bar: 'Another bolt.',
      wall: 'A wall.',
      ...Object.fromEntries(
        Array.from({ length: coats }, (_, index) => [
          index === 0 ? 'paint' : `paint ${index + 1}`,
          'A coat of paint.',
        ]),
      ),
    }),
    model: (on) => gateThatIs(() => (on.bolt && on.bar) || on.wall),
  });

/** All of so many bolts shut it together. */
export const boltedGate = (bolts: number) =>
  defineSystem({
    name: 'gate',
    safeguards: defineSafeguards(
      Object.fromEntries(
        Array.from({ length: bolts }, (_, index) => [`bolt ${index + 1}`, 'A bolt.']),
      ),
    ),
    model: (on) => gateThatIs(() => Object.keys(on).every((name) => on[name] === true)),
  });

export const shut = invariant<Gate>('it is shut', (s) => s.open === 0);
export const canOpen = reachable<Gate>('it can open', (s) => s.open > 0);
