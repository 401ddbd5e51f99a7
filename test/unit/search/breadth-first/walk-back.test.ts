/** Traces lead back through the levels to an initial state. */
import { describe, expect, test } from 'vitest';
import type { Action } from 'allways';
import {
  firstTracesTo,
  tracesTo,
  type Position,
} from '../../../../src/search/breadth-first/walk-back.js';
import type { Trace } from '../../../../src/trace/trace.js';
import {
  explorerOf,
  modelOfMoves,
  takers,
  type Moves,
  type Place,
} from '../../../support/moves.js';

/** Level 0 has place 0, level 1 has places 1 and 2, level 2 has place 3, level 3 has place 4. */
const moves: Moves = { left: { 0: 1, 1: 3 }, right: { 0: 2, 2: 3, 3: 4 } };
const model = modelOfMoves(moves);
const starts = [0, 1, 3, 4, 5];

/** In the first order the plain search finds the places. In the second, threads found place 2 before place 1. */
const inOrder = [0, 1, 2, 3, 4];
const swapped = [0, 2, 1, 3, 4];

const shown = ({ states, actions }: Trace<Place>) => ({
  places: states.map(({ at }) => at),
  by: takers(actions),
});

describe('traces to places', () => {
  const traces = (order: readonly number[], ...places: readonly Position[]) =>
    tracesTo(explorerOf(model, order), starts, places).map(shown);

  test('come in the order of the places, each by a shortest path', () => {
    const found = traces(
      inOrder,
      { level: 3, state: 4 },
      { level: 1, state: 2 },
      { level: 0, state: 0 },
    );
    expect(found).toEqual([
      { places: [0, 1, 3, 4], by: ['left', 'left', 'right'] },
      { places: [0, 2], by: ['right'] },
      { places: [0], by: [] },
    ]);
  });

  test('lead through the state that has the lowest number', () => {
    expect(traces(swapped, { level: 2, state: 3 })).toEqual([
      { places: [0, 2, 3], by: ['right', 'right'] },
    ]);
  });

  test('are none if there are no places', () => {
    expect(traces(inOrder)).toEqual([]);
  });

  test('do not exist to a state that no state of the level before leads to', () => {
    expect(() => traces(inOrder, { level: 1, state: 4 })).toThrow(
      'Model "moves" is not pure: run again, it did not come to the same states.',
    );
  });

  test('must come to the states that were stored', () => {
    let runs = 0;
    const unsteady = {
      ...model,
      // The third run of a step leads somewhere else.
      successor: (state: Place, action: Action) =>
        ++runs === 3 ? { at: 1 } : model.successor(state, action),
    };
    const explorer = { ...explorerOf(model, inOrder), model: unsteady };
    expect(() => tracesTo(explorer, starts, [{ level: 3, state: 4 }])).toThrow(
      'Model "moves" is not pure: run again, it did not come to the same states, at right.go.',
    );
  });
});

describe('the first traces to groups of states', () => {
  const first = (
    order: readonly number[],
    ...groups: readonly (readonly [level: number, ...states: number[]])[]
  ) =>
    firstTracesTo(
      explorerOf(model, order),
      starts,
      groups.map(([level, ...states]) => ({ level, states: new Set(states) })),
    ).map(({ trace, ranks }) => ({ ...shown(trace), ranks }));

  test.each([
    ['plain search', inOrder],
    ['threads', swapped],
  ])('do not depend on the order in which the states were found: by %s', (_, order) => {
    expect(first(order, [2, 3])).toEqual([
      { places: [0, 1, 3], by: ['left', 'left'], ranks: [0, 0, 0] },
    ]);
  });

  test('lead to the state of a group that comes first', () => {
    // Here number 1 is place 2, and number 2 is place 1.
    expect(first(swapped, [1, 1, 2], [1, 1], [0, 0])).toEqual([
      { places: [0, 1], by: ['left'], ranks: [0, 0] },
      { places: [0, 2], by: ['right'], ranks: [0, 1] },
      { places: [0], by: [], ranks: [0] },
    ]);
  });

  test('do not exist to a state that is not in its level', () => {
    expect(() => first(inOrder, [1, 4])).toThrow('Model "moves" is not pure');
  });
});
