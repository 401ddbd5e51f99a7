import { actor, type Switches } from 'allways';
import type { CacheSafeguard } from './safeguards.js';
import { isLeased, readerOf, type Caching } from './state.js';

/**
 * Looks into the cache, again and again. On a miss it reads the database, and later sets what it read.
 * How much later, nobody knows.
 */
export function reader(name: string, on: Switches<CacheSafeguard>) {
  const self = (s: Caching) => readerOf(s, name);
  const hasLease = ({ cache }: Caching): boolean => cache.lease?.holder === name;
  /** Why the cache does not take what it read; undefined where it does. */
  const refusal = (s: Caching): string | undefined => {
    const { value, marker } = s.cache;
    const { seen } = self(s);
    if (on.leases && !hasLease(s)) return 'its lease is void';
    if (on.versionedSet && value !== null && value.version > seen) {
      return `version ${value.version} is cached`;
    }
    if (marker !== null && marker > seen) return `version ${marker} is written`;
    return undefined;
  };

  /** What it finds in the cache, if that will do. */
  const hit = (s: Caching): number | undefined => {
    const version = s.cache.value?.version;
    if (version === undefined || (on.memory && version < self(s).seen)) return undefined;
    return version;
  };

  return actor<Caching>(name, {
    look: {
      when: (s) => self(s).at === 'idle' && !isLeased(s.cache),
      then: (s) => {
        const version = hit(s);
        if (version !== undefined) {
          self(s).seen = version;
          return;
        }
        self(s).at = 'missed';
        if (on.leases && s.cache.value === null) s.cache.lease = { holder: name, age: 0 };
      },
      says: (s) => {
        const found = s.cache.value?.version;
        if (found === undefined) return `misses${on.leases ? ', and gets the lease' : ''}`;
        if (hit(s) === undefined) return `passes over version ${found}, as it saw a newer one`;
        return `finds version ${found}${found < s.database ? `, and there is version ${s.database}` : ''}`;
      },
    },
    read: {
      when: (s) => self(s).at === 'missed',
      then: (s) => {
        self(s).at = 'read';
        self(s).seen = s.database;
      },
      says: (s) => `reads version ${s.database} from the database`,
    },
    set: {
      when: (s) => self(s).at === 'read',
      then: (s) => {
        const { seen } = self(s);
        self(s).at = 'idle';
        if (refusal(s) !== undefined) {
          // A lease is good for one set, be it refused for another reason.
          if (hasLease(s)) s.cache.lease = null;
          return;
        }
        s.cache = { value: { version: seen, age: 0 }, marker: null, lease: null };
      },
      says: (s) => {
        const { seen } = self(s);
        const refused = refusal(s);
        if (refused !== undefined) return `is refused version ${seen}: ${refused}`;
        const over = s.cache.value === null ? '' : ` over version ${s.cache.value.version}`;
        const old = seen < s.database ? `, and there is version ${s.database}` : '';
        return `caches version ${seen}${over}${old}`;
      },
    },
    crash: {
      when: (s) => self(s).at !== 'idle' && s.left.crashes > 0,
      then: (s) => {
        s.left.crashes--;
        s.readers[name] = { at: 'idle', seen: 0 };
        // The lease is still out, and who comes back does not know its token.
        if (s.cache.lease !== null && hasLease(s)) s.cache.lease.holder = null;
      },
      says: (s) => `crashes${hasLease(s) ? ' with the lease' : ''}, and remembers nothing`,
      fairness: 'none',
    },
  });
}
