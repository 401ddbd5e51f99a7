import { eventuallyAlways, invariant, leadsTo, reachable, transition } from 'allways';
import { newestCompleted, planNumbers, planOf, type Dns } from '../models/dns-leases/state.js';

export const neverEmpty = invariant<Dns>(
  'DNS is never empty',
  (s) => !s.record.isEmpty || `DNS shows plan ${s.record.plan}, deleted`,
  { because: 'An empty record takes the whole service away, and no automation brings it back.' },
);

export const noPlanDeletedInHand = invariant<Dns>(
  'no plan in use is deleted',
  (s) => {
    for (const [name, { plan }] of Object.entries(s.enactors)) {
      if (plan !== null && planOf(s, plan).isDeleted) {
        return `${name} has plan ${plan} in hand, deleted`;
      }
    }
    return true;
  },
  { because: 'Whose lease is up may only be slow, and does not know it.' },
);

export const neverGoesBack = transition<Dns>(
  'DNS never goes back to an older plan',
  (before, _, after) =>
    after.record.plan >= before.record.plan ||
    `DNS went from plan ${before.record.plan} back to plan ${after.record.plan}`,
  { because: 'A delayed enactor must not win over a newer plan just because it writes last.' },
);

export const noDeletedPlanWritten = transition<Dns>(
  'no deleted plan is written',
  (before, _, after) =>
    after.record.plan === before.record.plan ||
    !after.record.isEmpty ||
    `plan ${after.record.plan} is written, and its addresses are gone`,
  { because: 'What an enactor has in hand is no more than what it remembers.' },
);

export const canGoLive = reachable<Dns>(
  'the newest plan can go live',
  (s) => s.plans.length > 1 && s.record.plan === s.plans.length && !s.record.isEmpty,
  { because: 'A system in which nothing is ever applied is safe, and useless.' },
);

export const canBeSwept = reachable<Dns>(
  'a stale plan can be deleted',
  (s) => s.plans.some(({ isDeleted }) => isDeleted),
  { because: 'A cleanup that never deletes is safe, and useless.' },
);

// What DNS shows is not stale, however old: to spare it is right.
const isStale = (s: Dns, number: number): boolean =>
  number < newestCompleted(s) && number !== s.record.plan && !planOf(s, number).isDeleted;

export const staleSwept = leadsTo<Dns>(
  'stale plans are swept in the end',
  (s) => planNumbers(s).some((number) => isStale(s, number)),
  (s) => !planNumbers(s).some((number) => isStale(s, number)),
  { because: 'A safeguard that spares a plan for ever is a leak.' },
);

export const newestLive = eventuallyAlways<Dns>(
  'the newest plan goes live in the end',
  (s) =>
    (s.record.plan === s.plans.length && !s.record.isEmpty) ||
    `DNS shows plan ${s.record.plan}, and there is plan ${s.plans.length}`,
  { because: 'The plan that a crash interrupts is to be applied by somebody else.' },
);

/** What must never happen. */
export const leaseSafety = [neverEmpty, noPlanDeletedInHand, neverGoesBack, noDeletedPlanWritten];

/** What must be possible. */
export const leaseProgress = [canGoLive, canBeSwept];

/** What must happen in the end, where whoever can go on goes on. */
export const leaseLiveness = [staleSwept, newestLive];

export const leaseProperties = [...leaseSafety, ...leaseProgress, ...leaseLiveness];

export default leaseProperties;
