/**
 * The tight loop: takes states, follows the trees of all steps, and stores the successors.
 *
 * It works on numbers only. If a tree has no answer, the loop stops. `expand-states.ts` then finds the answer by
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
 * If the model has a state constraint, the states on the path that comes first must lie inside as well. They do, because
 * an action that writes what the constraint reads never sleeps: t changes none of its answers.
 *
 * A transition property is asked about each step that does not sleep. If a step sleeps, the property was
 * asked about the same step nearer to the start, with the same values in everything that it reads, because
 * what a property reads of a step counts as read by that step.
 */

import { mostAdded } from './workspace.js';
import { findEnabled, findOutside } from './enabled.js';
import { batch, stop, findingKind, type Workspace, type Direct, type Kernel } from './kernel.js';
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
 * @returns One of `stop`; `workspace.at` is the state that was not expanded, or one after the last.
 */
export function expand(
  kernel: Kernel,
  workspace: Workspace,
  from: number,
  to: number,
  direct: Direct,
): number {
  workspace.waiting = 0;
  for (let state = from; state < to; state++) {
    workspace.at = state;
    if (!hasRoom(kernel, workspace)) return storeWaiting(kernel, workspace, state, stop.room);
    loadState(kernel.store, state, workspace.current);
    const reasonToStop = expandOne(kernel, workspace, direct);
    if (reasonToStop !== stop.done) return storeWaiting(kernel, workspace, state, reasonToStop);
    const isWatched = state === kernel.watched;
    if (workspace.waiting < batch && !isWatched && workspace.findings.length === 0) continue;
    const reason = isWatched ? stop.watched : stop.done;
    const next = storeWaiting(kernel, workspace, state + 1, reason);
    if (next !== stop.done) return next;
    if (workspace.findings.length > 0) return stop.findings;
  }
  const last = storeWaiting(kernel, workspace, to, stop.done);
  return last === stop.done && workspace.findings.length > 0 ? stop.findings : last;
}

/**
 * Takes all steps of the state `workspace.at`. Their successors wait to be stored. If the state lies outside the state
 * constraint, there are none.
 *
 * @returns One of `stop`: if it is not `done`, the state must be done again.
 */
function expandOne(kernel: Kernel, workspace: Workspace, direct: Direct): number {
  const { at: state } = workspace;
  const outside = kernel.withinTree < 0 ? 0 : findOutside(kernel, workspace, direct);
  if (outside < 0) return -1 - outside;
  const count = outside === 1 ? 0 : findEnabled(kernel, workspace, direct);
  if (count < 0) return -1 - count;
  if (direct.isStale()) return stop.findings;
  if (outside === 1) {
    workspace.outside.push(state);
    return stop.done;
  }
  if (count + workspace.slept === 0 && !workspace.threw) askStop(kernel, workspace, state);
  return takeAll(kernel, workspace, count, direct) ? stop.done : stop.findings;
}

/** Whether there is room for the successors of any state. */
function hasRoom(kernel: Kernel, workspace: Workspace): boolean {
  const { store, representatives, sleepWords, awakeNext, nextStart, threads } = kernel;
  const most = mostAdded(workspace) * threads;
  if (representatives !== undefined && !storeHasRoom(representatives, most)) return false;
  const wanted = (store.states.count[0] as number) + most - nextStart;
  return wanted * 2 * sleepWords <= awakeNext.length && storeHasRoom(store, most);
}

/** Asks the properties of deadlocks about a state without enabled steps. */
function askStop(kernel: Kernel, workspace: Workspace, state: number): void {
  for (const tree of kernel.stopTrees) {
    const ref = ask(kernel, tree, workspace.current);
    if (ref !== ends.no) workspace.findings.push(findingKind.property, state, tree, 0);
  }
}
