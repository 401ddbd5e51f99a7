/**
 * Runs the model again at the end of a search, in another order, and compares the outcomes with what the search found.
 *
 * The search asks the model about most steps only once, and remembers the answers. A step that reads a variable
 * outside the state may give the same answer for a while. At the end this variable has another value, so the model
 * is asked again then: about each action, in the state in which it was taken last, and about some whole states.
 */
import { kernelOf } from '../current-kernel.js';
import type { Explorer } from '../explorer.js';
import { takeForReal } from '../learn.js';
import { refuseOther } from './other-draft.js';
import { isSame, type Taken } from '../run/run-step.js';
import { representativeOf } from '../symmetry/representative.js';
import { at } from '../store/space.js';
import { watchState } from './watch-state.js';

/** How many states are done again as a whole, or asked about again. */
const most = 16;

/** How often each action is taken again. */
const times = 3;

/**
 * The pieces of this work. The states and the actions come in descending order.
 *
 * @param expanded - How many states were expanded: the first ones.
 * @returns A function that does one piece. It returns false if there are no more.
 * @throws ModelError from a piece, if a step had another outcome than in the search.
 */
export function recomputing<State>(explorer: Explorer<State>, expanded: number): () => boolean {
  const states = someOf(expanded);
  let action = explorer.known.actions.length;
  return () => {
    const state = states.pop();
    if (state !== undefined) {
      const kernel = kernelOf(explorer, { levelStart: 0, nextStart: 0, mostStates: Infinity });
      watchState(explorer, kernel, state);
      return true;
    }
    if (action === 0) return false;
    takeAgain(explorer, --action);
    return true;
  };
}

/** Some of so many numbers, from 0 on: sixteen from all parts, or all if there are fewer, in ascending order. */
export function someOf(numbers: number): number[] {
  const count = Math.min(numbers, most);
  return Array.from({ length: count }, (_, index) => Math.floor((index * numbers) / count));
}

/** Takes an action again in the state in which it was taken last. */
function takeAgain<State>(explorer: Explorer<State>, id: number): void {
  const { workspace, space } = explorer;
  const from = (workspace.takenIn[id] ?? 0) - 1;
  const to = (workspace.takenTo[id] ?? 0) - 1;
  // It was never taken, or a limit kept its successor out of the store.
  if (from < 0 || to < 0) return;
  const found: Taken = { kind: 'taken', vector: at(space, to).vector };
  explorer.recomputed++;
  for (let time = 0; time < times; time++) {
    const real = takeForReal(explorer, from, id);
    if (!isSameOrbit(explorer, found, real)) refuseOther(explorer, from, id, found, real);
  }
}

/** In a search up to symmetry: whether two outcomes are states of one orbit. The search stored one state of it. */
function isSameOrbit<State>({ orbits }: Explorer<State>, found: Taken, real: Taken): boolean {
  if (orbits === undefined || found.kind !== 'taken' || real.kind !== 'taken') return false;
  const { occurrences } = orbits;
  const one = representativeOf(occurrences, found.vector);
  const other = representativeOf(occurrences, real.vector);
  return isSame({ kind: 'taken', vector: one }, { kind: 'taken', vector: other });
}
