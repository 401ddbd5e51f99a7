/**
 * Takes steps again in the state in which they were just taken, to see that they are pure.
 *
 * A search takes most steps only once. A small model has only few states in which to find an impure step, so steps are
 * taken again often at the start of a search, and later only in some states.
 */
import type { Explorer } from '../explorer.js';
import { unsteadyChoice } from '../run/impure.js';
import { chooseForReal, takeByImmer, takeForReal } from '../learn.js';
import { refuseOther } from './other-draft.js';
import type { Taken } from '../run/run-step.js';
import type { KnownStep } from '../memo/steps.js';

/** For so many milliseconds an action is taken again. */
const longest = 500;

/** The states at the start in which every step is taken again. */
const first = 16;

/** How many more times an action is taken in a state, before it is taken once more by immer. */
function repeats(state: number): number {
  if (state === 0) return 16;
  if (state < 4) return 4;
  return state < first || state % 64 === 0 ? 1 : 0;
}

/**
 * Takes an action again, as the reference search does, and refuses another outcome.
 *
 * @returns Whether it was taken again.
 */
export function takeAgain<State>(
  explorer: Explorer<State>,
  state: number,
  id: number,
  taken: Taken,
): boolean {
  const times = timesAgain(explorer, state);
  if (times === 0) return false;
  repeat(times, () => {
    refuseOther(explorer, state, id, taken, takeForReal(explorer, state, id));
  });
  refuseOther(explorer, state, id, taken, takeByImmer(explorer, state, id));
  return true;
}

/** Makes a choice again, and refuses another one. */
export function chooseAgain<State>(
  explorer: Explorer<State>,
  state: number,
  step: number,
  ids: readonly number[] | undefined,
): void {
  const times = timesAgain(explorer, state);
  if (times === 0) return;
  repeat(times, () => {
    if (chooseForReal(explorer, state, step)?.join() === ids?.join()) return;
    const { compiled } = explorer.known.steps[step] as KnownStep<State>;
    throw unsteadyChoice(compiled.action(undefined));
  });
}

/** Takes an action again that was just learned in one of the first states. */
export function takeLearned<State>(explorer: Explorer<State>, state: number, id: number): void {
  if (state < first && explorer.repeats) {
    takeAgain(explorer, state, id, takeForReal(explorer, state, id));
  }
}

/** Makes a choice again that was just learned in one of the first states. */
export function chooseLearned<State>(explorer: Explorer<State>, state: number, step: number): void {
  if (state < first && explorer.repeats) {
    chooseAgain(explorer, state, step, chooseForReal(explorer, state, step));
  }
}

/** How many times a run of the model in a state is repeated. */
function timesAgain<State>({ repeats: mayRepeat }: Explorer<State>, state: number): number {
  return mayRepeat ? repeats(state) : 0;
}

/** Repeats a run of the model, less often if the model is slow. */
function repeat(times: number, run: () => void): void {
  const end = performance.now() + longest;
  for (let again = times; again > 0 && performance.now() < end; again--) run();
}
