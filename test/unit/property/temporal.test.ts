import { describe, expect, test } from 'vitest';
import {
  alwaysEventually,
  eventually,
  eventuallyAlways,
  leadsTo,
  ModelError,
  until,
  type Predicate,
} from 'allways';
import { thrownBy, untyped } from '../model/thrown.js';

const holds: Predicate<unknown> = () => true;
const other: Predicate<unknown> = () => false;
const because = 'It must be of use.';

describe('a temporal property', () => {
  test.each([
    ['eventually', eventually],
    ['alwaysEventually', alwaysEventually],
    ['eventuallyAlways', eventuallyAlways],
  ] as const)('of form %s is what it is told', (form, make) => {
    const expected = { kind: 'temporal', name: 'it comes', form, predicates: [holds] };
    expect(make('it comes', holds)).toStrictEqual(expected);
    expect(make('it comes', holds, { because })).toStrictEqual({ ...expected, because });
  });

  test.each([
    ['leadsTo', leadsTo],
    ['until', until],
  ] as const)('of form %s has two predicates', (form, make) => {
    const expected = { kind: 'temporal', name: 'it comes', form, predicates: [holds, other] };
    expect(make('it comes', holds, other)).toStrictEqual(expected);
    expect(make('it comes', holds, other, { because })).toStrictEqual({ ...expected, because });
  });

  test.each<[string, () => unknown, string]>([
    [
      'without a name',
      () => leadsTo('', holds, other),
      "A property has no name; give it one: leadsTo('what must hold', …).",
    ],
    [
      'without a predicate',
      () => eventually('it comes', untyped(undefined)),
      'Property "it comes": a predicate is undefined; make it a function.',
    ],
    [
      'with options in place of its second predicate',
      () => until('it comes', holds, untyped({ because })),
      'Property "it comes": a predicate is an object; make it a function.',
    ],
    [
      'with an option that is none',
      () => eventually('it comes', holds, untyped({ becuase: because })),
      'Property "it comes" has no option "becuase"; did you mean because?',
    ],
    [
      'with a reason that is none',
      () => eventually('it comes', holds, untyped({ because: 1 })),
      'Property "it comes": because is a number; give a sentence.',
    ],
  ])('%s is refused', (_, make, message) => {
    expect(thrownBy(make)).toEqual(new ModelError(message));
  });
});
