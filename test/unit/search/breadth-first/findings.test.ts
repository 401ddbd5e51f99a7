/** Findings are noted once for each property and step, and end as traces. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  invariant,
  noDeadlock,
  reachable,
  StepError,
  transition,
} from 'allways';
import type { FiniteProperty } from '../../../../src/property/property.js';
import type { PropertyOutcome } from '../../../../src/search/common/outcome.js';
import { Findings } from '../../../../src/search/breadth-first/findings.js';
import {
  explorerOf,
  modelOfMoves,
  takers,
  type Moves,
  type Place,
} from '../../../support/moves.js';

/** Level 0 has place 0, level 1 has places 1 and 2, level 2 has place 3. */
const moves: Moves = { left: { 0: 1, 1: 3 }, right: { 0: 2, 2: 3 } };
const starts = [0, 1, 3, 4];
const wrong = { says: 'wrong', threw: false };

const low = invariant<Place>('low', ({ at }) => at < 1);
const high = reachable<Place>('high', ({ at }) => at > 0);
const calm = transition<Place>('calm', (_, __, { at }) => at !== 3);
const ends = noDeadlock<Place>();
const properties: readonly FiniteProperty<Place>[] = [low, high, calm, ends];

function setting(order: readonly number[] = [0, 1, 2, 3]) {
  const explorer = explorerOf(modelOfMoves(moves), order, properties);
  return { explorer, findings: new Findings(explorer) };
}

/** The verdict of an outcome, what it says, and its trace: the places and the actors. */
function shown(outcome: PropertyOutcome<Place>) {
  const { name, verdict, trace } = outcome;
  return [
    name,
    verdict,
    'says' in outcome ? outcome.says : undefined,
    trace?.states.map(({ at }) => at),
    trace && takers(trace.actions),
  ];
}

describe('an answer', () => {
  const place = { level: 1, state: 2 };

  test('that finds nothing wrong leaves the property open', () => {
    const { explorer, findings } = setting();
    findings.answered(low, undefined, place, undefined);
    findings.answered(high, wrong, place, undefined);
    expect(explorer.open.size).toBe(4);
    expect(findings.decisionOn(low)).toBeUndefined();
    expect(findings.isViolated()).toBe(false);
  });

  test('that decides a property ends the questions about it', () => {
    const { explorer, findings } = setting();
    findings.answered(low, wrong, place, undefined);
    findings.answered(high, undefined, place, undefined);
    expect([...explorer.open]).toEqual([calm, ends]);
    expect(findings.decisionOn(low)).toBe('violated');
    expect(findings.decisionOn(high)).toBe('reached');
    expect(findings.isViolated()).toBe(true);
  });

  test('that throws violates even a property that must be possible', () => {
    const { findings } = setting();
    findings.answered(high, { says: 'it threw', threw: true }, place, undefined);
    expect(findings.decisionOn(high)).toBe('violated');
  });

  test('can be taken back', () => {
    const { findings } = setting();
    findings.answered(low, wrong, place, undefined);
    findings.answered(high, undefined, place, undefined);
    expect([low, high].map((one) => findings.take(one))).toEqual([false, true]);
    expect(findings.isViolated()).toBe(false);
    expect(findings.take(high)).toBe(false);
  });
});

describe('the outcomes', () => {
  test('have a trace to the state, and one step more if a step decides', () => {
    const { explorer, findings } = setting();
    findings.answered(low, wrong, { level: 1, state: 2 }, undefined);
    findings.answered(high, undefined, { level: 1, state: 1 }, undefined);
    // Actions have the numbers of their actors. Right leads from place 2 to place 3.
    findings.answered(calm, wrong, { level: 1, state: 2 }, 1);
    const outcomes = findings.outcomes(properties, 'all', starts).map(shown);
    expect(outcomes).toEqual([
      ['low', 'violated', 'wrong', [0, 2], ['right']],
      ['high', 'holds', undefined, [0, 1], ['left']],
      ['calm', 'violated', 'wrong', [0, 2, 3], ['right', 'right']],
      ['no deadlock', 'holds', undefined, undefined, undefined],
    ]);
    expect(explorer.open.size).toBe(1);
  });

  test('are undecided if not all states were expanded', () => {
    const outcomes = setting().findings.outcomes(properties, 'part', starts);
    expect(new Set(outcomes.map(({ verdict }) => verdict))).toEqual(new Set(['undecided']));
  });

  test('have those of steps that threw at their end, each step once', () => {
    const { findings } = setting();
    const error = (step: string, cause: string) =>
      new StepError({ actor: 'left', step }, 'then', new Error(cause));
    const first = error('go', 'first');
    expect(findings.hasThrown()).toBe(false);
    findings.stepThrew(first, { level: 1, state: 1 });
    findings.stepThrew(error('go', 'second'), { level: 1, state: 2 });
    findings.stepThrew(error('stop', 'third'), { level: 0, state: 0 });
    expect(findings.hasThrown()).toBe(true);
    const [outcome, ...others] = findings.outcomes([], 'all', starts);
    if (outcome === undefined) throw new Error('There is no outcome.');
    const says = 'left.go: then threw Error: first';
    const name = 'left.go does not throw';
    expect(shown(outcome)).toEqual([name, 'violated', says, [0, 1], ['left']]);
    expect(outcome.trace?.failed).toBe(first);
    expect(others.map((other) => other.name)).toEqual(['left.stop does not throw']);
  });

  test('are those of the plain search, if threads found the states in another order', () => {
    const { findings } = setting([0, 2, 1, 3]);
    findings.expandedTogether(1);
    // Number 1 is place 2. The plain search finds place 1 first.
    findings.answered(low, wrong, { level: 1, state: 1 }, undefined);
    findings.answered(high, undefined, { level: 1, state: 1 }, undefined);
    findings.answered(calm, wrong, { level: 1, state: 1 }, 1);
    expect(findings.outcomes(properties, 'all', starts).map(shown)).toEqual([
      ['low', 'violated', 'it does not hold', [0, 1], ['left']],
      ['high', 'holds', undefined, [0, 1], ['left']],
      ['calm', 'violated', 'it does not hold', [0, 1, 3], ['left', 'left']],
      ['no deadlock', 'holds', undefined, undefined, undefined],
    ]);
  });
});

describe('findings of levels before those of threads', () => {
  test('stay as they are, and the others are those of the plain search', () => {
    const { findings } = setting();
    findings.expandedTogether(2);
    findings.expandedTogether(3);
    findings.answered(low, wrong, { level: 1, state: 2 }, undefined);
    // Threads found this one, so the property is asked again.
    findings.answered(high, { says: 'it threw', threw: true }, { level: 1, state: 1 }, undefined);
    findings.answered(ends, wrong, { level: 2, state: 3 }, undefined);
    expect(findings.outcomes(properties, 'all', starts).map(shown)).toEqual([
      ['low', 'violated', 'wrong', [0, 2], ['right']],
      ['high', 'violated', 'it threw', [0, 1], ['left']],
      ['calm', 'holds', undefined, undefined, undefined],
      ['no deadlock', 'violated', 'nothing can happen any more', [0, 1, 3], ['left', 'left']],
    ]);
  });
});

describe('the listener of a level', () => {
  test('notes a new state in the next level, and a step or a stop in this level', () => {
    const { findings } = setting();
    const { answered } = findings.listenerAt(1);
    answered(low, wrong, 3, undefined);
    answered(calm, wrong, 1, 0);
    answered(ends, wrong, 2, undefined);
    expect(findings.outcomes(properties, 'all', starts).map(shown)).toEqual([
      ['low', 'violated', 'wrong', [0, 1, 3], ['left', 'left']],
      ['high', 'violated', 'no reachable state satisfies it', undefined, undefined],
      ['calm', 'violated', 'wrong', [0, 1, 3], ['left', 'left']],
      ['no deadlock', 'violated', 'wrong', [0, 2], ['right']],
    ]);
  });

  /** Both steps throw in place 0. */
  const throwing = defineModel<Place>({
    name: 'throwing',
    initial: { at: 0 },
    actors: ['left', 'right'].map((name) =>
      actor<Place>(name, {
        go: {
          then: () => {
            throw new Error(name);
          },
        },
      }),
    ),
  });
  const both = [
    ['left.go: then threw Error: left', [0], []],
    ['right.go: then threw Error: right', [0], []],
  ];

  test('runs the model again to learn what threw in a state', () => {
    const findings = new Findings(explorerOf(throwing, [0]));
    findings.listenerAt(0).threw(0);
    const outcomes = findings.outcomes([], 'all', [0, 1]);
    expect(outcomes.map((outcome) => shown(outcome).slice(2))).toEqual(both);
  });

  test('may hear of steps that threw in any order from threads', () => {
    const explorer = explorerOf(throwing, [0]);
    const findings = new Findings(explorer);
    findings.expandedTogether(0);
    for (const name of ['right', 'left']) {
      const error = new StepError({ actor: name, step: 'go' }, 'then', new Error('other'));
      findings.stepThrew(error, { level: 0, state: 0 });
    }
    const outcomes = findings.outcomes([], 'all', [0, 1]);
    expect(outcomes.map((outcome) => shown(outcome).slice(2))).toEqual(both);
  });
});
