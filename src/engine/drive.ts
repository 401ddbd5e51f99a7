/** Drives the loop: runs the model for answers that it lacks, makes room, and checks its answers. */
import { isolating } from '../model/isolated.js';
import type { FiniteProperty } from '../property/property.js';
import type { Complaint } from '../property/evaluate.js';
import type { Range } from './batch.js';
import { kernelOf, type Explorer, type Level } from './explorer.js';
import { impureStep, unsteadyChoice } from './impure.js';
import { mostAdded } from './desk.js';
import { closeGaps } from './gaps.js';
import { newsSize, stop, tell, type Direct } from './kernel.js';
import { expand, successorsOf } from './loop.js';
import { pack } from './layout.js';
import {
  askAboutState,
  askAboutStep,
  chooseForReal,
  learnAction,
  learnChoice,
  takeForReal,
} from './learn.js';
import { ends } from './memo.js';
import { numbers } from './pairs.js';
import type { Vector } from './slots.js';
import { isSame, type Taken } from './run-step.js';
import type { KnownAction, KnownStep } from './steps.js';
import { makeStoreRoom, stateCount, storeBytesToGrow, storeHasRoom } from './store.js';
import type { Threads } from './threads.js';
import { watchState } from './watch-state.js';

/** The levels that are worked on, and the limit on memory. */
export interface Bounds extends Level {
  /** Whether so many more bytes may be taken. */
  readonly mayTake: (bytes: number) => boolean;
}

/** Called with what the loop finds. */
export interface Listener<State> {
  /** Something threw in a state. */
  readonly threw: (state: number) => void;
  /** A property was asked about a state, or about a step from it. */
  readonly answered: (
    property: FiniteProperty<State>,
    complaint: Complaint | undefined,
    state: number,
    action: number | undefined,
  ) => void;
}

/** How far the loop came, and why it stopped there. */
export interface Driven {
  readonly at: number;
  readonly by: 'done' | 'full' | 'memory';
}

/**
 * Expands states of one level.
 *
 * @param from - The first.
 * @param to - One after the last.
 */
export function expandStates<State>(
  explorer: Explorer<State>,
  bounds: Bounds,
  from: number,
  to: number,
  listener: Listener<State>,
): Driven {
  return isolating(() => drive(explorer, bounds, from, to, listener));
}

function drive<State>(
  explorer: Explorer<State>,
  bounds: Bounds,
  from: number,
  to: number,
  listener: Listener<State>,
): Driven {
  const { desk } = explorer;
  const direct = directFor(explorer);
  let next = from;
  for (;;) {
    const kernel = kernelOf(explorer, bounds);
    const reason = expand(kernel, desk, next, to, direct);
    next = desk.at;
    switch (reason) {
      case stop.done:
        return { at: next, by: 'done' };
      case stop.full:
        hear(explorer, listener);
        return { at: next, by: 'full' };
      case stop.choice:
        learnChoice(explorer, next, desk.subject);
        break;
      case stop.action:
        learnAction(explorer, next, desk.subject);
        break;
      case stop.room:
        if (!makeRoom(explorer, bounds, mostAdded(desk))) return { at: next, by: 'memory' };
        break;
      case stop.watched:
        hear(explorer, listener);
        watchState(explorer, kernelOf(explorer, bounds), next - 1);
        explorer.watch.next = explorer.watch.after(next - 1);
        break;
      default:
        hear(explorer, listener);
    }
  }
}

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
): Promise<Driven> {
  const { desk, space, watch } = explorer;
  threads.start();
  const most = mostAdded(desk) * threads.count;
  const isLimited = stateCount(space.store) + (to - from) * most > bounds.mostStates;
  if (to - from < threads.least || isLimited) {
    return expandStates(explorer, bounds, from, to, listener);
  }
  if (!makeRoom(explorer, bounds, (to - from + most) * 2)) return { at: from, by: 'memory' };
  const kernel = kernelOf(explorer, { ...bounds, threads: threads.count });
  const shares = await threads.expand(kernel, from, to);
  const moved = closeGaps(
    kernel,
    shares.map(({ unused }) => unused),
  );
  const heard: number[][] = [];
  for (const { generated, asleep, remembered, taken, changed, news } of shares) {
    desk.generated += generated;
    desk.asleep += asleep;
    desk.remembered += remembered;
    for (let action = 0; action < desk.taken.length; action++) {
      if (taken[action] === 1) desk.taken[action] = 1;
      if (changed[action] === 1) desk.changed[action] = 1;
    }
    for (let item = 0; item < news.length; item += newsSize) {
      const [kind, state, ...about] = news.slice(item, item + newsSize) as [number, number, number];
      heard.push([kind, moved.get(state) ?? state, ...about]);
    }
  }
  // In the order of the states, as with one thread.
  heard.sort(([, one], [, other]) => (one as number) - (other as number));
  for (const item of heard) desk.news.push(...item);
  hear(explorer, listener);
  const rest = shares.flatMap(({ missed, left }): readonly Range[] => [
    ...missed.map((state): Range => [state, state + 1]),
    ...left,
  ]);
  // The watched states were expanded with the others.
  const watched: number[] = [];
  for (; watch.next >= from && watch.next < to; watch.next = watch.after(watch.next)) {
    watched.push(watch.next);
  }
  for (const [first, end] of rest) {
    const { by } = expandStates(explorer, bounds, first, end, listener);
    if (by !== 'done') return { at: from, by };
  }
  for (const state of watched) watchState(explorer, kernelOf(explorer, bounds), state);
  return { at: to, by: 'done' };
}

/** Makes room for more states. Returns false if there is no memory for it. */
function makeRoom<State>(
  explorer: Explorer<State>,
  { nextStart, mayTake }: Bounds,
  more: number,
): boolean {
  const { space, leaves } = explorer;
  if (!storeHasRoom(space.store, more)) {
    if (!mayTake(storeBytesToGrow(space.store, more))) return false;
    makeStoreRoom(space.store, more);
  }
  const wanted = (stateCount(space.store) + more - nextStart) * 2 * leaves.sleepWords;
  const { awakeNext } = explorer;
  if (wanted > awakeNext.length) {
    const length = Math.max(wanted, awakeNext.length * 2);
    if (!mayTake(length * 4)) return false;
    explorer.awakeNext = numbers(length, space.shared);
    explorer.awakeNext.set(awakeNext);
  }
  return true;
}

/** Tells the listener the news of the loop. */
function hear<State>(explorer: Explorer<State>, listener: Listener<State>): void {
  const news = explorer.desk.news.splice(0);
  for (let item = 0; item < news.length; item += newsSize) {
    const [kind, state, subject, action] = news.slice(item, item + newsSize) as [
      number,
      number,
      number,
      number,
    ];
    if (kind !== tell.property) {
      const known = kind === tell.actionThrew ? explorer.threwAction : explorer.threwChoice;
      known[subject] = 1;
      listener.threw(state);
      continue;
    }
    const property = explorer.known.subjects[subject];
    if (property === undefined || !explorer.open.has(property)) continue;
    const isOfStep = property.kind === 'transition';
    const complaint = isOfStep
      ? askAboutStep(explorer, property, state, action)
      : askAboutState(explorer, property, state);
    listener.answered(property, complaint, state, isOfStep ? action : undefined);
  }
}

/**
 * How many more times an action is taken in a state, to see that its outcome is the same. At the start often,
 * because a small model has only few states in which to find an impure step; later only in some states.
 */
function repeats(state: number): number {
  if (state === 0) return 16;
  if (state < 4) return 4;
  return state < 16 || state % 64 === 0 ? 1 : 0;
}

function refuseOther<State>(
  { known, space }: Explorer<State>,
  id: number,
  one: Taken<State>,
  other: Taken<State>,
): void {
  const { action } = known.actions[id] as KnownAction;
  if (!isSame(one, other)) throw impureStep(action, space.slots, one, other);
}

/** Runs the model for steps and choices that have no tree. */
function directFor<State>(explorer: Explorer<State>): Direct {
  const { space, desk } = explorer;
  const vectors = new Map<number, Vector>();
  return {
    choices(state, step) {
      const chosen = chooseForReal(explorer, state, step);
      for (let again = repeats(state); again > 0; again--) {
        if (chooseForReal(explorer, state, step)?.join() === chosen?.join()) continue;
        const { compiled } = explorer.known.steps[step] as KnownStep<State>;
        throw unsteadyChoice(compiled.action(undefined));
      }
      return chosen;
    },
    take(state, action) {
      const taken = takeForReal(explorer, state, action);
      for (let again = repeats(state); again > 0; again--) {
        refuseOther(explorer, action, taken, takeForReal(explorer, state, action));
      }
      if (taken.kind !== 'taken') return taken.kind === 'threw' ? ends.yes : ends.no;
      vectors.set(action, taken.vector);
      return ends.direct;
    },
    put: (action, words) => pack(space.layout, vectors.get(action) as Vector, words),
    isStale: () => space.stale || explorer.known.actions.length > desk.actions.length,
  };
}

/** A successor of a state: the action, and its number; -1 if it is not stored. */
export interface Successor {
  readonly action: number;
  readonly number: number;
}

/**
 * Finds all successors of states, also those of sleeping actions. Nothing is learned, so call this only when
 * no states are being expanded.
 *
 * @param level - The level that is expanded next; absent if the search is over.
 */
export function successorsIn<State>(
  explorer: Explorer<State>,
  level: Level = { levelStart: 0, nextStart: 0, mostStates: Infinity },
): (state: number) => Successor[] {
  const { desk } = explorer;
  const direct = directFor(explorer);
  explorer.learns = false;
  const awake = () => ({ ...kernelOf(explorer, level), sleepWords: 0 });
  let kernel = awake();
  let found = new Int32Array(desk.actions.length);
  return (state) => {
    let count: number;
    // If values or actions appear that have no place yet, the state is done again.
    while ((count = successorsOf(kernel, desk, state, direct, found)) < 0) {
      kernel = awake();
      found = new Int32Array(desk.actions.length);
    }
    desk.news.length = 0;
    return Array.from({ length: count }, (_, at) => ({
      action: desk.actions[at] as number,
      number: found[at] as number,
    }));
  };
}
