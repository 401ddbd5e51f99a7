import { clock, defineModel, defineSystem } from 'allways';
import { cleanup } from './cleanup.js';
import { enactor, heart } from './enactor.js';
import { newPlan, planner } from './planner.js';
import { leaseSafeguards } from './safeguards.js';
import { planOf, type Dns, type Plan } from './state.js';

/** DNS whose enactors hold a plan for some time only, as they may crash. */
export const dnsLeases = defineSystem({
  name: 'dns-leases',
  safeguards: leaseSafeguards,
  parameters: {
    /** How many plans there will be; the first is live at the start. */
    plans: { default: 3, min: 1, max: 20 },
    enactors: { default: 2, min: 0, max: 10 },
    /** After how many ticks a lease is up. */
    time: { default: 1, min: 1, max: 10 },
    /** How many crashes there may be; who crashes restarts. */
    crashes: { default: 1, min: 0, max: 10 },
    /** How many enactors may hang for ever, while their hearts beat. */
    hangs: { default: 0, min: 0, max: 10 },
    /** How often a lease may be up though the enactor is well, and only slow. */
    delays: { default: 1, min: 0, max: 10 },
    /** How often that may be with a heartbeat: hearts that are in time need 0. */
    lateBeats: { default: 1, min: 0, max: 10 },
  },
  model: (on, { plans, enactors, time, crashes, hangs, delays, lateBeats }) => {
    const names = Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`);
    /** Whether its holder is well, and has it in hand. */
    const isInGoodHands = (s: Dns, plan: Plan): boolean => {
      const holder = s.enactors[plan.holder ?? ''];
      if (holder === undefined || holder.plan === null || planOf(s, holder.plan) !== plan) {
        return false;
      }
      return holder.state === 'up' || (on.heartbeat && holder.state === 'hung');
    };
    return defineModel<Dns>({
      name: 'dns-leases',
      initial: {
        plans: [{ ...newPlan, status: 'COMPLETED' }],
        record: { plan: 1, isEmpty: false },
        enactors: Object.fromEntries(
          names.map((name) => [
            name,
            { plan: null, hasLooked: false, hasWritten: false, state: 'up' },
          ]),
        ),
        checked: null,
        left: { crashes, hangs, late: on.heartbeat ? lateBeats : delays },
      },
      actors: [
        planner(plans),
        ...names.map((name) => enactor(name, on, time)),
        ...names.map((name) => heart(name, on)),
        cleanup(on, time),
        clock<Dns>({
          bound: time,
          tick: (s, older) => {
            for (const plan of s.plans) {
              if (!on.lease || plan.status !== 'IN_PROGRESS') continue;
              if (plan.holder === null || plan.holder === 'cleanup') continue;
              if (plan.heldFor === time) continue;
              if (plan.heldFor + 1 === time && isInGoodHands(s, plan)) {
                if (s.left.late === 0) continue;
                s.left.late--;
              }
              plan.heldFor = older(plan.heldFor);
            }
          },
        }),
      ],
    });
  },
});
