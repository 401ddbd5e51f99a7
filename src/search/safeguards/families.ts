/**
 * A family: many sets of switches, as one number.
 *
 * k switches have 2^k sets. Set n has switch i if bit i of n is 1. A family of sets is a number with a bit
 * for each set, so the intersection of two families is one operation.
 */
export type Family = bigint;

/** All sets that are compared. */
export interface Universe {
  readonly all: Family;
  /** For each switch the sets that have it. */
  readonly having: readonly Family[];
}

/**
 * Makes the universe of all sets of so many switches.
 *
 * @param switches - How many there are, from 0 to 16.
 * @param atMost - The most switches in a set.
 */
export function universeOf(switches: number, atMost: number): Universe {
  const all = smallSets(switches, atMost);
  return {
    all,
    having: Array.from({ length: switches }, (_, index) => having(switches, index) & all),
  };
}

/** The bit of one set. */
export function bitOf(set: number): Family {
  return 1n << BigInt(set);
}

/** The bit of the first set of a family. */
export function firstBitOf(family: Family): Family {
  return family & -family;
}

/** The sets of a family, in order. */
export function membersOf(family: Family): readonly number[] {
  const bits = family === 0n ? '' : family.toString(2);
  return Array.from(bits, (_, set) => set).filter((set) => bits[bits.length - 1 - set] === '1');
}

/** The number of switches in a set. */
export function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest = Math.floor(rest / 2)) size += rest % 2;
  return size;
}

/** The sets that are in one family and not in another. */
export function without(family: Family, other: Family): Family {
  return family & ~other;
}

/** The number of the first set that has the last switch. The sets from there on are those that have it. */
function upperHalf(switches: number): bigint {
  return BigInt(2 ** (switches - 1));
}

function smallSets(switches: number, atMost: number): Family {
  if (atMost < 0) return 0n;
  if (switches === 0) return 1n;
  if (atMost >= switches) return (1n << BigInt(2 ** switches)) - 1n;
  const lower = smallSets(switches - 1, atMost);
  return lower | (smallSets(switches - 1, atMost - 1) << upperHalf(switches));
}

function having(switches: number, index: number): Family {
  const half = upperHalf(switches);
  if (index === switches - 1) return smallSets(switches - 1, switches - 1) << half;
  const lower = having(switches - 1, index);
  return lower | (lower << half);
}
