import { actor, type Switches } from 'allways';
import type { BankSafeguard } from './safeguards.js';
import { tellerOf, type Bank } from './state.js';

/** Whether whoever has the lock knows nothing of it any more. */
const isOrphan = (s: Bank): boolean =>
  s.lock !== null && ['starts', 'finished', 'down', 'gone'].includes(tellerOf(s, s.lock).phase);

/** Frees a lock that was held for long. That its holder has crashed it can only guess. */
export const lease = (on: Switches<BankSafeguard>) =>
  actor<Bank>('lease', {
    end: {
      when: (s) => on.lease && isOrphan(s),
      then: (s) => {
        s.lock = null;
      },
      says: (s) => `ends: ${s.lock ?? 'nobody'}, which crashed, has the lock no more`,
    },
    endEarly: {
      when: (s) => on.lease && s.lock !== null && !isOrphan(s) && s.left.delays > 0,
      then: (s) => {
        s.lock = null;
        s.left.delays--;
      },
      says: (s) => `ends: ${s.lock ?? 'nobody'}, which is slow, has the lock no more`,
      fairness: 'none',
    },
  });
