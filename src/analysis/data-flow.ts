/** The flow of data between steps: which step wrote what a step read, and which writes it did not see. */
import type { DataFlow, Flow, StaleRead } from './flow.js';
import { footprintsOf, type Footprints, type StepFootprint } from './footprints.js';
import { overtakenIn } from './overtaken.js';
import type { Trace } from '../trace/trace.js';

/**
 * The flow of data in a behaviour; none if its steps cannot be watched. It takes the steps of a model again. The
 * trace of a program says what its events touched.
 */
export function dataFlowOf<State>(trace: Trace<State>): DataFlow {
  if (trace.footprints !== undefined)
    return overtakenIn({ ...trace, footprints: trace.footprints });
  const footprints = footprintsOf(trace);
  if (footprints === undefined) return { flows: [], staleReads: [], overtakings: [] };
  return {
    flows: flowsOf(trace, footprints),
    staleReads: staleReadsOf(trace, footprints),
    overtakings: [],
  };
}

/**
 * For each step, the steps of other actors that wrote what it read.
 *
 * @returns In the order of the steps that read.
 */
export function flowsOf<State>({ actions }: Trace<State>, footprints: Footprints): Flow[] {
  const { steps, pathOf, isLeaf } = footprints;
  return steps.flatMap(({ reads }, to) => {
    const paths = new Map<number, string[]>();
    for (const place of reads ?? []) {
      if (!isLeaf(place)) continue;
      const from = lastBefore(steps, to, (step) => step.changes.has(place));
      if (from === undefined || actions[from]?.actor === actions[to]?.actor) continue;
      paths.set(from, [...(paths.get(from) ?? []), pathOf(place)]);
    }
    return [...paths]
      .sort(([one], [other]) => one - other)
      .map(([from, found]) => ({ from: from + 1, to: to + 1, paths: found.sort() }));
  });
}

/**
 * The steps that act on stale data.
 *
 * Such a step reads a note that its actor wrote in an earlier step. That earlier step had also read another
 * place. Since then another actor has changed the value of that place, and the step does not read the place
 * again. So the actor does not know of that write. For each write, only the first such step is given.
 */
export function staleReadsOf<State>(
  { actions }: Trace<State>,
  footprints: Footprints,
): StaleRead[] {
  const { steps, pathOf, isLeaf } = footprints;
  const told = new Set<string>();
  const found = new Map<string, { from: number; to: number; seen: number; paths: string[] }>();
  for (const [to, { reads }] of steps.entries()) {
    if (reads === undefined) continue;
    const actor = actions[to]?.actor;
    for (const seen of ownNotes(to, reads)) {
      for (const place of steps[seen]?.reads ?? []) {
        if (reads.has(place) || !isLeaf(place)) continue;
        const from = lastBefore(steps, to, (step) => step.writes.has(place));
        if (from === undefined || from <= seen || actions[from]?.actor === actor) continue;
        if (steps[from]?.changes.has(place) !== true) continue;
        const once = `${String(actor)} ${place} ${from}`;
        if (told.has(once)) continue;
        told.add(once);
        const key = `${from} ${to} ${seen}`;
        const one = found.get(key) ?? { from: from + 1, to: to + 1, seen: seen + 1, paths: [] };
        one.paths.push(pathOf(place));
        found.set(key, one);
      }
    }
  }
  return [...found.values()]
    .map((one) => ({ ...one, paths: one.paths.sort() }))
    .sort((one, other) => one.to - other.to || one.from - other.from || one.seen - other.seen);

  /** The actor's own earlier steps that wrote what it reads now. */
  function ownNotes(to: number, reads: ReadonlySet<number>): number[] {
    const notes = new Set<number>();
    for (const place of reads) {
      if (!isLeaf(place)) continue;
      const by = lastBefore(steps, to, (step) => step.writes.has(place));
      if (by !== undefined && actions[by]?.actor === actions[to]?.actor) notes.add(by);
    }
    return [...notes].sort((one, other) => one - other);
  }
}

/** The last step before another one that has a property; undefined if none has. */
function lastBefore(
  steps: readonly StepFootprint[],
  before: number,
  has: (step: StepFootprint) => boolean,
): number | undefined {
  for (let at = before - 1; at >= 0; at--) {
    const step = steps[at];
    if (step !== undefined && has(step)) return at;
  }
  return undefined;
}
