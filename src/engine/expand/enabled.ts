/** Finds the enabled actions of a state: asks the trees of all choices and actions that do not sleep. */
import { stop, tell, type Desk, type Direct, type Kernel } from './kernel.js';
import { ask } from './outcome.js';
import { isSettled, loadSleep, setBit } from './sleep.js';
import { ends, leafOf, unknown } from '../memo/tree.js';

/**
 * Lists the actions that can be taken in the state `desk.at`, whose words are in `desk.current`.
 *
 * @returns How many there are; -1 minus one of `stop` if the loop must stop.
 */
export function findEnabled(kernel: Kernel, desk: Desk, direct: Direct): number {
  const { steps, lists, choiceLists } = kernel;
  const { at: state, current } = desk;
  let count = 0;
  desk.threw = false;
  desk.slept = 0;
  loadSleep(kernel, desk, state);
  for (let row = 0; row < steps.length; row += 3) {
    const tree = steps[row] as number;
    let list = steps[row + 1] as number;
    if (tree >= 0) {
      const step = steps[row + 2] as number;
      const ref = ask(kernel, tree, current);
      if (ref === ends.yes) {
        tellThrew(kernel.threwChoice, desk, tell.choiceThrew, step);
        continue;
      }
      if (ref === unknown || ref === ends.direct) {
        const learns = kernel.learns && ref === unknown && direct.learnsChoice(state, step);
        if (learns || kernel.threads > 1) {
          desk.subject = step;
          return -1 - stop.choice;
        }
        count = findDirect(kernel, desk, step, count, direct);
        if (count < 0) return count;
        continue;
      }
      list = choiceLists[leafOf(ref)] as number;
    }
    const end = list + (lists[list] as number);
    for (let at = list + 1; at <= end; at++) {
      const action = lists[at] as number;
      if (isSettled(kernel, desk, action)) continue;
      count = findAction(kernel, desk, action, count, direct);
      if (count < 0) return count;
    }
  }
  return count;
}

/** Does the same for one step whose choice has no tree: the model makes the choice. */
function findDirect(
  kernel: Kernel,
  desk: Desk,
  step: number,
  from: number,
  direct: Direct,
): number {
  const actions = direct.choices(desk.at, step);
  if (actions === undefined) {
    tellThrew(kernel.threwChoice, desk, tell.choiceThrew, step);
    return from;
  }
  // An action that was not known before has no place in the kernel's arrays.
  if (direct.isStale()) return -1 - stop.news;
  let count = from;
  for (const action of actions) {
    if (isSettled(kernel, desk, action)) continue;
    count = findAction(kernel, desk, action, count, direct);
    if (count < 0) return count;
  }
  return count;
}

/** Adds an action to the list if it can be taken. */
function findAction(
  kernel: Kernel,
  desk: Desk,
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
    found = direct.take(desk.at, action);
    if (found === ends.no) return count;
  } else {
    desk.remembered++;
    if (found === ends.no) {
      setBit(desk.idle, action, kernel.sleepWords);
      return count;
    }
  }
  if (found === ends.yes) {
    tellThrew(kernel.threwAction, desk, tell.actionThrew, action);
    return count;
  }
  desk.actions[count] = action;
  desk.found[count] = found;
  desk.sleptBefore[count] = desk.slept;
  return count + 1;
}

function tellThrew(known: Uint8Array, desk: Desk, kind: number, subject: number): void {
  desk.threw = true;
  if (known[subject] === 0) desk.news.push(kind, desk.at, subject, 0);
}
