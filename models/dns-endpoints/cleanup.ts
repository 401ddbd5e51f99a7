import { actor, step, type Switches } from 'allways';
import type { EndpointSafeguard } from './safeguards.js';
import { newestCompleted, planNumbers, planOf, type Dns } from './state.js';

/** Deletes plans that are older than the newest completed one, past the checks that are on. */
export function cleanup(on: Switches<EndpointSafeguard>) {
  const mayDelete = (s: Dns, number: number): boolean => {
    const { status, references, isDeleted } = planOf(s, number);
    if (isDeleted || number >= newestCompleted(s)) return false;
    if (on.stateCheck && status === 'IN_PROGRESS') return false;
    return !(on.referenceCount && references > 0);
  };
  return actor<Dns>('cleanup', {
    check: step({
      choose: planNumbers,
      when: (s: Dns, number) => s.checked === null && mayDelete(s, number),
      then: (s, number) => {
        s.checked = number;
      },
      says: (s, number) =>
        `finds that plan ${number} can go: plan ${newestCompleted(s)} is complete and newer`,
    }),
    delete: {
      when: (s) => s.checked !== null,
      then: (s) => {
        planOf(s, s.checked ?? 0).isDeleted = true;
        for (const endpoint of s.endpoints) {
          if (endpoint.plan === s.checked) endpoint.isEmpty = true;
        }
        s.checked = null;
      },
      says: (s) => {
        const number = s.checked ?? 0;
        const empty = s.endpoints.flatMap(({ plan }, index) =>
          plan === number ? [index + 1] : [],
        );
        const emptied = empty.length === 0 ? '' : `: endpoint ${empty.join(' and ')} is empty`;
        return `deletes plan ${number}${emptied}`;
      },
    },
  });
}
