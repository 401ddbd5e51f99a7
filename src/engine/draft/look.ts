/**
 * Shows code a state: makes runs, and what a run shows first.
 *
 * See `run.ts` for what the code sees, and `finish.ts` for what it made of it.
 */
import type { Look, Shown } from '../../model/compiled-step.js';
import { childIn, type Place } from '../../model/origin.js';
import {
  elementOf,
  entryOf,
  memberOf,
  propertyOf,
  type Slot,
  type Slots,
  type Vector,
} from '../store/slots.js';
import { arrayHandler } from './arrays.js';
import { copyWith, noteInside } from './finish.js';
import { MapDraft, mapView } from './maps.js';
import { objectHandler } from './objects.js';
import { noteValue, type Recorder, type Side } from './recorder.js';
import { nodeBehind, Run, type Node, type Source } from './run.js';
import { SetDraft, setView } from './sets.js';

/** Makes what a run shows of a container. */
function make(node: Node): object {
  const { isDraft } = node.run;
  switch (node.container.kind) {
    case 'object':
      return new Proxy(node, objectHandler);
    case 'array':
      return new Proxy([node], arrayHandler);
    case 'map':
      return isDraft ? new MapDraft(node) : mapView(node);
    case 'set':
      return isDraft ? new SetDraft(node) : setView(node);
  }
}

/** A run of a recipe, which gets a draft. */
export function draftRun(slots: Slots, vector: Vector, recorder?: Recorder): Run {
  return new Run(slots, vector, { recorder, isDraft: true, side: 'before', make });
}

/** A run of code that may only read, and whose reads are noted. */
export function sightOf(recorder: Recorder, side: Side = 'before'): Run {
  const vector = (side === 'before' ? recorder.before : recorder.after) as Vector;
  return new Run(recorder.slots, vector, { recorder, isDraft: false, side, make });
}

/** A view of a state. */
export function viewOf<T>(run: Run, state: T): T {
  run.source ??= { state };
  run.shown = shownBy;
  return showRoot(run) as T;
}

/** A view of a state that is built only if the code needs a part of it itself. */
export function viewAt<T>(run: Run, source: Source & { readonly state: T }): T {
  run.source = source;
  run.shown = shownBy;
  return showRoot(run) as T;
}

/** What the view of a run shows, for a predicate that asks which steps can be taken. */
const shownBy = (run: Run): Shown => ({ state: run.source?.state, look: lookThrough(run) });

/** What a run shows of the whole state. */
export function showRoot(run: Run): unknown {
  const { root } = run.slots;
  if (run.recorder !== undefined) noteValue(run.recorder, root, run.side);
  return run.show(root);
}

/** A look through the views of one run, or at its draft. */
export function lookThrough(run: Run): Look {
  return {
    root: (source) => viewOf(run, source),
    part: (_, place) => partAt(run, place),
    behind(shown) {
      noteInside(shown);
      return withoutViews(shown);
    },
  };
}

/**
 * What a run shows of the part at a place. The search asks an action only if `choose` offers it, so it is known
 * without a read that there is such a part. What is shown notes what the step reads of it.
 */
function partAt(run: Run, place: Place): unknown {
  const slot = slotAt(run, place);
  if (slot !== undefined) return run.show(slot);
  if (place.kind === 'root') return undefined;
  // Reads of a key or a member need no note: it is part of the action, and cannot change in its place.
  const around = slotAt(run, place.within);
  if (around === undefined) return childIn(partAt(run, place.within), place);
  if (place.kind === 'key') return entryOf(run.slots, around, place.key).key;
  if (run.isDraft) run.isUnsure = true;
  return memberOf(run.slots, around, place.key).key;
}

/** The slot of a place; undefined for the key of a Map, the member of a Set, and what is in them. */
function slotAt(run: Run, place: Place): Slot | undefined {
  if (place.kind === 'root') return run.slots.root;
  const around = slotAt(run, place.within);
  if (around === undefined) return undefined;
  switch (place.kind) {
    case 'index':
      return elementOf(run.slots, around, place.key as number);
    case 'entry':
      return entryOf(run.slots, around, place.key);
    case 'property':
      return propertyOf(run.slots, around, place.key as string);
    default:
      return undefined;
  }
}

/** A value with the part of the state in place of each view. It is a copy if it had views in it. */
export function withoutViews(value: unknown): unknown {
  const node = nodeBehind(value);
  if (node !== undefined) return partOf(node.run, node.slot);
  if (typeof value !== 'object' || value === null) return value;
  return copyWith(value, withoutViews);
}

/** The part of the state itself that a slot stands for. */
function partOf(run: Run, slot: Slot): unknown {
  if (slot.parent === undefined) return run.source?.state;
  const around = partOf(run, slot.parent);
  const { kind, key } = slot;
  return kind === 'root' ? undefined : childIn(around, { kind, key, within: { kind: 'root' } });
}
