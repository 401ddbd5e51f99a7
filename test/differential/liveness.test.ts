/** Temporal properties of random models: engine, threads and plain search come to the same lassos. */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import {
  alwaysEventually,
  eventually,
  eventuallyAlways,
  leadsTo,
  ModelError,
  until,
  type FairnessOption,
  type Predicate,
  type Property,
} from 'allways';
import { tries } from '../support/deep.js';
import { expectSame } from '../support/engine.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
  type SmallState,
} from '../support/arbitrary-model.js';
import {
  nestedModel,
  nestedModelOf,
  nestedProperty,
  nestedPropertyOf,
} from '../support/arbitrary-nested-model.js';

/** What a property that was made at random asks of a state; true where it asks of something else. */
const predicateOf =
  <State>(property: Property<State>): Predicate<State> =>
  (state) =>
    property.kind === 'invariant' || property.kind === 'reachable' ? property.holds(state) : true;

const temporalOf = <State>(
  one: Property<State>,
  other: Property<State>,
): readonly Property<State>[] => {
  const [p, q] = [predicateOf(one), predicateOf(other)];
  return [
    eventually('eventually', p),
    leadsTo('leads to', p, q),
    alwaysEventually('always eventually', q),
    eventuallyAlways('eventually always', p),
    until('until', p, q),
  ];
};

const fairness = fc.constantFrom<FairnessOption>('none', 'weak', 'strong');
const limits = { states: 400 };

/** Where both refuse a model for the same reason, there is nothing more to compare. */
async function bothSay(search: () => Promise<unknown>): Promise<void> {
  try {
    await search();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
}

describe('engine and reference agree on what happens in the end', () => {
  test('in models of rich shapes', async () => {
    const cases = fc.record({
      model: nestedModel,
      one: nestedProperty,
      other: nestedProperty,
      fairness,
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ model, one, other, fairness }) => {
        const properties = temporalOf(nestedPropertyOf(one, 'p'), nestedPropertyOf(other, 'q'));
        await bothSay(() => expectSame(nestedModelOf(model), properties, { fairness, limits }));
      }),
      { numRuns: tries(12) },
    );
  }, 600_000);

  test.each([
    ['in small models', false],
    ['in small models with a state constraint', true],
  ])(
    '%s',
    async (_, bounded) => {
      const cases = fc.record({
        model: arbitraryModel({ throwing: false, bounded }),
        one: arbitraryProperty(),
        other: arbitraryProperty(),
        fairness,
      });
      await fc.assert(
        fc.asyncProperty(cases, async ({ model, one, other, fairness }) => {
          const properties = temporalOf<SmallState>(propertyOf(one, 'p'), propertyOf(other, 'q'));
          await bothSay(() => expectSame(modelOf(model), properties, { fairness, limits }));
        }),
        { numRuns: tries(20) },
      );
    },
    600_000,
  );
});
