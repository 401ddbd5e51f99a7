/** Runs the model for steps and choices that have no tree, and watches that they are pure. */
import type { Explorer } from './explorer.js';
import type { Direct } from './expand/kernel.js';
import { pack, unpack } from './store/layout.js';
import { stateCount } from './store/store.js';
import { unflatten } from './store/unflatten.js';
import type { KnownAction } from './memo/steps.js';
import { representativeOf } from './symmetry/representative.js';
import { askConstraint } from './constraint.js';
import { chooseForReal, learnsAction, learnsChoice, takeForReal } from './learn.js';
import { ends } from './memo/tree.js';
import { chooseAgain, takeAgain } from './purity/repeat.js';
import type { Taken } from './run/run-step.js';

/**
 * Runs the model for steps and choices that have no tree.
 *
 * @param isOver - Whether the loop must stop before it has expanded a state.
 */
export function directFor<State>(
  explorer: Explorer<State>,
  isOver: (state: number) => boolean = () => false,
): Direct {
  const { space, workspace } = explorer;
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
    // If it is late, the loop does this state again.
    isOutside: (state) => !mustEnd(state) && askConstraint(explorer, state),
    choices(state, step) {
      // The loop does this state again.
      if (mustEnd(state)) return [];
      begin(state);
      const known = choices[step];
      if (known !== undefined) return known ?? undefined;
      const ids = chooseForReal(explorer, state, step);
      choices[step] = ids ?? null;
      chooseAgain(explorer, state, step, ids);
      return ids;
    },
    take(state, action) {
      if (mustEnd(state)) return ends.no;
      begin(state);
      let taken = outcomes[action];
      if (taken === undefined) {
        taken = takeForReal(explorer, state, action);
        outcomes[action] = taken;
        const isRepeated = takeAgain(explorer, state, action, taken);
        if (isRepeated && taken.kind === 'taken') explorer.recomputed++;
      }
      if (taken.kind !== 'taken') return taken.kind === 'threw' ? ends.yes : ends.no;
      return ends.direct;
    },
    put(action, words) {
      const taken = outcomes[action];
      if (taken?.kind === 'taken') pack(space.layout, taken.vector, words);
    },
    represent: (words, into, action) => represent(explorer, words, into, action),
    isStale: () =>
      isLate || space.stale || explorer.known.actions.length > workspace.actions.length,
  };
}

/** Does what {@link Direct.represent} says. */
function represent<State>(
  { space, orbits, known }: Explorer<State>,
  words: Int32Array,
  into: Int32Array,
  action: number,
): boolean {
  if (orbits === undefined) return true;
  const { occurrences, claim, packed, packsFrom } = orbits;
  if (claim.isLooking()) {
    claim.look(
      unflatten(space.slots, unpack(space.layout, words)) as State,
      (known.actions[action] as KnownAction).action,
    );
  }
  if (stateCount(space.store) >= packsFrom && packed.canRepresent()) {
    return packed.represent(words, into);
  }
  const representative = representativeOf(occurrences, unpack(space.layout, words));
  if (space.stale) return false;
  pack(space.layout, representative, into);
  return true;
}
