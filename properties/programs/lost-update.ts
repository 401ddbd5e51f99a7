import { whenDone } from 'allways';
import type { Balances } from '../../models/programs/lost-update.js';

export const properties = [
  whenDone<Balances>(
    'no money is made or lost',
    ({ alice = 0, bob = 0 }) => alice + bob === 100 || `100 has become ${alice + bob}`,
  ),
  whenDone<Balances>('both transfers count', ({ alice }) => alice === 0),
];
