import { eventuallyAlways, invariant, reachable, transition } from 'allways';
import { isEverywhere, planOf, type Dns } from '../models/dns-endpoints/state.js';

const shown = (s: Dns): string => s.endpoints.map(({ plan }) => plan).join(' and ');

const agree = (s: Dns): boolean => s.endpoints.every(({ plan }) => plan === s.endpoints[0]?.plan);

const isAtRest = (s: Dns): boolean => Object.values(s.enactors).every(({ plan }) => plan === null);

export const noEndpointEmpty = invariant<Dns>(
  'no endpoint is empty',
  (s) => {
    const empty = s.endpoints.findIndex(({ isEmpty }) => isEmpty);
    return (
      empty === -1 || `endpoint ${empty + 1} shows plan ${s.endpoints[empty]?.plan ?? 0}, deleted`
    );
  },
  { because: 'A part of the world finds no address, while others look well.' },
);

export const noPlanInUseDeleted = invariant<Dns>(
  'no plan in use is deleted',
  (s) => {
    for (const [name, { plan }] of Object.entries(s.enactors)) {
      if (plan !== null && planOf(s, plan).isDeleted) return `${name} holds plan ${plan}, deleted`;
    }
    return true;
  },
  { because: 'Old by generation time is not the same as no longer used.' },
);

export const noEndpointGoesBack = transition<Dns>(
  'no endpoint goes back to an older plan',
  (before, _, after) => {
    const back = after.endpoints.findIndex(
      ({ plan }, index) => plan < (before.endpoints[index]?.plan ?? 0),
    );
    return (
      back === -1 || `endpoint ${back + 1} went back to plan ${after.endpoints[back]?.plan ?? 0}`
    );
  },
  { because: 'A delayed enactor must not win over a newer plan just because it writes last.' },
);

export const notHalfAppliedAtRest = invariant<Dns>(
  'no plan is half applied where nobody is at work',
  (s) => !isAtRest(s) || agree(s) || `the endpoints show plans ${shown(s)}, and nobody is at work`,
  { because: 'The world then sees two plans at once, and nothing tells anybody.' },
);

export const canGoLive = reachable<Dns>(
  'the newest plan can go live everywhere',
  (s) => s.plans.length > 1 && isEverywhere(s, s.plans.length),
  { because: 'A system in which nothing is ever applied is safe, and useless.' },
);

export const canBeSwept = reachable<Dns>(
  'a stale plan can be deleted',
  (s) => s.plans.some(({ isDeleted }) => isDeleted),
  { because: 'A cleanup that never deletes is safe, and useless.' },
);

export const agreeInTheEnd = eventuallyAlways<Dns>(
  'all endpoints show the same plan in the end',
  (s) => agree(s) || `the endpoints show plans ${shown(s)}`,
  { because: 'For a moment they may differ; for good they must not.' },
);

export const newestEverywhereInTheEnd = eventuallyAlways<Dns>(
  'the newest plan is live everywhere in the end',
  (s) => isEverywhere(s, s.plans.length) || `the endpoints show plans ${shown(s)}`,
  { because: "The planner's last word must be what the world sees." },
);

/** What must never happen. */
export const endpointSafety = [
  noEndpointEmpty,
  noPlanInUseDeleted,
  noEndpointGoesBack,
  notHalfAppliedAtRest,
];

/** What must be possible. */
export const endpointProgress = [canGoLive, canBeSwept];

/** What must happen in the end, where whoever can go on goes on. */
export const endpointLiveness = [agreeInTheEnd, newestEverywhereInTheEnd];

export const endpointProperties = [...endpointSafety, ...endpointProgress, ...endpointLiveness];

export default endpointProperties;
