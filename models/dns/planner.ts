import { actor } from 'allways';
import type { Dns, Plan } from './state.js';

/** A new plan; each has addresses of its own. */
export const newPlan = (number: number, baseVersion: number): Plan => ({
  status: 'CREATED',
  addresses: [`10.0.${number}.1`],
  baseVersion,
  references: 0,
  idle: 0,
  completingFor: 0,
  marked: null,
});

/** Generates one plan after the other, up to `most` in all, and waits for nobody. */
export const planner = (most: number) =>
  actor<Dns>('planner', {
    generate: {
      when: (s) => s.plans.length < most,
      then: (s) => {
        s.plans.push(newPlan(s.plans.length + 1, s.record.version));
      },
      says: (s) => `generates plan ${s.plans.length + 1}`,
    },
  });
