import { expect, test } from 'vitest';
import { actor, defineModel, type Action } from 'allways';
import { FoundStates } from '../../../../src/search/reference/found-states.js';

interface Letter {
  at: string;
}
const model = defineModel<Letter>({
  name: 'letters',
  initial: { at: 'a' },
  actors: [actor('one', { b: { then: () => undefined } })],
});
const at = (letter: string): Letter => ({ at: letter });
const [a, b, c, d, e] = [at('a'), at('b'), at('c'), at('d'), at('e')];
const to = (step: string): Action => ({ actor: 'one', step });

/** a leads to b, b to c; and d is another initial state. */
function letters() {
  const found = new FoundStates(model);
  found.add('key a', a, -1, undefined);
  found.add('key b', b, 0, to('b'));
  found.add('key d', d, -1, undefined);
  found.add('key c', c, 1, to('c'));
  return found;
}

test('numbers states in the order in which they are found', () => {
  const found = letters();
  expect(found.list).toEqual([a, b, d, c]);
  expect([found.at(3), found.numbers.get('key c')]).toEqual([c, 3]);
});

test('a trace goes back to the initial state', () => {
  const found = letters();
  expect(found.traceTo(3)).toEqual({
    model,
    states: [a, b, c],
    actions: [to('b'), to('c')],
  });
  expect(found.traceTo(2)).toEqual({ model, states: [d], actions: [] });
});

test('a trace can have one more step', () => {
  expect(letters().traceTo(1, { action: to('e'), state: e })).toEqual({
    model,
    states: [a, b, e],
    actions: [to('b'), to('e')],
  });
});
