import { clock, defineModel, defineSystem } from 'allways';
import { cleanup } from './cleanup.js';
import { enactor } from './enactor.js';
import { newPlan, planner } from './planner.js';
import { dnsSafeguards } from './safeguards.js';
import { isDeleted, type Dns } from './state.js';

/** The DNS management system of the article: a planner, some enactors, a cleanup process, and time. */
export const dns = defineSystem({
  name: 'dns',
  safeguards: dnsSafeguards,
  parameters: {
    /** How many plans there will be; the first is live at the start. */
    plans: { default: 3, min: 1, max: 20 },
    enactors: { default: 3, min: 0, max: 10 },
    /** How many ticks the safety buffer lasts, and a soft delete; ages stop growing there. */
    ticks: { default: 1, min: 1, max: 10 },
    /** Whether enactors fail for reasons of their own, beside the writes that are refused. */
    failures: true,
    /** Whether a plan that failed is picked up again, as long as it is newer than what DNS shows. */
    retries: false,
    /** Whether picking up a plan makes it one for the version that DNS is at by then. */
    rebases: false,
    /** Whether enactors crash. */
    crashes: false,
    /** Whether an enactor that restarts goes on with the plan that it had in hand. */
    recovers: false,
    /** Whether cleanup draws before each sweep if it runs or skips: the choice of `cleanup.draw`. */
    rollout: false,
  },
  model: (on, { plans, enactors, ticks, rollout, ...conduct }) => {
    const names = Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`);
    const live = newPlan(1, 0);
    return defineModel<Dns>({
      name: 'dns',
      initial: {
        plans: [{ ...live, status: 'COMPLETED', idle: ticks }],
        record: { plan: 1, addresses: live.addresses, version: 1 },
        enactors: Object.fromEntries(names.map((name) => [name, { plan: null, down: false }])),
        checked: null,
        ...(rollout ? { runs: false } : {}),
      },
      actors: [
        planner(plans),
        ...names.map((name) => enactor(name, on, conduct)),
        cleanup(on, ticks, rollout),
        clock<Dns>({
          bound: ticks,
          tick: (s, older) => {
            for (const plan of s.plans) {
              if (isDeleted(plan)) continue;
              plan.idle = older(plan.idle);
              if (plan.status === 'COMPLETING') plan.completingFor = older(plan.completingFor);
              if (plan.marked !== null) plan.marked.ago = older(plan.marked.ago);
            }
          },
        }),
      ],
    });
  },
});
