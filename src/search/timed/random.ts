import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers. */
export interface Stream {
  /** The next number: from 0 to below 1, all as likely. */
  readonly next: () => number;
  /** The same stream from here on: what follows is the same in both. */
  readonly clone: () => Stream;
}

/** A stream that is the same wherever the seed is. */
export function streamOf(seed: number): Stream {
  const generator = xoroshiro128plus(seed);
  // Seeds that differ in few bits give numbers much alike at first.
  for (let skipped = 0; skipped < 64; skipped++) generator.next();
  return from(generator);
}

function from(generator: ReturnType<typeof xoroshiro128plus>): Stream {
  return {
    next: () => uniformFloat64(generator),
    clone: () => from(generator.clone()),
  };
}
