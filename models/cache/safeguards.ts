import { defineSafeguards } from 'allways';

/**
 * `checkGeneration` is the article's: what is not cached is not older to it, and nothing is deleted
 * then. Leases, and invalidations that the database keeps until they are done, are as in R. Nishtala
 * et al., _Scaling Memcache at Facebook_, NSDI 2013. The others are what people do and advise.
 */
export const cacheSafeguards = defineSafeguards({
  checkGeneration: 'An invalidation looks first, and deletes only what is older than the write.',
  invalidateFirst: 'The writer invalidates before it writes, and not after.',
  ttl: 'What is cached goes after some time.',
  versionedSet: 'A set is refused where something newer is cached.',
  tombstone: 'An invalidation leaves its version, and a set of an older one is refused there.',
  leases:
    'Who misses gets a lease, if nobody has it; an invalidation voids it; who has none cannot set.',
  leaseTimeout: 'A lease ends after some time, and the next who misses gets one.',
  journal:
    'The database keeps with a write that it is to be invalidated: a crash does not lose it.',
  memory: 'A reader passes over what is older than it saw, and reads the database.',
});

/** The name of a safeguard. */
export type CacheSafeguard = keyof typeof cacheSafeguards;
