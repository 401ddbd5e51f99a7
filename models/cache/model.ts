import { clock, defineModel, defineSystem } from 'allways';
import { eviction } from './eviction.js';
import { reader } from './reader.js';
import { cacheSafeguards } from './safeguards.js';
import { nothing, type Caching } from './state.js';
import { writer } from './writer.js';

/** A value in a database, a cache of it that readers fill, and a writer that invalidates it. */
export const cache = defineSystem({
  name: 'cache',
  safeguards: cacheSafeguards,
  parameters: {
    readers: { default: 2, min: 0, max: 10 },
    /** How many writes there may be; version 1 is there at the start. */
    writes: { default: 2, min: 0, max: 20 },
    /** How often the cache may drop what it has. */
    evictions: { default: 1, min: 0, max: 10 },
    /** How many crashes there may be in all, of readers and of the writer; who crashes restarts. */
    crashes: { default: 0, min: 0, max: 10 },
    /** How often a lease may run out while its holder is well, but slow. */
    delays: { default: 1, min: 0, max: 10 },
    /** Whether that may happen again and again, without end. */
    alwaysSlow: false,
    /** After how many ticks a lease ends, with `leaseTimeout`. */
    timeout: { default: 1, min: 1, max: 10 },
    /** After how many ticks a value is gone, with `ttl`. */
    lifetime: { default: 1, min: 1, max: 10 },
    /** Whether the writer invalidates once more at the end, some time later. */
    invalidatesTwice: false,
  },
  model: (
    on,
    {
      readers,
      writes,
      evictions,
      crashes,
      delays,
      alwaysSlow,
      timeout,
      lifetime,
      invalidatesTwice,
    },
  ) => {
    const names = Array.from({ length: readers }, (_, index) => `reader ${index + 1}`);
    return defineModel<Caching>({
      name: 'cache',
      initial: {
        database: 1,
        cache: nothing,
        readers: Object.fromEntries(names.map((name) => [name, { at: 'idle', seen: 0 }])),
        writer: 0,
        left: { evictions, crashes, delays },
      },
      actors: [
        writer(on, writes + 1, invalidatesTwice),
        ...names.map((name) => reader(name, on)),
        eviction(),
        clock<Caching>({
          bound: Math.max(timeout, lifetime),
          tick: (s, older) => {
            const { value, lease } = s.cache;
            if (on.ttl && value !== null) {
              value.age = older(value.age);
              if (value.age === lifetime) s.cache.value = null;
            }
            if (!on.leaseTimeout || lease === null) return;
            if (!alwaysSlow && lease.holder !== null && lease.age + 1 === timeout) {
              if (s.left.delays === 0) return;
              s.left.delays--;
            }
            lease.age = older(lease.age);
            if (lease.age === timeout) s.cache.lease = null;
          },
        }),
      ],
    });
  },
});
