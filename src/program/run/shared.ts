/** What all runs of one search share: areas by name, and the clock. */
import type { Area } from '../footprint.js';
import { VirtualClock } from './clock.js';
import type { PendingEvent } from './running.js';

/** What all runs of one search share. Runs follow one another, so they can use one clock. */
export interface Shared {
  readonly clock: VirtualClock<PendingEvent>;
  /** The area with a name: the same object in every run, so that footprints of runs can be compared. */
  readonly area: (name: string) => Area;
  /** Called with the name of a task when an event of it begins. */
  readonly note: (task: string) => void;
}

/** Makes what the runs of one search share. */
export function shareBetweenRuns(note: Shared['note']): Shared {
  const areas = new Map<string, Area>();
  return {
    clock: new VirtualClock(),
    note,
    area: (name) => {
      const known = areas.get(name);
      if (known !== undefined) return known;
      const area = { name };
      areas.set(name, area);
      return area;
    },
  };
}
