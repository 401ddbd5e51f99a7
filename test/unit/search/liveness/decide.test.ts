/** A temporal property is decided on a graph made by hand, from answers given by hand. */
import { describe, expect, test } from 'vitest';
import { eventually, eventuallyAlways, leadsTo, strong, until, weak } from 'allways';
import type { FairnessAssumption, TemporalProperty } from 'allways';
import { decide } from '../../../../src/search/liveness/decide.js';
import { fairIn } from '../../../../src/search/liveness/fair-edges.js';
import {
  graphOfMoves,
  modelOfMoves,
  takers,
  type Moves,
  type Place,
} from '../../../support/moves.js';

/** 0 and 1 lead to each other by left; 1 leads to 2 by right. Nothing leads out of 2. */
const moves: Moves = { left: { 0: 1, 1: 0 }, right: { 1: 2 } };
const both = [strong('left'), strong('right')];

const inMoves = { model: modelOfMoves(moves), stateAt: (at: number): Place => ({ at }) };

/** Decides a property of a form from the places in which its predicates hold. */
function decided(
  property: TemporalProperty<Place>,
  holds: readonly (readonly number[])[],
  fairness: readonly FairnessAssumption[] = [],
  threw: ReadonlyMap<number, string> = new Map(),
) {
  const graph = graphOfMoves(moves, 3);
  const explored = {
    model: modelOfMoves(moves),
    graph,
    stateAt: (at: number) => ({ at }),
    fairness,
    fair: fairIn(graph, fairness, inMoves),
  };
  const answers = {
    holds: holds.map((places) => Uint8Array.from([0, 1, 2], (at) => Number(places.includes(at)))),
    threw: new Map([...threw].map(([state, says]) => [state, { says, threw: true }])),
  };
  const { counterexample, vacuous } = decide(explored, property, answers);
  if (counterexample === undefined) return { vacuous };
  const { says, trace } = counterexample;
  return {
    says,
    places: trace.states.map(({ at }) => at),
    steps: takers(trace.actions),
    lasso: trace.lasso,
  };
}

const never = () => false;
const comes = eventually<Place>('it comes', never);

describe('fairness by the actions of a graph', () => {
  test('is about all steps of an actor, or about one step', () => {
    const graph = graphOfMoves(moves, 3);
    const said = [weak('left'), strong('right.go'), weak('left.stop', 'right')];
    const fair = fairIn(graph, said, inMoves);
    expect(fair.map(({ kind, takes }) => [kind, ...takes])).toEqual([
      ['weak', 1, 0],
      ['strong', 0, 1],
      ['weak', 0, 1],
    ]);
  });
});

describe('a lasso', () => {
  test('has no steps if every actor may stop', () => {
    expect(decided(comes, [[]])).toEqual({
      says: 'it never comes: left may stop for ever, as nothing is assumed to make it go on',
      places: [0],
      steps: [],
      lasso: { from: 0, fairness: [] },
    });
  });

  test('goes round, and comes back to the state in which the loop began', () => {
    const fairness = [weak('left', 'right')];
    expect(decided(comes, [[2]], fairness)).toEqual({
      says: 'it never comes: steps 1 to 2 repeat for ever',
      places: [0, 1, 0],
      steps: ['left', 'left'],
      lasso: { from: 0, fairness },
    });
  });

  test('has a stem before the loop', () => {
    const stays = eventuallyAlways<Place>('it stays', never);
    expect(decided(stays, [[0, 1]], both)).toEqual({
      says: 'it does not stay: nothing can happen any more',
      places: [0, 1, 2],
      steps: ['left', 'right'],
      lasso: { from: 2, fairness: both },
    });
  });

  test('is not there if fair behaviours all come to the end', () => {
    expect(decided(comes, [[2]], both)).toEqual({ vacuous: undefined });
    expect(decided(comes, [[]], both)).toMatchObject({ places: [0, 1, 2] });
  });
});

describe('a property that holds', () => {
  const leads = leadsTo<Place>('it leads', never, never);

  test('is vacuous if its cause never comes', () => {
    expect(decided(leads, [[], [2]], both)).toEqual({ vacuous: 'its cause never comes' });
    expect(decided(leads, [[1], [2]], both)).toEqual({ vacuous: undefined });
  });

  test('is vacuous for its cause only if it has one', () => {
    expect(decided(comes, [[0]], both)).toEqual({ vacuous: undefined });
  });
});

describe('a predicate that threw', () => {
  test('is a counterexample, by a shortest path and without a loop', () => {
    const threw = new Map([[2, 'the predicate threw Error: two']]);
    // In place 0 the predicate holds. Only a path for a lasso would have to keep out of it.
    expect(decided(comes, [[0]], [], threw)).toEqual({
      says: 'the predicate threw Error: two',
      places: [0, 1, 2],
      steps: ['left', 'right'],
      lasso: undefined,
    });
  });

  test('is told of the first state that the search found', () => {
    const threw = new Map([
      [2, 'two'],
      [1, 'one'],
    ]);
    expect(decided(comes, [[]], both, threw)).toMatchObject({ says: 'one', places: [0, 1] });
  });
});

describe('until', () => {
  const lasts = until<Place>('it lasts', never, never);

  test('is lost as soon as neither holds, without a loop', () => {
    expect(decided(lasts, [[0], [2]], both)).toEqual({
      says: 'neither of the two holds at the end',
      places: [0, 1],
      steps: ['left'],
      lasso: undefined,
    });
  });

  test('is lost by the shorter one of a path and a stem', () => {
    // Without fairness every actor may stop in place 0, before place 1 breaks the property.
    expect(decided(lasts, [[0], [2]])).toMatchObject({ places: [0], lasso: { from: 0 } });
    // In place 0 itself both are as long, and the path needs no loop.
    expect(decided(lasts, [[], []])).toMatchObject({ places: [0], lasso: undefined });
  });

  test('holds if the second comes in the end, and the first holds until then', () => {
    expect(decided(lasts, [[0, 1], [2]], both)).toEqual({ vacuous: undefined });
    expect(decided(lasts, [[], [0]])).toEqual({ vacuous: undefined });
  });
});

test('a model that does not come back along the loop is not pure', () => {
  const graph = graphOfMoves(moves, 3);
  const fairness = [weak('left', 'right')];
  const explored = {
    // The graph says that left leads back from 1 to 0.
    model: modelOfMoves({ left: { 0: 1, 1: 2 }, right: { 1: 2 } }),
    graph,
    stateAt: (at: number) => ({ at }),
    fairness,
    fair: fairIn(graph, fairness, inMoves),
  };
  const answers = { holds: [Uint8Array.of(0, 0, 1)], threw: new Map() };
  expect(() => decide(explored, comes, answers)).toThrow(
    'Model "moves" is not pure: run again, it did not come to the same states.',
  );
});
