import { without, type Family } from './families.js';

/**
 * Groups the sets that nothing tells apart into classes.
 *
 * @param families - A family tells two sets apart if it has only one of them.
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
