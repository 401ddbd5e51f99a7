/** Expands states of one level with several threads, and does alone what only the main thread can do. */
import { inSlices } from '../model/supervised.js';
import type { Range } from './expand/parallel/batch.js';
import { mostAdded } from './expand/workspace.js';
import {
  expandStates,
  hear,
  makeRoom,
  type Bounds,
  type StoppedAt,
  type Listener,
  noteOutside,
} from './expand-states.js';
import { kernelOf } from './current-kernel.js';
import type { Explorer } from './explorer.js';
import { closeGaps } from './expand/parallel/gaps.js';
import type { Workspace } from './expand/kernel.js';
import { addShares } from './expand/parallel/add-shares.js';
import { share } from './share.js';
import { stateCount, storeBytesToShare } from './store/store.js';
import type { Threads } from './expand/parallel/threads.js';
import { watchState } from './purity/watch-state.js';

/** How a search went until now. */
export interface SoFar {
  /** How long it has lasted, in milliseconds. */
  readonly lasted: number;
  /** How often the model was run of late, for each state. */
  readonly runs: number;
}

/** Levels grow fast if a level has so many times as many states as all levels before it. */
const growing = 1 / 4;

/**
 * Whether several threads expand states of one level faster than one. Starts the threads once they may be needed.
 *
 * @param range - The states that are left of the level.
 */
export function paysTogether<State>(
  { workspace, space }: Explorer<State>,
  { mostStates, mayTake }: Bounds,
  [from, to]: Range,
  threads: Threads,
  { lasted, runs }: SoFar,
): boolean {
  const { patience, least, mostRuns, alone } = threads;
  if (to - from < least || runs > mostRuns || from < alone) return false;
  const isGrowing = to - from >= from * growing;
  const isYoung = lasted < (isGrowing ? patience.growing : patience.steady);
  if (isYoung && !threads.hasStarted()) return false;
  const most = stateCount(space.store) + (to - from) * mostFound(workspace, threads);
  // To share the states, the search copies those tables that are not in shared memory yet.
  const hasMemory = space.shared || mayTake(storeBytesToShare(space.store));
  return most <= mostStates && hasMemory && threads.start();
}

/** How many states the threads may add at most while each expands one. */
const mostFound = (workspace: Workspace, threads: Threads): number =>
  mostAdded(workspace) * threads.count;

/**
 * Expands states of one level with several threads. The states of the next level are then in no particular
 * order.
 *
 * @param range - The states.
 */
export async function expandTogether<State>(
  explorer: Explorer<State>,
  bounds: Bounds,
  [from, to]: Range,
  listener: Listener<State>,
  threads: Threads,
): Promise<StoppedAt> {
  share(explorer);
  const { workspace, watch } = explorer;
  const most = mostFound(workspace, threads);
  if (!makeRoom(explorer, bounds, (to - from + most) * 2)) {
    // One thread needs less.
    threads.alone = Infinity;
    return { at: from, by: 'time' };
  }
  const kernel = kernelOf(explorer, { ...bounds, threads: threads.count });
  const shares = await threads.expand(kernel, from, to);
  const moved = closeGaps(
    kernel,
    shares.map(({ unused }) => unused),
  );
  addShares(workspace, shares, moved);
  noteOutside(explorer);
  hear(explorer, listener);
  const missed = shares.flatMap((share) => share.missed);
  const rest = joined([
    ...missed.map((state): Range => [state, state + 1]),
    ...shares.flatMap(({ left }) => left),
  ]);
  // Work that only this thread can do is done faster without the others.
  if (missed.length > (to - from) / mostMissed) threads.alone = to + pause * (to - from);
  // The watched states were expanded with the others.
  const watched: number[] = [];
  for (; watch.next >= from && watch.next < to; watch.next = watch.after(watch.next)) {
    watched.push(watch.next);
  }
  const by = expandAlone(explorer, bounds, rest, listener);
  if (by === 'full' || by === 'memory') return { at: from, by };
  for (const state of watched) watchState(explorer, kernelOf(explorer, bounds), state);
  return { at: to, by: 'done' };
}

/** Expands ranges of states with this thread, and says why it stopped. */
function expandAlone<State>(
  explorer: Explorer<State>,
  bounds: Bounds,
  ranges: readonly Range[],
  listener: Listener<State>,
): StoppedAt['by'] {
  let last: StoppedAt = { at: 0, by: 'done' };
  let index = 0;
  const expandNext = () => {
    const range = ranges[index];
    if (range === undefined) return false;
    const [from, to] = range;
    last = expandStates(explorer, bounds, Math.max(from, last.at), to, listener);
    if (last.at === to) index++;
    return last.by !== 'full' && last.by !== 'memory';
  };
  // Many ranges are short, and a slice of the work costs more than such a range.
  while (inSlices(expandNext, bounds.seconds));
  return last.by;
}

/** Threads pay if they leave fewer states to the main thread than one in so many. */
const mostMissed = 8;

/** After work that did not pay, the threads pause for so many times as many states. */
const pause = 16;

/** Ranges in ascending order, with neighbours joined. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const all: [from: number, to: number][] = [];
  for (const [from, to] of [...ranges].sort(([one], [other]) => one - other)) {
    const last = all.at(-1);
    if (last?.[1] === from) last[1] = to;
    else all.push([from, to]);
  }
  return all;
}
