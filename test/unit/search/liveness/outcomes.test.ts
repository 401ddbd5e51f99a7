/** The outcomes of temporal properties never say more than the search has seen. */
import { describe, expect, test } from 'vitest';
import { eventually, invariant, leadsTo, strong, weak, type Property } from 'allways';
import { askingPlainly, stride } from '../../../../src/search/liveness/answers.js';
import type { Found } from '../../../../src/search/liveness/explored.js';
import type { LoopBudget } from '../../../../src/search/common/ending.js';
import type { Ended, PropertyOutcome } from '../../../../src/search/common/outcome.js';
import {
  apart,
  fairnessIn,
  inOrder,
  temporalOutcomes,
} from '../../../../src/search/liveness/outcomes.js';
import { unlimited } from '../../../support/loop-budget.js';
import {
  actionsOfMoves,
  addMoves,
  modelOfMoves,
  type Moves,
  type Place,
} from '../../../support/moves.js';

const small: Moves = { go: { 0: 1, 1: 2 } };
const last = eventually<Place>('last', ({ at }) => at === 2, { because: 'it must end' });
const never = eventually<Place>('never', ({ at }) => at === 9);
const idle = leadsTo<Place>(
  'idle',
  ({ at }) => at === 9,
  ({ at }) => at === 0,
);
const properties = [last, never, idle];
const fair = [weak('go')];
const complete: Ended = { by: 'complete' };

/** How a search ended. */
interface Given {
  readonly ended?: Ended;
  readonly threw?: boolean;
  readonly loops?: Partial<LoopBudget>;
  readonly expanded?: number;
  readonly moves?: Moves;
  readonly sparesEdges?: boolean;
}

/** The outcomes after a search, and whether its states were asked for. */
async function outcomesAfter({
  ended = complete,
  threw = false,
  loops = {},
  expanded = 3,
  moves = small,
  sparesEdges = false,
}: Given) {
  const whole: LoopBudget = { ...unlimited, ...loops };
  const found: Found<Place> = {
    initial: 1,
    expanded,
    model: modelOfMoves(moves),
    sparesEdges,
    stateAt: (at) => ({ at }),
    addEdges: (at, builder) => {
      addMoves(moves, at, builder);
    },
    asking: (at) => askingPlainly(properties, { at }),
    actions: () => actionsOfMoves(moves),
  };
  let finds = 0;
  const find = () => {
    finds++;
    return found;
  };
  const end = { ended, threw, budget: { forLoops: () => whole } };
  const { outcomes, graph } = await temporalOutcomes(properties, fair, end, find);
  return { outcomes, graph, finds, said: outcomes.map(saidOf) };
}

/** A verdict, with its sentence if it has one. */
function saidOf(outcome: PropertyOutcome<Place>): string {
  const says = 'says' in outcome ? outcome.says : undefined;
  return says === undefined ? outcome.verdict : `${outcome.verdict}: ${says}`;
}

const refuted = 'violated: it never comes: nothing can happen any more';

describe('after a search', () => {
  test('properties stay undecided if there is no memory for an array', async () => {
    const fail = (message: string) => () => Promise.reject(new RangeError(message));
    const expanded = 2 * stride;
    const after = (message: string) =>
      outcomesAfter({ expanded, loops: { ended: fail(message), endedEarly: fail(message) } });
    const { said, graph } = await after('Array buffer allocation failed');
    const left = 'undecided: there was no memory left to look for every loop';
    expect(said).toEqual([left, left, left]);
    expect(graph).toBeUndefined();
    await expect(after('another')).rejects.toThrow('another');
  });

  test('that visited all states, a property holds or is violated', async () => {
    const { outcomes, graph, said } = await outcomesAfter({});
    expect(said).toEqual(['holds', refuted, 'holds']);
    expect(outcomes[0]).toEqual({
      name: 'last',
      kind: 'temporal',
      because: 'it must end',
      verdict: 'holds',
    });
    expect(outcomes[1]).toMatchObject({ trace: { lasso: { from: 2, fairness: fair } } });
    expect(outcomes[2]).toMatchObject({ vacuous: 'its cause never comes' });
    // There is room for 1,024 states of 8 bytes each, and for 1,024 edges of 8 bytes.
    expect(graph).toEqual({ states: 3, edges: 2, bytes: 16 * 1024, isCut: false });
  });

  test('that spares edges, the outcomes are the same', async () => {
    expect((await outcomesAfter({ sparesEdges: true })).outcomes.map(saidOf)).toEqual([
      'holds',
      refuted,
      'holds',
    ]);
  });

  test('that a limit ended, none holds, and a lasso still counts', async () => {
    const ended: Ended = { by: 'limit', limit: 'depth', value: 3 };
    const { said, outcomes } = await outcomesAfter({ ended, sparesEdges: true });
    const notAll = 'undecided: not all states were visited';
    expect(said).toEqual([notAll, refuted, notAll]);
    expect(outcomes[2]).not.toHaveProperty('vacuous');
  });

  test('that expanded no state, nothing is said of loops', async () => {
    const { said, graph } = await outcomesAfter({ expanded: 0 });
    expect(new Set(said)).toEqual(new Set(['undecided: not all states were visited']));
    expect(graph).toBeUndefined();
  });

  test('in which a step threw, its states are not looked at', async () => {
    const { said, finds, graph } = await outcomesAfter({ threw: true });
    const says = 'undecided: what comes after a step that threw is unknown';
    expect(said).toEqual([says, says, says]);
    expect(finds).toBe(0);
    expect(graph).toBeUndefined();
  });

  test('without temporal properties, its states are not looked at', async () => {
    const refuse = () => {
      throw new Error('Nobody asked.');
    };
    const end = { ended: complete, threw: false, budget: { forLoops: refuse } };
    expect(await temporalOutcomes([], fair, end, refuse)).toEqual({ outcomes: [] });
  });
});

describe('a graph that has not all states', () => {
  /** A path of 3,000 places, of which only the first 1,024 come into the graph. */
  const moves: Moves = {
    go: Object.fromEntries(Array.from({ length: 2999 }, (_, at) => [at, at + 1])),
  };
  const expanded = 3000;
  const noTime = 'undecided: there was no time left to look for every loop';
  const noMemory = 'undecided: there was no memory left to look for every loop';

  test('for lack of time, proves nothing', async () => {
    const ended = () => Promise.resolve<Ended>({ by: 'interrupt' });
    const { said, graph } = await outcomesAfter({ moves, expanded, loops: { ended } });
    // The path goes on outside the graph, so it has no lasso that is fair.
    expect(said).toEqual([noTime, noTime, noTime]);
    expect(graph?.states).toBe(stride);
  });

  test('for lack of time in the regions of properties as well, proves nothing', async () => {
    const ended = () => Promise.resolve<Ended>({ by: 'interrupt' });
    const loops = { ended, endedEarly: ended };
    const { said } = await outcomesAfter({ moves, expanded, loops, sparesEdges: true });
    expect(said).toEqual([noTime, noTime, noTime]);
  });

  test('for lack of memory, proves nothing', async () => {
    const { said } = await outcomesAfter({ moves, expanded, loops: { mayTake: () => false } });
    expect(said).toEqual([noMemory, noMemory, noMemory]);
  });

  test('is said to lack states, if the search itself was ended by a limit', async () => {
    const ended: Ended = { by: 'limit', limit: 'states', value: 3000 };
    const loops = { mayTake: () => false };
    const { said } = await outcomesAfter({ moves, expanded, ended, loops });
    expect(new Set(said)).toEqual(new Set(['undecided: not all states were visited']));
  });
});

describe('time that is over while properties are decided', () => {
  const moves: Moves = {
    go: Object.fromEntries(Array.from({ length: 1024 }, (_, at) => [at, at + 1])),
  };
  const loops = { isOver: () => true };

  test('leaves the first property, and no other', async () => {
    const { said } = await outcomesAfter({ moves, expanded: 1025, loops });
    const noTime = 'undecided: there was no time left to look for every loop';
    expect(said).toEqual(['holds', noTime, noTime]);
  });

  test('does not matter if there are only 1,024 states', async () => {
    const { said } = await outcomesAfter({ loops });
    expect(said).toEqual(['holds', refuted, 'holds']);
  });
});

const low = invariant<Place>('low', ({ at }) => at < 2);
const high = invariant<Place>('high', ({ at }) => at >= 0);

test('properties are split by who decides them', () => {
  const { finite, temporal } = apart<Place>([last, low, never, high]);
  expect(finite).toEqual([low, high]);
  expect(temporal).toEqual([last, never]);
});

test('outcomes come in the order of the properties, and then the steps that threw', () => {
  const all: readonly Property<Place>[] = [last, low, never, high];
  const outcome = (name: string, kind: PropertyOutcome<Place>['kind']): PropertyOutcome<Place> => ({
    name,
    kind,
    verdict: 'holds',
  });
  const finite = [outcome('low', 'invariant'), outcome('high', 'invariant'), outcome('go', 'step')];
  const temporal = [outcome('last', 'temporal'), outcome('never', 'temporal')];
  const names = inOrder(all, finite, temporal).map(({ name }) => name);
  expect(names).toEqual(['last', 'low', 'never', 'high', 'go']);
});

describe('the fairness of a search', () => {
  const model = modelOfMoves({ left: { 0: 1 }, right: { 1: 0 } });

  test('is that of the model and of the options together', () => {
    const declaring = { ...model, fairness: [strong('left')] };
    expect(fairnessIn(declaring, {})).toEqual([strong('left')]);
    expect(fairnessIn(declaring, { fairness: 'weak' })).toEqual([strong('left'), weak('right')]);
    expect(fairnessIn(declaring, { fairness: 'none' })).toEqual([]);
    expect(fairnessIn(model, {})).toEqual([]);
  });

  test('is about actors and steps that the model has', () => {
    expect(() => fairnessIn(model, { fairness: [weak('lefd')] })).toThrow('did you mean left?');
  });
});
