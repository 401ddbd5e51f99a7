/** All searches, and the judge, asked for counterexamples of other kinds, on models made at random. */
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  canonicalKey,
  check,
  formatAction,
  type CheckOptions,
  type Counterexample,
  type PropertyOutcome,
  type Trace,
} from 'allways';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
  type ModelDescription,
  type PropertyDescription,
} from './arbitrary-model.js';
import { agree, nestedCase, smallCase } from './engine.js';
import {
  counterexamplesOf,
  switchesOf,
  type Listed,
  type Wanted,
} from './plain-counterexamples.js';

/** All counterexamples that an outcome has, the one that is shown first. */
export const allOf = <State>(outcome: PropertyOutcome<State>): readonly Counterexample<State>[] =>
  outcome.verdict === 'violated' && outcome.trace !== undefined
    ? [{ says: outcome.says, trace: outcome.trace }, ...(outcome.others ?? [])]
    : [];

/** What can be compared of a behaviour. */
const plainly = ({ states, actions }: Listed | Trace<unknown>) => ({
  states: states.map((state) => canonicalKey(state)),
  actions: actions.map(formatAction),
});

/**
 * The search gives what the judge lists, and the first is the one that is given without options.
 *
 * @returns How many properties had several counterexamples.
 */
export async function agreeOnCounterexamples(numRuns: number): Promise<number> {
  let several = 0;
  const wish = fc.record({
    counterexamples: fc.integer({ min: 1, max: 6 }),
    fewestSwitches: fc.boolean(),
  });
  const compared = fc.asyncProperty(
    arbitraryModel(),
    fc.array(arbitraryProperty(), { minLength: 4, maxLength: 4 }),
    wish,
    async (model, properties, wanted) => {
      for (const property of properties) {
        const found = await compare(model, property, wanted);
        if (found !== undefined && found > 1) several++;
      }
    },
  );
  await fc.assert(compared, { numRuns });
  return several;
}

/** How many counterexamples there are; undefined if there are too many behaviours for the judge. */
async function compare(
  description: ModelDescription,
  about: PropertyDescription,
  wanted: Wanted,
): Promise<number | undefined> {
  const model = modelOf(description);
  const property = propertyOf(about, 'asked');
  const isGoal = property.kind === 'reachable';
  const { fewestSwitches } = wanted;
  const counterexamples = isGoal ? 1 : wanted.counterexamples;
  const expected = counterexamplesOf(model, property, { counterexamples, fewestSwitches }, 500);
  if (expected === undefined) return undefined;
  const prefer: CheckOptions = fewestSwitches ? { prefer: 'fewest switches' } : {};
  const options = { counterexamples: wanted.counterexamples, ...prefer };
  const [outcome] = (await check(model, property, options)).properties;
  const [plain] = (await check(model, property)).properties;
  if (outcome === undefined || plain === undefined) throw new Error('The check says nothing.');
  expect(outcome.verdict).toBe(plain.verdict);
  const reached = outcome.trace === undefined ? [] : [outcome.trace];
  const traces = isGoal ? reached : allOf(outcome).map(({ trace }) => trace);
  expect(traces.map(plainly)).toEqual(expected.map(plainly));
  const [shown] = traces;
  if (shown !== undefined && plain.trace !== undefined) {
    expect(shown.actions.length).toBe(plain.trace.actions.length);
    if (!fewestSwitches) expect(plainly(shown)).toEqual(plainly(plain.trace));
    else expect(switchesOf(shown)).toBeLessThanOrEqual(switchesOf(plain.trace));
  }
  return traces.length;
}

/** The engine, with one thread and with several, and the reference give the same. */
export async function agreeOnSearches(numRuns: number): Promise<void> {
  const options = fc.record<CheckOptions>({
    counterexamples: fc.integer({ min: 1, max: 6 }),
    prefer: fc.constantFrom(undefined, 'fewest switches'),
  });
  const some = { properties: 3, limited: true };
  await fc.assert(
    fc.asyncProperty(fc.oneof(smallCase(some), nestedCase(some)), options, (one, more) =>
      agree({ ...one, options: { ...one.options, ...more } }),
    ),
    { numRuns },
  );
}
