/**
 * The watch: for a share of the states it runs the model again and compares the answers with the memory.
 *
 * The engine remembers what a step does, by what the step reads of the state. This is wrong if the step
 * reads a clock, a random number or a variable outside the state, or if the engine missed one of its reads.
 * The watch notices both if an answer from memory differs from the answer of the model.
 */
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';
import type { Explorer } from '../explorer.js';
import { impureAnswer, impureProperty, unsteadyChoice } from '../run/impure.js';
import type { Kernel } from '../expand/kernel.js';
import { recall, recallStepTree, recallTree } from '../expand/recall.js';
import { pack, unpack } from '../store/layout.js';
import { ends, leafOf, unknown } from '../memo/tree.js';
import { refuseOther } from './other-draft.js';
import { chooseForReal, takeByImmer, takeForReal } from '../learn.js';
import type { Taken } from '../run/run-step.js';
import { unflatten } from '../store/unflatten.js';
import { at } from '../store/space.js';
import type { KnownAction } from '../memo/steps.js';

/** Runs the model again for a state, and compares. */
export function watchState<State>(explorer: Explorer<State>, kernel: Kernel, number: number): void {
  const { known, workspace } = explorer;
  if (watchConstraint(explorer, number)) {
    watchProperties(explorer, kernel, number, false);
    return;
  }
  let isStop = true;
  for (const [step, { compiled, tree }] of known.steps.entries()) {
    const ids = chooseForReal(explorer, number, step);
    if (ids === undefined) isStop = false;
    if (tree >= 0) {
      const ref = recallTree(kernel, workspace, number, tree);
      if (ref !== unknown && ref !== ends.direct && !isList(kernel, ref, ids)) {
        throw unsteadyChoice(compiled.action(undefined));
      }
    }
    for (const id of ids ?? []) {
      const isDisabled =
        id < workspace.actions.length && watchAction(explorer, kernel, number, id) === 'disabled';
      if (!isDisabled) isStop = false;
    }
  }
  watchProperties(explorer, kernel, number, isStop);
}

/** Asks the state constraint again. Returns whether the state lies outside. */
function watchConstraint<State>(
  { constraint, outside, space }: Explorer<State>,
  number: number,
): boolean {
  if (constraint === undefined) return false;
  const isOutside = !constraint.within(at(space, number).state);
  if (isOutside !== outside.has(number)) throw impureAnswer(constraint.property.name);
  return isOutside;
}

function isList(kernel: Kernel, ref: number, ids: readonly number[] | undefined): boolean {
  if (ids === undefined || ref === ends.yes) return ids === undefined && ref === ends.yes;
  const list = kernel.choiceLists[leafOf(ref)] as number;
  const length = kernel.lists[list] as number;
  return length === ids.length && ids.every((id, index) => kernel.lists[list + 1 + index] === id);
}

/** Takes an action again, and returns the kind of its outcome. */
function watchAction<State>(
  explorer: Explorer<State>,
  kernel: Kernel,
  number: number,
  id: number,
): Taken['kind'] {
  const { workspace, space } = explorer;
  const real = takeByImmer(explorer, number, id);
  if (real.kind === 'taken') explorer.recomputed++;
  const ref = recall(kernel, workspace, number, id);
  const isForgotten = ref === unknown || ref === ends.direct;
  const found = isForgotten ? takeForReal(explorer, number, id) : outcomeOf(explorer, ref);
  const bothThrew = found.kind === 'threw' && real.kind === 'threw';
  if (!bothThrew) refuseOther(explorer, number, id, found, real);
  if (real.kind !== 'taken') return real.kind;
  if (isForgotten) pack(space.layout, real.vector, workspace.next);
  if (!space.stale) watchStepProperties(explorer, kernel, number, id, real);
  return real.kind;
}

/** Asks the transition properties about a step again. The step is in the workspace. */
function watchStepProperties<State>(
  explorer: Explorer<State>,
  kernel: Kernel,
  number: number,
  id: number,
  { vector }: Taken & { readonly kind: 'taken' },
): void {
  const { open, known, workspace, space } = explorer;
  for (const property of open) {
    if (property.kind !== 'transition') continue;
    const tree = known.stepTrees.get(property)?.array[id] as number;
    compare(explorer, property, recallStepTree(kernel, workspace, tree), () => {
      const { action } = known.actions[id] as KnownAction;
      const after = unflatten(space.slots, vector) as State;
      return complaintOfStep(property, at(space, number).state, action, after);
    });
  }
}

/** The outcome that a reference stands for. The successor is in the workspace. */
function outcomeOf<State>({ space, workspace }: Explorer<State>, ref: number): Taken {
  if (ref === ends.no) return { kind: 'disabled' };
  // The memory does not have the part that threw, so it is not compared.
  if (ref === ends.yes) return { kind: 'threw', part: 'when' };
  const vector = unpack(space.layout, workspace.next);
  return { kind: 'taken', vector };
}

/** Asks the properties about a state again; also `noDeadlock`, if no step is enabled. */
function watchProperties<State>(
  explorer: Explorer<State>,
  kernel: Kernel,
  number: number,
  isStop: boolean,
): void {
  const { open, known, workspace, space } = explorer;
  const { state } = at(space, number);
  for (const property of open) {
    if (property.kind === 'transition' || (property.kind === 'deadlock' && !isStop)) continue;
    const tree = known.stateTrees.get(property) as number;
    compare(explorer, property, recallTree(kernel, workspace, number, tree), () =>
      property.kind === 'deadlock'
        ? complaintOfStop(property, state)
        : complaintOfState(property, state),
    );
  }
}

/** Refuses a property whose answer differs from the remembered one. */
function compare<State>(
  explorer: Explorer<State>,
  { kind, name }: FiniteProperty<State>,
  remembered: number,
  ask: () => unknown,
): void {
  const isForgotten = remembered === unknown || remembered === ends.direct;
  if (isForgotten && kind === 'reachable') return;
  // A property that is still open had no complaint about any state or step that the search has asked it about.
  const hadNone = isForgotten || remembered === ends.no;
  explorer.ran++;
  if ((ask() === undefined) !== hadNone) throw impureProperty(name);
}
