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
import { findEnabled } from './enabled.js';
import { batch, stop, tell, type Desk, type Direct, type Kernel } from './kernel.js';
import { ask } from './outcome.js';
import { storeWaiting } from './successors.js';
import { takeAll } from './take.js';
import { ends } from '../memo/tree.js';
import { loadState, storeHasRoom } from '../store/store.js';

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
    const count = findEnabled(kernel, desk, direct);
    if (count < 0) return storeWaiting(kernel, desk, state, -1 - count);
    if (direct.isStale()) return storeWaiting(kernel, desk, state, stop.news);
    if (count + desk.slept === 0 && !desk.threw) askStop(kernel, desk, state);
    if (!takeAll(kernel, desk, count, direct)) {
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

/** Whether there is room for the successors of any state. */
function hasRoom(kernel: Kernel, desk: Desk): boolean {
  const { store, representatives, sleepWords, awakeNext, nextStart, threads } = kernel;
  const most = mostAdded(desk) * threads;
  if (representatives !== undefined && !storeHasRoom(representatives, most)) return false;
  const wanted = (store.states.count[0] as number) + most - nextStart;
  return wanted * 2 * sleepWords <= awakeNext.length && storeHasRoom(store, most);
}

/** Asks the properties of deadlocks about a state without enabled steps. */
function askStop(kernel: Kernel, desk: Desk, state: number): void {
  for (const tree of kernel.stopTrees) {
    const ref = ask(kernel, tree, desk.current);
    if (ref !== ends.no) desk.news.push(tell.property, state, tree, 0);
  }
}
