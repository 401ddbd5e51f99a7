/** A part of a search: runs that begin alike. It can be sent to another thread, and explored there. */
import type { Area, Footprint } from '../footprint.js';
import type { EventId } from '../run/running.js';
import type { KnownEvent, Node } from './node.js';

/** A footprint with the names of its areas in their place. */
export type PlainFootprint = readonly {
  readonly area: string;
  readonly key: string | undefined;
  readonly isWrite: boolean;
}[];

/** A quiet point that can be sent to another thread. */
export interface PlainNode {
  readonly events: readonly KnownEvent[];
  readonly done: readonly (readonly [EventId, PlainFootprint])[];
  readonly steps: readonly EventId[];
  readonly queue: readonly EventId[];
  readonly elsewhere: readonly EventId[];
  readonly chosen: KnownEvent;
  readonly alone: string | undefined;
  readonly footprint: PlainFootprint;
  readonly task: string | undefined;
  readonly preemptions: number;
}

/** A part of a search. */
export interface Part {
  /** The quiet points of its next run, as far as they are known. */
  readonly path: readonly PlainNode[];
  /** The first so many of them do not belong to it: other events that can be tried there are left to other parts. */
  readonly shared: number;
}

/** All runs of a program. */
export const wholeSearch: Part = { path: [], shared: 0 };

/** A quiet point with events to try there, as the last of the path to it. */
export interface Point {
  readonly path: readonly PlainNode[];
  readonly queue: readonly EventId[];
}

/** What a part leaves to others when a thread stops to explore it. */
export interface Left {
  /** What is left of it; undefined if nothing is. */
  readonly rest: Part | undefined;
  /** Quiet points that were its own, and at which others may try events from now on. */
  readonly given: readonly Point[];
  /** Quiet points that are not its own, with events that its races ask for. */
  readonly asked: readonly Point[];
  /** What the last event that is not its own touched; undefined if it has none. */
  readonly footprint: PlainFootprint | undefined;
}

/**
 * Takes down what a part leaves. It is not explored any further in this form.
 *
 * @param path - Its quiet points. If it has a rest, the chosen event of the last one was not tried yet.
 * @param shared - The number of them that are not its own.
 * @param isCut - Whether it has a rest.
 * @param isGiving - Whether it gives others a share of the rest.
 */
export function leave<State>(
  path: readonly Node<State>[],
  shared: number,
  isCut: boolean,
  isGiving: boolean,
): Left {
  const footprint = path[shared - 1]?.footprint;
  const asked: Point[] = [];
  for (const [at, node] of path.slice(0, shared).entries()) {
    if (node.queue.length > 0) asked.push(giveAway(path, at));
  }
  // What a part gives is at the first quiet point where it has a choice: so others get as much as possible.
  const at = path.findIndex(({ queue }, place) => place >= shared && queue.length > 0);
  const isGiven = isCut && isGiving && at >= 0 && at < path.length - 1;
  const given = isGiven ? [giveAway(path, at)] : [];
  return {
    rest: isCut ? { path: path.map(plain), shared: isGiven ? at + 1 : shared } : undefined,
    given,
    asked,
    footprint: footprint === undefined ? undefined : plainFootprint(footprint),
  };
}

/** Leaves the events that are to be tried at a quiet point to others. */
function giveAway<State>(path: readonly Node<State>[], at: number): Point {
  const queue = path[at]?.queue.splice(0) ?? [];
  const to = path.slice(0, at + 1).map(plain);
  for (const id of queue) path[at]?.elsewhere.add(id);
  return { path: to, queue };
}

function plain<State>(node: Node<State>): PlainNode {
  const { done, steps, queue, elsewhere, footprint, seen: _, ...rest } = node;
  return {
    ...rest,
    done: [...done].map(([id, touched]) => [id, plainFootprint(touched)]),
    steps: [...steps],
    queue: [...queue],
    elsewhere: [...elsewhere],
    footprint: plainFootprint(footprint),
  };
}

const plainFootprint = (footprint: Footprint): PlainFootprint =>
  footprint.map(({ area, key, isWrite }) => ({ area: area.name, key, isWrite }));

/**
 * The quiet points of a part.
 *
 * @param area - The area with a name.
 */
export function nodesOf<State>({ path }: Part, area: (name: string) => Area): Node<State>[] {
  const footprintOf = (footprint: PlainFootprint): Footprint =>
    footprint.map((access) => ({ ...access, area: area(access.area) }));
  return path.map(({ done, steps, queue, elsewhere, footprint, ...rest }) => ({
    ...rest,
    seen: undefined,
    done: new Map(done.map(([id, touched]) => [id, footprintOf(touched)])),
    steps: new Set(steps),
    queue: [...queue],
    elsewhere: new Set(elsewhere),
    footprint: footprintOf(footprint),
  }));
}
