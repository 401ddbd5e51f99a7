import { eventually, reachable, whenDone } from 'allways';

interface Door {
  open: boolean;
}

/** For both. */
export const canOpen = reachable<Door>('it can open', (s) => s.open);

/** For the model alone. */
export const opens = eventually<Door>('it opens in the end', (s) => s.open);

/** For the program alone. */
export const isOpen = whenDone<Door>('it is open when the porter is done', (s) => s.open);
