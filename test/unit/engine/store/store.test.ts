/** A store gives each state one number, and gives the state back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addState,
  findState,
  findSuccessor,
  loadState,
  makeStoreRoom,
  pairSuccessor,
  pairWords,
  roomForWords,
  stateCount,
  storeFor,
  storeHasRoom,
} from '../../../../src/engine/store/store.js';
import { addPair, findPair } from '../../../../src/engine/store/pairs.js';

const cases = fc.integer({ min: 1, max: 9 }).chain((words) =>
  fc.record({
    words: fc.constant(words),
    states: fc.array(fc.array(fc.nat({ max: 2 }), { minLength: words, maxLength: words }), {
      minLength: 1,
      maxLength: 60,
    }),
  }),
);

const wordsOf = (state: readonly number[]) => {
  const words = roomForWords(state.length);
  words.set(state);
  return words;
};

test('a store does what a Map does', () => {
  fc.assert(
    fc.property(cases, ({ words, states }) => {
      const store = storeFor(words);
      const known = new Map<string, number>();
      for (const state of states) {
        if (!storeHasRoom(store, 1)) makeStoreRoom(store, 1);
        const number = known.get(state.join());
        expect(findState(store, wordsOf(state))).toBe(number ?? -1);
        expect(addState(store, wordsOf(state))).toBe(number ?? -1 - known.size);
        if (number === undefined) known.set(state.join(), known.size);
      }
      expect(stateCount(store)).toBe(known.size);
      const back = roomForWords(words);
      for (const [state, number] of known) {
        loadState(store, number, back);
        expect([...back.subarray(0, words)].join()).toBe(state);
      }
    }),
  );
});

test('a successor is paired as any state is', () => {
  fc.assert(
    fc.property(cases, ({ words, states }) => {
      const store = storeFor(words);
      makeStoreRoom(store, 200);
      const first = states[0] as number[];
      addState(store, wordsOf(first));
      for (const state of states) {
        const current = roomForWords(words);
        loadState(store, 0, current);
        const known = store.numbers.slice();
        const step = { current, next: wordsOf(state), known, pairs: new Int32Array(4) };
        const isKnown = findState(store, step.next) >= 0;
        loadState(store, 0, current);
        const isFound = findSuccessor(store, step, 2);
        const [one, other] = step.pairs.subarray(2) as unknown as [number, number];
        expect(isFound && findPair(store.states, one, other) >= 0).toBe(isKnown);
        loadState(store, 0, current);
        pairSuccessor(store, step, 0);
        const whole = new Int32Array(2);
        pairWords(store, step.next, whole, 0);
        expect([...step.pairs.subarray(0, 2)]).toEqual([...whole]);
        addPair(store.states, whole[0] as number, whole[1] as number);
        expect(findState(store, step.next)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
