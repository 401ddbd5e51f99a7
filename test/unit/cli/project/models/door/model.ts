import { actor, defineModel, eventually, invariant } from 'allways';

export interface Door {
  open: boolean;
}

export const door = defineModel<Door>({
  name: 'a door',
  initial: { open: false },
  actors: [
    actor<Door>('somebody', {
      open: {
        when: (s) => !s.open,
        then: (s) => {
          s.open = true;
        },
      },
    }),
  ],
});

export const isDoor = invariant<Door>('it is open or shut', (s) => typeof s.open === 'boolean');
export const opens = eventually<Door>('it opens in the end', (s) => s.open);
