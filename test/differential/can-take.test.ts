/** Which steps can be taken, as properties ask it, against the list of all actions, on models made at random. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  check,
  invariant,
  ModelError,
  transition,
  type Model,
  type Property,
  type PropertyOutcome,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import { arbitraryModel, modelOf } from '../support/arbitrary-model.js';
import { nestedModel, nestedModelOf } from '../support/arbitrary-nested-model.js';
import { tries } from '../support/deep.js';

/** Whether an actor or step can act, from the list of all actions. Throws if it is not known. */
function offers<State>(model: Model<State>, state: State, name: string): boolean {
  const { actions, errors } = model.enabled(state);
  const isMeant = (one: { readonly actor: string; readonly step: string }) =>
    one.actor === name || `${one.actor}.${one.step}` === name;
  if (actions.some(isMeant)) return true;
  // The actions of a step are unknown if its choice throws.
  const failed = errors.find(({ action }) => isMeant(action));
  if (failed !== undefined) throw failed;
  return false;
}

/** All names of a model: of its steps and of its actors. */
const namesOf = <State>({ steps }: Model<State>) => [
  ...new Set(steps.flatMap(({ actor, step }) => [actor, `${actor}.${step}`])),
];

/** For each name: in which states, and before and after which steps, it can act. */
const properties = <State>(
  model: Model<State>,
  can: (state: State, name: string) => boolean,
): Property<State>[] =>
  namesOf(model).flatMap((name) => [
    invariant<State>(`${name} never can`, (s) => !can(s, name)),
    invariant<State>(`${name} always can`, (s) => can(s, name)),
    transition<State>(
      `${name} is not disabled`,
      (before, _, after) => !can(before, name) || can(after, name),
    ),
  ]);

const wordOn = <State>(outcome: PropertyOutcome<State>) => ({
  name: outcome.name,
  verdict: outcome.verdict,
  actions: 'trace' in outcome ? outcome.trace?.actions : undefined,
  says: 'says' in outcome ? outcome.says : undefined,
});

/** Compares what properties that ask the model find with what those find that list all actions. */
async function expectSame<State>(model: Model<State>, plain: Model<State>): Promise<void> {
  const limits = { states: 300 };
  const asking = properties(model, (state, name) => model.canTake(state, name));
  const listing = properties(plain, (state, name) => offers(plain, state, name));
  const found = await referenceSearch(plain, listing, { limits }).catch((error: unknown) => {
    // A recipe can leave a draft in a Set of objects, which immer takes back: then the model is refused.
    if (error instanceof ModelError) return undefined;
    throw error;
  });
  const expected = found?.properties.map(wordOn);
  for (const search of [
    () => referenceSearch(model, asking, { limits }),
    () => check(model, asking, { limits, workers: 1 }),
    () => check(model, asking, { limits, workers: 2 }),
  ]) {
    if (expected === undefined) await expect(search()).rejects.toThrow(ModelError);
    else expect((await search()).properties.map(wordOn)).toEqual(expected);
  }
}

describe('a property that asks what a model can do agrees with the list of its actions', () => {
  test('on small models, whose guards and choices may throw', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryModel({ throwing: true }), async (description) => {
        await expectSame(modelOf(description), modelOf(description));
      }),
      { numRuns: tries(10) },
    );
  });

  test('on models of rich shapes, whose choices are parts of the state', async () => {
    await fc.assert(
      fc.asyncProperty(nestedModel, async (description) => {
        await expectSame(nestedModelOf(description), nestedModelOf(description));
      }),
      { numRuns: tries(10) },
    );
  });
});
