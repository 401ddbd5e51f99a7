/**
 * The plain search: breadth-first and exact. It is the reference with which every faster search is compared.
 *
 * Why it is right: states are told apart by their canonical key, which is injective, so two states are never
 * taken for one. A level is expanded in full before the next one starts. So a state is first found at its
 * least depth, and the first violation of a property that is found is one of the shortest. Nothing is left
 * out: each state is expanded once, with every enabled action. The search is `complete` only if every state
 * was expanded. If a step throws, the states after it are unknown, so a property that is not refuted is then
 * undecided.
 *
 * A state outside the state constraint of the model is found and asked about as any other. It counts as expanded, with
 * no step and no deadlock.
 *
 * It counts as TLC does: generated states include the initial ones, and the depth is the number of
 * states on the longest of the shortest paths. But TLC does not count states outside a constraint as distinct.
 */
import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { canonicalSuccessor } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import { stepKey } from '../../model/names.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import { collectorFor, type Collector } from '../counterexamples/collector.js';
import { plainGraph } from '../counterexamples/graphs.js';
import { askingAgain } from '../common/asked-again.js';
import { endBetweenLevels, isOver, budgetFor, shareOf, type Budget } from '../common/ending.js';
import { expandWatched, watchOf } from '../common/expansion.js';
import { growthIn, growthSoFar } from '../common/growth.js';
import { initialBatch, levelByLevel, oneAfterOther, type LevelSearch } from '../common/levels.js';
import { exploredIn } from '../common/explored.js';
import type { Ended, Progress, SearchOptions, SearchOutcome } from '../common/outcome.js';
import { TakenLast } from '../common/taken-last.js';
import { stepsTaken, unknownSteps } from '../common/taken.js';
import { conditionsOf, type Conditions } from '../common/vacuity.js';
import { exploredPlainly } from '../liveness/explored.js';
import { apart, fairnessIn, inOrder, temporalOutcomes } from '../liveness/outcomes.js';
import { AskedProperties } from './asked-properties.js';
import { FoundStates } from './found-states.js';
import { coverageIn, outcomesOf } from './outcomes.js';
import type { UpToSymmetry } from './up-to-symmetry.js';

/**
 * Visits every state that a model can reach, and asks every property.
 *
 * @param symmetry - If it is there, states of one orbit count as one, and the search visits the first of them that it
 *   finds.
 * @returns Verdicts, each violation with a shortest counterexample, and counts.
 * @throws ModelError if the model or a property is wrong.
 */
export async function referenceSearch<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions = {},
  symmetry?: UpToSymmetry<State>,
): Promise<SearchOutcome<State>> {
  const { finite, temporal } = apart(properties);
  const fairness = fairnessIn(model, options);
  const search = new ReferenceSearch(model, finite, temporal.length, options, symmetry);
  const { budget, found, asked } = search;
  const ended = await levelByLevel<Ended>(search, budget);
  const threw = asked.stepErrors.size > 0;
  const { initial, expanded } = search;
  const explored = exploredIn(ended, threw, found.bound());
  const end = { ended, threw, budget, explored };
  const said = await temporalOutcomes(temporal, fairness, end, () =>
    exploredPlainly(model, found.list, found.numbers, temporal, { initial, expanded }),
  );
  return {
    ...search.counts(),
    ended,
    ...found.bound(),
    recomputed: shareOf(search.recomputed, search.generated - initial),
    properties: inOrder(properties, outcomesOf(search, explored), said.outcomes),
    ...(said.graph && { graph: said.graph }),
    ...growthIn(ended, search.levels()),
    ...(explored !== 'part' && options.coverage === true
      ? { coverage: coverageIn(model, found.list) }
      : {}),
    ...(explored === 'all'
      ? stepsTaken(model, search.taken.values(), symmetry?.stepsLike)
      : unknownSteps),
  };
}

/**
 * The breadth-first search. `levelByLevel` calls `open` to begin a level, and then `expand` until the level is
 * done. The first level has no states to expand: there, `expand` adds the initial states.
 */
class ReferenceSearch<State> implements LevelSearch<Ended> {
  readonly found: FoundStates<State>;
  readonly asked: AskedProperties<State>;
  readonly conditions: Conditions<State>;
  readonly collector: Collector<State> | undefined;
  readonly budget: Budget;
  /** For each step that was taken: one of its actions, and whether it ever changed a state. */
  readonly taken = new Map<string, [action: Action, changed: boolean]>();

  /** The states of the level, how many of them were expanded, and the states found of the next level. */
  private level: readonly number[] = [];
  private at = 0;
  private next: number[] = [];
  private depth = 0;
  /** The first state of each level. */
  private readonly starts = [0];
  /** The limit on states, once the search has met it. */
  private full: Ended | undefined;

  /** How many initial states of the model were looked at. */
  initial = 0;
  expanded = 0;
  generated = 0;
  /** How many steps were taken again and compared. */
  recomputed = 0;

  private readonly started = performance.now();
  private readonly growth = growthSoFar(this.started, () => this.levels());
  private readonly last = new TakenLast<State>();
  private readonly watch;

  /** @param temporal - How many temporal properties there are. They are decided after the search. */
  constructor(
    readonly model: Model<State>,
    readonly properties: readonly FiniteProperty<State>[],
    private readonly temporal: number,
    private readonly options: SearchOptions,
    private readonly symmetry: UpToSymmetry<State> | undefined,
  ) {
    this.watch = watchOf(options.watch);
    this.conditions = conditionsOf(properties);
    this.found = new FoundStates(model);
    const conditions = new Set(this.conditions.values());
    this.asked = new AskedProperties([...properties, ...conditions], this.found, conditions);
    const progress = () => ({ ...this.counts(), ...this.growth() });
    this.budget = budgetFor(options, this.started, progress, temporal > 0);
    this.collector = collectorFor(properties, options, {
      decisionOn: (property) => this.asked.decisionOn(property),
      budget: this.budget,
      lend: (use) => use(plainGraph(model, this.found.list, this.found.numbers)),
    });
  }

  /** Takes every step of a state. Returns false if the limit on states cut it short. */
  private expandState(number: number): boolean {
    const { found, asked } = this;
    if (found.isOutside(number)) return true;
    const { successors, errors } = this.successorsOf(number);
    for (const error of errors) asked.noteStepError(number, error);
    if (successors.length === 0 && errors.length === 0) asked.askStop(number);
    for (const { action, state, key } of successors) {
      const make = () => canonicalSuccessor(action, state, key);
      const orbit = this.orbitOf(key, make, action);
      this.noteStep(number, action, key);
      if (!found.numbers.has(orbit) && !this.add(orbit, make, number, action)) return false;
      const after = orbit === key ? found.at(found.numbers.get(key) as number) : make();
      asked.askStep(number, action, after);
    }
    return true;
  }

  /** The key that tells a state apart: its own, or that of its orbit. */
  private orbitOf(key: string, make: () => State, action?: Action): string {
    return this.symmetry === undefined ? key : `orbit ${this.symmetry.orbitOf(make(), action)}`;
  }

  /** Adds a new state, and asks about it. Returns false if the limit on states leaves no room. */
  private add(key: string, make: () => State, parent: number, action?: Action): boolean {
    const { states } = this.options.limits ?? {};
    if (states !== undefined && this.found.list.length >= states) {
      this.full = { by: 'limit', limit: 'states', value: states };
      return false;
    }
    const number = this.found.add(key, make(), parent, action);
    this.next.push(number);
    this.asked.askState(number);
    return true;
  }

  private addInitial(): void {
    const { model, initial } = this;
    for (const state of model.initial.slice(initial, initial + initialBatch)) {
      this.asked.askStart(state);
      const make = () => state;
      const orbit = this.orbitOf(canonicalKey(state), make);
      // Up to symmetry, an initial state before it may be one of its orbit.
      if (!this.found.numbers.has(orbit) && !this.add(orbit, make, -1)) return;
      this.initial++;
      this.generated++;
    }
  }

  private hasAllInitial(): boolean {
    return this.initial === this.model.initial.length;
  }

  private successorsOf(number: number) {
    const expansion = expandWatched(this.model, this.found.at(number), number, this.watch);
    if (expansion.isWatched === true) this.recomputed += expansion.successors.length;
    return expansion;
  }

  private noteStep(from: number, action: Action, key: string): void {
    this.generated++;
    this.last.note(this.found.at(from), action, key);
    const step = stepKey(action);
    const { found, taken, symmetry } = this;
    const isOther =
      symmetry === undefined
        ? found.numbers.get(key) !== from
        : key !== canonicalKey(found.at(from));
    taken.set(step, [action, taken.get(step)?.[1] === true || isOther]);
  }

  // What `levelByLevel` calls.

  expand(): Ended | undefined {
    if (!this.hasAllInitial()) this.addInitial();
    else if (this.expandState(this.level[this.at++] as number)) this.expanded++;
    return this.full;
  }

  isDone(): boolean {
    return this.hasAllInitial() && this.at === this.level.length;
  }

  open(): void {
    this.level = this.next;
    this.at = 0;
    this.next = [];
    if (this.level.length > 0) this.depth++;
    this.starts.push(this.found.list.length);
  }

  endBetween(): Ended | undefined {
    const { properties, temporal, asked, collector } = this;
    const open = properties.filter((one) => asked.open.has(one)).length;
    return endBetweenLevels(this.options, {
      frontier: this.level.length,
      depth: this.depth,
      properties: properties.length + temporal,
      open: open + temporal + (collector?.pending() ?? 0),
      violated: asked.violated.size + asked.stepErrors.size > 0,
    });
  }

  endWithin(): void {
    this.open();
  }

  /** Looks for other counterexamples in the levels that were expanded in full. Absent if none are wanted. */
  get collect(): (() => Promise<void>) | undefined {
    const { collector } = this;
    if (collector === undefined) return undefined;
    return () => {
      const levels = this.level.length > 0 ? this.starts.length - 2 : Infinity;
      return collector.advance(this.initial, levels);
    };
  }

  /** Checks once more that the model and the properties are pure. */
  afterwards(reason: Ended): (() => boolean) | undefined {
    if (this.options.watch === 0 || isOver(reason)) return undefined;
    const { model, found, last } = this;
    const takeNext = last.again(model);
    const takeAgain = () => {
      const goesOn = takeNext();
      if (!goesOn) this.recomputed += last.size;
      return goesOn;
    };
    const askAgain = askingAgain({
      model,
      open: this.asked.open,
      expanded: this.expanded,
      stateAt: (number) => found.at(number),
      isKnown:
        reason.by === 'complete' && this.symmetry === undefined
          ? (key) => found.numbers.has(key)
          : undefined,
    });
    return oneAfterOther(takeAgain, askAgain);
  }

  // How far the search has come.

  counts(): Progress {
    const { found, next, depth, expanded } = this;
    return {
      distinct: found.list.length,
      generated: this.generated,
      // Within a level, the states that were found of the next level are one step deeper.
      depth: next.length > 0 ? depth + 1 : depth,
      frontier: found.list.length - expanded,
      seconds: (performance.now() - this.started) / 1000,
      memory: this.budget.used(),
    };
  }

  levels() {
    const { starts, expanded, found } = this;
    return { starts, expanded, stateAt: (number: number) => found.at(number) };
  }
}
