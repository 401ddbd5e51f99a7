/**
 * The watch over the watcher: a share of the states is done again for real.
 *
 * What a step does is remembered by what it reads of the state. A step that reads a clock, a random
 * number or a variable outside the state is no function of that, and neither would be one whose
 * reads were not all seen. Both come to light where an answer from memory is not what the model says.
 */
import { complaintOfState } from '../property/evaluate.js';
import type { Explorer } from './explorer.js';
import { impureProperty, impureStep, unsteadyChoice } from './impure.js';
import type { Kernel } from './kernel.js';
import { recall, recallTree } from './loop.js';
import { unpack } from './layout.js';
import { ends, leafOf, unknown } from './memo.js';
import { chooseForReal, takeForReal } from './learn.js';
import { isSame, type Taken } from './run-step.js';
import { unflatten } from './slots.js';
import { at } from './space.js';
import type { KnownAction } from './steps.js';

/** Does a state again for real, and compares. */
export function watchState<State>(explorer: Explorer<State>, kernel: Kernel, number: number): void {
  const { known, desk } = explorer;
  for (const [step, { compiled, tree }] of known.steps.entries()) {
    const ids = chooseForReal(explorer, number, step);
    if (tree >= 0) {
      const ref = recallTree(kernel, desk, number, tree);
      if (ref !== unknown && ref !== ends.direct && !isList(kernel, ref, ids)) {
        throw unsteadyChoice(compiled.action(undefined));
      }
    }
    for (const id of ids ?? []) {
      if (id < desk.actions.length) watchAction(explorer, kernel, number, id);
    }
  }
  watchProperties(explorer, kernel, number);
}

function isList(kernel: Kernel, ref: number, ids: readonly number[] | undefined): boolean {
  if (ids === undefined || ref === ends.yes) return ids === undefined && ref === ends.yes;
  const list = kernel.choiceLists[leafOf(ref)] as number;
  const length = kernel.lists[list] as number;
  return length === ids.length && ids.every((id, index) => kernel.lists[list + 1 + index] === id);
}

function watchAction<State>(
  explorer: Explorer<State>,
  kernel: Kernel,
  number: number,
  id: number,
): void {
  const { known, desk, space } = explorer;
  const { action } = known.actions[id] as KnownAction;
  const real = takeForReal(explorer, number, id);
  const ref = recall(kernel, desk, number, id);
  if (ref === unknown) return;
  if (ref === ends.direct) {
    const again = takeForReal(explorer, number, id);
    if (!isSame(real, again)) throw impureStep(action, space.slots, real, again);
    return;
  }
  const remembered = outcomeOf(explorer, ref);
  if (remembered.kind === 'threw' && real.kind === 'threw') return;
  if (!isSame(real, remembered)) throw impureStep(action, space.slots, remembered, real);
}

/** What a reference stands for; the successor is on the desk. */
function outcomeOf<State>({ space, desk }: Explorer<State>, ref: number): Taken<State> {
  if (ref === ends.no) return { kind: 'disabled' };
  // Which part threw is not remembered, and not compared.
  if (ref === ends.yes) return { kind: 'threw', part: 'when' };
  const vector = unpack(space.layout, desk.next);
  return { kind: 'taken', state: unflatten(space.slots, vector) as State, vector };
}

function watchProperties<State>(explorer: Explorer<State>, kernel: Kernel, number: number): void {
  const { open, known, desk, space } = explorer;
  const { state } = at(space, number);
  for (const property of open) {
    if (property.kind !== 'invariant' && property.kind !== 'reachable') continue;
    const tree = known.stateTrees.get(property) as number;
    const ref = recallTree(kernel, desk, number, tree);
    if (ref === unknown || ref === ends.direct) continue;
    const isFine = complaintOfState(property, state) === undefined;
    explorer.ran++;
    if (isFine !== (ref === ends.no)) throw impureProperty(property.name);
  }
}
