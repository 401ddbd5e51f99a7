import type { StepName } from '../../model/model.js';
import type { Explored } from './explored.js';
import type { StepCoverage } from '../../analysis/coverage.js';
import type { FairnessOption } from '../../model/fairness.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import type { InSpec } from '../../property/refinement.js';
import type { Trace } from '../../trace/trace.js';

/**
 * The verdict on all properties together. It never claims more than the search has done. `nothing
 * checked` means that the user gave no property.
 */
export type Verdict = 'holds' | 'violated' | 'undecided' | 'nothing checked';

/** The outcome of a search for one property. */
export type PropertyOutcome<State> = {
  /** The property's name, or the name of a step that threw. */
  readonly name: string;
  readonly kind: Property<State>['kind'] | 'step' | 'when done';
  readonly because?: string;
} & (
  | {
      readonly verdict: 'holds';
      /** If the property is `reachable`: a shortest way to such a state. */
      readonly trace?: Trace<State>;
      /** If the property holds vacuously, which means that it could never fail: why, in a sentence. */
      readonly vacuous?: string;
    }
  | {
      readonly verdict: 'violated';
      /** What is wrong, in a sentence. */
      readonly says: string;
      /** A counterexample. Absent if the property is `reachable` and no such state was found. */
      readonly trace?: Trace<State>;
      /**
       * Counterexamples of other kinds, the shortest first. Absent if only one was asked for, for a temporal
       * property, for a `reachable`, and for a step that threw.
       */
      readonly others?: readonly Counterexample<State>[];
      /** If the property is a `refines`: the counterexample as it is in the spec. */
      readonly inSpec?: InSpec;
    }
  | {
      readonly verdict: 'undecided';
      /** If the property is temporal, or if states lie outside the state constraint: why it is undecided. */
      readonly says?: string;
      readonly trace?: undefined;
    }
);

/** The part of an outcome that describes its property, of a model or of a program. */
export function aboutOf<Kind extends string>({
  name,
  kind,
  because,
}: {
  readonly name: string;
  readonly kind: Kind;
  readonly because?: string;
}) {
  return { name, kind, ...(because === undefined ? {} : { because }) };
}

/** What is wrong, and a behaviour that leads to it. */
export interface Counterexample<State> {
  readonly says: string;
  readonly trace: Trace<State>;
  /** If the property is a `refines`: the behaviour as it is in the spec. */
  readonly inSpec?: InSpec;
}

/**
 * The outcome of a search for a property.
 *
 * @param counterexample - Undefined if the search found none.
 * @param witness - If the property is `reachable` and such a state was reached: the way there.
 */
export function outcomeOf<State>(
  property: FiniteProperty<State>,
  explored: Explored,
  counterexample: Counterexample<State> | undefined,
  witness: Trace<State> | undefined,
): PropertyOutcome<State> {
  const about = aboutOf(property);
  if (counterexample !== undefined) return { ...about, verdict: 'violated', ...counterexample };
  if (witness !== undefined) return { ...about, verdict: 'holds', trace: witness };
  if (explored === 'part') return { ...about, verdict: 'undecided' };
  if (property.kind !== 'reachable') return { ...about, verdict: 'holds' };
  if (explored === 'inside') return { ...about, verdict: 'undecided', says: notInside };
  return { ...about, verdict: 'violated', says: 'no reachable state satisfies it' };
}

const notInside = 'such a state may lie behind those outside the state constraint';

/** The outcome for a step that threw. `nameOfStepError` gives the name. */
export function outcomeOfStep<State>(
  name: string,
  counterexample: Counterexample<State>,
): PropertyOutcome<State> {
  return { name, kind: 'step', verdict: 'violated', ...counterexample };
}

/**
 * Bounds on a search. Except for memory, a bound that is absent does not apply.
 *
 * If there is a temporal property, a search that a limit ends still looks for loops in the states that it
 * expanded. It keeps a fifth of the seconds and of the memory for this. A loop that it finds can refute
 * the property. Without such a loop the property stays undecided.
 */
export interface Limits {
  /**
   * The most distinct states to store. The search ends when it meets one state more, within a level, so
   * with several threads other states of this level may have been expanded: see `workers`.
   */
  readonly states?: number;
  /** The most states on a path, as TLC counts depth: with 1, the search stores only initial states. */
  readonly depth?: number;
  /** The most seconds to run. */
  readonly seconds?: number;
  /**
   * The most memory that the process may take, in megabytes (2^20 bytes). Absent: nine tenths of the
   * memory that it has or could still get.
   */
  readonly memory?: number;
}

/** What bounds a search of a program; see `ProgramLimits` and the bounds of `defineProgram`. */
export type ProgramLimit = 'runs' | 'preemptions' | 'events' | 'timers';

/** Why a search ended. */
export type Ended =
  | { readonly by: 'complete' }
  /** Every property was decided before all states were explored. */
  | { readonly by: 'decided' }
  /** Something was violated, and the option `stopAtViolation` is on. */
  | { readonly by: 'violation' }
  | { readonly by: 'limit'; readonly limit: keyof Limits | ProgramLimit; readonly value: number }
  /** The signal in the options ended the search. */
  | { readonly by: 'interrupt' };

/** How far a search has come. */
export interface Progress {
  /** Distinct states found. */
  readonly distinct: number;
  /** States generated: initial states, and a successor for each enabled action of each state. */
  readonly generated: number;
  /** The most states on a shortest path to any state found, the initial state included. */
  readonly depth: number;
  /** States found and not yet expanded. */
  readonly frontier: number;
  /** If a program is searched: how many runs were executed. */
  readonly runs?: number;
  readonly seconds: number;
  /** The memory that the process takes, in megabytes (2^20 bytes). */
  readonly memory: number;
  /**
   * The parts of the states that have kept growing so far, the one that grew most first. A search looks
   * at a sample of its states every two seconds, or more rarely. Absent before that, if nothing grows,
   * below a depth of 7, and while `compareSafeguards` decides all sets in one search.
   */
  readonly growth?: readonly Growth[];
}

/** Which one of several shortest counterexamples to give. */
export type Preference = 'fewest switches';

/** The options of a search. */
export interface SearchOptions {
  readonly limits?: Limits;
  /**
   * True: ends the search after the first level at which anything is violated. The other properties stay
   * undecided.
   */
  readonly stopAtViolation?: boolean;
  /**
   * Ends the search; its result has what it found so far. If there is a temporal property, the search
   * still looks for loops: for a quarter of the time that it took so far, and two seconds at most.
   */
  readonly signal?: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * The share of the states for which the search runs the model's code again. It compares the results
   * with what it remembers, and so checks that the model is pure. From 0 (no states) to 1 (all states).
   * Unless it is 0, the first 16 states are always checked; and at the end, in descending order, 16 states from all
   * parts of the search, and each action in the state in which it was taken last. Absent: one state in 20,000. In one state of
   * 64 the search also repeats the steps about which it remembers nothing. With `symmetric`, it also takes the steps of
   * these states under other names, to check the claim. If the share is absent, it does this in the first 64 states, and in
   * one of 64 after them.
   */
  readonly watch?: number;
  /**
   * How many threads search, from 1, or `'auto'`, which is the default: one, and on a machine with several processors
   * up to eight once the search has lasted for a quarter of a second, has wide levels, and remembers most steps. It
   * stays one in a test of Vitest, which runs test files side by side, and with a limit of states or of memory.
   *
   * A search that explores all comes to the same result with any number: verdicts, counterexamples and counts. So
   * does one that ends at a limit of depth. At a limit of states, distinct states and depth are the same, and so is
   * everything found in the levels before the last one. Threads expand the states of the last level in another
   * order, so the generated states, and what is found in this level alone, can differ.
   */
  readonly workers?: number | 'auto';
  /**
   * Names of actors or values that are interchangeable, in one group or several. If states differ only by
   * an exchange of such names, the search explores only one of them. A state holds the names as strings,
   * as keys, or as whole words in strings.
   */
  readonly symmetric?: readonly string[] | readonly (readonly string[])[];
  /**
   * How many counterexamples of each property to give, each of another kind, the shortest first. Absent:
   * one.
   *
   * Two counterexamples differ in kind if they differ in the last step, in the places that the last step
   * changes, or in the set of actors that take a step. A counterexample that only adds actors to a shorter
   * one is not another kind. No counterexample goes on after a violation. The first one is the same as
   * without this option.
   *
   * The search goes on until it has found that many, has explored all states, or meets a limit. It looks
   * for the others only in levels that it has explored completely. A temporal property and a step that
   * throws have only one counterexample.
   */
  readonly counterexamples?: number;
  /**
   * `fewest switches`: of all shortest counterexamples of a property, give the one with the fewest
   * changes of actor between neighbouring steps. The same goes for the way to a state that must be
   * reachable. The option does not apply to temporal properties and to steps that throw.
   */
  readonly prefer?: Preference;
  /** True: count how often each step can be taken, and say why a step is never enabled. */
  readonly coverage?: boolean;
  /**
   * For temporal properties: which actors keep running. These assumptions are added to those that actors
   * and steps declare. Absent: none are added, so every other actor may stop for ever.
   */
  readonly fairness?: FairnessOption;
}

/** The search for properties that `from` restricts to some of the initial states. */
export interface FromSome extends Pick<Progress, 'distinct' | 'generated' | 'depth' | 'seconds'> {
  /** The names of the properties. */
  readonly properties: readonly string[];
  /** How many initial states it began with. */
  readonly initial: number;
  readonly ended: Ended;
}

/** How much work a search was. */
export interface Figures {
  /** How many threads searched. */
  readonly threads: number;
  /** How often a guard, choice, recipe or predicate was run. */
  readonly ran: number;
  /** How often the search took the answer from memory instead. */
  readonly remembered: number;
  /** How many runs only immer could do for sure, as of a step that throws or calls `current`. Absent if none. */
  readonly byImmer?: number;
  /** How many enabled steps slept (see "sleep sets"). Absent if the search used no sleep sets. */
  readonly asleep?: number;
  /** The bytes of memory for each state. */
  readonly bytesPerState: number;
}

/** The graph in which the search looked for loops. All of it was in memory at once. */
export interface GraphFigures {
  /**
   * How many states have their edges in the graph. If all temporal properties hold: those on which a loop could
   * have violated one of them. Otherwise all that were expanded, or the first ones if time or memory ran out.
   */
  readonly states: number;
  readonly edges: number;
  /** The memory that it took. */
  readonly bytes: number;
  /** Whether time or memory ran out before the graph had all states that it should have. */
  readonly isCut: boolean;
}

/** A part of the states that kept growing. */
export interface Growth {
  /** The part, as in `log`, `inbox["worker 1"]`, `plans[*].references`. */
  readonly part: string;
  /**
   * What grew: the number (or bigint) itself; how many entries the array, Map, Set or record has; how many
   * characters the string has; or how many different strings this part has held.
   */
  readonly measure: 'number' | 'entries' | 'characters' | 'values';
  /** The measure in the first states. */
  readonly from: number | bigint;
  /** The measure in the last level so far: below `from` for a number that falls. */
  readonly to: number | bigint;
}

/** The result of a search. */
export interface SearchOutcome<State> extends Progress {
  readonly ended: Ended;
  /**
   * How many of the distinct states lie outside the state constraint (`within`), among those that the search has come to.
   * They were not expanded. If there are any, `holds` means: in all behaviours up to the first state outside. Absent if
   * the model has no state constraint.
   */
  readonly outside?: number;
  /**
   * The share of the steps that the search took again and compared, from 0 to 1. It takes each action again at the
   * end, so that it notices a step that depends on a variable outside the state. 0 with `watch: 0`.
   */
  readonly recomputed: number;
  /** One for each property, in their order; then one for each step that threw. */
  readonly properties: readonly PropertyOutcome<State>[];
  /** Steps that were never taken. Known only if the search is complete, no step threw, and no state lies outside. */
  readonly neverTaken: readonly StepName[];
  /**
   * Steps that were taken and never changed anything: the state after was always the state before. Known
   * only if the search is complete, no step threw, and no state lies outside.
   */
  readonly neverChanged: readonly StepName[];
  /** Absent if the plain search was used. */
  readonly figures?: Figures;
  /** The names that were treated as interchangeable. If present, states are counted up to symmetry. */
  readonly symmetric?: readonly (readonly string[])[];
  /**
   * The searches from some of the initial states. Absent if no property has a condition on them. The other figures are
   * those of the search of the whole model, which also finds the steps that throw.
   */
  readonly fromSome?: readonly FromSome[];
  /** Absent if the search looked for no loops. */
  readonly graph?: GraphFigures;
  /**
   * The parts of the states that kept growing until a limit or a signal ended the search. The part that
   * grew most comes first. Absent if no part did, if the search ended otherwise, or below a depth of 7.
   */
  readonly growth?: readonly Growth[];
  /**
   * How often each declared step can be taken. Absent if it was not asked for, if not all states were
   * expanded, or if a step threw.
   */
  readonly coverage?: readonly StepCoverage[];
}
