/**
 * Where in a level something is wrong.
 *
 * Several threads find the states of a level in no particular order, and the first that is wrong is
 * only the first that somebody met. So all of the level are asked again, and of those that are wrong
 * the one is shown that the plain search would have met first.
 */
import { successorsIn, type Successor } from '../engine/drive.js';
import type { Explorer } from '../engine/explorer.js';
import { askAboutState, askAboutStep } from '../engine/learn.js';
import { at } from '../engine/space.js';
import { nameOfStepError } from '../trace/judge.js';
import type { FiniteProperty } from '../property/property.js';
import { expand } from './expansion.js';

/** The states of a level in which a property is decided as it was, and what is said of it there. */
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
