/**
 * Decides temporal properties for all sets of switches. There is one graph for all sets. Sets that behave the
 * same form a class, and each class is decided on its part of the graph.
 */
import type { FairnessOption } from '../../model/fairness.js';
import { systemOfProperty } from '../../property/for-model.js';
import type { Property } from '../../property/property.js';
import type { TemporalProperty } from '../../property/temporal.js';
import type { Budget } from '../common/ending.js';
import {
  AnswerBuilder,
  askAll,
  askingPlainly,
  type Answers,
  type Asking,
} from '../liveness/answers.js';
import { decide } from '../liveness/decide.js';
import { fairIn } from '../liveness/fair-edges.js';
import { GraphBuilder } from '../liveness/graph.js';
import { fairnessIn } from '../liveness/outcomes.js';
import type { Ended } from '../common/outcome.js';
import { classesOf } from './classes.js';
import { bitOf, firstBitOf, membersOf, type Family } from './families.js';
import type { FamilyGraph } from './family-graph.js';
import type { FamilyModels } from './family-models.js';
import { questionsOf } from './questions.js';
import type { FamilySearchResult } from './search.js';
import { FamilyVerdicts } from './verdicts.js';

/** What to decide. */
interface FamilyQuestions<State> {
  /** The sets whose states were all explored. */
  readonly sets: Family;
  readonly properties: readonly TemporalProperty<State>[];
  readonly fairness: FairnessOption | undefined;
  readonly budget: Pick<Budget, 'ended' | 'seconds'>;
}

/** What is known of each property. If a limit or signal ended the work, some sets are still open. */
interface FamilyLiveness<State> {
  readonly verdicts: ReadonlyMap<Property<State>, FamilyVerdicts>;
  readonly ended?: Ended;
}

/**
 * Decides temporal properties with each of some sets.
 *
 * @param search - The search that explored the states.
 */
export async function familyLiveness<State>(
  family: FamilyModels<State>,
  { graph, toldApart }: Pick<FamilySearchResult<State>, 'graph' | 'toldApart'>,
  { sets, properties, fairness, budget }: FamilyQuestions<State>,
): Promise<FamilyLiveness<State>> {
  const { splits, models } = family;
  const verdicts = new Map(properties.map((one) => [one, new FamilyVerdicts(sets)]));
  if (properties.length === 0) return { verdicts };
  const { states, actions } = graph;
  const stateAt = (number: number) => states[number] as State;
  const ofEach = properties.filter((one) => systemOfProperty(one) !== undefined);
  const common = properties.filter((one) => !ofEach.includes(one));
  const known = await answersOf(common, states.length, stateAt, budget);
  if ('ended' in known) return { verdicts, ...known };
  const part = partsOf(graph);
  // Sets in which all steps do the same may still differ in a predicate or in fairness that asks a switch.
  const hasParts = models.some(({ model }) => model.fairness?.some(({ part }) => part));
  const mayDiffer = ofEach.length > 0 || hasParts;
  for (const sameSets of classesOf(sets, mayDiffer ? membersOf(sets).map(bitOf) : toldApart)) {
    const ended = await budget.ended();
    if (ended !== undefined) return { verdicts, ended };
    const bit = firstBitOf(sameSets);
    const model = models.find((one) => (one.family & bit) !== 0n)?.model;
    if (model === undefined) continue;
    const { graph: own, numbers } = part(bit, actions);
    const assumed = fairnessIn(model, fairness === undefined ? {} : { fairness });
    const ask = <T>(act: () => T): T => splits.run(bit, act)[0]?.outcome as T;
    const ownState = (number: number) => stateAt(numbers[number] as number);
    const explored = {
      model,
      graph: own,
      stateAt: ownState,
      fairness: assumed,
      fair: ask(() => fairIn(own, assumed, { model, stateAt: ownState })),
    };
    const asked = ofEach.flatMap((one) => questionsOf(family, bit, one));
    const made = asked.map(({ property }) => property);
    const found = await answersOf(made, numbers.length, ownState, budget, ask);
    if ('ended' in found) return { verdicts, ...found };
    for (const [property, verdict] of verdicts) {
      const at = ofEach.indexOf(property);
      const answers =
        found.answers[at] ?? answersIn(known.answers[common.indexOf(property)] as Answers, numbers);
      const decided = ask(() => decide(explored, made[at] ?? property, answers));
      const { counterexample } = decided;
      if (counterexample === undefined) verdict.reach(sameSets, 0);
      else verdict.violate(sameSets, counterexample.trace.actions.length);
    }
  }
  return { verdicts };
}

/** Asks the predicates of properties about all states. Answers why not, if a limit or a signal ended it. */
async function answersOf<State>(
  properties: readonly TemporalProperty<State>[],
  states: number,
  stateAt: (number: number) => State,
  budget: FamilyQuestions<State>['budget'],
  ask = <T>(act: () => T): T => act(),
): Promise<{ readonly answers: readonly Answers[] } | { readonly ended: Ended }> {
  if (properties.length === 0) return { answers: [] };
  const builder = new AnswerBuilder(properties);
  const asking = (number: number): Asking => {
    const plainly = askingPlainly(properties, stateAt(number));
    return (at, index) => ask(() => plainly(at, index));
  };
  const ended = await askAll({ states, asking }, builder, budget);
  return ended === undefined ? { answers: builder.answers() } : { ended };
}

/** The part of a graph that belongs to one set, with the numbers of its states in the whole graph. */
function partsOf<State>({ arrived, initial, outside, edges }: FamilyGraph<State>) {
  // Many edges share few families, so each family is tested only once for each set.
  const families = new Map<Family, number>();
  const marks = edges.map((leading) =>
    leading.map(({ family }) => {
      const mark = families.get(family) ?? families.size;
      families.set(family, mark);
      return mark;
    }),
  );
  return (bit: Family, actions: FamilyGraph<State>['actions']) => {
    const has = Uint8Array.from(families.keys(), (family) => ((family & bit) === 0n ? 0 : 1));
    const own = arrived.flatMap((family, number) => ((family & bit) === 0n ? [] : [number]));
    const starts = own.filter((number) => ((initial[number] as Family) & bit) !== 0n);
    const isStart = new Set(starts);
    const numbers = [...starts, ...own.filter((number) => !isStart.has(number))];
    const local = new Int32Array(arrived.length);
    for (const [index, number] of numbers.entries()) local[number] = index;
    const builder = new GraphBuilder();
    for (const [state, number] of numbers.entries()) {
      for (const [index, edge] of (
        edges[number] as FamilyGraph<State>['edges'][number]
      ).entries()) {
        if (has[marks[number]?.[index] as number] === 0) continue;
        const isIn = ((outside[edge.target] as Family) & bit) === 0n;
        builder.add(edge.action, isIn ? (local[edge.target] as number) : numbers.length);
      }
      builder.finish(state);
    }
    const isOutside = (state: number) =>
      ((outside[numbers[state] as number] as Family) & bit) !== 0n;
    const graph = { ...builder.graph(numbers.length, starts.length, actions), isOutside };
    return { graph, numbers };
  };
}

/** The answers of the predicates for the states of a part. */
function answersIn({ holds, threw }: Answers, numbers: readonly number[]): Answers {
  const local = numbers.flatMap((number, index) => {
    const complaint = threw.get(number);
    return complaint === undefined ? [] : [[index, complaint] as const];
  });
  return {
    holds: holds.map((answers) => Uint8Array.from(numbers, (number) => answers[number] as number)),
    threw: new Map(local),
  };
}
