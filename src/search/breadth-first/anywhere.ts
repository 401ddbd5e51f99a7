/**
 * Finds all states of a level in which something is wrong.
 *
 * Several threads find the states of a level in no particular order, so the wrong state that was found first
 * is not always the same. Therefore all states of the level are asked again. Of those that are wrong, the
 * result shows the one that the plain search would have found first.
 */
import { successorsIn, type Successor } from '../../engine/explored.js';
import type { Explorer } from '../../engine/explorer.js';
import { askAboutState, askAboutStep } from '../../engine/ask.js';
import { at } from '../../engine/store/space.js';
import { nameOfStepError } from '../../trace/judge.js';
import type { FiniteProperty } from '../../property/property.js';
import { expand } from '../common/expansion.js';

/** The states of a level in which a property is decided: reached if `isArrival`, otherwise violated. */
export function decidedIn<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
  isArrival: boolean,
  [from, to]: readonly [from: number, to: number],
): ReadonlySet<number> {
  const found = new Set<number>();
  const successors = successorsIn(explorer);
  for (let state = from; state < to; state++) {
    if (isDecided(explorer, property, isArrival, state, successors)) found.add(state);
  }
  return found;
}

function isDecided<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
  isArrival: boolean,
  state: number,
  successors: (state: number) => readonly Successor[],
): boolean {
  switch (property.kind) {
    case 'transition':
      return successors(state).some(
        ({ action }) => askAboutStep(explorer, property, state, action) !== undefined,
      );
    case 'deadlock':
      if (explorer.outside.has(state)) return false;
      if (expand(explorer.model, at(explorer.space, state).state).errors.length > 0) return false;
      if (successors(state).length > 0) return false;
      return askAboutState(explorer, property, state) !== undefined;
    case 'reachable': {
      const complaint = askAboutState(explorer, property, state);
      return isArrival ? complaint === undefined : complaint?.threw === true;
    }
    default:
      return askAboutState(explorer, property, state) !== undefined;
  }
}

/** The states of a level in which a step threw. */
export function threwIn<State>(
  explorer: Explorer<State>,
  name: string,
  [from, to]: readonly [from: number, to: number],
): ReadonlySet<number> {
  const found = new Set<number>();
  for (let state = from; state < to; state++) {
    const { errors } = expand(explorer.model, at(explorer.space, state).state);
    if (errors.some((error) => nameOfStepError(error) === name)) found.add(state);
  }
  return found;
}
