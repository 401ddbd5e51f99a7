/** A step that is handed an object of the state can compare it by identity, and write to it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatRecording,
  invariant,
  parseRecording,
  record,
  replay,
  sample,
  transition,
  type Model,
} from 'allways';
import { referenceSearch } from '../../../src/search/reference/reference.js';
import {
  choosingModel,
  choosingModelOf,
  edgesOf,
  explore,
  removalsIn,
  removing,
  removingReducer,
  write,
  type Count,
  type Edge,
  type Places,
} from '../../support/choosing.js';
import { tries } from '../../support/deep.js';
import { expectSame } from '../../support/engine.js';

/** The most states of a model that is worth the oracle's time. */
const most = 120;

/** All searches count what the oracle counts, and visit the same states. */
async function expectCounted(model: Model<Places>, { idle, ...counted }: Count): Promise<void> {
  const found = new Set<string>();
  const seen = invariant<Places>('seen', (s) => found.add(write(s)).size > 0);
  const counts = {
    distinct: counted.states.size,
    generated: counted.generated,
    depth: counted.depth,
    ended: { by: 'complete' },
    // A reducer is one actor, with the name of the model.
    neverChanged: idle.map((actor) =>
      model.steps.length === 0
        ? { actor: model.name, step: 'remove' }
        : { actor, step: model.steps[0]?.step },
    ),
  };
  expect(await referenceSearch(model, [seen])).toMatchObject(counts);
  expect(found).toEqual(counted.states);
  expect(await expectSame(model)).toMatchObject(counts);
}

/** Random behaviours, and a recorded one, take only steps that the oracle takes. */
async function expectFollowed(
  model: Model<Places>,
  edges: (state: string) => readonly Edge[],
  target: string,
): Promise<void> {
  const isEdge = transition<Places>('is a step of the oracle', (before, _, after) =>
    edges(write(before)).some(({ to }) => to === write(after)),
  );
  expect(sample(model, isEdge, { numRuns: 3, maxSteps: 8, seed: 1 }).properties[0]).toMatchObject({
    verdict: 'undecided',
  });
  const never = invariant<Places>('never there', (s) => write(s) !== target);
  const { properties } = await expectSame(model, [isEdge, never]);
  const [stepwise, wrong] = properties;
  expect(stepwise).toMatchObject({ verdict: 'holds' });
  if (wrong?.trace === undefined) throw new Error('it is there');
  const recording = parseRecording(formatRecording(record(wrong.trace, never.name)), 'a file');
  const replayed = replay(recording, model, never);
  expect(replayed.outcome).toBe('reproduced');
  expect(replayed.trace.states).toEqual(wrong.trace.states);
}

test('what is chosen is what stands in the state, as in the oracle with plain objects', async () => {
  await fc.assert(
    fc.asyncProperty(choosingModel, fc.nat(), async (description, random) => {
      const edges = (state: string) => edgesOf(description, state);
      const counted = explore(description.initial, edges, most);
      fc.pre(counted !== undefined);
      const model = choosingModelOf(description);
      await expectCounted(model, counted);
      const states = [...counted.states];
      await expectFollowed(model, edges, states[random % states.length] as string);
    }),
    { numRuns: tries(10) },
  );
});

test('a reducer finds the objects of its action in the state', async () => {
  await fc.assert(
    fc.asyncProperty(removing, fc.nat(), async ({ choose, initial }, random) => {
      const edges = (state: string) => removalsIn(choose, state);
      const counted = explore(initial, edges, most);
      fc.pre(counted !== undefined);
      const model = removingReducer(choose, initial);
      await expectCounted(model, counted);
      const states = [...counted.states];
      await expectFollowed(model, edges, states[random % states.length] as string);
    }),
    { numRuns: tries(8) },
  );
});
