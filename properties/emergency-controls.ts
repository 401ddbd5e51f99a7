import { eventuallyAlways, invariant, leadsTo, reachable, transition } from 'allways';
import { planNumbers, planOf, type Emergency } from '../models/emergency-controls/state.js';

export const dnsIsThere = invariant<Emergency>(
  'DNS is never empty',
  (s) => !planOf(s, s.record.plan).deleted || `DNS shows plan ${s.record.plan}, which is deleted`,
  { because: 'A control that is there to end an outage must not be one more way into it.' },
);

export const stoppedIsStill = transition<Emergency>(
  'what is stopped is still',
  (before, action, after) => {
    if (before.automation !== 'stopped' || action.actor === 'operator') return true;
    const gone = planNumbers(after).find(
      (number) => planOf(after, number).deleted && !planOf(before, number).deleted,
    );
    if (gone !== undefined)
      return `automation is stopped, and ${action.actor} deletes plan ${gone}`;
    if (after.record.plan === before.record.plan) return true;
    return `automation is stopped, and ${action.actor} writes plan ${after.record.plan}`;
  },
  { because: 'Whoever reads that all is stopped acts on it.' },
);

export const restoredStays = transition<Emergency>(
  'only a plan made since replaces what was restored',
  (before, action, after) => {
    const { plan, byHand } = before.record;
    if (!byHand || after.record.plan === plan || action.actor === 'operator') return true;
    const isOlder = planOf(after, after.record.plan).beforeRestore;
    return (
      !isOlder || `plan ${after.record.plan} was there when plan ${plan} was restored in its place`
    );
  },
  { because: 'People chose among the plans that they saw. No automation may know better.' },
);

export const nothingAboutToGoLiveDeleted = invariant<Emergency>(
  'no plan that is about to go live is deleted',
  (s) => {
    for (const [name, { plan }] of Object.entries(s.enactors)) {
      if (plan !== null && planOf(s, plan).deleted) return `${name} holds plan ${plan}, deleted`;
    }
    const { doing } = s.operator;
    if (doing?.what !== 'restore') return true;
    return !planOf(s, doing.plan).deleted || `plan ${doing.plan} is being restored, and deleted`;
  },
  { because: 'Where it is not live yet, nothing shows that it is needed.' },
);

export const emergencyEnds = leadsTo<Emergency>(
  'the emergency ends',
  (s) => s.automation !== 'on',
  (s) => s.automation === 'on',
  { because: 'A stop that nobody can take back is an outage of its own.' },
);

/** The newest plan that people neither passed over nor deleted. */
const due = (s: Emergency): number | undefined =>
  planNumbers(s).findLast((number) => {
    const { deleted, beforeRestore } = planOf(s, number);
    return !deleted && !beforeRestore;
  });

export const newestGoodPlanLive = eventuallyAlways<Emergency>(
  'the newest good plan is live in the end',
  (s) => {
    const { plan } = s.record;
    const number = due(s);
    if (planOf(s, plan).deleted) return 'DNS is empty';
    return (
      number === undefined || plan === number || `plan ${number} is due, and plan ${plan} live`
    );
  },
  { because: 'After the emergency, automation has to do its work again.' },
);

export const restoreWorks = reachable<Emergency>(
  'an older plan can be restored',
  (s) => s.record.byHand && s.record.plan < s.plans.length && !planOf(s, s.record.plan).deleted,
  { because: 'A control that refuses everything is safe, and useless.' },
);

export const forceWorks = reachable<Emergency>(
  'a plan can be deleted by force',
  (s) => s.plans.some(({ deleted }, index) => deleted && index + 1 > s.record.plan),
  { because: 'It is there for a plan that nobody must ever apply.' },
);

/** To be asked where nothing is forced: what is deleted then, cleanup deleted. */
export const cleanupWorks = reachable<Emergency>(
  'a stale plan can be deleted',
  (s) => s.plans.some(({ deleted }, index) => deleted && index + 1 < s.record.plan),
  { because: 'A cleanup that never deletes is safe, and useless.' },
);

export const workGoesOn = reachable<Emergency>(
  'a plan made after a restore goes live',
  (s) =>
    s.plans.some(({ beforeRestore }) => beforeRestore) && !planOf(s, s.record.plan).beforeRestore,
  { because: 'After an emergency there is a next day.' },
);

/** What must never happen. */
export const emergencySafety = [
  dnsIsThere,
  stoppedIsStill,
  restoredStays,
  nothingAboutToGoLiveDeleted,
];

/** What must be possible. */
export const emergencyProgress = [restoreWorks, forceWorks, cleanupWorks, workGoesOn];

/** What must happen in the end; `weak` fairness is enough to ask for it. */
export const emergencyLiveness = [emergencyEnds, newestGoodPlanLive];

export const emergencyProperties = [...emergencySafety, ...emergencyProgress, ...emergencyLiveness];

export default emergencyProperties;
