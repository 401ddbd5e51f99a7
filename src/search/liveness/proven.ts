/** Proves temporal properties, each in its region of the graph. What fails is decided on the whole graph later. */
import type { FairnessAssumption } from '../../model/fairness.js';
import type { TemporalForm, TemporalProperty } from '../../property/temporal.js';
import type { LoopBudget } from '../common/ending.js';
import { askAll, type Answers } from './answers.js';
import { decisionThatHolds, type Decision } from './decide.js';
import { askSomeAgain, type Found, type SoFar } from './explored.js';
import { fairComponents } from './fair-components.js';
import { fairIn } from './fair-edges.js';
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
    const negation = negationOf(form, about.holds);
    const region = await regionOf(found, negation, edges, loops);
    if ('by' in region) break;
    const graph = edges.graph(states, initial, actions());
    if (isLost(form, region, about)) continue;
    const fair = fairIn(graph, fairness, {
      model: found.model,
      stateAt: found.stateAt,
      inside: region.has,
      seconds: loops.seconds,
    });
    const sets = fairComponents(graph, region.has, fair, negation.accepting);
    if (sets.length === 0) proven[index] = decisionThatHolds(form, about.holds);
  }
  return proven;
}

/** Whether the first predicate of `until` fails in the region, which breaks the property without a loop. */
function isLost(form: TemporalForm, { states }: Region, { holds }: Answers): boolean {
  return form === 'until' && states.some((state) => holds[0]?.[state] === 0);
}
