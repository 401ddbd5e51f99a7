import { eventuallyAlways, invariant, leadsTo, reachable, strong, transition } from 'allways';
import { isDeleted, newestCompleted, planNumbers, planOf, type Dns } from '../models/dns/state.js';

export const dnsNeverEmpty = invariant<Dns>(
  'DNS is never empty',
  (s) => s.record.addresses.length > 0 || `DNS shows plan ${s.record.plan}, without an address`,
  { because: 'An empty record takes the whole service away, and no automation brings it back.' },
);

export const noPlanInUseDeleted = invariant<Dns>(
  'no plan in use is deleted',
  (s) => {
    for (const [name, { plan }] of Object.entries(s.enactors)) {
      if (plan !== null && isDeleted(planOf(s, plan))) return `${name} holds plan ${plan}, deleted`;
    }
    return true;
  },
  { because: 'Old by generation time is not the same as no longer used.' },
);

export const dnsNeverGoesBack = transition<Dns>(
  'DNS never goes back to an older plan',
  (before, _, after) =>
    after.record.plan >= before.record.plan ||
    `DNS went from plan ${before.record.plan} back to plan ${after.record.plan}`,
  { because: 'A delayed enactor must not win over a newer plan just because it writes last.' },
);

export const livePlanExists = invariant<Dns>(
  "the live plan's addresses exist",
  (s) => !isDeleted(planOf(s, s.record.plan)) || `plan ${s.record.plan} is live, and deleted`,
  { because: 'Once what DNS points at is deleted, there is no good state to start again from.' },
);

// The article's consistency check, one property for each of its three questions.

export const nothingStuck = invariant<Dns>(
  'no plan is stuck',
  (s) => {
    // A tick is longer than any write should take.
    const stuck = planNumbers(s).find((number) => planOf(s, number).completingFor > 0);
    return stuck === undefined || `plan ${stuck} has been COMPLETING for a while`;
  },
  { because: 'A plan that stays COMPLETING tells of an enactor that is stuck.' },
);

export const recordMatchesCompleted = invariant<Dns>(
  'DNS shows the newest completed plan',
  (s) => {
    const newest = newestCompleted(s);
    return (
      s.record.plan === newest || `DNS shows plan ${s.record.plan}, and ${newest} is completed`
    );
  },
  { because: 'DNS and the plans must tell the same story.' },
);

export const nothingMarkedInUse = invariant<Dns>(
  'no plan marked for deletion is referenced',
  (s) => {
    const both = planNumbers(s).find((number) => {
      const { marked, references } = planOf(s, number);
      return marked !== null && references > 0;
    });
    return both === undefined || `plan ${both} is marked for deletion, and an enactor holds it`;
  },
  { because: 'What is about to be deleted must not be in use.' },
);

export const newestGoesLive = reachable<Dns>(
  'the newest plan can go live',
  (s) => s.plans.length > 1 && s.record.plan === s.plans.length && s.record.addresses.length > 0,
  { because: 'A system in which nothing is ever applied is safe, and useless.' },
);

export const stalePlanSwept = reachable<Dns>(
  'a stale plan can be deleted',
  (s) => s.plans.some(isDeleted),
  { because: 'A cleanup that never deletes is safe, and useless.' },
);

const newestIsLive = (s: Dns) => s.record.plan === s.plans.length && s.record.addresses.length > 0;

export const newestGoesLiveInTheEnd = eventuallyAlways<Dns>(
  'the newest plan is live in the end',
  newestIsLive,
  { because: 'To be up to date now and then is not enough, once the last plan was made.' },
);

export const stalePlanSweptInTheEnd = leadsTo<Dns>(
  'the first plan is swept in the end',
  (s) => newestCompleted(s) > 1,
  (s) => isDeleted(planOf(s, 1)),
  { because: 'What is never swept piles up.' },
);

export const emptyRecordHeals = leadsTo<Dns>(
  'an empty record heals',
  (s) => s.record.addresses.length === 0,
  (s) => s.record.addresses.length > 0,
  { because: 'Where no automation brings the addresses back, people must.' },
);

export const backAfterCrash = leadsTo<Dns>(
  'after a crash the newest plan goes live',
  (s) => Object.values(s.enactors).some(({ down }) => down),
  newestIsLive,
  { because: 'To restart is of use only to whom the work waits for.' },
);

/** What the system must never do. */
export const dnsSafety = [dnsNeverEmpty, noPlanInUseDeleted, dnsNeverGoesBack, livePlanExists];

/** What the article's consistency check looks for. */
export const dnsConsistency = [nothingStuck, recordMatchesCompleted, nothingMarkedInUse];

/** What the system must be able to do. */
export const dnsProgress = [newestGoesLive, stalePlanSwept];

export const dnsProperties = [...dnsSafety, ...dnsConsistency, ...dnsProgress];

/** What must happen in the end, where whoever can go on goes on: see the option `fairness`. */
export const dnsLiveness = [newestGoesLiveInTheEnd, stalePlanSweptInTheEnd, emptyRecordHeals];

/** That an enactor which tries again and again does not fail each time. */
export const notAlwaysFailing = (enactors: number) =>
  Array.from({ length: enactors }, (_, index) => [
    strong(`enactor ${index + 1}.begin`),
    strong(`enactor ${index + 1}.write`),
  ]).flat();
