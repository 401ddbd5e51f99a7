/**
 * What an event touches: parts of services, the memory of a process, the clock, channels. Two events are
 * independent if they touch nothing in common, or only read what they have in common. In either order they
 * then come to the same state.
 */

/** Something that events can touch: a service, a channel, the memory of a process, the clock. */
export interface Area {
  /** Its name, for messages: `service store`, `memory of worker 1`. */
  readonly name: string;
}

/** One access to an area. */
export interface Access {
  readonly area: Area;
  /** The part of the area; undefined for all of it. */
  readonly key: string | undefined;
  readonly isWrite: boolean;
}

/** Everything that one event touches. */
export type Footprint = readonly Access[];

/** Makes an access to all of an area. */
export const wholeOf = (area: Area, isWrite: boolean): Access => ({
  area,
  key: undefined,
  isWrite,
});

/** Whether two events depend on each other: they touch the same part, and one of them writes it. */
export function conflict(one: Footprint, other: Footprint): boolean {
  for (const a of one) {
    for (const b of other) {
      if (a.area !== b.area || !(a.isWrite || b.isWrite)) continue;
      if (a.key === undefined || b.key === undefined || a.key === b.key) return true;
    }
  }
  return false;
}

/** Adds an access to a list, if the list does not cover it yet. */
export function addAccess(list: Access[], access: Access): void {
  for (const { area, key, isWrite } of list) {
    const covers = area === access.area && (key === undefined || key === access.key);
    if (covers && (isWrite || !access.isWrite)) return;
  }
  list.push(access);
}
