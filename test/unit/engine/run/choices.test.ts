/** Choices at random: the engine lists simple ones on a short way, and all others as the reference does. */
import { actor, defineModel, step, type Model } from 'allways';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalKey } from '../../../../src/model/canonical.js';
import { breadthFirst } from '../../../../src/search/breadth-first/breadth-first.js';
import type { Manner } from '../../../../src/search/breadth-first/task.js';
import { referenceSearch } from '../../../../src/search/reference/reference.js';
import { tries } from '../../../support/deep.js';

interface Log {
  part: { a: number };
  other: { a: number };
  chosen: readonly string[];
}

const leaf = fc.constantFrom<unknown>(0, -0, 1, '1', 'a', '', '\0{1:anumber1:1', true, null, 1n);
const flat = fc.dictionary(fc.constantFrom('a', 'b', 'ab'), leaf, { noNullPrototype: true });

/** A choice: new data, frozen data, or a part of the state. */
const choice = fc.oneof(
  { weight: 3, arbitrary: leaf.map((value) => () => value) },
  { weight: 3, arbitrary: flat.map((value) => () => ({ ...value })) },
  { weight: 1, arbitrary: flat.map((value) => () => Object.freeze({ ...value })) },
  { weight: 1, arbitrary: flat.map((value) => () => [value, { inside: value }]) },
  { weight: 1, arbitrary: fc.constant((s: Log): unknown => s.part) },
  { weight: 1, arbitrary: fc.constant((s: Log): unknown => ({ inside: s.other })) },
);

/** A step that chooses twice, and notes what it was given. */
const model = (choices: readonly ((s: Log) => unknown)[]): Model<Log> =>
  defineModel<Log>({
    name: 'log',
    initial: { part: { a: 1 }, other: { a: 1 }, chosen: [] },
    actors: [
      actor<Log>('one', {
        choose: step({
          choose: (s: Log) => choices.map((choose) => choose(s)),
          when: (s) => s.chosen.length < 2,
          then: (s, given) => {
            s.chosen = [...s.chosen, canonicalKey(given)];
            if (given === s.part) s.part.a++;
          },
        }),
      }),
    ],
  });

const manners: readonly Manner[] = [
  { watch: 0, learns: 'nothing' },
  { watch: 1, learns: 'what pays' },
];

test('the engine offers the same choices as the reference', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { maxLength: 6 }), async (choices) => {
      const { distinct, generated, depth } = await referenceSearch(model(choices), []);
      for (const manner of manners) {
        const found = await breadthFirst(model(choices), [], {}, manner);
        expect(found).toMatchObject({ distinct, generated, depth });
      }
    }),
    { numRuns: tries(200) },
  );
});
