import { whenDone } from 'allways';
import type { Price } from '../../models/programs/stale-cache.js';

export const properties = [
  whenDone<Price>(
    'the cache agrees with the database',
    ({ stored, cached }) =>
      cached === null || cached === stored || `it is ${stored}, and the cache says ${cached}`,
  ),
];
