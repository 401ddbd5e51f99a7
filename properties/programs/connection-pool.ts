import { invariant, whenDone } from 'allways';
import type { Seen } from '../../models/programs/connection-pool.js';

export const properties = [
  invariant<Seen>('nobody sees the data of another user', (seen) => {
    const wrong = Object.keys(seen).find(
      (user) => seen[user] !== `data of ${user}` && seen[user] !== 'too late',
    );
    return wrong === undefined || `${wrong} sees ${seen[wrong] ?? ''}`;
  }),
  whenDone<Seen>(
    'both users are answered',
    ({ ann, bob }) => ann !== undefined && bob !== undefined,
  ),
];
