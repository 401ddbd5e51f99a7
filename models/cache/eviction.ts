import { actor } from 'allways';
import { nothing, type Caching } from './state.js';

/** The cache needs room, and drops all that it has of the key: value, marker and lease. */
export const eviction = () =>
  actor<Caching>('cache', {
    evict: {
      when: ({ cache: { value, marker, lease }, left }) =>
        left.evictions > 0 && (value !== null || marker !== null || lease !== null),
      then: (s) => {
        s.left.evictions--;
        s.cache = { ...nothing };
      },
      says: ({ cache: { value, marker, lease } }) => {
        const gone = [
          value === null ? '' : `version ${value.version}`,
          marker === null ? '' : `the marker of version ${marker}`,
          lease === null ? '' : 'the lease',
        ];
        return `evicts ${gone.filter((one) => one !== '').join(' and ')}`;
      },
      fairness: 'none',
    },
  });
