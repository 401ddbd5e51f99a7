/**
 * Decides temporal properties for all sets of switches. There is one graph for all sets. Sets that behave the
 * same form a class, and each class is decided on its part of the graph.
 */
import type { FairnessOption } from '../../model/fairness.js';
import type { Property } from '../../property/property.js';
import type { TemporalProperty } from '../../property/temporal.js';
import type { Budget } from '../common/ending.js';
import { AnswerBuilder, askAll, askingPlainly, type Answers } from '../liveness/answers.js';
import { decide, fairIn } from '../liveness/decide.js';
import { GraphBuilder } from '../liveness/graph.js';
import { fairnessIn } from '../liveness/outcomes.js';
import type { Ended } from '../common/outcome.js';
import { classesOf } from './classes.js';
import { firstBitOf, type Family } from './families.js';
import type { FamilyGraph } from './family-graph.js';
import type { FamilyModels } from './family-models.js';
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
  { splits, models }: FamilyModels<State>,
  { graph, toldApart }: Pick<FamilySearchResult<State>, 'graph' | 'toldApart'>,
  { sets, properties, fairness, budget }: FamilyQuestions<State>,
): Promise<FamilyLiveness<State>> {
  const verdicts = new Map(properties.map((one) => [one, new FamilyVerdicts(sets)]));
  if (properties.length === 0) return { verdicts };
  const { states, actions } = graph;
  const stateAt = (number: number) => states[number] as State;
  const builder = new AnswerBuilder(properties);
  const asking = (number: number) => askingPlainly(properties, stateAt(number));
  const cut = await askAll({ states: states.length, asking }, builder, budget);
  if (cut !== undefined) return { verdicts, ended: cut };
  const asked = builder.answers();
  const part = partsOf(graph);
  for (const family of classesOf(sets, toldApart)) {
    const ended = await budget.ended();
    if (ended !== undefined) return { verdicts, ended };
    const bit = firstBitOf(family);
    const model = models.find((one) => (one.family & bit) !== 0n)?.model;
    if (model === undefined) continue;
    const { graph: own, numbers } = part(bit, actions);
    const assumed = fairnessIn(model, fairness === undefined ? {} : { fairness });
    const explored = {
      model,
      graph: own,
      stateAt: (number: number) => stateAt(numbers[number] as number),
      fairness: assumed,
      fair: fairIn(own, assumed),
    };
    for (const [index, [property, verdict]] of [...verdicts].entries()) {
      const answers = answersIn(asked[index] as Answers, numbers);
      const [split] = splits.run(bit, () => decide(explored, property, answers));
      const found = split?.outcome.counterexample;
      if (found === undefined) verdict.reach(family, 0);
      else verdict.violate(family, found.trace.actions.length);
    }
  }
  return { verdicts };
}

/** The part of a graph that belongs to one set, with the numbers of its states in the whole graph. */
function partsOf<State>({ arrived, initial, edges }: FamilyGraph<State>) {
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
        builder.add(edge.action, local[edge.target] as number);
      }
      builder.finish(state);
    }
    return { graph: builder.graph(numbers.length, starts.length, actions), numbers };
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
