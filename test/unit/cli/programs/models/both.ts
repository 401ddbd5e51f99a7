/** A model and a program of the same door. */
import { actor, defineModel, defineProgram } from 'allways';

interface Door {
  open: boolean;
}

export const asModel = defineModel<Door>({
  name: 'door',
  initial: { open: false },
  actors: [
    actor<Door>(
      'porter',
      {
        open: {
          when: (s) => !s.open,
          then: (s) => {
            s.open = true;
          },
        },
      },
      { fairness: 'weak' },
    ),
  ],
});

class CodeDoor {
  isOpen = false;

  open(): Promise<void> {
    this.isOpen = true;
    return Promise.resolve();
  }
}

export const asProgram = defineProgram({
  name: 'door of code',
  start: (io) => ({ door: io.service('door', new CodeDoor()) }),
  tasks: { porter: ({ door }) => door.open() },
  state: ({ door }): Door => ({ open: door.isOpen }),
});
