/**
 * The search of `check`: breadth-first over every state, like the reference search. It uses the engine's
 * memory instead of running the model again and again.
 *
 * It finds the states in the same order as the reference search (`engine/expand/loop.ts` says why, even with sleep
 * sets). So it ends at the same point, and has the same verdicts with the same shortest traces. It does not
 * store the way to each state: it finds a trace by walking back through the levels.
 */
import { expandStates, type StoppedAt } from '../../engine/expand-states.js';
import { expandPlainly, remembersNothing } from '../../engine/expand-plainly.js';
import { expandTogether, paysTogether } from '../../engine/together.js';
import { fallAsleep } from '../../engine/current-kernel.js';
import { explorerFor, type Explorer } from '../../engine/explorer.js';
import { addReal } from '../../engine/settle.js';
import { askAboutState } from '../../engine/ask.js';
import { recomputing } from '../../engine/purity/recompute.js';
import { at } from '../../engine/store/space.js';
import { stateCount } from '../../engine/store/store.js';
import type { FiniteProperty } from '../../property/property.js';
import { askingAgain } from '../common/asked-again.js';
import { collectorFor, type Collector } from '../counterexamples/collector.js';
import { lendExplored } from '../counterexamples/graphs.js';
import { endBetweenLevels, isOver, budgetFor, type Budget } from '../common/ending.js';
import { Findings } from './findings.js';
import { growthIn, growthSoFar } from '../common/growth.js';
import { initialBatch, levelByLevel, oneAfterOther, type LevelSearch } from '../common/levels.js';
import { endOfMemory, Pace, withinMemory } from './pace.js';
import { mostNumbers, type Manner, type Task } from './task.js';
import { boundOf, factsOf, figuresOf, outcomesOf } from './outcomes.js';
import { exploredBy, predicatesOf } from '../liveness/explored.js';
import { apart, fairnessIn, inOrder, temporalOutcomes } from '../liveness/outcomes.js';
import { exploredIn } from '../common/explored.js';
import type { Ended, Progress, SearchOutcome } from '../common/outcome.js';
import { conditionsOf, type Conditions } from '../common/vacuity.js';

/** Visits every state with the engine, and asks every property. */
export async function searchIn<State>(
  task: Task<State>,
  manner: Manner,
): Promise<SearchOutcome<State>> {
  const { model, properties, options } = task;
  const { finite, temporal } = apart(properties);
  const fairness = fairnessIn(model, options);
  const search = new EngineSearch(task, manner, finite, predicatesOf(temporal));
  const { budget, explorer, findings } = search;
  const ended = await levelByLevel<Ended>(search, budget);
  const threw = findings.hasThrown();
  const bound = boundOf(explorer, search.extent().expanded);
  const explored = exploredIn(ended, threw, bound);
  // The search for loops asks the trees as well, and counts anew.
  const { remembered } = explorer.workspace;
  const end = { ended, threw, budget, explored };
  const said = await temporalOutcomes(temporal, fairness, end, () =>
    exploredBy(explorer, search.predicates, search.extent()),
  );
  return {
    ...search.counts(),
    ended,
    ...bound,
    properties: inOrder(properties, outcomesOf(search, explored), said.outcomes),
    ...(said.graph && { graph: said.graph }),
    ...growthIn(ended, search.levels()),
    ...factsOf(task, explorer, explored),
    figures: { ...figuresOf(explorer, manner.threads), remembered },
  };
}

/**
 * The breadth-first search. `levelByLevel` calls `open` to begin a level, and then `expand` until the level is
 * done. The first level has no states to expand: there, `expand` adds the initial states.
 */
class EngineSearch<State> implements LevelSearch<Ended> {
  readonly explorer: Explorer<State>;
  readonly findings: Findings<State>;
  readonly conditions: Conditions<State>;
  readonly collector: Collector<State> | undefined;
  readonly budget: Budget;
  /** The first state of each level. */
  readonly starts: number[] = [0];

  /** The states of the level that the search expands, and the next one to be expanded. */
  private level = { start: 0, end: 0, next: 0 };
  private depth = 0;
  /** How many initial states of the model were looked at. */
  private begun = 0;
  private expanded = 0;
  private readonly pace = new Pace('alone');
  private readonly sharedPace = new Pace('together');
  /** How often the model was run for each of the last states, and how often until then. */
  private runs = { each: 0, before: 0 };
  private readonly mostStates: number;
  private readonly growth;

  /**
   * @param properties - Those that the search itself decides.
   * @param predicates - Those of the temporal properties, which are decided when the search is over.
   */
  constructor(
    private readonly task: Task<State>,
    private readonly manner: Manner,
    readonly properties: readonly FiniteProperty<State>[],
    readonly predicates: readonly (readonly FiniteProperty<State>[])[],
  ) {
    const { model, steps, options, started, claim } = task;
    const { watch, learns, byImmer = false, packsFrom } = manner;
    this.conditions = conditionsOf(properties);
    const asked = [...properties, ...this.conditions.values(), ...predicates.flat()];
    const tuning = { watch, learns, byImmer, claim, packsFrom };
    this.explorer = explorerFor(model, steps, asked, tuning);
    for (const predicate of predicates.flat()) this.explorer.open.delete(predicate);
    this.findings = new Findings(this.explorer, new Set(this.conditions.values()));
    this.mostStates = Math.min(options.limits?.states ?? Infinity, mostNumbers);
    this.growth = growthSoFar(started, () => this.levels());
    const progress = () => ({ ...this.counts(), ...this.growth() });
    this.budget = budgetFor(options, started, progress, predicates.length > 0);
    this.collector = collectorFor(properties, options, {
      decisionOn: (property) => this.findings.decisionOn(property),
      budget: this.budget,
      lend: (use) => {
        const [levelStart = 0, nextStart = 0] = this.starts.slice(-2);
        const { mostStates } = this;
        return lendExplored(this.explorer, { levelStart, nextStart, mostStates }, use);
      },
    });
  }

  // What `levelByLevel` calls.

  isDone(): boolean {
    return this.hasAllInitial() && this.level.next === this.level.end;
  }

  open(): void {
    const { start, end } = this.level;
    if (end > start) fallAsleep(this.explorer, end - start);
    const next = this.nextStart();
    this.level = { start: next, end: this.distinct(), next };
    if (this.level.end > next) this.depth++;
    this.starts.push(this.level.end);
  }

  endWithin(): void {
    this.open();
  }

  expand(): Ended | undefined {
    if (!this.hasAllInitial()) return this.addInitial();
    const { bounds, range, listener, began } = this.nextBatch(this.pace);
    const expandSome = remembersNothing(this.explorer) ? expandPlainly : expandStates;
    const act = () => expandSome(this.explorer, bounds, ...range, listener);
    return this.afterBatch(withinMemory(range[0], act), began, this.pace);
  }

  /** Absent without threads. */
  get together(): LevelSearch<Ended>['together'] {
    const { threads } = this.manner;
    if (threads === undefined) return undefined;
    return {
      pays: () => {
        if (!this.hasAllInitial() || remembersNothing(this.explorer)) return false;
        const { level, runs, explorer, task } = this;
        const soFar = { lasted: performance.now() - task.started, runs: runs.each };
        return paysTogether(explorer, this.bounds(), [level.next, level.end], threads, soFar);
      },
      expand: async () => {
        this.findings.expandedTogether(this.starts.length - 2);
        const { bounds, range, listener, began } = this.nextBatch(this.sharedPace);
        const batch = expandTogether(this.explorer, bounds, range, listener, threads);
        const stopped = await batch.catch((error: unknown) => endOfMemory(error, range[0]));
        return this.afterBatch(stopped, began, this.sharedPace);
      },
    };
  }

  endBetween(): Ended | undefined {
    const { properties, collector, explorer, level } = this;
    const open = properties.filter((one) => explorer.open.has(one)).length;
    const temporal = this.predicates.length;
    return endBetweenLevels(this.task.options, {
      frontier: level.end - level.start,
      depth: this.depth,
      properties: properties.length + temporal,
      open: open + temporal + (collector?.pending() ?? 0),
      violated: this.findings.isViolated(),
    });
  }

  /** Looks for other counterexamples in the levels that were expanded in full. Absent if none are wanted. */
  get collect(): (() => Promise<void>) | undefined {
    const { collector } = this;
    if (collector === undefined) return undefined;
    return () => {
      const levels = this.level.end > this.level.start ? this.starts.length - 2 : Infinity;
      return collector.advance(this.starts[1] as number, levels);
    };
  }

  /** Checks once more that the model and the properties are pure. */
  afterwards(reason: Ended): (() => boolean) | undefined {
    if (this.manner.watch === 0 || isOver(reason)) return undefined;
    const { explorer, expanded } = this;
    const { model } = this.task;
    const { stateAt } = this.levels();
    return oneAfterOther(
      recomputing(explorer, expanded),
      askingAgain({ model, open: explorer.open, expanded, stateAt }),
    );
  }

  // How far the search has come.

  counts(): Progress {
    const distinct = this.distinct();
    return {
      distinct,
      generated: this.begun + this.explorer.workspace.generated,
      // Within a level, the states that were found of the next level are one step deeper.
      depth: distinct > this.nextStart() ? this.depth + 1 : this.depth,
      frontier: distinct - this.expanded,
      seconds: (performance.now() - this.task.started) / 1000,
      memory: this.budget.used(),
    };
  }

  levels() {
    const { starts, expanded, explorer } = this;
    return { starts, expanded, stateAt: (number: number) => at(explorer.space, number).state };
  }

  /** How many states are initial, and how many were expanded. */
  extent() {
    return { initial: this.starts[1] as number, expanded: this.expanded };
  }

  private distinct(): number {
    return stateCount(this.explorer.space.store);
  }

  private nextStart(): number {
    return this.starts.at(-1) as number;
  }

  private hasAllInitial(): boolean {
    return this.begun === this.task.model.initial.length;
  }

  private addInitial(): Ended | undefined {
    const { begun } = this;
    for (const state of this.task.model.initial.slice(begun, begun + initialBatch)) {
      this.findings.begin(state);
      if (this.distinct() >= this.mostStates) return this.full();
      this.begun++;
      const number = addReal(this.explorer, state);
      // Up to symmetry, an initial state before it may be one of its orbit.
      if (number >= 0) this.askInitial(number);
    }
    return undefined;
  }

  private askInitial(state: number): void {
    for (const property of this.explorer.open) {
      if (property.kind !== 'invariant' && property.kind !== 'reachable') continue;
      const complaint = askAboutState(this.explorer, property, state);
      this.findings.answered(property, complaint, { level: 0, state }, undefined);
    }
  }

  private bounds() {
    const { level, mostStates, budget } = this;
    const { seconds } = this.task.options.limits ?? {};
    const { mayTake } = budget;
    return { levelStart: level.start, nextStart: level.end, mostStates, mayTake, seconds };
  }

  /** The next states to expand: as many as take about as long as they should. */
  private nextBatch(pace: Pace) {
    const { level } = this;
    return {
      bounds: this.bounds(),
      range: [level.next, Math.min(level.end, level.next + pace.states)] as const,
      listener: this.findings.listenerAt(this.starts.length - 2),
      began: performance.now(),
    };
  }

  private afterBatch({ at: next, by }: StoppedAt, began: number, pace: Pace): Ended | undefined {
    const { runs, explorer, level } = this;
    const states = next - level.next;
    if (states > 0)
      this.runs = { each: (explorer.ran - runs.before) / states, before: explorer.ran };
    this.expanded += states;
    level.next = next;
    pace.took(performance.now() - began);
    if (by === 'memory') return this.budget.outOfMemory;
    return by === 'full' ? this.full() : undefined;
  }

  private full(): Ended {
    return { by: 'limit', limit: 'states', value: this.mostStates };
  }
}
