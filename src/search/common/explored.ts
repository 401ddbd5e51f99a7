/**
 * How much a search explored. `all`: every state was expanded, and no step threw. `inside`: the same of the states inside
 * the state constraint, and some lie outside. `part`: less.
 */
export type Explored = 'all' | 'inside' | 'part';

/** How much a search explored that ended like this. */
export function exploredIn(
  ended: { readonly by: string },
  threw: boolean,
  { outside = 0 }: { readonly outside?: number },
): Explored {
  if (ended.by !== 'complete' || threw) return 'part';
  return outside > 0 ? 'inside' : 'all';
}
