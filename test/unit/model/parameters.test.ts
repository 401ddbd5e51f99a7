/** Bounds of the parameters of a system: how they are declared, and what values they allow. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  defineSystem,
  invariant,
  ModelError,
  whatIf,
  type System,
} from 'allways';
import { thrownBy, untyped } from './thrown.js';

interface Counter {
  n: number;
}
const model = defineModel<Counter>({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor<Counter>('a', {
      add: {
        when: (s) => s.n < 2,
        then: (s) => {
          s.n++;
        },
      },
    }),
  ],
});
const system = defineSystem({
  name: 'store',
  safeguards: { safe: 'It is safe.' },
  parameters: {
    writers: { default: 2, min: 1, max: 6 },
    share: { default: 0.5, min: 0, max: 1 },
    least: { default: 0, min: -3 },
    most: { default: 2, max: 4 },
    free: 2,
    lossy: false,
  },
  model: () => model,
});

describe('a system', () => {
  test('has plain defaults, and the bounds beside them', () => {
    expect(system.parameters).toEqual({
      writers: 2,
      share: 0.5,
      least: 0,
      most: 2,
      free: 2,
      lossy: false,
    });
    expect(system.bounds).toEqual({
      writers: { min: 1, max: 6 },
      share: { min: 0, max: 1 },
      least: { min: -3 },
      most: { max: 4 },
    });
  });

  test('gives its model values alone', () => {
    expect(system.with([], { writers: 6, share: 0.25, most: -(2 ** 40) }).parameters).toEqual({
      writers: 6,
      share: 0.25,
      least: 0,
      most: -(2 ** 40),
      free: 2,
      lossy: false,
    });
  });

  test.each<[object, string]>([
    [{ writers: 7 }, 'writers is 7; give a whole number from 1 to 6.'],
    [{ writers: 0 }, 'writers is 0; give a whole number from 1 to 6.'],
    [{ writers: 2.5 }, 'writers is 2.5; give a whole number from 1 to 6.'],
    [{ writers: 2 ** 53 }, 'writers is 9007199254740992; give a whole number from 1 to 6.'],
    [{ writers: -1e300 }, 'writers is -1e+300; give a whole number from 1 to 6.'],
    [{ writers: NaN }, 'writers is NaN; give a finite number.'],
    [{ writers: '2' }, 'writers is a number, not "2".'],
    [{ writers: { default: 3, min: 1 } }, 'writers is a number, not an object.'],
    [{ share: 1.5 }, 'share is 1.5; give a number from 0 to 1.'],
    [{ least: -4 }, 'least is -4; give a whole number, -3 or more.'],
    [{ most: 5 }, 'most is 5; give a whole number, 4 or less.'],
  ])('refuses %j', (parameters, says) => {
    expect(thrownBy(() => system.with([], parameters))).toEqual(
      new ModelError(`System "store": parameter ${says}`),
    );
  });

  test('refuses a value of a model that was changed by hand', async () => {
    const changed = { ...system.with(['safe']), parameters: { writers: 9 } };
    const small = invariant<Counter>('n is small', (s) => s.n < 5);
    await expect(whatIf(changed, small, { system })).rejects.toEqual(
      new ModelError('System "store": parameter writers is 9; give a whole number from 1 to 6.'),
    );
  });

  test.each<[unknown, string]>([
    [{ default: 'a', min: 1 }, 'n: default is "a"; give a finite number.'],
    [{ default: true, min: 1 }, 'n: default is a boolean; give a finite number.'],
    [{ min: 1, max: 2 }, 'n: default is undefined; give a finite number.'],
    [{}, 'n: default is undefined; give a finite number.'],
    [{ default: NaN, min: 1 }, 'n: default is NaN; give a finite number.'],
    [{ default: 1, min: NaN }, 'n: min is NaN; give a finite number.'],
    [{ default: 1, max: Infinity }, 'n: max is Infinity; give a finite number.'],
    [{ default: 1, min: 0, max: undefined }, 'n: max is undefined; give a finite number.'],
    [{ default: 1, min: '0' }, 'n: min is "0"; give a finite number.'],
    [{ default: 1 }, 'n has neither min nor max; give one of them, or its default alone: 1.'],
    [{ default: 3, min: 6, max: 1 }, 'n: min is 6, more than max, which is 1; swap them.'],
    [{ default: 9, min: 1, max: 6 }, 'n: default is 9; give a whole number from 1 to 6.'],
    [{ default: 0.5, min: 1 }, 'n: default is 0.5; give a number, 1 or more.'],
    [{ default: 2, minimum: 1 }, 'n has no part "minimum"; it has default, min, max.'],
    [{ default: 2, mim: 1 }, 'n has no part "mim"; did you mean min?'],
    [{ defaults: 2, min: 1 }, 'n has no part "defaults"; did you mean default?'],
    [[2], 'n is a list; give a number, a boolean, a string, or { default, min, max }.'],
    [null, 'n is null; give a number, a boolean, a string, or { default, min, max }.'],
    [NaN, 'n is NaN; give a finite number.'],
  ])('refuses to be defined with %j', (n, says) => {
    const define = () =>
      defineSystem({ name: 's', parameters: { n: untyped(n) }, model: () => model });
    expect(thrownBy(define)).toEqual(new ModelError(`System "s": parameter ${says}`));
  });
});

/** The rule in the plainest form: a list of what makes a value wrong. */
function isAllowed(value: number, standard: number, min?: number, max?: number): boolean {
  const given = [standard, min, max].filter((one) => one !== undefined);
  const wrong = [
    !Number.isFinite(value),
    min !== undefined && value < min,
    max !== undefined && value > max,
    given.length > 1 && given.every((one) => one % 1 === 0) && value % 1 !== 0,
  ];
  return !wrong.includes(true);
}

/** Numbers that often are near one another, some of them fractions. */
const number = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.integer({ min: -8, max: 8 }).map((half) => half / 2),
  fc.constantFrom(0, -0, 2 ** 53, -(2 ** 53), 1e300, Number.MIN_VALUE),
);
const optional = fc.option(number, { nil: undefined });

test('the plain rule and the system allow the same definitions and values', () => {
  fc.assert(
    fc.property(number, optional, optional, number, (standard, min, max, value) => {
      const hasBounds = min !== undefined || max !== undefined;
      const parts = {
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      };
      const n = (hasBounds ? { default: standard, ...parts } : standard) as number;
      const isRight =
        (min ?? -Infinity) <= (max ?? Infinity) && isAllowed(standard, standard, min, max);
      let defined: System<Counter, never, { n: number }> | undefined;
      try {
        defined = defineSystem({ name: 's', parameters: { n }, model: () => model });
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError);
      }
      expect(defined !== undefined).toBe(isRight);
      if (defined === undefined) return;
      const one = defined;
      if (isAllowed(value, standard, min, max)) {
        expect(one.with([], { n: value }).parameters).toEqual({ n: value });
      } else {
        expect(thrownBy(() => one.with([], { n: value }))).toBeInstanceOf(ModelError);
      }
    }),
    { numRuns: 1000 },
  );
});
