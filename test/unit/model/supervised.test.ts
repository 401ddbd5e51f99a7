import { describe, expect, test } from 'vitest';
import { check, invariant, ModelError } from 'allways';
import { isolated } from '../../../src/model/isolated.js';
import { inSlices, sliceTime, supervised } from '../../../src/model/supervised.js';
import { endless } from '../../support/endless.js';

const fine = invariant<{ n: number }>('fine', ({ n }) => n < 9);

describe('a step that does not end', () => {
  test('is ended and named, and everything works as before', async () => {
    const before = Reflect.get(performance, 'now') as unknown;
    await expect(check(endless('then'), fine, { limits: { seconds: 1 } })).rejects.toThrow(
      new ModelError(
        'node.add(1): then did not return within 2 seconds, in the state {"n":3}; let it end by itself, ' +
          'or, if it only needs longer, allow more by limits.seconds (--seconds).',
      ),
    );
    expect(Reflect.get(performance, 'now')).toBe(before);
    expect(Date.now()).toBeGreaterThan(0);
    expect(await check(endless(), fine)).toMatchObject({ verdict: 'holds', distinct: 6 });
  });

  test('is not blamed for the time of others', () => {
    expect(() =>
      supervised(() => {
        for (;;) isolated({ of: 'node.short', part: 'then' }, () => undefined, { n: 1 });
      }, 1),
    ).toThrow(
      /^(The steps of one state did not end within 2 seconds together; the last that ran was node\.short: then, in the state {"n":1}; let them do less|The model did not come back within 2 seconds; let it do less in one state), or, if it only needs longer, allow more by limits\.seconds \(--seconds\)\.$/,
    );
  });
});

test('a step that chooses from values without end is ended after a million', async () => {
  await expect(check(endless('generator'), fine)).rejects.toThrow(
    new ModelError(
      'node.add: choose answered more than 1,000,000 values; each is a step of its own, so answer those that make a difference.',
    ),
  );
});

describe('supervised work', () => {
  test('returns and throws what the work does', () => {
    expect(supervised(() => 7)).toBe(7);
    expect(supervised(() => undefined)).toBeUndefined();
    expect(supervised(() => supervised(() => 'inner'))).toBe('inner');
    const error = new RangeError('of the work');
    expect(() => supervised(() => fail(error))).toThrow(error);
    // Anything can be thrown.
    let caught: unknown = 'nothing';
    try {
      supervised(() => fail(undefined));
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).toBeUndefined();
    expect(supervised(() => 8)).toBe(8);
  });

  test('is done piece by piece, in slices of time', () => {
    let pieces = 0;
    const piece = () => ++pieces < 3;
    expect(inSlices(piece)).toBe(false);
    expect(pieces).toBe(3);
    const slow = () => {
      for (const end = performance.now() + sliceTime + 1; performance.now() < end;);
      return true;
    };
    // One piece takes longer than a slice.
    let count = 0;
    expect(inSlices(() => (count++, slow()))).toBe(true);
    expect(count).toBe(1);
  });
});

function fail(thrown: unknown): never {
  throw thrown;
}
