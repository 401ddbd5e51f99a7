/** The search against an obvious judge that shares no code with it, on models made at random. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalKey,
  check,
  faultOf,
  follow,
  invariant,
  lastState,
  stepsOf,
  type CheckOptions,
  type CheckResult,
  type Property,
  type PropertyOutcome,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
  type Arrange,
  type PropertyDescription,
  type SmallState,
} from '../support/arbitrary-model.js';
import { tries } from '../support/deep.js';
import { judge, type Judgement } from '../support/plain-search.js';

/** The most states of a model that is worth the judge's time. */
const most = 400;

/** Is never decided before all is explored. */
const fine = invariant<SmallState>('fine', () => true);

const model = arbitraryModel({ throwing: true });
const properties = fc.array(arbitraryProperty(), { maxLength: 5 });
const named = (descriptions: readonly PropertyDescription[]) =>
  descriptions.map((one, index) => propertyOf(one, `property ${index}`));

const traceOf = <State>(outcome: PropertyOutcome<State>) =>
  'trace' in outcome ? outcome.trace : undefined;

/** The steps that threw, each with the length of its trace. */
const throwingOf = ({ properties }: CheckResult<SmallState>) =>
  Object.fromEntries(
    properties
      .filter(({ kind }) => kind === 'step')
      .map((outcome) => {
        const trace = traceOf(outcome);
        return [outcome.name.replace(' does not throw', ''), trace && stepsOf(trace)];
      }),
  );

/** What can be compared with the judge's word on a property. */
const wordOn = (outcome: PropertyOutcome<SmallState>) => {
  const trace = traceOf(outcome);
  return { verdict: outcome.verdict, length: trace && stepsOf(trace) };
};

const expectedWord = ({ verdict, length }: Judgement['properties'][number]) => ({
  verdict,
  length,
});

/** A trace is a behaviour of its model, and what is wrong is wrong at its end and not before. */
function expectHonest(outcome: PropertyOutcome<SmallState>, property?: Property<SmallState>): void {
  const trace = traceOf(outcome);
  if (trace === undefined) return;
  const start = canonicalKey(trace.states[0]);
  expect(trace.model.initial.map((state) => canonicalKey(state))).toContain(start);
  const { failed } = trace;
  const actions = failed === undefined ? trace.actions : [...trace.actions, failed.action];
  const followed = follow(trace.model, actions, trace.states[0]);
  expect(followed.stopped).toBeUndefined();
  expect(followed.trace.states).toEqual(trace.states);
  expect(followed.trace.actions).toEqual(trace.actions);
  expect(followed.trace.failed?.message).toBe(failed?.message);
  if (outcome.kind === 'step') expect(outcome).toMatchObject({ says: failed?.message });
  else expect(failed).toBeUndefined();
  if (property?.kind === 'reachable') expect(property.holds(lastState(trace))).toBe(true);
  else if (property !== undefined && outcome.verdict === 'violated') {
    expect(faultOf(property, trace)).toEqual({ at: trace.actions.length, says: outcome.says });
  }
}

describe('the search and the judge agree', () => {
  test('on counts, verdicts, shortest lengths, and steps that are never taken', async () => {
    await fc.assert(
      fc.asyncProperty(model, properties, async (description, descriptions) => {
        const expected = judge(description, descriptions, most);
        fc.pre(expected !== undefined);
        const asked = named(descriptions);
        const result = await check(modelOf(description), [...asked, fine]);

        const { distinct, generated, depth } = expected;
        expect(result).toMatchObject({ distinct, generated, depth, frontier: 0 });
        expect(result.ended).toEqual({ by: 'complete' });
        const about = result.properties.slice(0, asked.length);
        expect(about.map(wordOn)).toEqual(expected.properties.map(expectedWord));
        expect(throwingOf(result)).toEqual(expected.throwing);
        expect(result.neverTaken.map(({ actor, step }) => `${actor}.${step}`)).toEqual(
          expected.neverTaken,
        );
        const wrong =
          expected.properties.some(({ verdict }) => verdict === 'violated') ||
          Object.keys(expected.throwing).length > 0;
        expect(result.verdict).toBe(wrong ? 'violated' : 'holds');
        for (const [index, outcome] of result.properties.entries()) {
          expectHonest(outcome, asked[index]);
        }
      }),
      { numRuns: tries(25) },
    );
  });

  test('whatever the order in which the initial states are written', async () => {
    const order = fc.record({ turn: fc.nat(8), reverse: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(model, properties, order, async (description, descriptions, how) => {
        const expected = judge(description, descriptions, most);
        fc.pre(expected !== undefined);
        const arrange: Arrange = (items) => {
          const turned = items.map((_, at) => items[(at + how.turn) % items.length] as never);
          return how.reverse ? turned.reverse() : turned;
        };
        const asked = [...named(descriptions), fine];
        const result = await check(modelOf(description, arrange), asked);
        const { distinct, generated, depth } = expected;
        expect(result).toMatchObject({ distinct, generated, depth });
        const about = result.properties.slice(0, descriptions.length);
        expect(about.map(wordOn)).toEqual(expected.properties.map(expectedWord));
        expect(throwingOf(result)).toEqual(expected.throwing);
      }),
      { numRuns: tries(25) },
    );
  });

  test('on the distance of each state: every one is asked once, the nearer ones first', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryModel(), fc.nat(), async (description, number) => {
        const expected = judge(description, [], most);
        fc.pre(expected !== undefined);
        const wanted = number % expected.distinct;
        let asked = 0;
        const unlucky = invariant<SmallState>('not this one', () => asked++ !== wanted);
        const { properties } = await referenceSearch(modelOf(description), [unlucky, fine]);
        expect(asked).toBe(wanted + 1);
        const distances = expected.atDistance.flatMap((states, distance) =>
          new Array<number>(states).fill(distance),
        );
        expect(properties.map(wordOn)[0]).toEqual({
          verdict: 'violated',
          length: distances[wanted],
        });
      }),
      { numRuns: tries(25) },
    );
  });
});

describe('no verdict claims more than was done', () => {
  /** Ends a search after so many questions, as if somebody had pressed Ctrl+C in the midst of it. */
  const interruption = (after: number) => {
    const controller = new AbortController();
    let asked = 0;
    const fuse = invariant<SmallState>('fine', () => {
      if (++asked > after) controller.abort();
      return true;
    });
    return { signal: controller.signal, fuse };
  };

  test('whatever ends the search', async () => {
    const ending = fc.record({
      states: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      depth: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
      stopAtViolation: fc.boolean(),
      interruptAfter: fc.option(fc.nat(60), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(model, properties, ending, async (description, descriptions, how) => {
        const expected = judge(description, descriptions, most);
        fc.pre(expected !== undefined);
        const asked = named(descriptions);
        const { states, depth, stopAtViolation, interruptAfter } = how;
        const limits = {
          ...(states === undefined ? {} : { states }),
          ...(depth === undefined ? {} : { depth }),
        };
        const { signal, fuse } = interruption(interruptAfter ?? Infinity);
        const options: CheckOptions = { limits, stopAtViolation, signal };
        const all = interruptAfter === undefined ? asked : [...asked, fuse];
        const result = await check(modelOf(description), all, options);
        const { ended } = result;
        const explored = ended.by === 'complete' && Object.keys(throwingOf(result)).length === 0;

        for (const [index, outcome] of result.properties.entries()) {
          const truth = expected.properties[index];
          if (truth !== undefined && outcome.verdict !== 'undecided') {
            expect(wordOn(outcome)).toEqual(expectedWord(truth));
          }
          if (explored) expect(outcome.verdict).not.toBe('undecided');
          else if (outcome.verdict === 'holds') expect(outcome.kind).toBe('reachable');
          expectHonest(outcome, asked[index]);
        }
        expect(expected.throwing).toMatchObject(throwingOf(result));

        const verdicts = result.properties.map(({ verdict }) => verdict);
        const holds = verdicts.every((one) => one === 'holds') ? 'holds' : 'undecided';
        const unbroken = verdicts.length === 0 ? 'nothing checked' : holds;
        const overall = verdicts.includes('violated') ? 'violated' : unbroken;
        expect(result.verdict).toBe(overall);

        const atMost = expected.atDistance
          .slice(0, result.depth)
          .reduce((sum, count) => sum + count, 0);
        expect(result.distinct).toBeLessThanOrEqual(Math.min(atMost, states ?? Infinity));
        expect(result.depth).toBeLessThanOrEqual(depth ?? Infinity);
        switch (ended.by) {
          case 'complete':
            expect(result).toMatchObject({
              distinct: expected.distinct,
              generated: expected.generated,
              depth: expected.depth,
              frontier: 0,
            });
            break;
          case 'limit':
            if (ended.limit === 'states') {
              expect(ended.value).toBe(states);
              expect(result.distinct).toBe(states);
              expect(expected.distinct).toBeGreaterThan(result.distinct);
            } else {
              expect(ended).toEqual({ by: 'limit', limit: 'depth', value: depth });
              expect(result).toMatchObject({ distinct: atMost, depth });
            }
            break;
          case 'decided':
            expect(verdicts).not.toContain('undecided');
            break;
          case 'violation':
            expect(stopAtViolation).toBe(true);
            expect(overall).toBe('violated');
            break;
          case 'interrupt':
            expect(signal.aborted).toBe(true);
        }
        if (!explored) expect(result.neverTaken).toEqual([]);
        expect(result.frontier > 0).toBe(ended.by !== 'complete');
      }),
      { numRuns: tries(25) },
    );
  });
});
