/** What a search says of temporal properties when it is over. */
import { assumptionsOf, refuseUnknownFair, type FairnessAssumption } from '../../model/fairness.js';
import type { Model } from '../../model/model.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import type { TemporalProperty } from '../../property/temporal.js';
import {
  aboutOf,
  type Ended,
  type GraphFigures,
  type PropertyOutcome,
  type SearchOptions,
} from '../outcome.js';
import { askAll, type Answers } from './answers.js';
import { decide, fairIn } from './decide.js';
import type { Extent, Found } from './explored.js';
import { edgesOf } from './graph.js';

/** Apart: what is decided on the way, and what only the whole graph can decide. */
export function apart<State>(properties: readonly Property<State>[]) {
  const finite: FiniteProperty<State>[] = [];
  const temporal: TemporalProperty<State>[] = [];
  for (const one of properties) {
    if (one.kind === 'temporal') temporal.push(one);
    else finite.push(one);
  }
  return { finite, temporal };
}

/**
 * What is assumed of fairness in a search.
 *
 * @throws ModelError where it is about an actor or step that the model does not have.
 */
export function fairnessIn<State>(
  model: Model<State>,
  { fairness }: SearchOptions,
): readonly FairnessAssumption[] {
  const assumed = assumptionsOf(fairness, model.fairness ?? [], model.steps);
  refuseUnknownFair(model.name, assumed, model.steps);
  return assumed;
}

/** What is said of the temporal properties, and of the graph. */
export interface Said<State> {
  readonly outcomes: readonly PropertyOutcome<State>[];
  readonly graph?: GraphFigures;
}

/**
 * Decides temporal properties.
 *
 * @param ended - Why the search ended.
 * @param threw - Whether a step threw.
 * @param find - Makes the graph of the states.
 */
export async function temporalOutcomes<State>(
  properties: readonly TemporalProperty<State>[],
  fairness: readonly FairnessAssumption[],
  ended: Ended,
  threw: boolean,
  extent: Extent,
  find: (extent: Extent) => Promise<Found<State> | Ended>,
): Promise<Said<State>> {
  if (properties.length === 0) return { outcomes: [] };
  const undecided = (says: string): Said<State> => ({
    outcomes: properties.map((one) => ({ ...aboutOf(one), verdict: 'undecided', says })),
  });
  if (threw) return undecided('nobody knows what comes after a step that threw');
  const isWhole = ended.by === 'complete';
  const isStopped = ended.by !== 'limit' || ended.limit === 'seconds' || ended.limit === 'memory';
  if (!isWhole && isStopped) return undecided('not all states were visited');
  const found = await find(extent);
  if ('by' in found) return undecided(left(found));
  const asked = await askAll(found, properties, extent);
  if ('by' in asked) return undecided(left(asked));
  const explored = { ...found, fairness, fair: fairIn(found.graph, fairness) };
  const { graph } = found;
  const bytes = graph.starts.byteLength + graph.targets.byteLength + graph.labels.byteLength;
  return {
    graph: { states: graph.states, edges: edgesOf(graph), bytes },
    outcomes: properties.map((property, index): PropertyOutcome<State> => {
      const { counterexample, vacuous } = decide(explored, property, asked[index] as Answers);
      const about = aboutOf(property);
      if (counterexample !== undefined) return { ...about, verdict: 'violated', ...counterexample };
      if (isWhole) return { ...about, verdict: 'holds', ...(vacuous && { vacuous }) };
      return { ...about, verdict: 'undecided', says: 'not all states were visited' };
    }),
  };
}

/** Why nobody looked for loops. */
function left(ended: Ended): string {
  const isMemory = ended.by === 'limit' && ended.limit === 'memory';
  return `there was no ${isMemory ? 'memory' : 'time'} left to look for loops`;
}

/**
 * The outcomes of all properties, in their order, and after them those of steps that threw.
 *
 * @param finite - Those of the properties that are decided on the way, and of steps that threw.
 * @param temporal - Those of the others.
 */
export function inOrder<State>(
  properties: readonly Property<State>[],
  finite: readonly PropertyOutcome<State>[],
  temporal: readonly PropertyOutcome<State>[],
): readonly PropertyOutcome<State>[] {
  const [first, second] = [finite.values(), temporal.values()];
  const ordered = properties.map(
    ({ kind }) => (kind === 'temporal' ? second : first).next().value as PropertyOutcome<State>,
  );
  return [...ordered, ...first];
}
