/**
 * One breadth-first search for all sets of switches at once.
 *
 * A state is stored once, with the sets that reach it. A step is run once for all sets that are in its state,
 * unless it asks for a switch on which they differ: see `Splits`. So the states and steps that two sets have
 * in common are searched once. This is the family-based search of featured transition systems: A. Classen,
 * P. Heymans, P.-Y. Schobbens, A. Legay, J.-F. Raskin, "Model Checking Lots of Systems" (ICSE 2010). But here
 * the user need not say what depends on a switch: the search sees which steps ask.
 *
 * Why it is right: take one set alone. It reaches the same states as in a search of this set alone, on the
 * same levels, because each level is expanded in full, and a set is expanded in a state on the first level on
 * which it reaches the state. So each verdict and each length is that of a search of this set alone. This
 * requires that steps depend only on the state and on the switches that they ask. The watch of the plain
 * search checks this here too, and `compareSafeguards` searches the sets that it names again, each alone.
 */
import { canonicalKey } from '../../model/canonical.js';
import { canonicalSuccessor } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import { inSlices } from '../../model/supervised.js';
import { isOutside } from '../../model/within.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import { askStart, askState, askStep, askStop, type Answered } from '../common/ask.js';
import { budgetFor, type Budget } from '../common/ending.js';
import { expandWatched } from '../common/expansion.js';
import { levelByLevel, type LevelSearch } from '../common/levels.js';
import type { Ended, Progress, SearchOptions } from '../common/outcome.js';
import { without, type Family, type Universe } from './families.js';
import { FamilyGraphBuilder, type FamilyGraph } from './family-graph.js';
import type { FamilyModels } from './family-models.js';
import { questionsOf, type FamilyQuestion } from './questions.js';
import { FamilyVerdicts } from './verdicts.js';

/** The result of the search. */
export interface FamilySearchResult<State> extends Progress {
  readonly ended: Ended;
  readonly graph: FamilyGraph<State>;
  readonly verdicts: ReadonlyMap<Property<State>, FamilyVerdicts>;
  /** The sets with which a step threw. */
  readonly threw: Family;
  /** The sets with which a state lies outside the state constraint. */
  readonly bounded: Family;
  /** The sets whose states were not all explored, although some property is still open with them. */
  readonly unfinished: Family;
  /** The families that steps told apart. Two sets that none of these tells apart behave the same. */
  readonly toldApart: ReadonlySet<Family>;
}

/** The options of a family search. */
export interface FamilyOptions extends Pick<SearchOptions, 'limits' | 'signal' | 'onProgress'> {
  /** Whether to keep the edges, and to explore all states even if all properties are decided. */
  readonly whole: boolean;
  /** The share of the time and the memory that the search may take, from 0 to 1. Absent: all. */
  readonly share?: number;
}

/**
 * Visits every state that any set of switches can reach.
 *
 * @throws ModelError if a model or a property is wrong.
 */
export async function familySearch<State>(
  models: FamilyModels<State>,
  { all }: Universe,
  properties: readonly FiniteProperty<State>[],
  options: FamilyOptions,
): Promise<FamilySearchResult<State>> {
  const search = new FamilySearch(models, all, properties, options);
  search.addInitial();
  const { budget, graph, verdicts, toldApart } = search;
  const ended = search.full ?? (await levelByLevel<Ended>(search, budget));
  return {
    ...search.progress(),
    ended,
    graph,
    verdicts,
    threw: search.threw,
    bounded: search.bounded,
    unfinished: search.unfinishedAfter(ended),
    toldApart,
  };
}

/**
 * The search. `levelByLevel` calls `open` to begin a level, and then `expand` until the level is done. The
 * initial states are added before.
 */
class FamilySearch<State> implements LevelSearch<Ended> {
  readonly graph = new FamilyGraphBuilder<State>();
  readonly verdicts: ReadonlyMap<FiniteProperty<State>, FamilyVerdicts>;
  readonly toldApart: Set<Family>;
  readonly budget: Budget;
  threw: Family = 0n;
  /** The sets with which a state lies outside the state constraint. */
  bounded: Family = 0n;
  /** The limit on states, once the search has met it. */
  full: Ended | undefined;

  /** The states of the level with the sets to expand in them, and how many of them were expanded. */
  private level: (readonly [number: number, family: Family])[] = [];
  private at = 0;
  /** For each state of the next level the sets that reach it for the first time. */
  private next = new Map<number, Family>();
  /** The sets that are searched in this level. */
  private searched: Family;
  private unfinished: Family = 0n;
  /** The properties, by what they are about. */
  private readonly about: Readonly<Record<'states' | 'steps' | 'stops', OpenProperty<State>[]>>;
  private depth = 0;
  private generated = 0;
  private readonly started = performance.now();

  constructor(
    private readonly models: FamilyModels<State>,
    private readonly all: Family,
    properties: readonly FiniteProperty<State>[],
    private readonly options: FamilyOptions,
  ) {
    this.toldApart = new Set(models.models.map(({ family }) => family));
    this.verdicts = new Map(properties.map((one) => [one, new FamilyVerdicts(all)]));
    this.about = { states: [], steps: [], stops: [] };
    for (const [property, verdicts] of this.verdicts) {
      const questions = questionsOf(models, all, property);
      this.about[subjectOf(property)].push({ questions, verdicts });
    }
    this.budget = budgetFor(options, this.started, () => this.progress());
    this.searched = this.alive();
  }

  /** Adds the initial states of all models. */
  addInitial(): void {
    const left = initialStates(this.models.models);
    const addNext = () => {
      const { value, done } = left.next();
      if (done === true) return false;
      this.generated++;
      const { family, state } = value;
      this.ask(this.about.steps, family, 0, (one) => askStart(one, state));
      const number = this.arrive(canonicalKey(state), () => state, family);
      if (number !== undefined) this.graph.start(number, family);
      return true;
    };
    while (inSlices(addNext, this.options.limits?.seconds));
  }

  /** Takes every step that these sets can take in a state. */
  private expandState(number: number, family: Family): void {
    let moved = 0n;
    for (const one of this.models.models) {
      const here = this.inside(one.model, number, family & one.family);
      // What comes after a state outside is unknown, so it is no deadlock.
      moved |= without(family & one.family, here);
      if (here === 0n) continue;
      for (const step of one.steps) moved |= this.take(step, number, here);
    }
    const state = this.graph.states[number] as State;
    const stopped = without(family, moved);
    this.ask(this.about.stops, stopped, this.depth - 1, (one) => askStop(one, state));
  }

  /** The sets for which a state lies inside the state constraint. */
  private inside(model: Model<State>, number: number, here: Family): Family {
    if (model.within === undefined || here === 0n) return here;
    const state = this.graph.states[number] as State;
    let outside = 0n;
    for (const split of this.models.splits.run(here, () => isOutside(model, state))) {
      if (split.family !== here) this.toldApart.add(split.family);
      if (split.outcome) outside |= split.family;
    }
    this.graph.leave(number, outside);
    this.bounded |= outside;
    return without(here, outside);
  }

  /** Takes one step of a state, in all ways that these sets take it. Returns the sets that can take it. */
  private take(step: Model<State>, number: number, here: Family): Family {
    const { graph, toldApart } = this;
    const state = graph.states[number] as State;
    let moved = 0n;
    for (const split of this.models.splits.run(here, () => expandWatched(step, state, number))) {
      const { family } = split;
      const { successors, errors } = split.outcome;
      if (family !== here) toldApart.add(family);
      if (successors.length + errors.length > 0) moved |= family;
      if (errors.length > 0) this.threw |= family;
      for (const { action, state: successor, key } of successors) {
        this.generated++;
        const make = () => canonicalSuccessor(action, successor, key);
        const target = this.arrive(key, make, family);
        if (target === undefined) continue;
        if (this.options.whole) graph.connect(number, action, target, family);
        const after = graph.states[target] as State;
        this.ask(this.about.steps, family, this.depth, (one) => askStep(one, state, action, after));
      }
    }
    return moved;
  }

  /** Notes that sets reach a state. Returns its number, or undefined if there is no room for it. */
  private arrive(key: string, make: () => State, family: Family): number | undefined {
    const { graph, next } = this;
    const { states: limit } = this.options.limits ?? {};
    let number = graph.numberOf(key);
    if (number === undefined) {
      if (limit !== undefined && graph.states.length >= limit) {
        this.full ??= { by: 'limit', limit: 'states', value: limit };
        this.unfinished |= family;
        return undefined;
      }
      number = graph.add(key, make());
    }
    const fresh = graph.arrive(number, family);
    if (fresh !== 0n) {
      next.set(number, (next.get(number) ?? 0n) | fresh);
      const state = graph.states[number] as State;
      this.ask(this.about.states, fresh, this.depth, (one) => askState(one, state));
    }
    return number;
  }

  /** Asks properties with those of some sets with which they are open. */
  private ask(
    properties: readonly OpenProperty<State>[],
    family: Family,
    steps: number,
    ask: (property: FiniteProperty<State>) => Answered | undefined,
  ): void {
    for (const { questions, verdicts } of properties) {
      for (const { property, family: own } of questions) {
        const open = verdicts.open & family & own;
        if (open === 0n) continue;
        for (const split of this.models.splits.run(open, () => ask(property))) {
          verdicts.note(split.outcome, split.family, steps);
        }
      }
    }
  }

  /** The sets that are still searched: those with which a property is open. */
  private alive(): Family {
    if (this.options.whole || this.verdicts.size === 0) return this.all;
    return [...this.verdicts.values()].reduce((sets, { open }) => sets | open, 0n);
  }

  // What `levelByLevel` calls.

  isDone(): boolean {
    return this.at === this.level.length;
  }

  open(): void {
    this.searched = this.alive();
    this.level = [...this.next].filter(([, family]) => (family & this.searched) !== 0n);
    this.at = 0;
  }

  endBetween(): Ended | undefined {
    const { depth: limit } = this.options.limits ?? {};
    if (this.level.length === 0) return { by: this.next.size === 0 ? 'complete' : 'decided' };
    if (limit !== undefined && this.depth + 1 >= limit) {
      return { by: 'limit', limit: 'depth', value: limit };
    }
    this.next = new Map();
    this.depth++;
    return undefined;
  }

  expand(): Ended | undefined {
    const [number, family] = this.level[this.at++] as [number, Family];
    this.expandState(number, family & this.searched);
    return this.full;
  }

  // How far the search has come.

  progress(): Progress {
    return {
      distinct: this.graph.states.length,
      generated: this.generated,
      depth: this.next.size > 0 ? this.depth + 1 : this.depth,
      frontier: this.next.size,
      seconds: (performance.now() - this.started) / 1000,
      memory: this.budget.used(),
    };
  }

  /** The sets whose states were not all explored, although some property is still open with them. */
  unfinishedAfter({ by }: Ended): Family {
    let sets = this.unfinished;
    // The rest of this level, and the states that were found of the next one, are unfinished.
    for (const [, family] of this.level.slice(this.at)) sets |= family;
    if (by === 'limit' || by === 'interrupt') {
      for (const family of this.next.values()) sets |= family;
    }
    return sets & this.alive();
  }
}

/** A property that is open with some sets, and what is known of it. */
interface OpenProperty<State> {
  readonly questions: readonly FamilyQuestion<FiniteProperty<State>>[];
  readonly verdicts: FamilyVerdicts;
}

/** What a property is about. */
function subjectOf<State>({ kind }: FiniteProperty<State>): 'states' | 'steps' | 'stops' {
  if (kind === 'transition') return 'steps';
  return kind === 'deadlock' ? 'stops' : 'states';
}

/** The initial states of each model, one by one: there may be millions of them. */
function* initialStates<State>(models: FamilyModels<State>['models']) {
  for (const { family, model } of models) {
    for (const state of model.initial) yield { family, state };
  }
}
