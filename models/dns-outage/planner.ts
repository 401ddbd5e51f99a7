import { actor } from 'allways';
import type { Outage } from './state.js';

/** Makes one plan after the other for all endpoints, up to `most` in all, and waits for nobody. */
export const planner = (most: number) =>
  actor<Outage>('planner', {
    generate: {
      when: (s) => s.automation && s.plans.length < most,
      then: (s) => {
        s.plans.push({ deleted: false });
      },
      says: (s) => `makes plan ${s.plans.length + 1}`,
    },
  });
