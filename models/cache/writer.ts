import { actor, type Switches } from 'allways';
import type { CacheSafeguard } from './safeguards.js';
import type { Caching } from './state.js';

type Part = 'write' | 'look' | 'invalidate';

/** What a write takes, part by part. */
function partsOf(on: Switches<CacheSafeguard>, twice: boolean): Part[] {
  const invalidation: Part[] = on.checkGeneration ? ['look', 'invalidate'] : ['invalidate'];
  const once: Part[] = on.invalidateFirst ? [...invalidation, 'write'] : ['write', ...invalidation];
  return twice ? [...once, ...invalidation] : once;
}

/** Writes the database and invalidates what is cached, up to version `most`. No two parts are one step. */
export function writer(on: Switches<CacheSafeguard>, most: number, twice: boolean) {
  const parts = partsOf(on, twice);
  const writesAt = parts.indexOf('write');
  const part = (s: Caching): Part => parts[s.writer] ?? 'write';
  /** The version that it is about to write, or has just written. */
  const version = (s: Caching): number => (s.writer > writesAt ? s.database : s.database + 1);
  const findsOlder = (s: Caching): boolean =>
    s.cache.value !== null && s.cache.value.version < version(s);
  const skip = (s: Caching, count: number): void => {
    s.writer = (s.writer + count) % parts.length;
  };
  const act = (s: Caching): void => {
    switch (part(s)) {
      case 'write':
        s.database++;
        skip(s, 1);
        break;
      case 'look':
        skip(s, findsOlder(s) ? 1 : 2);
        break;
      case 'invalidate':
        s.cache = { value: null, marker: on.tombstone ? version(s) : null, lease: null };
        skip(s, 1);
    }
  };
  const told = (s: Caching): string => {
    const { value } = s.cache;
    switch (part(s)) {
      case 'write':
        return `writes version ${version(s)}`;
      case 'look':
        if (value === null) return 'finds nothing that is cached';
        return `finds that version ${value.version} is cached${findsOlder(s) ? '' : ', and leaves it'}`;
      case 'invalidate':
        return `invalidates what is cached${value === null ? ': nothing is' : `: version ${value.version}`}`;
    }
  };
  const knowsOn = (s: Caching): boolean => on.journal && s.writer > writesAt;

  return actor<Caching>('writer', {
    // Nobody needs to write; but who has begun goes on.
    begin: {
      when: (s) => s.writer === 0 && s.database < most,
      then: act,
      says: told,
      fairness: 'none',
    },
    goOn: {
      when: (s) => s.writer > 0,
      then: act,
      says: told,
    },
    crash: {
      when: (s) => s.writer > 0 && s.left.crashes > 0,
      then: (s) => {
        s.left.crashes--;
        s.writer = knowsOn(s) ? writesAt + 1 : 0;
      },
      says: (s) =>
        s.writer > writesAt
          ? `crashes after it wrote version ${version(s)}${knowsOn(s) ? ', and finds in the journal what is left to do' : ''}`
          : `crashes before it writes version ${version(s)}`,
      fairness: 'none',
    },
  });
}
