/**
 * Fairness of a part of a step, on models made at random. A step A that is fair when P is compared with two steps: A when
 * P, which is fair, and A when not P, which is not. That is what WF(A ∧ P) means, and no code for parts is used for it.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  alwaysEventually,
  check,
  defineModel,
  eventually,
  eventuallyAlways,
  leadsTo,
  step,
  strong,
  until,
  weak,
  type ChoosingStep,
  type FairnessOption,
  type Model,
  type Property,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import {
  actorOf,
  arbitraryModel,
  arbitraryProperty,
  initialState,
  nameOfActor,
  propertyOf,
  type ModelDescription,
  type SmallState,
} from '../support/arbitrary-model.js';
import { tries } from '../support/deep.js';
import { expectSame } from '../support/engine.js';

/** Which part of each step is fair, and how: the actions of which a number has one of some values. */
interface Part {
  readonly kind: 'weak' | 'strong';
  readonly of: 'x' | 'y' | 'choice';
  readonly values: readonly number[];
}

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom('weak', 'strong'),
  of: fc.constantFrom('x', 'y', 'choice'),
  values: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 3 }),
});

const isIn = ({ of, values }: Part, s: SmallState, choice: number | undefined): boolean =>
  values.includes(of === 'choice' ? (choice ?? 0) : s[of]);

/** A step as the support makes it. Some have no `choose`; then its functions get no choice. */
type Made = ChoosingStep<SmallState, number>;

/** The steps of an actor, in another form. */
type Form = (name: string, made: Made, one: Part) => readonly (readonly [string, object])[];

/** A model whose steps have another form. */
function modelIn(form: Form, { initial, actors }: ModelDescription, parts: readonly Part[]) {
  let at = 0;
  return defineModel<SmallState>({
    name: 'small',
    initial: () => initial.map((one) => initialState(one, actors, (items) => [...items])),
    actors: actors.map((one, index) => {
      const { name, steps } = actorOf(one, nameOfActor(index));
      const all = Object.entries(steps).flatMap(([said, made]) =>
        form(said, made as unknown as Made, parts[at++ % parts.length] as Part),
      );
      return actor<SmallState>(name, Object.fromEntries(all) as typeof steps);
    }),
  });
}

/** Each step is fair in its part. */
const withParts: Form = (name, made, one) => [
  [
    name,
    step<SmallState, number>({
      ...made,
      fairness: { kind: one.kind, when: (s, choice?: number) => isIn(one, s, choice) },
    }),
  ],
];

/** Each step is two: its part, which is fair, and the rest, which is not. */
const split: Form = (name, made, one) =>
  [true, false].map((isPart) => [
    isPart ? name : `${name}rest`,
    step<SmallState, number>({
      ...made,
      when: (s, choice) => (made.when?.(s, choice) ?? true) && isIn(one, s, choice) === isPart,
      fairness: isPart ? one.kind : 'none',
    }),
  ]);

const temporal = (
  p: (s: SmallState) => boolean,
  q: (s: SmallState) => boolean,
): readonly Property<SmallState>[] => [
  eventually('eventually', p),
  leadsTo('leads to', p, q),
  alwaysEventually('always eventually', q),
  eventuallyAlways('eventually always', p),
  until('until', p, q),
];

const cases = fc.record({
  description: arbitraryModel({ throwing: false }),
  parts: fc.array(part, { minLength: 1, maxLength: 4 }),
  one: arbitraryProperty(),
  other: arbitraryProperty(),
  fairness: fc.constantFrom<FairnessOption>('weak', 'strong', [weak('a')], [strong('a.0')]),
});

const limits = { states: 300 };

const verdictsOf = async (
  model: Model<SmallState>,
  properties: readonly Property<SmallState>[],
  fairness: FairnessOption,
) => {
  const { properties: found, distinct } = await check(model, properties, { fairness, limits });
  return { distinct, verdicts: found.map(({ verdict }) => verdict) };
};

describe('a part of a step that is fair', () => {
  test('is as a step of its own', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ description, parts, one, other, fairness }) => {
        const [p, q] = [one, other].map((asked) => {
          const property = propertyOf(asked, 'p');
          return (s: SmallState) =>
            property.kind === 'reachable' || property.kind === 'invariant'
              ? property.holds(s) === true
              : s.x === 1;
        }) as [(s: SmallState) => boolean, (s: SmallState) => boolean];
        const safe =
          (ask: (s: SmallState) => boolean) =>
          (s: SmallState): boolean => {
            try {
              return ask(s);
            } catch {
              return true;
            }
          };
        const properties = temporal(safe(p), safe(q));
        const [whole, halves] = [withParts, split].map((form) =>
          modelIn(form, description, parts),
        ) as [Model<SmallState>, Model<SmallState>];
        // The check may make a step fair as a whole, and then both of its halves together.
        const forHalves =
          typeof fairness === 'string'
            ? fairness
            : fairness.map((said) =>
                said.of[0] === 'a' ? said : { ...said, of: [...said.of, 'a.0rest'] },
              );
        const expected = await referenceSearch(halves, properties, { fairness: forHalves, limits });
        expect(await verdictsOf(whole, properties, fairness)).toEqual({
          distinct: expected.distinct,
          verdicts: expected.properties.map(({ verdict }) => verdict),
        });
        // Engine, threads and plain search come to the same lassos.
        await expectSame(whole, properties, { fairness, limits });
      }),
      { numRuns: tries(25) },
    );
  }, 600_000);
});
