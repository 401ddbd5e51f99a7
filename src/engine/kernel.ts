/**
 * The tight loop: takes states, follows the trees of all steps, and stores the successors.
 *
 * It sees numbers only. Where a tree does not know an answer it stops, somebody finds out by running
 * the model (see `explorer.ts`), and it goes on with the same state.
 *
 * Sleep sets (P. Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems",
 * LNCS 1032, 1996), level by level. At a state, an action sleeps when taking it would only be the
 * other order of two that commute. A successor inherits, asleep, those that slept or came before the
 * action that led to it, as far as they commute with that action. Of all arrivals in one level an
 * action must sleep in every one.
 *
 * Why every state is still found, and at its depth: of all shortest paths to a state take the one
 * that comes first, comparing two paths by the order of actions in the state where they part.
 * Suppose that one of its steps t slept where it is taken. That was inherited along the path itself,
 * so on the way there is a state where t could be taken, came before the action that the path took,
 * and commutes with all from there to where it slept. Taking t there leads to the same state by a
 * path as long that comes first: a contradiction. So nothing on that path sleeps, arrivals from
 * later levels change nothing, and states are found in the order in which the plain search finds
 * them. A transition property is asked about each step that did not sleep; where a step sleeps,
 * it was asked about the same step nearer to the start, with the same values in all that it read, as
 * what a property reads of a step counts as read by that step.
 */
import { ends, leafOf, unknown, walk, type Walkable } from './memo.js';
import { addSuccessor, findState, loadState, storeHasRoom, type Store } from './store.js';

/** Everything that the loop needs, as it is just now. */
export interface Kernel extends Walkable {
  readonly store: Store;
  /** References to the roots of trees. */
  readonly roots: Int32Array;
  /** For each step the tree of its choice, or -1, and where the list of its only action stands. */
  readonly steps: Int32Array;
  /** Lists of actions, each with its length first. */
  readonly lists: Int32Array;
  /** For each leaf of a choice: where its list of actions stands. */
  readonly choiceLists: Int32Array;
  /** The tree of each action. */
  readonly actionTrees: Int32Array;
  /** For each leaf of an action: where its changes begin, how many they are, and its footprint. */
  readonly leaves: Int32Array;
  /** A word's place, what stays of it, and what is put there. */
  readonly changes: Int32Array;
  /** How many words of sleep a state has; 0: nothing sleeps. */
  readonly sleepWords: number;
  /** For each footprint the actions that commute with it, a bit each. */
  readonly commuting: Int32Array;
  /** The actions that are awake in the states of this level, a bit each; and of the next. */
  readonly awake: Int32Array;
  readonly awakeNext: Int32Array;
  /** The first state of this level, and of the next. */
  readonly levelStart: number;
  readonly nextStart: number;
  /** How often the tree of each action was asked. */
  readonly asked: Int32Array;
  /** The trees of the properties that are asked about each new state. */
  readonly stateTrees: readonly number[];
  /** For each property that is asked about steps, the tree for each action. */
  readonly stepTrees: readonly Int32Array[];
  /** The trees of the properties that are asked about a state in which nothing can happen. */
  readonly stopTrees: readonly number[];
  /** The most states there may be. */
  readonly mostStates: number;
  /** Steps that threw and are known to throw need not be told again: by action, and by step. */
  readonly threwAction: Uint8Array;
  readonly threwChoice: Uint8Array;
  /** False: what no tree knows is run for real and not remembered. */
  readonly learns: boolean;
  /** A state to be looked at for real when it has been expanded; -1: none. */
  readonly watched: number;
}

/** What a run of the loop works with and leaves behind. */
export interface Desk {
  /** The state at hand, its successor, and the numbers of the inner pairs of the first. */
  current: Int32Array;
  next: Int32Array;
  known: Int32Array;
  /** What can be taken in the state at hand: actions, and what their trees came to. */
  actions: Int32Array;
  found: Int32Array;
  /** The actions of the state at hand that may sleep after what is taken next. */
  settled: Int32Array;
  /** Whether something threw in the state at hand. */
  threw: boolean;
  /** Where the loop stopped. */
  at: number;
  /** The step or action that it stopped for. */
  subject: number;
  /** What was counted. */
  generated: number;
  asleep: number;
  /** How often a tree knew what an action comes to. */
  remembered: number;
  taken: Uint8Array;
  /** What is to be told, three numbers each: one of `tell`, a state, and whom it is about. */
  news: number[];
}

/** Why the loop stopped. */
export const stop = {
  /** It did all it was told. */
  done: 0,
  /** The tree of a step's choice knows no answer. */
  choice: 1,
  /** The tree of an action knows no answer. */
  action: 2,
  /** There are as many states as there may be. */
  full: 3,
  /** There is news. */
  news: 4,
  /** The state before is to be looked at for real; and there may be news. */
  watched: 5,
  /** There may be no room for the successors. */
  room: 6,
} as const;

/** What the news is about. */
export const tell = {
  /** Something threw in a state: an action (1 in the fourth place), or the choice of a step (0). */
  threw: 0,
  /** A property has to do with a state: its tree said so, or does not know. */
  state: 1,
  /** The same of a step: the state is the one before it, and the action stands in the fourth place. */
  step: 2,
  /** The same of a state in which nothing can happen. */
  stop: 3,
} as const;

/** How many numbers news takes: one of `tell`, the state, the property, and the action. */
export const newsSize = 4;

/** Asleep, in place of what a tree came to. */
const sleeping = 1;

/** What a step does that is run for real. */
export interface Direct {
  /** The actions of a step, or undefined where its choice threw. */
  choices(state: number, step: number): readonly number[] | undefined;
  /** Whether an action can be taken (`ends.no`, `ends.yes` where it throws, `ends.direct`). */
  take(state: number, action: number): number;
  /** Puts the successor of an action that can be taken into the words. */
  put(action: number, words: Int32Array): void;
  /** True where values appeared that have no place in the words: the state is to be done again. */
  isStale(): boolean;
}

/**
 * Expands states, in their order.
 *
 * @param from - The first state to expand.
 * @param to - One after the last.
 * @param direct - Runs what has no tree.
 * @returns One of `stop`; `desk.at` is the state that was not expanded, or one after the last.
 */
export function expand(
  kernel: Kernel,
  desk: Desk,
  from: number,
  to: number,
  direct: Direct,
): number {
  for (let state = from; state < to; state++) {
    desk.at = state;
    if (!hasRoom(kernel, desk)) return stop.room;
    loadState(kernel.store, state, desk.current);
    const count = findEnabled(kernel, desk, state, direct);
    if (count < 0) return -1 - count;
    if (direct.isStale()) return stop.news;
    if (count === 0 && !desk.threw) askStop(kernel, desk, state);
    const reason = storeSuccessors(kernel, desk, state, count, direct);
    if (reason === stop.full) return reason;
    if (desk.news.length > 0 || state === kernel.watched) {
      desk.at = state + 1;
      return state === kernel.watched ? stop.watched : stop.news;
    }
  }
  desk.at = to;
  return stop.done;
}

/** True where the successors of any state have room. */
function hasRoom({ store, sleepWords, awakeNext, nextStart }: Kernel, desk: Desk): boolean {
  const most = desk.actions.length;
  const wanted = (store.states.count[0] as number) + most - nextStart;
  return wanted * sleepWords <= awakeNext.length && storeHasRoom(store, most);
}

function askStop(kernel: Kernel, desk: Desk, state: number): void {
  for (const tree of kernel.stopTrees) {
    const ref = walk(kernel, kernel.roots[tree] as number, desk.current, desk.current);
    if (ref !== ends.no) desk.news.push(tell.stop, state, tree, 0);
  }
}

/** Lists what can be taken; -1 minus one of `stop` where a tree does not know. */
function findEnabled(kernel: Kernel, desk: Desk, state: number, direct: Direct): number {
  const { steps, roots, lists, choiceLists } = kernel;
  const { current } = desk;
  let count = 0;
  desk.threw = false;
  for (let step = 0; step < steps.length >> 1; step++) {
    const tree = steps[2 * step] as number;
    let list: number;
    if (tree < 0) list = steps[2 * step + 1] as number;
    else {
      let ref = walk(kernel, roots[tree] as number, current, current);
      if (ref === unknown) {
        if (kernel.learns) {
          desk.subject = step;
          return -1 - stop.choice;
        }
        ref = ends.direct;
      }
      if (ref === ends.yes) {
        tellThrew(kernel.threwChoice, desk, state, step, 0);
        continue;
      }
      if (ref === ends.direct) {
        count = findDirect(kernel, desk, state, step, count, direct);
        if (count < 0) return count;
        continue;
      }
      list = choiceLists[leafOf(ref)] as number;
    }
    const end = list + (lists[list] as number);
    for (let at = list + 1; at <= end; at++) {
      count = findAction(kernel, desk, state, lists[at] as number, count, direct);
      if (count < 0) return count;
    }
  }
  return count;
}

function findDirect(
  kernel: Kernel,
  desk: Desk,
  state: number,
  step: number,
  from: number,
  direct: Direct,
): number {
  const actions = direct.choices(state, step);
  if (actions === undefined) {
    tellThrew(kernel.threwChoice, desk, state, step, 0);
    return from;
  }
  // An action that was not known before has no place in the kernel's arrays.
  if (direct.isStale()) return -1 - stop.news;
  let count = from;
  for (const action of actions) {
    count = findAction(kernel, desk, state, action, count, direct);
    if (count < 0) return count;
  }
  return count;
}

/** Notes an action where it can be taken. */
function findAction(
  kernel: Kernel,
  desk: Desk,
  state: number,
  action: number,
  count: number,
  direct: Direct,
): number {
  const { sleepWords, awake, levelStart, roots, actionTrees, asked } = kernel;
  let found: number;
  if (
    action < sleepWords * 32 &&
    (((awake[(state - levelStart) * sleepWords + (action >>> 5)] as number) >>> (action & 31)) &
      1) ===
      0
  ) {
    found = sleeping;
  } else {
    asked[action] = (asked[action] as number) + 1;
    found = walk(
      kernel,
      roots[actionTrees[action] as number] as number,
      desk.current,
      desk.current,
    );
    if (found === unknown) {
      if (kernel.learns) {
        desk.subject = action;
        return -1 - stop.action;
      }
      found = ends.direct;
    }
    if (found !== ends.direct) desk.remembered++;
    if (found === ends.no) return count;
    if (found === ends.direct) {
      found = direct.take(state, action);
      if (found === ends.no) return count;
    }
    if (found === ends.yes) {
      tellThrew(kernel.threwAction, desk, state, action, 1);
      return count;
    }
  }
  desk.actions[count] = action;
  desk.found[count] = found;
  return count + 1;
}

function tellThrew(
  known: Uint8Array,
  desk: Desk,
  state: number,
  subject: number,
  what: number,
): void {
  desk.threw = true;
  if (known[subject] !== 0) return;
  desk.news.push(tell.threw, state, subject, what);
}

/** Takes what can be taken. */
function storeSuccessors(
  kernel: Kernel,
  desk: Desk,
  state: number,
  count: number,
  direct: Direct,
): number {
  const { store, leaves, sleepWords, nextStart, stateTrees, stepTrees } = kernel;
  const { current, next, known, actions, found, settled, taken } = desk;
  known.set(store.numbers);
  for (let word = 0; word < sleepWords; word++) settled[word] = 0;
  if (sleepWords > 0) {
    for (let at = 0; at < count; at++) {
      if (found[at] === sleeping) settle(settled, actions[at] as number, sleepWords);
    }
  }
  for (let at = 0; at < count; at++) {
    const ref = found[at] as number;
    const action = actions[at] as number;
    desk.generated++;
    if (ref === sleeping) {
      desk.asleep++;
      continue;
    }
    taken[action] = 1;
    const footprint = ref === ends.direct ? -1 : (leaves[leafOf(ref) * 3 + 2] as number);
    if (ref === ends.direct) direct.put(action, next);
    else change(kernel, desk, leafOf(ref) * 3);
    if ((store.states.count[0] as number) >= kernel.mostStates && isNew(kernel, next)) {
      return stop.full;
    }
    const number = addSuccessor(store, next, current, known);
    const successor = number < 0 ? -1 - number : number;
    if (number < 0) {
      for (const tree of stateTrees) {
        if (walk(kernel, kernel.roots[tree] as number, next, next) !== ends.no) {
          desk.news.push(tell.state, successor, tree, 0);
        }
      }
    }
    // Of whom it is not known what a property reads of his step, he may not sleep.
    let isKnown = footprint >= 0;
    for (const trees of stepTrees) {
      const tree = trees[action] as number;
      const answer = walk(kernel, kernel.roots[tree] as number, current, next);
      if (answer !== ends.no) desk.news.push(tell.step, state, tree, action);
      if (answer === unknown) isKnown = false;
    }
    if (sleepWords > 0) {
      if (successor >= nextStart) wake(kernel, desk, successor, footprint);
      if (isKnown) settle(settled, action, sleepWords);
    }
  }
  return stop.done;
}

/** Makes the successor of the state at hand. */
function change({ leaves, changes }: Kernel, { current, next }: Desk, leaf: number): void {
  for (let word = 0; word < current.length; word++) next[word] = current[word] as number;
  const from = leaves[leaf] as number;
  const end = from + 3 * (leaves[leaf + 1] as number);
  for (let at = from; at < end; at += 3) {
    const word = changes[at] as number;
    next[word] =
      ((next[word] as number) & (changes[at + 1] as number)) | (changes[at + 2] as number);
  }
}

function isNew({ store }: Kernel, words: Int32Array): boolean {
  return findState(store, words) < 0;
}

/** From here on an action may sleep in the successors that are still to come. */
function settle(settled: Int32Array, action: number, sleepWords: number): void {
  const word = action >>> 5;
  if (word < sleepWords) settled[word] = (settled[word] as number) | (1 << (action & 31));
}

/** Wakes what may not sleep in a successor: all but what is settled and commutes. */
function wake(
  { sleepWords, commuting, awakeNext, nextStart, store }: Kernel,
  { settled }: Desk,
  successor: number,
  footprint: number,
): void {
  const to = (successor - nextStart) * sleepWords;
  for (let word = 0; word < sleepWords; word++) {
    const asleep =
      footprint < 0
        ? 0
        : (settled[word] as number) & (commuting[footprint * sleepWords + word] as number);
    if (store.states.shared) Atomics.or(awakeNext, to + word, ~asleep);
    else awakeNext[to + word] = (awakeNext[to + word] as number) | ~asleep;
  }
}

/**
 * Finds the successors of a state without storing any. Nothing sleeps, so all are found.
 *
 * @param numbers - Where their numbers go, in the order of `desk.actions`.
 * @returns How many there are; -1 minus one of `stop` where a tree does not know.
 */
export function successorsOf(
  kernel: Kernel,
  desk: Desk,
  state: number,
  direct: Direct,
  numbers: Int32Array,
): number {
  loadState(kernel.store, state, desk.current);
  const count = findEnabled(kernel, desk, state, direct);
  if (count < 0) return count;
  if (direct.isStale()) return -1 - stop.news;
  for (let at = 0; at < count; at++) {
    const ref = desk.found[at] as number;
    if (ref === ends.direct) direct.put(desk.actions[at] as number, desk.next);
    else change(kernel, desk, leafOf(ref) * 3);
    numbers[at] = findState(kernel.store, desk.next);
  }
  return count;
}

/**
 * What the tree of an action says of a state; its successor is left in `desk.next` where it can be
 * taken.
 */
export function recall(kernel: Kernel, desk: Desk, state: number, action: number): number {
  loadState(kernel.store, state, desk.current);
  const tree = kernel.actionTrees[action] as number;
  const ref = walk(kernel, kernel.roots[tree] as number, desk.current, desk.current);
  if (ref < ends.yes) change(kernel, desk, leafOf(ref) * 3);
  return ref;
}

/** What a tree says of a state. */
export function recallState(kernel: Kernel, desk: Desk, state: number, tree: number): number {
  loadState(kernel.store, state, desk.current);
  return walk(kernel, kernel.roots[tree] as number, desk.current, desk.current);
}
