/** The outcomes of temporal properties, once a search is over. */
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
} from '../common/outcome.js';
import type { Budget, LoopBudget } from '../common/ending.js';
import type { Explored } from '../common/explored.js';
import { isOutOfMemory } from '../common/memory.js';
import { whileInside } from '../common/vacuity.js';
import { AnswerBuilder, stride, type Answers } from './answers.js';
import { decide, type Decision } from './decide.js';
import { gather, type Found } from './explored.js';
import { fairIn } from './fair-edges.js';
import { edgesOf, GraphBuilder } from './graph.js';
import { provenInRegions } from './proven.js';

/** Splits properties into those that the search itself decides, and those that need the whole graph. */
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
 * The assumptions of fairness in a search.
 *
 * @throws ModelError if one of them names an actor or step that the model does not have.
 */
export function fairnessIn<State>(
  model: Model<State>,
  { fairness }: SearchOptions,
): readonly FairnessAssumption[] {
  const assumed = assumptionsOf(fairness, model.fairness ?? [], model.steps);
  refuseUnknownFair(model.name, assumed, model.steps);
  return assumed;
}

/** The outcomes of the temporal properties, and the figures of the graph. */
export interface Said<State> {
  readonly outcomes: readonly PropertyOutcome<State>[];
  readonly graph?: GraphFigures;
}

/** How a search ended, and what watches the limits in the search for loops. */
export interface SearchEnd {
  readonly ended: Ended;
  /** Whether a step threw. */
  readonly threw: boolean;
  readonly explored?: Explored;
  readonly budget: Pick<Budget, 'forLoops'>;
}

/**
 * Decides temporal properties.
 *
 * A loop can refute a property even if not all states were explored. A property holds only if all states were
 * explored, and the graph has all of them or at least the region of the property.
 *
 * @param find - Gives the states that the search has explored.
 */
export async function temporalOutcomes<State>(
  properties: readonly TemporalProperty<State>[],
  fairness: readonly FairnessAssumption[],
  { ended, threw, budget, explored }: SearchEnd,
  find: () => Found<State>,
): Promise<Said<State>> {
  if (properties.length === 0) return { outcomes: [] };
  if (threw) {
    const says = 'what comes after a step that threw is unknown';
    return { outcomes: properties.map((one) => undecided(one, says)) };
  }
  const loops = budget.forLoops(ended);
  try {
    const said = await decideAll(properties, fairness, ended, loops, find());
    return explored === 'inside' ? { ...said, outcomes: said.outcomes.map(whileBounded) } : said;
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    return { outcomes: properties.map((one) => undecided(one, left(loops.outOfMemory))) };
  }
}

/** Decides properties on the states that a search has explored: each in its region, otherwise on the whole graph. */
async function decideAll<State>(
  properties: readonly TemporalProperty<State>[],
  fairness: readonly FairnessAssumption[],
  ended: Ended,
  loops: LoopBudget,
  found: Found<State>,
): Promise<Said<State>> {
  const soFar = { edges: new GraphBuilder(), answers: new AnswerBuilder(properties) };
  const isComplete = ended.by === 'complete';
  const proven =
    isComplete && found.sparesEdges
      ? await provenInRegions(found, properties, fairness, soFar, loops)
      : [];
  const outcomes = properties.map((one, index) => {
    const decision = proven[index];
    return decision && holding(one, decision);
  });
  if (outcomes.every((one) => one !== undefined)) {
    return { graph: { ...soFar.edges.figures(), isCut: false }, outcomes };
  }
  const { graph, answers, cut } = await gather(found, soFar, loops);
  if (graph.states === 0) {
    return { outcomes: properties.map((one) => undecided(one, notAll)) };
  }
  const { model, stateAt } = found;
  const fair = fairIn(graph, fairness, { model, stateAt, seconds: loops.seconds });
  const explored = { model, stateAt, graph, fairness, fair };
  const isBrief = graph.states <= stride;
  const decideOne = (property: TemporalProperty<State>, index: number): PropertyOutcome<State> => {
    if (index > 0 && !isBrief && loops.isOver()) return undecided(property, left());
    const decision = decide(explored, property, answers[index] as Answers);
    const { counterexample } = decision;
    if (counterexample !== undefined) {
      return { ...aboutOf(property), verdict: 'violated', ...counterexample };
    }
    if (isComplete && cut === undefined) return holding(property, decision);
    return undecided(property, isComplete ? left(cut) : notAll);
  };
  const { bytes } = soFar.edges.figures();
  return {
    graph: { states: graph.states, edges: edgesOf(graph), bytes, isCut: cut !== undefined },
    outcomes: properties.map((one, index) => outcomes[index] ?? decideOne(one, index)),
  };
}

/** An outcome, if what never comes may come behind a state outside the state constraint. */
function whileBounded<State>(outcome: PropertyOutcome<State>): PropertyOutcome<State> {
  if (outcome.verdict !== 'holds' || outcome.vacuous === undefined) return outcome;
  return { ...outcome, vacuous: whileInside(outcome.vacuous) };
}

function undecided<State>(one: TemporalProperty<State>, says: string): PropertyOutcome<State> {
  return { ...aboutOf(one), verdict: 'undecided', says };
}

function holding<State>(
  one: TemporalProperty<State>,
  { vacuous }: Decision<State>,
): PropertyOutcome<State> {
  return { ...aboutOf(one), verdict: 'holds', ...(vacuous !== undefined && { vacuous }) };
}

const notAll = 'not all states were visited';

/** Why the search did not look for every loop. */
function left(ended?: Ended): string {
  const isMemory = ended?.by === 'limit' && ended.limit === 'memory';
  return `there was no ${isMemory ? 'memory' : 'time'} left to look for every loop`;
}

/**
 * The outcomes of all properties, in their order, and then those of steps that threw.
 *
 * @param finite - The outcomes of finite properties, and then of steps that threw.
 * @param temporal - The outcomes of temporal properties.
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
