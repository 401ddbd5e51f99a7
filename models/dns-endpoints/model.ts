import { defineModel, defineSystem } from 'allways';
import { cleanup } from './cleanup.js';
import { enactor } from './enactor.js';
import { newPlan, planner } from './planner.js';
import { endpointSafeguards } from './safeguards.js';
import type { Dns } from './state.js';

/** DNS with several endpoints for each plan, which are written one at a time. */
export const dnsEndpoints = defineSystem({
  name: 'dns-endpoints',
  safeguards: endpointSafeguards,
  parameters: {
    /** How many plans there will be; the first is live at the start. */
    plans: { default: 3, min: 1, max: 20 },
    endpoints: { default: 2, min: 1, max: 10 },
    enactors: { default: 2, min: 0, max: 10 },
    /** Whether all enactors write the endpoints in the same order; else every other one backwards. */
    sameOrder: true,
    /** How many writes may fail, and be done nevertheless or not. */
    failures: { default: 1, min: 0, max: 10 },
    /** How many crashes there may be; who crashes restarts. */
    crashes: { default: 1, min: 0, max: 10 },
  },
  model: (on, { plans, endpoints, enactors, sameOrder, failures, crashes }) => {
    const names = Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`);
    const forwards = Array.from({ length: endpoints }, (_, index) => index);
    const orderOf = (index: number) =>
      sameOrder || index % 2 === 0 ? forwards : forwards.toReversed();
    const moved = forwards.map(() => false);
    return defineModel<Dns>({
      name: 'dns-endpoints',
      initial: {
        plans: [{ ...newPlan, status: 'COMPLETED' }],
        endpoints: forwards.map(() => ({ plan: 1, isEmpty: false })),
        enactors: Object.fromEntries(
          names.map((name) => [name, { plan: null, written: 0, moved, isDown: false }]),
        ),
        lock: null,
        checked: null,
        left: { failures, crashes },
      },
      actors: [
        planner(plans),
        ...names.map((name, index) => enactor(name, on, orderOf(index))),
        cleanup(on),
      ],
    });
  },
});
