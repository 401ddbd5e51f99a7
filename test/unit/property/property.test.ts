import { describe, expect, test } from 'vitest';
import { invariant, ModelError, noDeadlock, reachable, transition } from 'allways';
import { thrownBy } from '../model/thrown.js';

const holds = () => true;
const because = 'Money is not lost.';

describe('a property', () => {
  test.each([
    ['invariant', invariant],
    ['transition', transition],
    ['reachable', reachable],
  ] as const)('of kind %s is what it is told', (kind, make) => {
    expect(make('it holds', holds)).toStrictEqual({ kind, name: 'it holds', holds });
    expect(make('it holds', holds, { because })).toStrictEqual({
      kind,
      name: 'it holds',
      holds,
      because,
    });
  });

  test('of kind deadlock has a name, and by default no state where it is fine to stop', () => {
    const plain = noDeadlock();
    expect(plain).toStrictEqual({
      kind: 'deadlock',
      name: 'no deadlock',
      fineToStop: plain.fineToStop,
    });
    expect(plain.fineToStop({})).toBe(false);
    expect(noDeadlock(holds, { name: 'it goes on', because })).toStrictEqual({
      kind: 'deadlock',
      name: 'it goes on',
      fineToStop: holds,
      because,
    });
    expect(noDeadlock(undefined, { because }).name).toBe('no deadlock');
  });

  test.each<[string, () => unknown, string]>([
    [
      'invariant',
      () => invariant('', holds),
      "A property has no name; give it one: invariant('what must hold', …).",
    ],
    [
      'transition',
      () => transition(' ', holds),
      "A property has no name; give it one: transition('what must hold', …).",
    ],
    [
      'reachable',
      () => reachable('', holds),
      "A property has no name; give it one: reachable('what must be possible', …).",
    ],
    [
      'deadlock',
      () => noDeadlock(holds, { name: '' }),
      "A property has no name; give it one: noDeadlock(…, { name: 'what must hold' }).",
    ],
  ])('of kind %s refuses to be nameless', (_, make, message) => {
    expect(thrownBy(make)).toEqual(new ModelError(message));
  });
});
