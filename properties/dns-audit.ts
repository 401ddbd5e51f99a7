/** What answers the checklist for the DNS system, and the properties that only this needs. */
import { readFileSync } from 'node:fs';
import {
  invariant,
  parseRecording,
  reachable,
  transition,
  whenever,
  type EvidenceFor,
} from 'allways';
import { dns } from '../models/dns/model.js';
import type { DnsSafeguard } from '../models/dns/safeguards.js';
import { isDeleted, planNumbers, planOf, type Dns } from '../models/dns/state.js';
import {
  dnsConsistency,
  dnsNeverEmpty,
  dnsNeverGoesBack,
  livePlanExists,
  noPlanInUseDeleted,
} from './dns.js';

/** The enactors that hold a plan. */
const holdersOf = (s: Dns, number: number): string[] =>
  Object.entries(s.enactors).flatMap(([name, { plan }]) => (plan === number ? [name] : []));

export const underWayIsHeld = invariant<Dns>(
  'a plan is under way exactly while an enactor holds it',
  (s) => {
    for (const number of planNumbers(s)) {
      const { status } = planOf(s, number);
      const isUnderWay = ['PICKED_UP', 'IN_PROGRESS', 'COMPLETING'].includes(status);
      const [holder] = holdersOf(s, number);
      if (isUnderWay && holder === undefined) return `plan ${number} is ${status}, held by nobody`;
      if (!isUnderWay && holder !== undefined) return `${holder} holds plan ${number}: ${status}`;
    }
    return true;
  },
  { because: 'Cleanup can only spare what it can see to be in use.' },
);

export const referencesAreRight = invariant<Dns>(
  'the reference count tells how many enactors hold a plan',
  (s) => {
    const wrong = planNumbers(s).find(
      (number) => planOf(s, number).references !== holdersOf(s, number).length,
    );
    return wrong === undefined || `plan ${wrong} is referenced, and held by nobody`;
  },
  { because: 'A reference that is never given back keeps a plan for ever.' },
);

export const overlapIsRefused = transition<Dns>(
  'who writes is refused if another wrote since the plan was made',
  (before, { actor, step }, after) => {
    const number = before.enactors[actor]?.plan;
    if (step !== 'write' || typeof number !== 'number') return true;
    const { baseVersion } = planOf(before, number);
    const isRefused = after.record.version === before.record.version;
    return (
      isRefused ||
      baseVersion === before.record.version ||
      `${actor} writes plan ${number}, made for version ${baseVersion}, over version ${before.record.version}`
    );
  },
  { because: 'A write that nobody compares with the others loses what these did.' },
);

export const olderWriteComesLate = reachable<Dns>(
  'an older plan is written after a newer one',
  (s) =>
    Object.values(s.enactors).some(
      ({ plan }) =>
        plan !== null && plan < s.record.plan && planOf(s, plan).status === 'IN_PROGRESS',
    ),
  { because: 'The outage began with an enactor that was slow.' },
);

const isBad = (s: Dns): boolean =>
  [dnsNeverEmpty, noPlanInUseDeleted, livePlanExists].some(({ holds }) => holds(s) !== true);

const isReported = (s: Dns): boolean => dnsConsistency.some(({ holds }) => holds(s) !== true);

/** Says nothing of variants in which there is no bad state, so it is no part of the audit. */
export const badIsReported = whenever<Dns>(
  'the consistency check finds an empty record',
  (s) => s.record.addresses.length === 0,
  isReported,
  { because: 'An outage that nobody notices lasts longer.' },
);

export const reportsAreRight = invariant<Dns>(
  'the consistency check speaks exactly where something is bad',
  (s) =>
    isBad(s) === isReported(s) ||
    (isBad(s) ? 'something is bad, and it is silent' : 'it speaks, and nothing is bad'),
  { because: 'Whoever is alarmed for nothing stops listening.' },
);

export const slowIsReported = whenever<Dns>(
  'an enactor that holds a plan for long is taken for stuck',
  (s) => Object.values(s.enactors).some(({ plan }) => plan !== null && planOf(s, plan).idle > 0),
  (s) => {
    for (const [name, { plan }] of Object.entries(s.enactors)) {
      if (plan === null) continue;
      const { idle, completingFor, status } = planOf(s, plan);
      if (idle > 0 && completingFor === 0) return `${name} is slow with plan ${plan}: ${status}`;
    }
    return true;
  },
  { because: 'The slow enactor of the outage had not written yet: it was not COMPLETING.' },
);

export const recordNamesItsPlan = invariant<Dns>(
  'DNS names the plan whose addresses it shows',
  (s) => {
    const { plan, addresses } = s.record;
    const own = planOf(s, plan);
    return isDeleted(own) || addresses.join() === own.addresses.join() || `plan ${plan} has others`;
  },
  { because: 'What went wrong begins with the question where this came from.' },
);

/** The outage, step by step, as the article tells it. */
const outage = new URL(
  '../test/counterexamples/dns/dns-is-never-empty.as-the-article-tells-it.json',
  import.meta.url,
);

/**
 * What answers the checklist for the DNS system.
 *
 * @param enactors - How many there are.
 */
export function dnsEvidence(
  enactors: number = dns.parameters.enactors,
): EvidenceFor<Dns, DnsSafeguard> {
  const names = Array.from({ length: enactors }, (_, index) => `enactor ${index + 1}`);
  return {
    sparesInUse: [noPlanInUseDeleted, livePlanExists, dnsNeverEmpty],
    looksBeyondAge: { safeguards: ['stateCheck', 'safetyBuffer', 'referenceCount'] },
    waitsFirst: { safeguards: ['safetyBuffer'] },
    marksFirst: { safeguards: ['softDelete'] },
    canBeStopped: { notModelled: 'people are no part of it; see models/emergency-controls' },
    inFlight: underWayIsHeld,
    usersKnown: referencesAreRight,
    changesTraced: { notModelled: 'it keeps no log' },
    timelineKept: { recording: parseRecording(readFileSync(outage, 'utf8'), 'the outage') },
    versioned: { safeguards: ['fencing', 'checkAgain'] },
    staleRefused: dnsNeverGoesBack,
    overlapSeen: overlapIsRefused,
    checkedAtOnce: { safeguards: ['oneStepSweep'] },
    ordersTried: olderWriteComesLate,
    peopleTried: { notModelled: 'people are no part of it; see models/emergency-controls' },
    faultsTried: { steps: names.flatMap((name) => [`${name}.fail`, `${name}.crash`]) },
    badStateSeen: reportsAreRight,
    badChangeSeen: { notModelled: 'nothing in it raises alarms' },
    followedThrough: recordNamesItsPlan,
    slownessSeen: slowIsReported,
  };
}

export default dnsEvidence();
