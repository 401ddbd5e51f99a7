/** The engine under test, and the oracle that it must agree with on everything. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ModelError, type Model, type Property, type PropertyOutcome, type Trace } from 'allways';
import fc from 'fast-check';
import { expandShare } from '../../src/engine/expand/parallel/batch.js';
import { newWorkspace, fitWorkspace } from '../../src/engine/expand/workspace.js';
import type { Threads } from '../../src/engine/expand/parallel/threads.js';
import { breadthFirst } from '../../src/search/breadth-first/breadth-first.js';
import type { Manner } from '../../src/search/breadth-first/task.js';
import type { SearchOptions, SearchOutcome } from '../../src/search/common/outcome.js';
import { referenceSearch } from '../../src/search/reference/reference.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
  type ModelDescription,
  type PropertyDescription,
} from './arbitrary-model.js';
import {
  nestedModel,
  nestedModelOf,
  nestedProperty,
  nestedPropertyOf,
  type NestedModel,
  type NestedProperty,
} from './arbitrary-nested-model.js';
import { record } from './nested/arbitrary.js';

/** The engine, remembering from the first state on: most of the models here are small. */
export const engine = <State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions = {},
  manner: Partial<Manner> = {},
) => breadthFirst(model, properties, options, { watch: 1 / 100, learns: 'all', ...manner });

/**
 * Threads that take turns in one, so that states arrive in another order than that of one thread,
 * and always in the same.
 *
 * @param order - Which part of a level is done first, which second, and so on, from 0.
 * @param from - The first state that they expand. One thread expands those before it.
 */
export const turns = (order: readonly number[] = [1, 0], from = 0): Threads => {
  const count = order.length;
  const workspaces = order.map(newWorkspace);
  return {
    count,
    least: 1,
    patience: { growing: 0, steady: 0 },
    mostRuns: Infinity,
    // They work together even if that does not pay.
    get alone() {
      return from;
    },
    set alone(_) {},
    hasStarted: () => true,
    start: () => true,
    expand(kernel, from, to) {
      const each = Math.ceil((to - from) / count);
      const shares = workspaces.map((workspace, turn) => {
        const start = Math.min(to, from + each * (order[turn] as number));
        const end = Math.min(to, start + each);
        fitWorkspace(workspace, kernel.mostEnabled, kernel.store.words, kernel.store.inner.length);
        return expandShare(kernel, workspace, Int32Array.of(start), end);
      });
      return Promise.resolve(shares);
    },
    close: () => Promise.resolve(),
  };
};

/**
 * Searches a model with the engine and with the reference, and throws where they differ in
 * anything but time.
 *
 * @returns What the engine found.
 * @throws ModelError where both of them throw the same one.
 */
export async function expectSame<State>(
  model: Model<State>,
  properties: readonly Property<State>[] = [],
  options: SearchOptions = {},
): Promise<SearchOutcome<State>> {
  const expected = await outcomeOf(referenceSearch(model, properties, options));
  const found = await outcomeOf(engine(model, properties, options));
  assert.deepEqual(plainly(found), plainly(expected));
  // Threads do not come near a limit, where each state counts.
  if (!(found instanceof ModelError) && found.ended.by !== 'limit') {
    const { limits, ...others } = options;
    const unlimited =
      limits?.depth === undefined ? others : { ...others, limits: { depth: limits.depth } };
    // They begin at once, or when one thread has found some levels in their order.
    const from = found.distinct % 3 === 0 ? 0 : Math.floor(found.distinct / 4);
    const threads = turns([1, 0], from);
    const shared = await outcomeOf(engine(model, properties, unlimited, { threads }));
    assert.deepEqual(plainly(shared), plainly(expected));
  }
  if (found instanceof ModelError) throw found;
  return found;
}

async function outcomeOf<State>(
  search: Promise<SearchOutcome<State>>,
): Promise<SearchOutcome<State> | ModelError> {
  try {
    return await search;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}

/** All that there is to compare, as plain text and data. */
function plainly<State>(outcome: SearchOutcome<State> | ModelError) {
  if (outcome instanceof ModelError) return { error: outcome.message };
  return {
    ...outcome,
    seconds: 0,
    memory: 0,
    figures: undefined,
    // The two searches take other steps again.
    recomputed: undefined,
    // The reference search always finds the edges of all states.
    graph: outcome.graph && { isCut: outcome.graph.isCut },
    properties: outcome.properties.map(plainlyProperty),
  };
}

function plainlyProperty<State>(outcome: PropertyOutcome<State>) {
  const { trace, others, ...about } = { trace: undefined, others: undefined, ...outcome };
  return {
    ...about,
    trace: trace && plainlyTrace(trace),
    others: others?.map((other) => ({ says: other.says, trace: plainlyTrace(other.trace) })),
  };
}

function plainlyTrace<State>({ model, states, actions, failed, lasso }: Trace<State>) {
  assert(states.every(isFrozen), 'the states of a trace are frozen');
  const steps = failed === undefined ? actions : [...actions, failed.action];
  return {
    lasso,
    states: states.map(show),
    steps: steps.map(show),
    says: steps.map((action, index) => model.says(states[index] as State, action)),
    failed: failed && `${failed.name} in ${failed.part}: ${failed.message}`,
  };
}

/** Data with the order of all that is in it. */
const show = (value: unknown) =>
  inspect(value, {
    depth: Infinity,
    breakLength: Infinity,
    maxArrayLength: Infinity,
    maxStringLength: Infinity,
  });

function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const parts =
    value instanceof Map ? [...value].flat() : value instanceof Set ? value : Object.values(value);
  return Object.isFrozen(value) && [...parts].every(isFrozen);
}

// Cases at random.

/** What both are asked to search, as a description. */
export type Case = { readonly options: SearchOptions } & (
  | { readonly nested: NestedModel; readonly properties: readonly NestedProperty[] }
  | { readonly small: ModelDescription; readonly properties: readonly PropertyDescription[] }
);

/** Both searches agree about a case: on what they find, or on why the model is none. */
export async function agree(one: Case): Promise<void> {
  try {
    if ('nested' in one) {
      const properties = one.properties.map((each, index) => nestedPropertyOf(each, `p${index}`));
      await expectSame(nestedModelOf(one.nested), properties, one.options);
    } else {
      const properties = one.properties.map((each, index) => propertyOf(each, `p${index}`));
      await expectSame(modelOf(one.small), properties, one.options);
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
}

interface CaseOptions {
  /** How many properties at most. */
  readonly properties: number;
  /** Whether something may end the search early. */
  readonly limited?: boolean;
  /** Whether the model has a state constraint. */
  readonly bounded?: boolean;
}

/** Enough for most of the models; the few others are a test of the limit. */
const most = 400;

const early: fc.Arbitrary<SearchOptions> = record({
  limits: fc.record(
    { states: fc.integer({ min: 1, max: 60 }), depth: fc.integer({ min: 1, max: 6 }) },
    { requiredKeys: [], noNullPrototype: true },
  ),
  stopAtViolation: fc.boolean(),
});

const optionsFor = ({ limited }: CaseOptions): fc.Arbitrary<SearchOptions> =>
  limited === true ? early.map(bounded) : fc.constant(bounded({}));

const bounded = ({ limits, ...others }: SearchOptions): SearchOptions => ({
  ...others,
  limits: { states: most, ...limits },
});

/** Models of rich shapes. */
export const nestedCase = (options: CaseOptions): fc.Arbitrary<Case> =>
  record({
    nested: nestedModel,
    properties: fc.array(nestedProperty, { maxLength: options.properties }),
    options: optionsFor(options),
  });

/** Models of few shapes, and with more actors. */
export const smallCase = (options: CaseOptions): fc.Arbitrary<Case> =>
  record({
    small: arbitraryModel({ throwing: true, bounded: options.bounded === true }),
    properties: fc.array(arbitraryProperty(), { maxLength: options.properties }),
    options: optionsFor(options),
  });
