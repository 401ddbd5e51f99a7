/**
 * The tight loop: takes states, follows the trees of all steps, and stores the successors.
 *
 * It works on numbers only. If a tree has no answer, the loop stops. `drive.ts` then finds the answer by
 * running the model (see `learn.ts`), and the loop goes on with the same state.
 *
 * It uses sleep sets (P. Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems",
 * LNCS 1032, 1996), level by level. In a state, an action sleeps if taking it would only give the other
 * order of two actions that commute. In a successor, the actions that slept or came before the action that
 * led to it are asleep, as far as they commute with that action. If several steps of one level lead to a
 * state, an action sleeps there only if it sleeps after every one of them.
 *
 * Why the loop still finds every state, and at its depth: of all shortest paths to a state, take the one
 * that comes first. (Two paths are compared by the order of the actions in the state in which they part.)
 * Suppose that one of its steps t sleeps in the state in which the path takes it. It inherited this along the
 * path itself. So the path has an earlier state in which t could be taken, in which t came before the action
 * that the path took, and from which t commutes with all steps up to the state in which it sleeps. Taking t
 * there leads to the same state by a path that is as long and comes first: a contradiction. So no step on
 * the path sleeps. Arrivals from later levels change nothing. Hence states are found in the order in which
 * the plain search finds them.
 *
 * A transition property is asked about each step that does not sleep. If a step sleeps, the property was
 * asked about the same step nearer to the start, with the same values in everything that it reads, because
 * what a property reads of a step counts as read by that step.
 */

import { mostAdded } from './desk.js';
import { batch, block, stop, tell, type Desk, type Direct, type Kernel } from './kernel.js';
import { ends, leafOf, unknown, walk } from '../memo/tree.js';
import {
  addPair,
  claimPlace,
  findPair,
  hashOf,
  putPair,
  takeNumbers,
  touchPairs,
} from '../store/pairs.js';
import {
  findState,
  findSuccessor,
  loadState,
  pairSuccessor,
  pairWords,
  storeHasRoom,
  type Store,
} from '../store/store.js';

/**
 * Expands states, in their order.
 *
 * @param from - The first state to expand.
 * @param to - One after the last.
 * @param direct - Runs the model for steps and choices that have no tree.
 * @returns One of `stop`; `desk.at` is the state that was not expanded, or one after the last.
 */
export function expand(
  kernel: Kernel,
  desk: Desk,
  from: number,
  to: number,
  direct: Direct,
): number {
  desk.waiting = 0;
  for (let state = from; state < to; state++) {
    desk.at = state;
    if (!hasRoom(kernel, desk)) return storeWaiting(kernel, desk, state, stop.room);
    loadState(kernel.store, state, desk.current);
    const count = findEnabled(kernel, desk, state, direct);
    if (count < 0) return storeWaiting(kernel, desk, state, -1 - count);
    if (direct.isStale()) return storeWaiting(kernel, desk, state, stop.news);
    if (count + desk.slept === 0 && !desk.threw) askStop(kernel, desk, state);
    if (!takeAll(kernel, desk, state, count, direct)) {
      return storeWaiting(kernel, desk, state, stop.news);
    }
    const isWatched = state === kernel.watched;
    if (desk.waiting < batch && !isWatched && desk.news.length === 0) continue;
    const reason = isWatched ? stop.watched : stop.done;
    const next = storeWaiting(kernel, desk, state + 1, reason);
    if (next !== stop.done) return next;
    if (desk.news.length > 0) return stop.news;
  }
  const last = storeWaiting(kernel, desk, to, stop.done);
  return last === stop.done && desk.news.length > 0 ? stop.news : last;
}

/** The answer of a tree for a state, or for a step from it. */
function ask(kernel: Kernel, tree: number, words: Int32Array, after = words): number {
  return walk(kernel, kernel.roots[tree] as number, words, after);
}

/** Whether there is room for the successors of any state. */
function hasRoom(kernel: Kernel, desk: Desk): boolean {
  const { store, representatives, sleepWords, awakeNext, nextStart, threads } = kernel;
  const most = mostAdded(desk) * threads;
  if (representatives !== undefined && !storeHasRoom(representatives, most)) return false;
  const wanted = (store.states.count[0] as number) + most - nextStart;
  return wanted * 2 * sleepWords <= awakeNext.length && storeHasRoom(store, most);
}

function askStop(kernel: Kernel, desk: Desk, state: number): void {
  for (const tree of kernel.stopTrees) {
    const ref = ask(kernel, tree, desk.current);
    if (ref !== ends.no) desk.news.push(tell.property, state, tree, 0);
  }
}

/** Lists the actions that can be taken. Returns their count, or -1 minus one of `stop` if it must stop. */
function findEnabled(kernel: Kernel, desk: Desk, state: number, direct: Direct): number {
  const { steps, lists, choiceLists, sleepWords } = kernel;
  const { current, idle, dormant } = desk;
  let count = 0;
  desk.threw = false;
  desk.slept = 0;
  const bits = (state - kernel.levelStart) * 2 * sleepWords;
  for (let word = 0; word < sleepWords; word++) {
    dormant[word] = ~(kernel.awake[bits + word] as number);
    idle[word] = kernel.awake[bits + sleepWords + word] as number;
  }
  for (let row = 0; row < steps.length; row += 3) {
    const tree = steps[row] as number;
    let list = steps[row + 1] as number;
    if (tree >= 0) {
      const step = steps[row + 2] as number;
      const ref = ask(kernel, tree, current);
      if (ref === ends.yes) {
        tellThrew(kernel.threwChoice, desk, tell.choiceThrew, state, step);
        continue;
      }
      if (ref === unknown || ref === ends.direct) {
        const learns = kernel.learns && ref === unknown && direct.learnsChoice(state, step);
        if (learns || kernel.threads > 1) {
          desk.subject = step;
          return -1 - stop.choice;
        }
        count = findDirect(kernel, desk, state, step, count, direct);
        if (count < 0) return count;
        continue;
      }
      list = choiceLists[leafOf(ref)] as number;
    }
    const end = list + (lists[list] as number);
    for (let at = list + 1; at <= end; at++) {
      const action = lists[at] as number;
      if (isSettled(kernel, desk, action)) continue;
      count = findAction(kernel, desk, state, action, count, direct);
      if (count < 0) return count;
    }
  }
  return count;
}

/** Does the same for one step whose choice has no tree: the model makes the choice. */
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
    tellThrew(kernel.threwChoice, desk, tell.choiceThrew, state, step);
    return from;
  }
  // An action that was not known before has no place in the kernel's arrays.
  if (direct.isStale()) return -1 - stop.news;
  let count = from;
  for (const action of actions) {
    if (isSettled(kernel, desk, action)) continue;
    count = findAction(kernel, desk, state, action, count, direct);
    if (count < 0) return count;
  }
  return count;
}

/** Whether an action need not be asked: it is known not to be enabled, or it sleeps. Counts those asleep. */
function isSettled({ sleepWords }: Kernel, desk: Desk, action: number): boolean {
  const word = action >>> 5;
  if (word >= sleepWords) return false;
  const bit = 1 << (action & 31);
  if (((desk.idle[word] as number) & bit) !== 0) return true;
  if (((desk.dormant[word] as number) & bit) === 0) return false;
  desk.slept++;
  return true;
}

/** Adds an action to the list if it can be taken. */
function findAction(
  kernel: Kernel,
  desk: Desk,
  state: number,
  action: number,
  count: number,
  direct: Direct,
): number {
  let found = ask(kernel, kernel.actionTrees[action] as number, desk.current);
  if (found === unknown || found === ends.direct) {
    // Several threads cannot run the model.
    const learns = kernel.learns && found === unknown && direct.learnsAction(action);
    if (learns || kernel.threads > 1) {
      desk.subject = action;
      return -1 - stop.action;
    }
    found = direct.take(state, action);
    if (found === ends.no) return count;
  } else {
    desk.remembered++;
    if (found === ends.no) {
      setBit(desk.idle, action, kernel.sleepWords);
      return count;
    }
  }
  if (found === ends.yes) {
    tellThrew(kernel.threwAction, desk, tell.actionThrew, state, action);
    return count;
  }
  desk.actions[count] = action;
  desk.found[count] = found;
  desk.sleptBefore[count] = desk.slept;
  return count + 1;
}

function tellThrew(
  known: Uint8Array,
  desk: Desk,
  kind: number,
  state: number,
  subject: number,
): void {
  desk.threw = true;
  if (known[subject] === 0) desk.news.push(kind, state, subject, 0);
}

/**
 * Takes all enabled actions. Their successors wait to be stored. Returns false if the state must be done again,
 * because a representative has values that have no place yet.
 */
function takeAll(
  kernel: Kernel,
  desk: Desk,
  state: number,
  count: number,
  direct: Direct,
): boolean {
  const { store, representatives, leaves, sleepWords, commuting, sparing, stepTrees } = kernel;
  const begun = desk.waiting;
  const { current, next, known, actions, found, settled } = desk;
  if (known.length > 0) known.set(store.numbers);
  for (let word = 0; word < sleepWords; word++) settled[word] = desk.dormant[word] as number;
  let slept = 0;
  for (let at = 0; at < count; at++) {
    const ref = found[at] as number;
    const action = actions[at] as number;
    const entry = desk.waiting++;
    desk.states[entry] = state;
    desk.takes[entry] = action;
    const before = desk.sleptBefore[at] as number;
    desk.slepts[entry] = before - slept + desk.sleptLast;
    desk.sleptLast = 0;
    slept = before;
    const footprint = ref === ends.direct ? -1 : (leaves[leafOf(ref) * 3 + 2] as number);
    if (ref === ends.direct) direct.put(action, next);
    else {
      const step = kernel.stepOf[action] as number;
      desk.recalled[step] = (desk.recalled[step] as number) + 1;
      change(kernel, desk, leafOf(ref) * 3);
    }
    pairSuccessor(store, next, current, known, desk.pairs, 2 * entry);
    desk.hashes[entry] = hashOf(
      desk.pairs[2 * entry] as number,
      desk.pairs[2 * entry + 1] as number,
    );
    if (representatives !== undefined && !findOrbit(kernel, desk, entry, direct)) {
      desk.waiting = begun;
      return false;
    }
    if (stepTrees.length > 0) {
      desk.after.set(next, entry * next.length);
      desk.before.set(current, entry * current.length);
    }
    if (sleepWords === 0) continue;
    const to = entry * 2 * sleepWords;
    if (footprint < 0) {
      desk.asleepIn.fill(0, to, to + 2 * sleepWords);
      continue;
    }
    const row = footprint * sleepWords;
    for (let word = 0; word < sleepWords; word++) {
      const asleep = (settled[word] as number) & (commuting[row + word] as number);
      desk.asleepIn[to + word] = asleep;
      const idle = (desk.idle[word] as number) & (sparing[row + word] as number);
      desk.asleepIn[to + sleepWords + word] = idle;
    }
    // An action may sleep only if we know what every transition property reads of it.
    if (isAnswered(kernel, desk, action)) setBit(settled, action, sleepWords);
  }
  desk.sleptLast += desk.slept - slept;
  return true;
}

/** Finds the orbit of the current successor. Returns false if its representative has values without a place. */
function findOrbit(kernel: Kernel, desk: Desk, entry: number, direct: Direct): boolean {
  const { store, representatives } = kernel;
  const { current, next, orbits, pairs, representative } = desk;
  const action = desk.takes[entry] as number;
  // The store only knows which orbits a step leads to. A step may change the state and stay in its orbit.
  for (let word = 0; word < next.length; word++) {
    if (next[word] !== current[word]) desk.changed[action] = 1;
  }
  const [one, other] = [pairs[2 * entry] as number, pairs[2 * entry + 1] as number];
  const known = findPair(store.states, one, other) + 1;
  orbits[3 * entry] = known;
  if (known > 0 || representatives === undefined) return true;
  if (!direct.represent(next, representative, action)) return false;
  pairWords(representatives, representative, orbits, 3 * entry + 1);
  return true;
}

/** Whether the trees have the answers of all properties for the current step. */
function isAnswered(kernel: Kernel, desk: Desk, action: number): boolean {
  for (const trees of kernel.stepTrees) {
    const ref = ask(kernel, trees[action] as number, desk.current, desk.next);
    if (ref === unknown) return false;
  }
  return true;
}

/**
 * Stores what waits, in order.
 *
 * @param at - The state to go on with.
 * @param reason - Why the loop stopped.
 * @returns The reason, or `stop.full` if there are as many states as there may be.
 */
function storeWaiting(kernel: Kernel, desk: Desk, at: number, reason: number): number {
  const { store, representatives, sleepWords, nextStart, stateTrees, stepTrees, mostStates } =
    kernel;
  const { waiting, hashes, pairs, takes, next, current, after, before } = desk;
  const { states } = store;
  desk.waiting = 0;
  desk.at = at;
  desk.sink ^= touchPairs(states, hashes, waiting);
  for (let entry = 0; entry < waiting; entry++) {
    const action = takes[entry] as number;
    const slept = desk.slepts[entry] as number;
    desk.generated += 1 + slept;
    desk.asleep += slept;
    desk.takenIn[action] = (desk.states[entry] as number) + 1;
    desk.takenTo[action] = 0;
    const one = pairs[2 * entry] as number;
    const other = pairs[2 * entry + 1] as number;
    const isFull = (states.count[0] as number) >= mostStates;
    const orbit = representatives === undefined ? -1 : orbitOf(representatives, desk, entry);
    if (
      isFull &&
      orbit < 0 &&
      (representatives !== undefined || findPair(states, one, other) < 0)
    ) {
      desk.at = desk.states[entry] as number;
      desk.sleptLast = 0;
      return stop.full;
    }
    const found = orbit >= 0 ? orbit : claimPlace(states, one, other, hashes[entry] as number);
    const isNew = found < 0;
    const successor = isNew ? nextNumber(kernel, desk) : found;
    if (isNew && representatives !== undefined) addOrbit(representatives, desk, entry);
    desk.takenTo[action] = successor + 1;
    if (successor !== desk.states[entry]) desk.changed[action] = 1;
    // A new state must be woken before other threads see it: until then no other thread writes its bits.
    if (sleepWords > 0 && successor >= nextStart) wake(kernel, desk, successor, entry, isNew);
    if (isNew) putPair(states, -1 - found, successor, one, other);
    if (isNew && stateTrees.length > 0) {
      loadState(store, successor, next);
      for (const tree of stateTrees) {
        if (ask(kernel, tree, next) !== ends.no) {
          desk.news.push(tell.property, successor, tree, 0);
        }
      }
    }
    if (stepTrees.length === 0) continue;
    const width = next.length;
    next.set(after.subarray(entry * width, (entry + 1) * width));
    current.set(before.subarray(entry * width, (entry + 1) * width));
    for (const trees of stepTrees) {
      const tree = trees[action] as number;
      if (ask(kernel, tree, current, next) !== ends.no) {
        desk.news.push(tell.property, desk.states[entry] as number, tree, action);
      }
    }
  }
  desk.generated += desk.sleptLast;
  desk.asleep += desk.sleptLast;
  desk.sleptLast = 0;
  return reason;
}

/** The number of the orbit of a successor; -1 if it is not stored yet. */
function orbitOf({ states }: Store, { orbits }: Desk, entry: number): number {
  const known = orbits[3 * entry] as number;
  if (known > 0) return known - 1;
  return findPair(states, orbits[3 * entry + 1] as number, orbits[3 * entry + 2] as number);
}

/** Stores the representative of a new state. It gets the number of the state. */
function addOrbit({ states }: Store, { orbits }: Desk, entry: number): void {
  addPair(states, orbits[3 * entry + 1] as number, orbits[3 * entry + 2] as number);
}

/** A number for a new state. With several threads, each reserves a block: taking one by one would be slow. */
function nextNumber({ store, threads }: Kernel, desk: Desk): number {
  if (threads === 1) return takeNumbers(store.states, 1);
  if (desk.reserved === desk.reservedEnd) {
    desk.reserved = takeNumbers(store.states, block);
    desk.reservedEnd = desk.reserved + block;
  }
  return desk.reserved++;
}

/** Makes the successor of the current state. */
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

/** Sets the bit of an action. */
function setBit(bits: Int32Array, action: number, sleepWords: number): void {
  const word = action >>> 5;
  if (word < sleepWords) bits[word] = (bits[word] as number) | (1 << (action & 31));
}

/** Wakes the actions that may not sleep in a successor, and notes those that are known not to be enabled. */
function wake(
  { sleepWords, awakeNext, nextStart, store }: Kernel,
  { asleepIn }: Desk,
  successor: number,
  entry: number,
  isNew: boolean,
): void {
  const to = (successor - nextStart) * 2 * sleepWords;
  const from = entry * 2 * sleepWords;
  for (let word = 0; word < 2 * sleepWords; word++) {
    const bits = asleepIn[from + word] as number;
    const more = word < sleepWords ? ~bits : bits;
    const had = awakeNext[to + word] as number;
    // Bits are only ever added, so it does no harm if another thread has just added some.
    if ((had | more) === had) continue;
    if (store.states.shared && !isNew) Atomics.or(awakeNext, to + word, more);
    else awakeNext[to + word] = had | more;
  }
}

/**
 * Finds the successors of a state without storing any. No action may sleep, so that all are found.
 *
 * @param numbers - Receives their numbers, in the order of `desk.actions`.
 * @returns How many there are; -1 minus one of `stop` if it must stop.
 */
export function successorsOf(
  kernel: Kernel,
  desk: Desk,
  state: number,
  direct: Direct,
  numbers: Int32Array,
): number {
  const { store, representatives } = kernel;
  const { current, next, known, pairs, hashes } = desk;
  loadState(store, state, current);
  const count = findEnabled(kernel, desk, state, direct);
  if (count < 0) return count;
  if (direct.isStale()) return -1 - stop.news;
  if (known.length > 0) known.set(store.numbers);
  for (let at = 0; at < count; at++) {
    const action = desk.actions[at] as number;
    const ref = desk.found[at] as number;
    if (ref === ends.direct) direct.put(action, next);
    else change(kernel, desk, leafOf(ref) * 3);
    numbers[at] = findSuccessor(store, next, current, known, pairs, 2 * at) ? 0 : -1;
    if (numbers[at] === 0) {
      hashes[at] = hashOf(pairs[2 * at] as number, pairs[2 * at + 1] as number);
    }
    if (representatives === undefined) continue;
    if (numbers[at] === 0) numbers[at] = findPairAt(store, pairs, at);
    if ((numbers[at] as number) >= 0) continue;
    if (!direct.represent(next, desk.representative, action)) return -1 - stop.news;
    numbers[at] = findState(representatives, desk.representative);
  }
  if (representatives !== undefined) return count;
  desk.sink ^= touchPairs(store.states, hashes, count);
  for (let at = 0; at < count; at++) {
    if (numbers[at] === 0) numbers[at] = findPairAt(store, pairs, at);
  }
  return count;
}

function findPairAt({ states }: Store, pairs: Int32Array, at: number): number {
  return findPair(states, pairs[2 * at] as number, pairs[2 * at + 1] as number);
}

/**
 * The answer of the tree of an action for a state. If the action can be taken, its successor is in
 * `desk.next`.
 */
export function recall(kernel: Kernel, desk: Desk, state: number, action: number): number {
  const ref = recallTree(kernel, desk, state, kernel.actionTrees[action] as number);
  if (ref < ends.yes) change(kernel, desk, leafOf(ref) * 3);
  return ref;
}

/** The answer of a tree for a state. */
export function recallTree(kernel: Kernel, desk: Desk, state: number, tree: number): number {
  loadState(kernel.store, state, desk.current);
  return ask(kernel, tree, desk.current);
}

/** The answer of a tree for the step from the state in `desk.current` to that in `desk.next`. */
export function recallStepTree(kernel: Kernel, desk: Desk, tree: number): number {
  return ask(kernel, tree, desk.current, desk.next);
}
