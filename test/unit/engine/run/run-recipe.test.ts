/** A recipe runs on a draft of ours, which is over then. */
import { isDraft } from 'immer';
import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../../../src/model/choose.js';
import { step } from 'allways';
import { draftRun, showRoot, sightOf } from '../../../../src/engine/draft/look.js';
import { recorderFor } from '../../../../src/engine/draft/recorder.js';
import { nodeBehind } from '../../../../src/engine/draft/run.js';
import { handedIn, runRecipe } from '../../../../src/engine/run/run-recipe.js';
import { slotsFor } from '../../../../src/engine/store/flatten.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import { readsIn } from '../../../support/drafts.js';
import { oneStep } from '../../../support/one-step.js';

interface Box {
  n: number;
  part: { m: number };
}

const box: Box = { n: 1, part: { m: 2 } };

/** Runs a recipe, with or without notes. Gives the state after it, and the run. */
function ran(recipe: (s: Box) => unknown, notes: boolean) {
  const { action, slots, before } = oneStep(box, { then: () => undefined });
  const recorder = notes ? recorderFor(slots, before.vector) : undefined;
  const run = draftRun(slots, before.vector, recorder);
  const vector = runRecipe((draft) => recipe(draft as Box), action, before, run);
  return { run, state: vector && unflatten(slots, vector) };
}

describe.each([false, true])('a recipe (with notes: %s)', (notes) => {
  test.each<[string, (s: Box) => unknown, unknown]>([
    ['changes its draft', (s) => void (s.n = 5), { n: 5, part: { m: 2 } }],
    ['returns its draft', (s) => ((s.n = 5), s), { n: 5, part: { m: 2 } }],
    ['returns a new state', (s) => ({ n: s.part.m, part: s.part }), { n: 2, part: { m: 2 } }],
    ['does nothing', () => undefined, box],
    ['returns a part of its draft: only immer knows', (s) => s.part, undefined],
    ['changes its draft and returns a new state', (s) => ((s.n = 5), { ...s }), undefined],
    ['returns a number', () => 7, undefined],
    ['returns null', () => null, undefined],
    ['leaves what is no plain data', (s) => void (s.n = NaN), undefined],
  ])('that %s', (_, recipe, state) => {
    const outcome = ran(recipe, notes);
    expect(outcome.state).toEqual(state);
    expect(outcome.run.isOver).toBe(true);
  });

  test('that throws is over as well', () => {
    let kept: Box | undefined;
    const throwing = (s: Box) => {
      kept = s;
      throw new RangeError('on purpose');
    };
    expect(() => ran(throwing, notes)).toThrow('on purpose');
    expect(() => kept?.n).toThrow(/revoked/);
  });
});

test('a run that is not sure has numbers only if it notes: the caller compares them', () => {
  const unsure = (s: Box) => void (s.n = isDraft(s) ? 7 : 8);
  expect(ran(unsure, false).state).toBeUndefined();
  const noted = ran(unsure, true);
  expect(noted.state).toEqual({ n: 7, part: { m: 2 } });
  expect(noted.run.isUnsure).toBe(true);
});

test('a state that is no object has no draft', () => {
  const { action } = oneStep(box, { then: () => undefined });
  const run = draftRun(slotsFor(5), [0]);
  const before = { state: 5, vector: [0] };
  const refuse = () => {
    throw new Error('The recipe was called.');
  };
  expect(runRecipe(refuse, action, before, run)).toBeUndefined();
  expect(run.isOver).toBe(true);
});

describe('the choice of an action', () => {
  /** The actions of a step that chooses. */
  const offered = (choose: (s: Box) => Iterable<unknown>) => {
    const definition = step<Box, unknown>({ choose, then: () => undefined });
    const { step: own, slots, before } = oneStep(box, definition);
    return { actions: actionsOf(own, before.state), slots, before };
  };

  test('is given as it is if it is no part of the state', () => {
    const { actions, slots, before } = offered(() => [7, 'a', { own: 1 }]);
    const run = draftRun(slots, before.vector);
    expect(actions.map((action) => handedIn(run, action))).toEqual([7, 'a', { own: 1 }]);
    expect(run.nodes).toHaveLength(0);
  });

  test('is the draft of a part of the state, or holds it, without a read', () => {
    const { actions, slots, before } = offered((s) => [s.part, { of: s.part }]);
    const recorder = recorderFor(slots, before.vector);
    const run = sightOf(recorder);
    const [whole, holding] = actions.map((action) => handedIn(run, action));
    expect(nodeBehind(whole)?.run).toBe(run);
    expect(Reflect.get(Object(holding), 'of')).toBe(whole);
    expect(readsIn(recorder)).toEqual([]);
    expect(Reflect.get(Object(showRoot(run)), 'part')).toBe(whole);
  });
});
