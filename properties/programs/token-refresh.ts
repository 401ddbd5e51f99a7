import { invariant, whenDone } from 'allways';
import type { Session } from '../../models/programs/token-refresh.js';

export const properties = [
  invariant<Session>('the user stays logged in', ({ isRevoked }) => !isRevoked),
  whenDone<Session>('both requests succeed', ({ statuses: { news, mail } }) => {
    return (news === 200 && mail === 200) || `news: ${news ?? 0}, mail: ${mail ?? 0}`;
  }),
];
