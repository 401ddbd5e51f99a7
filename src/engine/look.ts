/** Shows a step its state through views, so that a recorder notes what the step reads and writes. */
import { isDraft } from 'immer';
import type { Look } from '../model/compiled-step.js';
import { childIn, type Place } from '../model/origin.js';
import { elementOf, entryOf, propertyOf, type Slot } from './slots.js';
import { noteInside, show, viewOf, withoutViews, type Sight } from './watch.js';

/** The part of a state or draft at a place. */
interface Found {
  readonly source: unknown;
  /** The slot whose reads a view of it notes. Absent for parts that have no view, such as a Map's key. */
  readonly slot?: Slot;
  /** True in a member of a Set: a read or write in the member counts as one of the whole Set. */
  readonly loose: boolean;
}

/** A look through the views of one run. */
export function lookThrough(sight: Sight): Look {
  return {
    root: (source) => viewOf(sight, source),
    part(source, place) {
      const { source: part, slot, loose } = find(sight, source, place);
      return slot === undefined ? part : show(sight, part, slot, loose);
    },
    behind(shown) {
      noteInside(sight, shown);
      return withoutViews(sight, shown);
    },
  };
}

/**
 * Finds the part at a place. The search asks an action only if `choose` offers it, so it is known without a
 * read that there is such a part. The view of the part notes what the step reads of it.
 */
function find(sight: Sight, source: unknown, place: Place): Found {
  const { slots } = sight.recorder;
  if (place.kind === 'root') return { source, slot: slots.root, loose: false };
  const within = find(sight, source, place.within);
  const part = childIn(within.source, place);
  const { slot, loose } = within;
  if (slot === undefined) return { source: part, loose };
  // Reads of a key or a member need no note: it is part of the action, and cannot change in its place.
  if (place.kind === 'key') return { source: part, loose };
  if (place.kind === 'member') {
    return isDraft(part) ? { source: part, slot, loose: true } : { source: part, loose };
  }
  if (loose) return { source: part, slot, loose };
  return { source: part, slot: slotIn(slot, place, sight), loose };
}

function slotIn(
  within: Slot,
  { kind, key }: Exclude<Place, { kind: 'root' }>,
  { recorder: { slots } }: Sight,
): Slot {
  if (kind === 'index') return elementOf(slots, within, key as number);
  return kind === 'entry' ? entryOf(slots, within, key) : propertyOf(slots, within, key as string);
}
