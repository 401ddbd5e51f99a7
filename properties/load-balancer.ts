import {
  eventually,
  invariant,
  leadsTo,
  reachable,
  strong,
  transition,
  weak,
  type FairnessAssumption,
} from 'allways';
import {
  copyOf,
  listOf,
  requestNumbers,
  requestOf,
  type Mesh,
  type Request,
} from '../models/load-balancer/state.js';

const numberIn = (s: Mesh, state: Request['state']): number | undefined =>
  requestNumbers(s).find((number) => requestOf(s, number).state === state);

export const noRequestCutShort = invariant<Mesh>(
  'no request is cut short',
  (s) => {
    const number = numberIn(s, 'cut short');
    return number === undefined || `request ${number} was in work when its endpoint was killed`;
  },
  { because: 'Half of what it was to do is done, and nobody knows which half.' },
);

export const noRequestLost = invariant<Mesh>(
  'no request is lost',
  (s) => {
    const number = numberIn(s, 'lost');
    return number === undefined || `request ${number} was sent to an endpoint that is gone`;
  },
  { because: 'In the list no more is not the same as not sent to any more.' },
);

export const noRequestRefused = invariant<Mesh>(
  'no request is refused for good',
  (s) => {
    const number = numberIn(s, 'failed');
    return number === undefined || `request ${number} was refused, and nobody tries again`;
  },
  { because: 'To be told at once is better than to be lost, and still an error page.' },
);

export const noListEmpty = invariant<Mesh>(
  'no proxy has an empty list',
  (s) => {
    const name = Object.keys(s.proxies).find(
      (one) => listOf(s, copyOf(s, one).version).length === 0,
    );
    return name === undefined || `${name} has list ${copyOf(s, name).version}, which is empty`;
  },
  { because: 'An empty list takes the whole service away, as an empty DNS record does.' },
);

export const noProxyGoesBack = transition<Mesh>(
  'no proxy goes back to an older list',
  (before, _, after) => {
    for (const [name, { version }] of Object.entries(before.proxies)) {
      const now = copyOf(after, name).version;
      if (now < version) return `${name} went from list ${version} back to list ${now}`;
    }
    return true;
  },
  { because: 'A late update must not win over a newer one just because it comes last.' },
);

export const oldCanGo = reachable<Mesh>(
  'the old endpoint can be removed',
  (s) => s.old === 'gone',
  { because: 'A cleanup that never removes anything is safe, and useless.' },
);

export const newCanWork = reachable<Mesh>(
  'the new endpoint can work while the old one does',
  (s) => s.old === 'up' && s.requests.some(({ state, to }) => state === 'in work' && to === 'new'),
  { because: 'A deployment that nobody is ever sent to is safe, and useless.' },
);

export const oldGoes = eventually<Mesh>(
  'the old endpoint is removed in the end',
  (s) => s.old === 'gone',
  { because: 'A safeguard that spares it for ever is a leak.' },
);

const isOver = (s: Mesh): boolean => requestOf(s, 1).state === 'none';

/** Of request 1, which stands for all: they are alike. */
export const everyRequestEnds = leadsTo<Mesh>(
  'every request is answered in the end',
  (s) => !isOver(s),
  isOver,
  { because: 'What is neither lost nor answered is as good as lost.' },
);

/** What must never happen. */
export const loadBalancerSafety = [
  noRequestCutShort,
  noRequestLost,
  noRequestRefused,
  noListEmpty,
  noProxyGoesBack,
];

/** What must be possible. */
export const loadBalancerProgress = [oldCanGo, newCanWork];

/** What must happen in the end, where whoever can go on goes on. */
export const loadBalancerLiveness = [oldGoes, everyRequestEnds];

export const loadBalancerProperties = [
  ...loadBalancerSafety,
  ...loadBalancerProgress,
  ...loadBalancerLiveness,
];

/**
 * For `prompt` requests, which time waits for: without this, ever new ones may take no time at all. Steps
 * of proxies say themselves how fair they are.
 */
export const timeGoesOn: readonly FairnessAssumption[] = [
  ...['deployment', 'request 1', 'cleanup', 'old endpoint'].map((name) => weak(name)),
  strong('clock'),
];

export default loadBalancerProperties;
