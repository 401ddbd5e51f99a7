import { without, type Family } from './families.js';

/**
 * The sets that nothing tells apart, together.
 *
 * @param families - What tells them apart: two sets are parted by a family that has one of them.
 */
export function classesOf(all: Family, families: Iterable<Family>): readonly Family[] {
  let classes: readonly Family[] = all === 0n ? [] : [all];
  for (const family of families) {
    classes = classes.flatMap((one) => {
      const inside = one & family;
      return inside === 0n || inside === one ? [one] : [inside, without(one, inside)];
    });
  }
  return classes;
}
