/** A name that occurs nowhere is refused, with the name that was probably meant. */
import { describe, expect, test } from 'vitest';
import { actor, defineModel } from 'allways';
import { symmetricNames } from '../../../../src/search/symmetry/symmetric-names.js';

interface Register {
  readonly owner: string;
}

/** Its actors are `reader`, `node 1` and `node 2`. */
const model = defineModel<Register>({
  name: 'register',
  initial: { owner: 'nobody' },
  actors: ['reader', 'node 1', 'node 2'].map((name) =>
    actor<Register>(name, { go: { then: () => undefined } }),
  ),
});

describe('names are seen', () => {
  test('if an actor has them, without a look at any state', () => {
    const names = symmetricNames(model, [['node 1', 'node 2']]);
    expect(names.areMissing()).toBe(false);
    expect(names.complaint('complete')).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['a value', { owner: 'x' }],
    ['a word in a value', { owner: 'locked by x' }],
    ['a property', { x: 1 }],
    ['the key of a Map', new Map([['x', 1]])],
    ['the value of a Map', new Map([[1, { deep: ['x'] }]])],
    ['the member of a Set', new Set(['x'])],
    ['the element of an array', [[], ['x']]],
  ])('in %s', (_, state) => {
    const names = symmetricNames(model, [['x', 'node 1']]);
    expect(names.areMissing()).toBe(true);
    names.look(state);
    expect(names.areMissing()).toBe(false);
  });

  test('in the actor of the action that led to a state', () => {
    const names = symmetricNames(model, [['x', 'node 1']]);
    names.look({ owner: 'x2' }, { actor: 'x', step: 'go' });
    expect(names.areMissing()).toBe(false);
  });

  test('only as whole words, and not in numbers', () => {
    const names = symmetricNames(model, [['x', '7']]);
    names.look({ owner: 'x2 axx', age: 7 });
    expect(names.complaint('complete')?.message).toContain('the name "x"');
    names.look({ owner: 'x' });
    expect(names.complaint('complete')?.message).toContain('the name "7"');
  });
});

describe('the complaint', () => {
  const complaintOf = (group: readonly string[], end: 'complete' | 'early' | 'failed') => {
    const names = symmetricNames(model, [group]);
    names.look({ owner: 'nobody', by: 'slot 1' });
    return names.complaint(end)?.message;
  };
  const start = (name: string) =>
    `symmetric gives the name "${name}", but no actor of model "register" has this name and no state contains it; `;

  test('of a name that looks like another suggests that one', () => {
    expect(complaintOf(['node 1', 'raeder'], 'complete')).toBe(
      `${start('raeder')}did you mean "reader"?`,
    );
    expect(complaintOf(['node 1', 'nobodi'], 'complete')).toBe(
      `${start('nobodi')}did you mean "nobody"?`,
    );
  });

  test('of a name that looks like no other says what to do', () => {
    expect(complaintOf(['node 1', 'zebra'], 'complete')).toBe(
      `${start('zebra')}leave it out, or write it as the model does.`,
    );
  });

  test('names the one that looks misspelled first', () => {
    expect(complaintOf(['zebra', 'raeder'], 'complete')).toContain('"raeder"');
  });

  test('of a name without a likely meaning does not come if the search did not visit all states', () => {
    expect(complaintOf(['node 1', 'zebra'], 'early')).toBeUndefined();
    expect(complaintOf(['node 1', 'zebra'], 'failed')).toBeUndefined();
  });

  test('that comes early is only about what looks like an actor, or like a sibling of another name', () => {
    expect(complaintOf(['node 1', 'raeder'], 'early')).toContain('did you mean "reader"?');
    expect(complaintOf(['node 1', 'nobodi'], 'early')).toBeUndefined();
    expect(complaintOf(['node 1', 'nobodi'], 'failed')).toContain('did you mean "nobody"?');
    // `slot 1` is a sibling of `slot 9`, so `slit 1` may be meant as one of them.
    expect(complaintOf(['slot 9', 'slit 1'], 'early')).toContain('did you mean "slot 1"?');
  });

  test('does not take a name for a misspelling of its own sibling', () => {
    // `node 3` differs from `node 1` and `node 2` in its number only.
    expect(complaintOf(['reader', 'node 3'], 'early')).toBeUndefined();
    expect(complaintOf(['reader', 'node 3'], 'complete')).toBe(
      `${start('node 3')}leave it out, or write it as the model does.`,
    );
  });
});
