import {
  alwaysEventually,
  eventuallyAlways,
  leadsTo,
  reachable,
  transition,
  whenever,
} from 'allways';
import { isLeased, isStale, readerOf, type Caching } from '../models/cache/state.js';

export const cacheNeverGoesBack = transition<Caching>(
  'the cache never goes back to an older version',
  ({ cache: before }, _, { cache: after }) =>
    before.value === null ||
    after.value === null ||
    after.value.version >= before.value.version ||
    `version ${after.value.version} takes the place of version ${before.value.version}`,
  { because: 'A delayed reader must not win over a newer one just because it sets last.' },
);

export const noReaderGoesBack = transition<Caching>(
  'no reader sees an older version than before',
  (before, _, after) => {
    for (const [name, { seen }] of Object.entries(before.readers)) {
      const now = readerOf(after, name).seen;
      // Who crashed remembers nothing, and cannot be surprised.
      if (now < seen && now !== 0) return `${name} saw version ${seen}, and sees version ${now}`;
    }
    return true;
  },
  { because: 'What was there and is gone again looks like lost data.' },
);

/** Over is also a write whose writer crashed: nobody goes on with it, unless a journal tells. */
export const freshAfterWrite = whenever<Caching>(
  'once a write is over, nothing older is cached',
  (s) => s.writer === 0,
  (s) =>
    !isStale(s) ||
    `version ${s.cache.value?.version ?? 0} is cached, and version ${s.database} is written`,
  { because: 'Who has written must find what it wrote.' },
);

export const newestCanBeCached = reachable<Caching>(
  'a newer version can be cached',
  (s) => s.cache.value !== null && s.cache.value.version > 1 && !isStale(s),
  { because: 'A cache that takes nothing is safe, and useless.' },
);

export const newestCanBeFound = reachable<Caching>(
  'two readers can see a newer version',
  (s) => Object.values(s.readers).filter(({ seen }) => seen > 1).length > 1,
  { because: 'A cache that gives nothing is safe, and useless.' },
);

export const notStaleForGood = eventuallyAlways<Caching>(
  'the cache does not stay stale',
  (s) =>
    !isStale(s) ||
    `version ${s.cache.value?.version ?? 0} is cached, and version ${s.database} is written`,
  { because: 'A moment too late is bearable; for good is not, and nobody notices.' },
);

export const noLeaseForGood = leadsTo<Caching>(
  'nobody waits for a lease for ever',
  (s) => isLeased(s.cache),
  (s) => !isLeased(s.cache),
  { because: 'The one who is to fill the cache may be gone.' },
);

export const cacheFills = alwaysEventually<Caching>(
  'again and again something is cached',
  (s) => s.cache.value !== null,
  { because: 'All that the cache refuses, the database must serve.' },
);

/** What must never happen. */
export const cacheSafety = [cacheNeverGoesBack, noReaderGoesBack, freshAfterWrite];

/** What must be possible. */
export const cacheProgress = [newestCanBeCached, newestCanBeFound];

/** What must happen in the end, where whoever can go on goes on. */
export const cacheLiveness = [notStaleForGood, noLeaseForGood, cacheFills];

export const cacheProperties = [...cacheSafety, ...cacheProgress, ...cacheLiveness];

export default cacheProperties;
