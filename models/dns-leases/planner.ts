import { actor } from 'allways';
import type { Dns, Plan } from './state.js';

export const newPlan: Plan = { status: 'CREATED', holder: null, heldFor: 0, isDeleted: false };

/** Generates one plan after the other, up to `most` in all, and waits for nobody. */
export const planner = (most: number) =>
  actor<Dns>('planner', {
    generate: {
      when: (s) => s.plans.length < most,
      then: (s) => {
        s.plans.push({ ...newPlan });
      },
      says: (s) => `generates plan ${s.plans.length + 1}`,
    },
  });
