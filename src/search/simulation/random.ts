import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers. */
export interface Stream {
  /** The next number: from 0 to below 1, all equally likely. */
  readonly next: () => number;
  /** A copy of the stream from here on. Both give the same numbers. */
  readonly clone: () => Stream;
}

/** The stream for a seed. The same seed always gives the same stream. */
export function streamOf(seed: number): Stream {
  const generator = xoroshiro128plus(seed);
  // The first numbers of seeds that differ in only a few bits are similar, so they are skipped.
  for (let skipped = 0; skipped < 64; skipped++) generator.next();
  return from(generator);
}

function from(generator: ReturnType<typeof xoroshiro128plus>): Stream {
  return {
    next: () => uniformFloat64(generator),
    clone: () => from(generator.clone()),
  };
}
