/** Runs the model for steps and choices that have no tree, and watches that they are pure. */
import type { Explorer } from './explorer.js';
import { refuseOtherOutcome, unsteadyChoice } from './impure.js';
import type { Direct } from './kernel.js';
import { pack } from './layout.js';
import { chooseForReal, takeForReal } from './learn.js';
import { ends } from './memo.js';
import type { Vector } from './slots.js';
import type { KnownAction, KnownStep } from './steps.js';

/** For so many milliseconds an action is taken again, to see that its outcome is the same. */
const longestRepeats = 500;

/**
 * How many more times an action is taken in a state, to see that its outcome is the same. At the start often,
 * because a small model has only few states in which to find an impure step; later only in some states.
 */
function repeats(state: number): number {
  if (state === 0) return 16;
  if (state < 4) return 4;
  return state < 16 || state % 64 === 0 ? 1 : 0;
}

/**
 * Runs the model for steps and choices that have no tree.
 *
 * @param isOver - Whether the loop must stop before it has expanded a state.
 */
export function directFor<State>(
  explorer: Explorer<State>,
  isOver: (state: number) => boolean = () => false,
): Direct {
  const { space, desk } = explorer;
  const vectors = new Map<number, Vector>();
  let isLate = false;
  /** Repeats a run of the model in a state, less often if the model is slow. */
  const repeat = (state: number, run: () => void) => {
    const end = performance.now() + longestRepeats;
    for (let again = repeats(state); again > 0 && performance.now() < end; again--) run();
  };
  return {
    choices(state, step) {
      // The loop does this state again.
      isLate ||= isOver(state);
      if (isLate) return [];
      const chosen = chooseForReal(explorer, state, step);
      repeat(state, () => {
        if (chooseForReal(explorer, state, step)?.join() === chosen?.join()) return;
        const { compiled } = explorer.known.steps[step] as KnownStep<State>;
        throw unsteadyChoice(compiled.action(undefined));
      });
      return chosen;
    },
    take(state, action) {
      isLate ||= isOver(state);
      if (isLate) return ends.no;
      const taken = takeForReal(explorer, state, action);
      const { action: known } = explorer.known.actions[action] as KnownAction;
      if (taken.kind === 'taken' && repeats(state) > 0) explorer.recomputed++;
      repeat(state, () => {
        refuseOtherOutcome(known, space.slots, taken, takeForReal(explorer, state, action));
      });
      if (taken.kind !== 'taken') return taken.kind === 'threw' ? ends.yes : ends.no;
      vectors.set(action, taken.vector);
      return ends.direct;
    },
    put: (action, words) => pack(space.layout, vectors.get(action) as Vector, words),
    isStale: () => isLate || space.stale || explorer.known.actions.length > desk.actions.length,
  };
}
