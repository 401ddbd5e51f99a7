import { invariant, reachable } from 'allways';
import type { Till } from '../models/till.js';

export const noCoinIsLost = invariant<Till>(
  'no coin is lost',
  (s) => s.done.length < Object.keys(s.read).length || s.sum === s.done.length,
);

export const allAreDone = reachable<Till>(
  'all can be done',
  (s) => s.done.length === Object.keys(s.read).length,
);

export const notListed = 'A module may export what it likes.';
