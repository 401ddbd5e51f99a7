/** Finds the enabled actions of a state: asks the trees of all choices and actions that do not sleep. */
import { stop, findingKind, type Workspace, type Direct, type Kernel } from './kernel.js';
import { ask } from './outcome.js';
import { isSettled, loadSleep, setBit } from './sleep.js';
import { ends, leafOf, unknown } from '../memo/tree.js';

/**
 * Lists the actions that can be taken in the state `workspace.at`, whose words are in `workspace.current`.
 *
 * @returns How many there are; -1 minus one of `stop` if the loop must stop.
 */
export function findEnabled(kernel: Kernel, workspace: Workspace, direct: Direct): number {
  const { steps, lists, choiceLists } = kernel;
  const { at: state, current } = workspace;
  let count = 0;
  workspace.threw = false;
  workspace.slept = 0;
  loadSleep(kernel, workspace, state);
  for (let row = 0; row < steps.length; row += 3) {
    const tree = steps[row] as number;
    let list = steps[row + 1] as number;
    if (tree >= 0) {
      const step = steps[row + 2] as number;
      const ref = ask(kernel, tree, current);
      if (ref === ends.yes) {
        noteThrew(kernel.threwChoice, workspace, findingKind.choiceThrew, step);
        continue;
      }
      if (ref === unknown || ref === ends.direct) {
        const learns = kernel.learns && ref === unknown && direct.learnsChoice(state, step);
        if (learns || kernel.threads > 1) {
          workspace.subject = step;
          return -1 - stop.choice;
        }
        count = findDirect(kernel, workspace, step, count, direct);
        if (count < 0) return count;
        continue;
      }
      list = choiceLists[leafOf(ref)] as number;
    }
    const end = list + (lists[list] as number);
    for (let at = list + 1; at <= end; at++) {
      const action = lists[at] as number;
      if (isSettled(kernel, workspace, action)) continue;
      count = findAction(kernel, workspace, action, count, direct);
      if (count < 0) return count;
    }
  }
  return count;
}

/**
 * Whether the state `workspace.at`, whose words are in `workspace.current`, lies outside the state constraint.
 *
 * @returns 1 if it does, otherwise 0; -1 minus one of `stop` if the loop must stop.
 */
export function findOutside(kernel: Kernel, workspace: Workspace, direct: Direct): number {
  const ref = ask(kernel, kernel.withinTree, workspace.current);
  if (ref === ends.no) return 0;
  if (ref === ends.yes) return 1;
  if (kernel.threads > 1 || (kernel.learns && ref === unknown)) return -1 - stop.within;
  return direct.isOutside(workspace.at) ? 1 : 0;
}

/** Lists the enabled actions of one step whose choice has no tree: the model makes the choice. */
function findDirect(
  kernel: Kernel,
  workspace: Workspace,
  step: number,
  from: number,
  direct: Direct,
): number {
  const actions = direct.choices(workspace.at, step);
  if (actions === undefined) {
    noteThrew(kernel.threwChoice, workspace, findingKind.choiceThrew, step);
    return from;
  }
  // An action that was not known before has no place in the kernel's arrays.
  if (direct.isStale()) return -1 - stop.findings;
  let count = from;
  for (const action of actions) {
    if (isSettled(kernel, workspace, action)) continue;
    count = findAction(kernel, workspace, action, count, direct);
    if (count < 0) return count;
  }
  return count;
}

/** Adds an action to the list if it can be taken. */
function findAction(
  kernel: Kernel,
  workspace: Workspace,
  action: number,
  count: number,
  direct: Direct,
): number {
  let found = ask(kernel, kernel.actionTrees[action] as number, workspace.current);
  if (found === unknown || found === ends.direct) {
    // Several threads cannot run the model.
    const learns = kernel.learns && found === unknown && direct.learnsAction(action);
    if (learns || kernel.threads > 1) {
      workspace.subject = action;
      return -1 - stop.action;
    }
    found = direct.take(workspace.at, action);
    if (found === ends.no) return count;
  } else {
    workspace.remembered++;
    if (found === ends.no) {
      const step = kernel.stepOf[action] as number;
      workspace.spared[step] = (workspace.spared[step] as number) + 1;
      setBit(workspace.idle, action, kernel.sleepWords);
      return count;
    }
  }
  if (found === ends.yes) {
    noteThrew(kernel.threwAction, workspace, findingKind.actionThrew, action);
    return count;
  }
  workspace.actions[count] = action;
  workspace.found[count] = found;
  workspace.sleptBefore[count] = workspace.slept;
  return count + 1;
}

function noteThrew(known: Uint8Array, workspace: Workspace, kind: number, subject: number): void {
  workspace.threw = true;
  if (known[subject] === 0) workspace.findings.push(kind, workspace.at, subject, 0);
}
