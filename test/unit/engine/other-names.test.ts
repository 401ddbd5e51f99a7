/** A property is asked again with the names exchanged, and must give the same answer. */
import { expect, test } from 'vitest';
import { actor, defineModel, invariant } from 'allways';
import { noteValue, recorderFor } from '../../../src/engine/draft/recorder.js';
import { askUnderOtherNames, type Asked } from '../../../src/engine/other-names.js';
import { propertyOf } from '../../../src/engine/store/slots.js';
import { at } from '../../../src/engine/store/space.js';
import { readsIn } from '../../support/drafts.js';
import { claimOf, exploring } from '../../support/two-counters.js';

interface Votes {
  x: number;
  y: number;
  round: number;
}

const model = defineModel<Votes>({
  name: 'votes',
  initial: { x: 0, y: 1, round: 0 },
  actors: [actor<Votes>('a', { idle: { then: () => undefined } })],
});

const property = invariant<Votes>('any', () => true);

/** Asks whether there is no complaint, in this state and with x and y exchanged. */
function asking(answers: (votes: string) => boolean, isSymmetric = true) {
  const otherAnswer = () => new Error('other answer');
  const claim = isSymmetric ? claimOf<Votes>([['x', 'y']], { otherAnswer }) : undefined;
  const explorer = exploring(model, model.initial, [property], { claim });
  const { slots } = explorer.space;
  const { vector } = at(explorer.space, 0);
  const seen: string[] = [];
  const slot = (name: string) => propertyOf(slots, slots.root, name);
  const asked: Asked<Votes> = {
    property,
    answer: undefined,
    before: vector,
    plainly: (_, before) => {
      const votes = ['x', 'y'].map((name) => slot(name).values[before[slot(name).id] ?? 0]).join();
      seen.push(votes);
      return answers(votes) ? undefined : { says: 'wrong', threw: false };
    },
    watched: (_, recorder) => {
      noteValue(recorder, slot('x'), 'before');
      seen.push('watched');
      return undefined;
    },
  };
  return { explorer, asked, seen, slot, recorder: recorderFor(slots, vector) };
}

test('without a claim of symmetry it is not asked again', () => {
  const { explorer, asked, seen } = asking(() => false, false);
  expect(askUnderOtherNames(explorer, asked)).toBe(true);
  expect(seen).toEqual([]);
});

test('it is asked once with the names exchanged', () => {
  const { explorer, asked, seen } = asking(() => true);
  // Without a recorder, no reads are noted.
  expect(askUnderOtherNames(explorer, asked)).toBe(false);
  expect(seen).toEqual(['1,0']);
  expect(explorer.ran).toBe(1);
});

test('another answer is refused', () => {
  const { explorer, asked } = asking((votes) => votes === '0,1');
  expect(() => askUnderOtherNames(explorer, asked)).toThrow('other answer');
  const wrong = { says: 'wrong', threw: false };
  expect(() => askUnderOtherNames(explorer, { ...asked, answer: wrong })).not.toThrow();
});

test('a property that threw is violated whatever it does, so it is not asked again', () => {
  const { explorer, asked, seen } = asking(() => true);
  const threw = { says: 'threw', threw: true };
  expect(askUnderOtherNames(explorer, { ...asked, answer: threw })).toBe(true);
  expect(seen).toEqual([]);
});

test('a property that read no place with a name is not asked again', () => {
  const { explorer, asked, seen, slot, recorder } = asking(() => true);
  noteValue(recorder, slot('round'), 'before');
  expect(askUnderOtherNames(explorer, asked, recorder)).toBe(true);
  expect(seen).toEqual([]);
});

test('a place that moves to what is read under other names counts as read', () => {
  const { explorer, asked, seen, slot, recorder } = asking(() => true);
  noteValue(recorder, slot('x'), 'before');
  expect(askUnderOtherNames(explorer, asked, recorder)).toBe(true);
  expect(seen).toEqual(['watched']);
  expect(readsIn(recorder)).toEqual(['value state.x', 'value state.y']);
});
