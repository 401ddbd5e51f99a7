import { defineModel, defineSystem } from 'allways';
import { cleanup, enactor, planner } from './automation.js';
import { operator } from './operator.js';
import { emergencySafeguards } from './safeguards.js';
import { newPlan, noRun, type Emergency } from './state.js';

/** Controls for people, beside the automation of a DNS record that is safe without them. */
export const emergencyControls = defineSystem({
  name: 'emergency controls',
  safeguards: emergencySafeguards,
  parameters: {
    /** How many plans there will be; the first is live at the start. */
    plans: { default: 3, min: 1, max: 20 },
    enactors: { default: 1, min: 0, max: 10 },
    /** How often automation is stopped, a plan restored, and a plan deleted by force, at most. */
    stops: { default: 1, min: 0, max: 10 },
    restores: { default: 1, min: 0, max: 10 },
    forces: { default: 1, min: 0, max: 10 },
    /** Whether an enactor or cleanup may die in the middle of a run, for good. */
    crashes: false,
  },
  model: (on, { plans, enactors, stops, restores, forces, crashes }) => {
    const names = Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`);
    return defineModel<Emergency>({
      name: 'emergency controls',
      initial: {
        plans: [{ ...newPlan(), status: 'applied' }],
        record: { plan: 1, byHand: false },
        enactors: Object.fromEntries(names.map((name) => [name, noRun()])),
        cleanup: noRun(),
        automation: 'on',
        epoch: 0,
        operator: {
          doing: null,
          left: { stop: stops, restore: restores, force: forces },
        },
      },
      actors: [
        planner(plans),
        ...names.map((name) => enactor(name, on, crashes)),
        cleanup(on, crashes),
        operator(on),
      ],
    });
  },
});
