/** The engine numbers the steps, the actions, their trees and lists of actions. */
import { describe, expect, test } from 'vitest';
import { invariant, reachable, transition } from 'allways';
import {
  choiceLeafFor,
  giveUp,
  giveUpChoice,
  idOfAction,
  idsOfChoices,
  knownSteps,
  listOf,
} from '../../../../src/engine/memo/steps.js';
import { ends, newTrees, unknown } from '../../../../src/engine/memo/tree.js';
import { Copier } from '../../../../src/engine/store/copier.js';
import { slotsFor } from '../../../../src/engine/store/flatten.js';
import type { Growing } from '../../../../src/engine/store/growing.js';
import type { CompiledStep } from '../../../../src/model/compiled-step.js';
import type { FiniteProperty } from '../../../../src/property/property.js';

interface Light {
  readonly on: boolean;
}

const named = (step: string): CompiledStep<Light> => ({
  run: (state) => state,
  action: (choice) => ({ actor: 'hand', step, ...(choice === undefined ? {} : { choice }) }),
});
const choosing = (step: string): CompiledStep<Light> => ({ ...named(step), choose: () => [] });

/** Steps 0, 1 and 3 do not choose, step 2 does. Their actions have the numbers 0, 1 and 2. */
const compiled = [named('on'), named('off'), choosing('dim'), named('wait')];

const known = (properties: readonly FiniteProperty<Light>[] = []) =>
  knownSteps(compiled, properties, newTrees(), new Copier(slotsFor({ on: false })));

const numbersIn = ({ array, length }: Growing) => [...array.subarray(0, length)];

const isOn = invariant<Light>('on', ({ on }) => on);
const turns = transition<Light>('turns', (before, _, after) => before.on !== after.on);

describe('at the start', () => {
  test('neighbouring steps that do not choose are one row of the table, and a choice is another', () => {
    const { table, lists, steps } = known();
    expect(numbersIn(lists)).toEqual([2, 0, 1, 1, 2]);
    // The actions of steps 0 and 1 have trees 0 and 1; the choice of step 2 has tree 2.
    expect([...table]).toEqual([-1, 0, 0, 2, 0, 2, -1, 3, 0]);
    expect(steps.map(({ tree }) => tree)).toEqual([-1, -1, 2, -1]);
    expect(steps.map(({ only }) => only)).toEqual([[0], [1], undefined, [2]]);
    expect(steps.map(({ actions }) => [...actions])).toEqual([[0], [1], [], [2]]);
  });

  test('each action has a tree, and knows its step', () => {
    const { actionTrees, stepOf, actions, trees } = known();
    expect(numbersIn(actionTrees)).toEqual([0, 1, 3]);
    expect(numbersIn(stepOf)).toEqual([0, 1, 3]);
    expect(actions.map(({ action }) => action.step)).toEqual(['on', 'off', 'wait']);
    expect(numbersIn(trees.roots)).toEqual([unknown, unknown, unknown, unknown]);
  });

  test('a property of states has one tree, and a property of steps has one for each action', () => {
    const dark = reachable<Light>('dark', ({ on }) => !on);
    const { stateTrees, stepTrees, subjects, actionTrees } = known([isOn, turns, dark]);
    expect([...stateTrees]).toEqual([
      [isOn, 0],
      [dark, 1],
    ]);
    expect([...stepTrees].map(([property, trees]) => [property, numbersIn(trees)])).toEqual([
      [turns, [3, 5, 8]],
    ]);
    expect(numbersIn(actionTrees)).toEqual([2, 4, 7]);
    const action = undefined;
    const choice = undefined;
    expect(subjects).toEqual([isOn, dark, action, turns, action, turns, choice, action, turns]);
  });
});

describe('an action', () => {
  const dim = (choice: unknown) => ({ actor: 'hand', step: 'dim', choice });

  test('has one number, in whatever order its choice is written', () => {
    const all = known();
    const id = idOfAction(all, 2, dim({ by: 1, to: 2 }));
    expect(id).toBe(3);
    expect(idOfAction(all, 2, dim({ to: 2, by: 1 }))).toBe(3);
    expect(idOfAction(all, 2, dim({ to: 2, by: 2 }))).toBe(4);
    expect(all.actions).toHaveLength(5);
    expect([...(all.steps[2]?.actions ?? [])]).toEqual([3, 4]);
  });

  test('of another step is another action, even with the same name', () => {
    const all = known();
    expect(idOfAction(all, 2, dim(1))).toBe(3);
    expect(idOfAction(all, 3, dim(1))).toBe(4);
    expect(numbersIn(all.stepOf)).toEqual([0, 1, 3, 2, 3]);
  });

  test('has a number for each simple choice, once for each choice', () => {
    const all = known();
    const texts = new Map<unknown, unknown>([
      ['a,b', { a: 1, b: 2 }],
      ['b,a', { b: 2, a: 1 }],
    ]);
    expect(idsOfChoices(all, 2, texts)).toEqual([3]);
    expect(idsOfChoices(all, 2, new Map([7, 5].map((each) => [each, each])))).toEqual([4, 5]);
    expect(idsOfChoices(all, 2, new Map([5, 9].map((each) => [each, each])))).toEqual([5, 6]);
    expect([...(all.steps[2]?.byChoice ?? [])]).toEqual([
      ['a,b', 3],
      ['b,a', 3],
      [7, 4],
      [5, 5],
      [9, 6],
    ]);
    expect(all.actions[6]?.action).toEqual(dim(9));
  });
});

describe('a list of actions', () => {
  test('has one position', () => {
    const all = known();
    expect(listOf(all, [0, 1])).toBe(0);
    expect(listOf(all, [1, 0])).toBe(5);
    expect(listOf(all, [])).toBe(8);
    expect(listOf(all, [1, 0])).toBe(5);
    expect(numbersIn(all.lists).slice(5)).toEqual([2, 1, 0, 0]);
  });

  test('is the leaf of a choice, one for each list', () => {
    const all = known();
    expect(choiceLeafFor(all, 3)).toBe(0);
    expect(choiceLeafFor(all, 0)).toBe(1);
    expect(choiceLeafFor(all, 3)).toBe(0);
    expect(numbersIn(all.choiceLists)).toEqual([3, 0]);
  });
});

describe('what is given up', () => {
  const choice = (number: number) => ({ actor: 'hand', step: 'dim', choice: number });
  const { direct } = ends;

  test('is a step: the trees of all its actions, also of those that appear later', () => {
    const all = known();
    idOfAction(all, 2, choice(1));
    giveUp(all, 2);
    idOfAction(all, 2, choice(2));
    idOfAction(all, 1, choice(3));
    // Tree 2 is that of the choice, which is not given up.
    expect(numbersIn(all.trees.roots)).toEqual([0, 0, 0, 0, direct, direct, 0]);
    expect(all.steps.map((step) => step.direct)).toEqual([false, false, true, false]);
  });

  test('is a choice: the tree of the choice alone', () => {
    const all = known();
    idOfAction(all, 2, choice(1));
    giveUpChoice(all, 2);
    expect(numbersIn(all.trees.roots)).toEqual([0, 0, direct, 0, 0]);
    expect(all.steps.map((step) => step.blind)).toEqual([false, false, true, false]);
  });

  test('is a property of steps: its trees of actions that appear later', () => {
    const all = known([turns]);
    all.blindProperties.add(turns);
    idOfAction(all, 2, choice(1));
    expect(numbersIn(all.trees.roots)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, direct]);
  });
});
