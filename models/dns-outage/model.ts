import { actor, defineModel, defineSystem } from 'allways';
import { enactor } from './enactor.js';
import { people } from './people.js';
import { planner } from './planner.js';
import { outageSafeguards } from './safeguards.js';
import { idle, type Outage } from './state.js';
import { storyteller } from './story.js';

/** With a lease, a lock ends by itself after some time: it cannot tell the slow from the dead. */
const lease = actor<Outage>('lease', {
  end: {
    when: (s) => s.lock !== null,
    then: (s) => {
      s.lock = null;
    },
    says: (s) => `of ${s.lock ?? 'nobody'} ends, after a long time`,
  },
});

/**
 * The automation that emptied the record of the DynamoDB endpoint of us-east-1 on 19 October 2025, as
 * its operator described it: a planner, and redundant enactors, each of which cleans up after itself.
 */
export const dnsOutage = defineSystem({
  name: 'dns outage',
  safeguards: outageSafeguards,
  parameters: {
    /** How many plans there will be; the first is shown everywhere at the start. */
    plans: { default: 4, min: 1, max: 20 },
    enactors: { default: 2, min: 0, max: 10 },
    /** How many endpoints a plan is for; the last is the regional one. */
    endpoints: { default: 2, min: 1, max: 10 },
    /** By how many generations a plan is older than the one just applied, to be cleaned up. */
    generations: { default: 2, min: 1, max: 20 },
    /** How often people may repair. */
    repairs: { default: 1, min: 0, max: 10 },
    /** Whether they first turn automation off, and wait until nothing is under way. */
    patient: false,
    /** Whether an enactor writes a plan that was deleted meanwhile; else it fails to. */
    writesDeleted: true,
    /** How many enactors may die in the middle, for good. */
    crashes: { default: 0, min: 0, max: 10 },
    /** Whether the lock of `oneAtATime` ends by itself after some time. */
    lease: false,
    /** Whether the state tells how much of the real outage has happened. */
    tells: false,
  },
  model: (
    on,
    { plans, enactors, endpoints, repairs, patient, tells, lease: hasLease, ...conduct },
  ) => {
    const names = Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`);
    const story = storyteller(tells);
    return defineModel<Outage>({
      name: 'dns outage',
      initial: {
        plans: [{ deleted: false }],
        records: Array.from({ length: endpoints }, () => 1),
        enactors: Object.fromEntries(names.map((name) => [name, idle()])),
        lock: null,
        automation: true,
        repaired: 0,
        crashesLeft: conduct.crashes,
        story: { chapter: 0, applied: 0 },
      },
      actors: [
        planner(plans),
        ...names.map((name) => enactor(name, on, conduct, story)),
        people(repairs, patient, story),
        ...(hasLease ? [lease] : []),
      ],
    });
  },
});
