import {
  eventuallyAlways,
  invariant,
  leadsTo,
  reachable,
  strong,
  transition,
  weak,
  type FairnessAssumption,
} from 'allways';
import { dns } from '../models/dns/model.js';
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

const showsNewest = (s: Dns): boolean =>
  s.record.plan === s.plans.length && s.record.addresses.length > 0;

export const newestGoesLiveInTheEnd = eventuallyAlways<Dns>(
  'the newest plan goes live in the end',
  (s) => showsNewest(s) || `DNS shows plan ${s.record.plan}, and there is plan ${s.plans.length}`,
  { because: 'When the planner has no more to say, its last word must be what the world sees.' },
);

// What DNS shows is not stale, however old: to spare it is right.
const isStale = (s: Dns, number: number): boolean =>
  number < newestCompleted(s) && number !== s.record.plan && !isDeleted(planOf(s, number));

export const stalePlanSweptInTheEnd = leadsTo<Dns>(
  'stale plans are swept in the end',
  (s) => planNumbers(s).some((number) => isStale(s, number)),
  (s) => !planNumbers(s).some((number) => isStale(s, number)),
  { because: 'A safeguard that spares a plan for ever is a leak.' },
);

export const backAfterCrash = leadsTo<Dns>(
  'after a crash the newest plan goes live',
  (s) => Object.values(s.enactors).some(({ down }) => down),
  showsNewest,
  { because: 'Three enactors are there so that one may crash.' },
);

export const emptyRecordHeals = leadsTo<Dns>(
  'an empty record heals',
  (s) => s.record.addresses.length === 0,
  (s) => s.record.addresses.length > 0,
  { because: 'Where it does not, the outage lasts until people end it.' },
);

/** Of three plans at most; a fourth that comes after the catastrophe fills the record again. */
export const emptyRecordStaysEmpty = transition<Dns>(
  'an empty record stays empty',
  (before, _, after) =>
    before.record.addresses.length > 0 ||
    after.record.addresses.length === 0 ||
    `plan ${after.record.plan} fills it`,
  { because: 'Enactors write newer plans only: they would have to know that it is empty.' },
);

/** What the system must never do. */
export const dnsSafety = [dnsNeverEmpty, noPlanInUseDeleted, dnsNeverGoesBack, livePlanExists];

/** What the article's consistency check looks for. */
export const dnsConsistency = [nothingStuck, recordMatchesCompleted, nothingMarkedInUse];

/** What the system must be able to do. */
export const dnsProgress = [newestGoesLive, stalePlanSwept];

export const dnsProperties = [...dnsSafety, ...dnsConsistency, ...dnsProgress];

/**
 * What must happen in the end. `weak` fairness is enough to ask for it, as failing and crashing are
 * never fair, unless enactors try again without end: see `dnsFairness`.
 */
export const dnsLiveness = [
  newestGoesLiveInTheEnd,
  stalePlanSweptInTheEnd,
  backAfterCrash,
  emptyRecordHeals,
];

/**
 * For `retries` that may fail, and for crashes that lose nothing. With weak fairness, who fails and
 * tries again for ever, or crashes and restarts for ever, goes on; here each thing that an enactor can
 * do again and again is done in the end.
 */
export const dnsFairness = (
  enactors: number = dns.parameters.enactors,
): readonly FairnessAssumption[] => [
  ...['planner', 'cleanup', 'clock'].map((name) => weak(name)),
  ...Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`).flatMap((name) => [
    weak(name),
    ...['begin', 'write', 'complete'].map((step) => strong(`${name}.${step}`)),
  ]),
];

/**
 * What `compare` and `audit` weigh: what the article says must never happen. The article's consistency
 * check alarms in every variant, so with it no set of safeguards would be enough.
 */
export const weighed = dnsSafety;

export default dnsProperties;
