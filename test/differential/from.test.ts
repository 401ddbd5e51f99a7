/** Properties of some initial states against models that have no others, on models made at random. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  check,
  eventually,
  from,
  record,
  replay,
  type Model,
  type Property,
  type PropertyOutcome,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import { searchByStart } from '../../src/search/common/by-start.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
  type ModelDescription,
  type PropertyDescription,
  type SmallState,
} from '../support/arbitrary-model.js';
import { tries } from '../support/deep.js';

/** The most states of a model that is worth the time. */
const limits = { states: 200 };

const isStart = [
  (s: SmallState) => s.x === 0,
  (s: SmallState) => s.x > 0 && s.phase !== 'done',
  () => true,
  () => false,
] as const;

const described = arbitraryModel({ throwing: true });
const descriptions = fc.array(fc.tuple(arbitraryProperty(), fc.nat(4)), {
  minLength: 1,
  maxLength: 4,
});

/** The properties, and for each the condition on its initial states, if it has one. */
function propertiesOf(given: readonly (readonly [PropertyDescription, number])[]) {
  const all: readonly Property<SmallState>[] = [
    ...given.map(([one, at]) => propertyOf(one, `property ${at} ${JSON.stringify(one)}`)),
    eventually<SmallState>('it is done', (s) => s.phase === 'done'),
  ];
  return all.map((property, index) => {
    const start = isStart[given[index]?.[1] ?? 0];
    const name = `${index} ${property.name}`;
    return { plain: { ...property, name }, start };
  });
}

const withStarts = (model: Model<SmallState>, start: (s: SmallState) => boolean) => ({
  ...model,
  initial: model.initial.filter((state) => start(state)),
});

const wordOn = (outcome: PropertyOutcome<SmallState> | undefined) => ({
  verdict: outcome?.verdict,
  says: outcome?.verdict === 'violated' && outcome.says,
  trace: outcome?.trace && [outcome.trace.states, outcome.trace.actions, outcome.trace.lasso],
});

/** What a check of a model with these initial states alone says. */
async function alone(
  model: Model<SmallState>,
  property: Property<SmallState>,
  start: ((s: SmallState) => boolean) | undefined,
) {
  const some = withStarts(model, start ?? (() => true));
  if (some.initial.length === 0) {
    const isReachable = property.kind === 'reachable';
    const says = isReachable && 'no initial state meets its condition';
    return { verdict: isReachable ? 'violated' : 'holds', says, trace: undefined };
  }
  return wordOn((await check(some, property, { limits })).properties[0]);
}

const small = async (description: ModelDescription) => {
  const model = modelOf(description);
  const { ended } = await check(model, [], { limits });
  fc.pre(ended.by === 'complete');
  return model;
};

test('a check says what a check of a model with these initial states alone says', async () => {
  await fc.assert(
    fc.asyncProperty(described, descriptions, async (description, given) => {
      const model = await small(description);
      const asked = propertiesOf(given);
      const properties = asked.map(({ plain, start }) => (start ? from(start, plain) : plain));
      const results = [
        await check(model, properties, { limits }),
        await check(model, properties, { limits, workers: 2 }),
        await searchByStart(model, properties, { limits }, referenceSearch),
      ];
      for (const [index, { plain, start }] of asked.entries()) {
        const said = await alone(model, plain, start);
        for (const { properties } of results) expect(wordOn(properties[index])).toEqual(said);
      }
      // All traces are of the model itself, so a recording of them can be replayed.
      for (const [index, outcome] of (results[0]?.properties ?? []).entries()) {
        const { trace, verdict, kind } = outcome;
        if (trace === undefined || kind === 'step' || verdict !== 'violated') continue;
        expect(trace.model).toBe(model);
        const property = properties[index] as Property<SmallState>;
        expect(replay(record(trace, property.name), model, property).outcome).toBe('reproduced');
      }
    }),
    { numRuns: tries(20) },
  );
});
