/** Runs the model for steps and choices that have no tree, and watches that they are pure. */
import type { Explorer } from './explorer.js';
import { unsteadyChoice } from './impure.js';
import type { Direct } from './kernel.js';
import { pack } from './layout.js';
import { chooseForReal, learnsAction, learnsChoice, takeByImmer, takeForReal } from './learn.js';
import { ends } from './memo.js';
import { refuseOther } from './other-draft.js';
import type { Taken } from './run-step.js';
import type { KnownStep } from './steps.js';

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
  /**
   * What the model did in one state, by action and by step: the loop may do the state again, once it has learned
   * something.
   */
  let current = -1;
  let outcomes: Taken[] = [];
  let choices: (readonly number[] | null)[] = [];
  const begin = (state: number) => {
    if (state === current) return;
    current = state;
    outcomes = [];
    choices = [];
  };
  let isLate = false;
  const mustEnd = (state: number): boolean => {
    isLate ||= isOver(state);
    return isLate;
  };
  return {
    learnsChoice: (state, step) => learnsChoice(explorer, state, step),
    learnsAction: (action) => learnsAction(explorer, action),
    choices(state, step) {
      // The loop does this state again.
      if (mustEnd(state)) return [];
      begin(state);
      const known = choices[step];
      if (known !== undefined) return known ?? undefined;
      const ids = chooseForReal(explorer, state, step);
      choices[step] = ids ?? null;
      repeat(explorer, state, () => {
        if (chooseForReal(explorer, state, step)?.join() === ids?.join()) return;
        const { compiled } = explorer.known.steps[step] as KnownStep<State>;
        throw unsteadyChoice(compiled.action(undefined));
      });
      return ids;
    },
    take(state, action) {
      if (mustEnd(state)) return ends.no;
      begin(state);
      let taken = outcomes[action];
      if (taken === undefined) {
        taken = takeForReal(explorer, state, action);
        outcomes[action] = taken;
        takeAgain(explorer, state, action, taken);
      }
      if (taken.kind !== 'taken') return taken.kind === 'threw' ? ends.yes : ends.no;
      return ends.direct;
    },
    put(action, words) {
      const taken = outcomes[action];
      if (taken?.kind === 'taken') pack(space.layout, taken.vector, words);
    },
    isStale: () => isLate || space.stale || explorer.known.actions.length > desk.actions.length,
  };
}

/** Takes an action again, as the reference search does, and refuses another outcome. */
function takeAgain<State>(
  explorer: Explorer<State>,
  state: number,
  id: number,
  taken: Taken,
): void {
  if (!explorer.repeats || repeats(state) === 0) return;
  if (taken.kind === 'taken') explorer.recomputed++;
  repeat(explorer, state, () => {
    refuseOther(explorer, state, id, taken, takeByImmer(explorer, state, id));
  });
}

/** Repeats a run of the model in a state, less often if the model is slow. */
function repeat<State>(explorer: Explorer<State>, state: number, run: () => void): void {
  let again = explorer.repeats ? repeats(state) : 0;
  if (again === 0) return;
  const end = performance.now() + longestRepeats;
  for (; again > 0 && performance.now() < end; again--) run();
}
