import { describe, expectTypeOf, test } from 'vitest';
import {
  defineModel,
  duration,
  estimate,
  estimateReport,
  invariant,
  type Duration,
  type EstimateResult,
} from 'allways';
import { defineConfig, type Config } from 'allways/cli';

interface Store {
  version: number;
}

const model = () => defineModel<Store>({ name: 'store', initial: { version: 0 }, actors: [] });

describe('estimate', () => {
  const grown = invariant<Store>('grown', (s) => s.version > 0);
  const other = invariant<{ size: number }>('other', (s) => s.size > 0);
  const durations = { '*': duration.fixed(1) };

  test('answers in the state of the model, and takes properties of no other', () => {
    const asks = async () => {
      const found = await estimate(model(), [grown], { durations });
      expectTypeOf(found).toEqualTypeOf<EstimateResult<Store>>();
      expectTypeOf(found.properties[0]?.first?.trace.states).toEqualTypeOf<
        readonly Store[] | undefined
      >();
      expectTypeOf(estimateReport(found)).toBeString();
      // @ts-expect-error A property of another state.
      await estimate(model(), other, { durations });
    };
    expectTypeOf(asks).returns.resolves.toBeVoid();
  });

  test('cannot do without durations, which are no bare numbers', () => {
    const asks = async () => {
      // @ts-expect-error Nobody said how long steps take.
      await estimate(model(), grown, {});
      // @ts-expect-error A number of what?
      await estimate(model(), grown, { durations: { '*': 60 } });
      // @ts-expect-error The signal of a check, misspelled.
      await estimate(model(), grown, { durations, sgnal: AbortSignal.abort() });
    };
    expectTypeOf(asks).returns.resolves.toBeVoid();
    expectTypeOf(duration.logNormal({ median: 1, p99: 2 })).toEqualTypeOf<Duration>();
    // @ts-expect-error Half of it.
    expectTypeOf(() => duration.logNormal({ median: 1 })).toBeFunction();
  });
});

describe('defineConfig', () => {
  test('knows its options', () => {
    expectTypeOf(defineConfig({ of: { store: { set: { writers: 2 } } } })).toEqualTypeOf<Config>();
    // @ts-expect-error There is no such option.
    expectTypeOf(() => defineConfig({ model: 'src' })).toBeFunction();
    // @ts-expect-error The command ends a check itself.
    expectTypeOf(() => defineConfig({ check: { signal: AbortSignal.abort() } })).toBeFunction();
  });
});
