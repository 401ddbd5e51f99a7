import { invariant, reachable, whenDone } from 'allways';
import type { DnsState } from '../../models/programs/dns/model.js';

export const dnsNeverEmpty = invariant<DnsState>(
  'DNS is never empty',
  ({ record }) =>
    record.addresses.length > 0 || `DNS shows plan ${record.plan}, without an address`,
  { because: 'An empty record takes the whole service away, and no automation brings it back.' },
);

export const noPlanInUseDeleted = invariant<DnsState>(
  'no plan in use is deleted',
  ({ plans, existing }) => {
    const deleted = plans.find(
      ({ number, status }) => status === 'IN_PROGRESS' && !existing.includes(number),
    );
    return deleted === undefined || `an enactor applies plan ${deleted.number}, deleted`;
  },
  { because: 'Old by generation time is not the same as no longer used.' },
);

export const dnsNeverGoesBack = invariant<DnsState>(
  'DNS never goes back to an older plan',
  ({ history }) => {
    const back = history.findIndex((plan, at) => plan < (history[at - 1] ?? 0));
    return back < 0 || `DNS went from plan ${history[back - 1]} back to plan ${history[back]}`;
  },
  { because: 'A delayed enactor must not win over a newer plan just because it writes last.' },
);

export const newestGoesLive = reachable<DnsState>(
  'the newest plan can go live',
  ({ record, plans }) => plans.length > 1 && record.plan === plans.length,
  { because: 'A system in which nothing is ever applied is safe, and useless.' },
);

export const stalePlanSwept = reachable<DnsState>(
  'a stale plan can be deleted',
  ({ plans, existing }) =>
    plans.some(({ number, status }) => status === 'COMPLETED' && !existing.includes(number)),
  { because: 'A cleanup that never deletes is safe, and useless.' },
);

/** The article's second consistency check, asked when nothing is under way. */
export const recordMatchesCompleted = whenDone<DnsState>(
  'when all is done, DNS shows the newest completed plan',
  ({ record, plans }) => {
    const completed = plans.filter(({ status }) => status === 'COMPLETED');
    const newest = Math.max(...completed.map(({ number }) => number));
    return record.plan === newest || `DNS shows plan ${record.plan}, and ${newest} is completed`;
  },
  { because: 'DNS and the plans must tell the same story.' },
);

/** What the system must never do. */
export const dnsSafety = [dnsNeverEmpty, noPlanInUseDeleted, dnsNeverGoesBack];

/** What the system must be able to do. */
export const dnsProgress = [newestGoesLive, stalePlanSwept];
