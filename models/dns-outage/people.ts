import { actor } from 'allways';
import { isAnyEmpty, isEmpty, type Outage } from './state.js';
import type { Storyteller } from './story.js';

/**
 * Who is called in the night. They repair by hand the records whose plan is gone, and turn automation
 * off, in either order; what an enactor has under way goes on. The patient repair only once it is off
 * and nothing is under way. People need not come, so what must happen in the end has to happen without
 * them.
 */
export function people(repairs: number, patient: boolean, story: Storyteller) {
  const isStill = (s: Outage): boolean =>
    !s.automation && Object.values(s.enactors).every(({ plan }) => plan === null);
  return actor<Outage>(
    'people',
    {
      repair: {
        when: (s) => s.repaired < repairs && isAnyEmpty(s) && (!patient || isStill(s)),
        then: (s) => {
          s.records = s.records.map((shown, endpoint) =>
            isEmpty(s, endpoint) ? s.plans.length : shown,
          );
          s.repaired++;
          story.repaired(s);
        },
        says: (s) => `repair by hand what is empty: it shows plan ${s.plans.length} now`,
      },
      turnOff: {
        when: (s) => s.automation && (s.repaired > 0 || (repairs > 0 && isAnyEmpty(s))),
        then: (s) => {
          s.automation = false;
          story.turnedOff(s);
        },
        says: 'turn the automation off',
      },
    },
    { fairness: 'none' },
  );
}
