/** What the engine has explored says how often each step can be taken. */
import { expect, test } from 'vitest';
import { covered, takenIn } from '../../../../src/search/breadth-first/covered.js';
import { stepsOf } from '../../../../src/model/compile.js';
import { explorerOf, modelOfMoves, type Moves } from '../../../support/moves.js';

/** Right never goes, and up only stays in its place. */
const moves: Moves = { left: { 0: 1, 1: 2, 2: 0 }, right: { 7: 0 }, up: { 1: 1 } };
const model = modelOfMoves(moves);

test('each step is counted over all states that are stored', () => {
  const counts = (places: readonly number[]) =>
    covered(explorerOf(model, places), stepsOf(model) ?? []).map(({ actor, states, taken }) => [
      actor,
      states,
      taken,
    ]);
  expect(counts([0, 1, 2])).toEqual([
    ['left', 3, 3],
    ['right', 0, 0],
    ['up', 1, 1],
  ]);
  expect(counts([0])).toEqual([
    ['left', 1, 1],
    ['right', 0, 0],
    ['up', 0, 0],
  ]);
});

test('an action was taken if the loop noted a state, and changed something if the loop noted that', () => {
  const explorer = explorerOf(model, [0, 1, 2]);
  const { workspace } = explorer;
  expect(takenIn(explorer)).toEqual([]);
  // One more than the number of the state: action 0 was taken in state 0, and action 2 in state 1.
  workspace.takenIn = Int32Array.of(1, 0, 2);
  workspace.changed = Uint8Array.of(1, 1, 0);
  expect(takenIn(explorer).map(([action, changed]) => [action.actor, changed])).toEqual([
    ['left', true],
    ['up', false],
  ]);
});
