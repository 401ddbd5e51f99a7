/** Proves temporal properties, each in its region of the graph. What fails is decided on the whole graph later. */
import type { FairnessAssumption } from '../../model/fairness.js';
import type { TemporalForm, TemporalProperty } from '../../property/temporal.js';
import type { LoopBudget } from '../common/ending.js';
import { askAll, type Answers } from './answers.js';
import { decisionThatHolds, fairIn, type Decision } from './decide.js';
import { askSomeAgain, type Found, type SoFar } from './explored.js';
import { fairComponents, type Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import { negationOf } from './negation.js';
import { regionOf, type Region } from './region.js';

/**
 * Proves properties, each in its region. All states must have been explored.
 *
 * @param soFar - Receives all that was found out.
 * @returns For each property the decision that it holds; undefined if it may hold or not.
 */
export async function provenInRegions<State>(
  found: Found<State>,
  properties: readonly TemporalProperty<State>[],
  fairness: readonly FairnessAssumption[],
  { edges, answers }: SoFar<State>,
  loops: LoopBudget,
): Promise<readonly (Decision<State> | undefined)[]> {
  const proven: (Decision<State> | undefined)[] = [];
  const { expanded: states, initial, asking, actions } = found;
  const budget = { ended: loops.endedEarly, seconds: loops.seconds };
  if ((await askAll({ states, asking }, answers, budget)) !== undefined) return proven;
  askSomeAgain(found, answers, loops.seconds);
  const all = answers.answers();
  for (const [index, { form }] of properties.entries()) {
    const about = all[index] as Answers;
    if (about.threw.size > 0) continue;
    const region = await regionOf(found, negationOf(form, about.holds), edges, loops);
    if ('by' in region) break;
    const graph = edges.graph(states, initial, actions());
    proven[index] = decideInRegion(graph, fairIn(graph, fairness), region, form, about);
  }
  return proven;
}

/**
 * Decides that a property holds, if its region shows this.
 *
 * @param graph - All states, with the edges of those in the region. All states must have been explored.
 * @param answers - No predicate may have thrown.
 * @returns Undefined if the property may be violated.
 */
function decideInRegion<State>(
  graph: StateGraph,
  fair: readonly Fair[],
  { states, has }: Region,
  form: TemporalForm,
  { holds }: Answers,
): Decision<State> | undefined {
  const isLost = form === 'until' && states.some((state) => holds[0]?.[state] === 0);
  if (isLost) return undefined;
  const { accepting } = negationOf(form, holds);
  if (fairComponents(graph, has, fair, accepting).length > 0) return undefined;
  return decisionThatHolds(form, holds);
}
