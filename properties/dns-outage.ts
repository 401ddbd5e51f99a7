import { eventuallyAlways, invariant, leadsTo, reachable, transition } from 'allways';
import {
  isAnyEmpty,
  isEmpty,
  nameOfEndpoint,
  regional,
  shownAt,
  type Outage,
} from '../models/dns-outage/state.js';
import { chapters } from '../models/dns-outage/story.js';

export const noRecordEmpty = invariant<Outage>(
  'no record is ever empty',
  (s) => {
    const empty = s.records.findIndex((_, endpoint) => isEmpty(s, endpoint));
    return empty === -1 || `${nameOfEndpoint(s, empty)} has no address`;
  },
  { because: 'Nobody can reach what has no address.' },
);

export const regionalNeverEmpty = invariant<Outage>(
  'the regional record is never empty',
  (s) => !isEmpty(s, regional(s)) || `it shows plan ${shownAt(s, regional(s))}, which is deleted`,
  { because: 'All customers of the region, and its other services, come through it.' },
);

export const neverBack = transition<Outage>(
  'a record never goes back to an older plan',
  (before, _, after) => {
    const back = before.records.findIndex((plan, endpoint) => shownAt(after, endpoint) < plan);
    if (back === -1) return true;
    const [from, to] = [before, after].map((s) => shownAt(s, back));
    return `${nameOfEndpoint(after, back)} goes from plan ${from} back to plan ${to}`;
  },
  { because: 'The old plan names load balancers that may be gone or ill.' },
);

export const noneTurnedAway = transition<Outage>(
  'no enactor is turned away by a record whose plan is gone',
  (before, { actor, step }, after) => {
    const enactor = before.enactors[actor];
    if (step !== 'write' || enactor === undefined) return true;
    const { plan, next } = enactor;
    const isGone = isEmpty(before, next) && after.enactors[actor]?.plan === null;
    return !isGone || `${actor} cannot write plan ${plan ?? 0} to ${nameOfEndpoint(after, next)}`;
  },
  { because: 'The inconsistency bars its own repair.' },
);

export const repairLasts = transition<Outage>(
  'what people repaired, with automation off, is not emptied again',
  (before, { actor }, after) =>
    before.automation ||
    before.repaired === 0 ||
    isAnyEmpty(before) ||
    !isAnyEmpty(after) ||
    `${actor} empties a record again`,
  { because: 'Who has repaired, and turned the automation off, believes that it is over.' },
);

export const storyDoesNotHappen = invariant<Outage>(
  'the outage does not happen as it was told',
  ({ story }) => story.chapter < chapters.length - 1 || chapters.slice(1).join('; '),
  { because: 'It did.' },
);

/** Automation that people turned off is not to blame. */
export const recoversAlone = leadsTo<Outage>(
  'after an outage automation alone recovers',
  isAnyEmpty,
  (s) => !isAnyEmpty(s) || !s.automation,
  { because: 'Where it does not, the outage lasts until people end it.' },
);

/** People who turned the automation off want it to stand still. */
export const neverStandsStill = eventuallyAlways<Outage>(
  'automation never stands still',
  (s) => {
    const late = s.records.findIndex((plan) => plan < s.plans.length);
    if (!s.automation || late === -1) return true;
    return `${nameOfEndpoint(s, late)} shows plan ${shownAt(s, late)}, and plan ${s.plans.length} never comes`;
  },
  { because: 'Load balancers come and go, and the newest plan has to come everywhere.' },
);

export const newestEverywhere = reachable<Outage>(
  'the newest plan can come to all endpoints',
  (s) => s.plans.length > 3 && s.records.every((plan) => plan === s.plans.length),
  { because: 'Automation that applies nothing is safe, and useless.' },
);

export const oldPlanCleanedUp = reachable<Outage>(
  'an old plan can be cleaned up, and nothing is empty',
  (s) => s.plans.some(({ deleted }) => deleted) && !isAnyEmpty(s),
  { because: 'A clean-up that never deletes is safe, and useless.' },
);

/** What must never happen. */
export const outageSafety = [noRecordEmpty, regionalNeverEmpty, neverBack, noneTurnedAway];

/** What must be possible. */
export const outageProgress = [newestEverywhere, oldPlanCleanedUp];

/** What must happen in the end, people or not; `weak` fairness is enough to ask for it. */
export const outageLiveness = [recoversAlone, neverStandsStill];

export const outageProperties = [
  ...outageSafety,
  repairLasts,
  storyDoesNotHappen,
  ...outageProgress,
  ...outageLiveness,
];

export default outageProperties;
