import { actor, step, type Switches } from 'allways';
import type { LeaseSafeguard } from './safeguards.js';
import { newestCompleted, planNumbers, planOf, type Dns } from './state.js';

/** Deletes plans that are older than the newest completed one, past the checks that are on. */
export function cleanup(on: Switches<LeaseSafeguard>, time: number) {
  const isHeld = (s: Dns, number: number): boolean => {
    const { holder, heldFor } = planOf(s, number);
    return holder !== null && !(on.lease && heldFor >= time);
  };
  const mayDelete = (s: Dns, number: number): boolean => {
    if (planOf(s, number).isDeleted || number >= newestCompleted(s)) return false;
    return !(on.holdCheck && isHeld(s, number));
  };
  return actor<Dns>('cleanup', {
    check: step({
      choose: planNumbers,
      when: (s: Dns, number) => s.checked === null && mayDelete(s, number),
      then: (s, number) => {
        s.checked = number;
        if (!on.claim) return;
        planOf(s, number).holder = 'cleanup';
        planOf(s, number).heldFor = 0;
      },
      says: (s, number) => {
        const { holder } = planOf(s, number);
        const of = holder === null ? '' : `, which ${holder} holds,`;
        const why = on.lease && holder !== null && !isHeld(s, number) ? ' and the lease is up' : '';
        return `finds that plan ${number}${of} can go: plan ${newestCompleted(s)} is newer${why}`;
      },
    }),
    delete: {
      when: (s) => s.checked !== null,
      then: (s) => {
        const number = s.checked ?? 0;
        const plan = planOf(s, number);
        plan.isDeleted = true;
        plan.holder = null;
        plan.heldFor = 0;
        if (s.record.plan === number) s.record.isEmpty = true;
        s.checked = null;
      },
      says: (s) => {
        const empties = s.record.plan === s.checked ? ', which DNS shows: DNS is empty' : '';
        return `deletes plan ${s.checked ?? 0}${empties}`;
      },
    },
  });
}
