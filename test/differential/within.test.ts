/** Searches of models with a state constraint: against each other, and against a judge that shares no code with them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, faultOf, stepsOf, type PropertyOutcome } from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
  type PropertyDescription,
  type SmallState,
} from '../support/arbitrary-model.js';
import { tries } from '../support/deep.js';
import { agree, smallCase } from '../support/engine.js';
import { judge } from '../support/plain-search.js';

const most = 400;
const model = arbitraryModel({ throwing: true, bounded: true });
const properties = fc.array(arbitraryProperty(), { maxLength: 5 });
const named = (descriptions: readonly PropertyDescription[]) =>
  descriptions.map((one, index) => propertyOf(one, `property ${index}`));

const wordOn = (outcome: PropertyOutcome<SmallState>) => ({
  verdict: outcome.verdict,
  length: outcome.trace && stepsOf(outcome.trace),
});

describe('with a state constraint', () => {
  test.each([
    ['the search', check],
    ['the reference search', referenceSearch],
  ] as const)('%s and the judge agree', async (_, search) => {
    await fc.assert(
      fc.asyncProperty(model, properties, async (description, descriptions) => {
        const expected = judge(description, descriptions, most);
        fc.pre(expected !== undefined);
        const asked = named(descriptions);
        const fine = propertyOf({ kind: 'invariant', never: [], throws: null }, 'fine');
        const all = [...asked, { ...fine, holds: () => true }];
        const result = await search(modelOf(description), all);
        const { distinct, outside, generated, depth } = expected;
        expect(result).toMatchObject({ distinct, outside, generated, depth, frontier: 0 });
        const about = result.properties.slice(0, asked.length);
        expect(about.map(wordOn)).toEqual(
          expected.properties.map(({ verdict, length }) => ({ verdict, length })),
        );
        expect(result.neverTaken.map(({ actor, step }) => `${actor}.${step}`)).toEqual(
          expected.neverTaken,
        );
        for (const [index, { verdict, trace }] of about.entries()) {
          const property = asked[index];
          if (verdict !== 'violated' || trace === undefined || property === undefined) continue;
          expect(faultOf(property, trace)?.at).toBe(trace.actions.length);
        }
      }),
      { numRuns: tries(40) },
    );
  });

  test.each([
    ['whatever is asked', { properties: 4 }],
    ['if nothing is asked, so that most actions may sleep', { properties: 0 }],
    ['wherever a limit ends it', { properties: 4, limited: true }],
  ])('the engine, threads and the reference agree %s', async (_, options) => {
    await fc.assert(fc.asyncProperty(smallCase({ ...options, bounded: true }), agree), {
      numRuns: tries(60),
    });
  });
});
