/**
 * Counterexamples of other kinds, and those with the fewest changes of actor, for all properties of a search.
 *
 * The search that explores the states calls the collector after each level. If neither option was given
 * there is no collector, and the search does nothing that it would not do otherwise.
 */
import type { FiniteProperty } from '../../property/property.js';
import type { Budget } from '../common/ending.js';
import { isOutOfMemory } from '../common/memory.js';
import type { PropertyOutcome, SearchOptions } from '../common/outcome.js';
import { CounterexampleSearch, type ExploredGraph } from './counterexample-search.js';

/** How a trace decides a property: it leads to a violation, or to a state that must be reachable. */
export type Decision = 'violated' | 'reached' | undefined;

/** What the collector needs of the search that explores the states. */
export interface Exploration<State> {
  readonly decisionOn: (property: FiniteProperty<State>) => Decision;
  readonly budget: Pick<Budget, 'ended'>;
  /** Gives the explored states to a function. They may be used until the function is done. */
  readonly lend: (use: (graph: ExploredGraph<State>) => Promise<void>) => Promise<void>;
}

/**
 * Makes a collector.
 *
 * @returns Undefined if the options ask for nothing that it could find.
 */
export function collectorFor<State>(
  properties: readonly FiniteProperty<State>[],
  { counterexamples = 1, prefer }: SearchOptions,
  exploration: Exploration<State>,
): Collector<State> | undefined {
  if (counterexamples === 1 && prefer === undefined) return undefined;
  return new Collector(properties, { counterexamples, prefer }, exploration);
}

type Wanted = Required<Pick<SearchOptions, 'counterexamples'>> & {
  readonly prefer: SearchOptions['prefer'];
};

/** A class, because it is called level by level and asked at the end. */
class Collector<State> {
  private readonly searches = new Map<FiniteProperty<State>, CounterexampleSearch<State>>();

  constructor(
    private readonly properties: readonly FiniteProperty<State>[],
    private readonly wanted: Wanted,
    private readonly exploration: Exploration<State>,
  ) {}

  /** How many properties are decided, and may have counterexamples of more kinds. */
  pending(): number {
    return [...this.searches.values()].filter((one) => one.isPending()).length;
  }

  /**
   * Looks at the levels that were expanded since the last call. It ends early if no time or memory is
   * left; the search that explores the states then ends for the same reason.
   *
   * @param initial - How many states are initial.
   * @param levels - How many levels were expanded in full; Infinity if all states were.
   */
  async advance(initial: number, levels: number): Promise<void> {
    for (const property of this.properties) this.begin(property);
    if (this.pending() === 0) return;
    const { lend, budget } = this.exploration;
    const mayGoOn = async () => (await budget.ended()) === undefined;
    await lend(async (graph) => {
      for (const search of this.searches.values()) {
        try {
          await search.advance(graph, initial, levels, mayGoOn);
        } catch (error) {
          if (!isOutOfMemory(error)) throw error;
          search.giveUp();
        }
      }
    });
  }

  /** The outcome of a property, with what was found for it. */
  shown(
    property: FiniteProperty<State> | undefined,
    outcome: PropertyOutcome<State>,
  ): PropertyOutcome<State> {
    const found = property && this.searches.get(property)?.found;
    if (found === undefined) return outcome;
    const { counterexamples, prefer } = this.wanted;
    const [first, ...others] = found;
    const preferred = prefer === undefined ? undefined : first;
    if (outcome.verdict === 'holds' && preferred) return { ...outcome, trace: preferred.trace };
    if (outcome.verdict !== 'violated') return outcome;
    const isOne = counterexamples === 1 || outcome.kind === 'reachable';
    return { ...outcome, ...preferred, ...(isOne ? {} : { others }) };
  }

  private begin(property: FiniteProperty<State>): void {
    const decision = this.exploration.decisionOn(property);
    if (this.searches.has(property) || decision === undefined) return;
    const { counterexamples, prefer } = this.wanted;
    const wanted = property.kind === 'reachable' ? 1 : counterexamples;
    if (wanted === 1 && prefer === undefined) return;
    const isArrival = decision === 'reached';
    const fewestSwitches = prefer === 'fewest switches';
    this.searches.set(
      property,
      new CounterexampleSearch({ property, isArrival, wanted, fewestSwitches }),
    );
  }
}

export type { Collector };
