import type { StepName } from '../model/model.js';
import type { StepCoverage } from './coverage.js';
import type { FairnessOption } from '../model/fairness.js';
import type { FiniteProperty, Property } from '../property/property.js';
import type { Trace } from '../trace/trace.js';

/**
 * What a check says of all properties together: never more than was done. `nothing checked` means
 * that the user asked for no property, so nothing holds.
 */
export type Verdict = 'holds' | 'violated' | 'undecided' | 'nothing checked';

/** What a search says of one property. */
export type PropertyOutcome<State> = {
  /** The property's name, or the name of a step that threw. */
  readonly name: string;
  readonly kind: Property<State>['kind'] | 'step';
  readonly because?: string;
} & (
  | {
      readonly verdict: 'holds';
      /** A shortest way there, where the property is `reachable`. */
      readonly trace?: Trace<State>;
      /** Why that says nothing, in a sentence, where it does not: it never had the chance to fail. */
      readonly vacuous?: string;
    }
  | {
      readonly verdict: 'violated';
      /** What is wrong, in a sentence. */
      readonly says: string;
      /** A counterexample; absent where something that must be reachable is not. */
      readonly trace?: Trace<State>;
      /**
       * Counterexamples of other kinds, shortest first; absent if only one was asked for, and for a
       * temporal property, a `reachable` and a step that threw.
       */
      readonly others?: readonly Counterexample<State>[];
    }
  | {
      readonly verdict: 'undecided';
      /** Why, where it is a temporal property. */
      readonly says?: string;
      readonly trace?: undefined;
    }
);

/** What every outcome says of its property. */
export function aboutOf<State>({ name, kind, because }: Property<State>) {
  return { name, kind, ...(because === undefined ? {} : { because }) };
}

/** What was found to be wrong, and how it comes to that. */
export interface Counterexample<State> {
  readonly says: string;
  readonly trace: Trace<State>;
}

/**
 * What a search says of a property.
 *
 * @param explored - Whether every state was expanded, and no step threw.
 * @param counterexample - Where it is violated.
 * @param witness - Where it is `reachable` and was reached: the way there.
 */
export function outcomeOf<State>(
  property: FiniteProperty<State>,
  explored: boolean,
  counterexample: Counterexample<State> | undefined,
  witness: Trace<State> | undefined,
): PropertyOutcome<State> {
  const about = aboutOf(property);
  if (counterexample !== undefined) return { ...about, verdict: 'violated', ...counterexample };
  if (witness !== undefined) return { ...about, verdict: 'holds', trace: witness };
  if (!explored) return { ...about, verdict: 'undecided' };
  if (property.kind !== 'reachable') return { ...about, verdict: 'holds' };
  return { ...about, verdict: 'violated', says: 'no reachable state is one' };
}

/** What a search says of a step that threw, by the name that `nameOfStepError` gives it. */
export function outcomeOfStep<State>(
  name: string,
  counterexample: Counterexample<State>,
): PropertyOutcome<State> {
  return { name, kind: 'step', verdict: 'violated', ...counterexample };
}

/**
 * Bounds on a search. What is absent is not bounded.
 *
 * If a temporal property is asked, a search that a limit ends still looks for loops in the states that
 * it expanded. For that it keeps a fifth of the seconds and of the memory. A loop that it finds refutes
 * the property; without one the property stays undecided.
 */
export interface Limits {
  /**
   * The most distinct states to store. The search ends when it meets one state more, within a level, so
   * with several threads other states of this level may have been expanded: see `workers`.
   */
  readonly states?: number;
  /** The most states on a path: 1 is the initial states alone, as TLC counts depth. */
  readonly depth?: number;
  /** The most seconds to run. */
  readonly seconds?: number;
  /**
   * The most memory that the process may take, in megabytes (2^20 bytes); nine tenths of what the
   * machine has if absent.
   */
  readonly memory?: number;
}

/** Why a search ended. */
export type Ended =
  | { readonly by: 'complete' }
  /** Every property was decided before all was explored. */
  | { readonly by: 'decided' }
  /** Something was violated, and the search was told to end there. */
  | { readonly by: 'violation' }
  | { readonly by: 'limit'; readonly limit: keyof Limits; readonly value: number }
  /** Somebody stopped it. */
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
  readonly seconds: number;
  /** What the process takes, in megabytes (2^20 bytes). */
  readonly memory: number;
  /**
   * The parts of the states that have kept growing so far, the one that grew most first. A search looks
   * at a sample of its states every two seconds, or more rarely. Absent before that, if nothing grows,
   * below a depth of 7, and while `compareSafeguards` decides all sets in one search.
   */
  readonly growth?: readonly Growth[];
}

/** Which of several shortest counterexamples to give. */
export type Preference = 'fewest switches';

/** What a search is told beside model and properties. */
export interface SearchOptions {
  readonly limits?: Limits;
  /** Ends the search at the first level at which anything is violated; the rest stays undecided. */
  readonly stopAtViolation?: boolean;
  /**
   * Ends the search with what was found so far. If a temporal property is asked, the search still looks
   * for loops: for a quarter of the time that it took so far, and two seconds at most.
   */
  readonly signal?: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * The share of the states that the search does again for real, to see that what it remembers of them
   * is right and that the model is pure: from 0, for none, to 1, for all. The first 16 are always among
   * them, unless it is 0. Absent: one in 20,000; one in 64 if the search remembers nothing, as for a
   * model from a reducer and for one searched up to symmetry.
   */
  readonly watch?: number;
  /**
   * How many threads search, from 1; one if absent. A search that explores all comes to the same result
   * with any number: verdicts, counterexamples and counts. So does one that ends at a limit of depth. At
   * a limit of states, distinct states and depth are the same, and so is everything found in the levels
   * before the last one. Threads expand the states of the last level in another order, so the
   * generated states, and what is found in this level alone, can differ.
   */
  readonly workers?: number;
  /**
   * Names of actors or values that are interchangeable, one group or several: of states that differ only
   * in who is who one is searched. They stand in states as strings, keys, or whole words in strings.
   */
  readonly symmetric?: readonly string[] | readonly (readonly string[])[];
  /**
   * How many counterexamples of each property to give, each of another kind, the shortest first; one if
   * absent. Two differ in kind if their last steps differ, or the places that the last step changes,
   * or the sets of actors that take a step; one that only adds actors to a shorter one does not. None
   * goes on after a violation. The first is the one that is given without this option. The search goes
   * on until it has found as many, has explored all, or meets a limit; levels that were explored
   * in part do not count. Of a temporal property and of a step that throws one counterexample is given.
   */
  readonly counterexamples?: number;
  /**
   * `fewest switches`: of all shortest counterexamples of a property, give the one with the fewest
   * changes of actor between neighbouring steps; likewise for the way to what must be reachable. It
   * says nothing of temporal properties and of steps that throw.
   */
  readonly prefer?: Preference;
  /** True: count how often each step can be taken, and say why one never can. */
  readonly coverage?: boolean;
  /**
   * Who is sure to go on, for temporal properties: beside what actors and steps say of themselves.
   * Absent: nobody else, so that each may stop for ever.
   */
  readonly fairness?: FairnessOption;
}

/** How a search went about it. */
export interface Figures {
  /** How many threads searched. */
  readonly threads: number;
  /** How often a guard, choice, recipe or predicate was run. */
  readonly ran: number;
  /** How often the answer came from memory instead. */
  readonly remembered: number;
  /** How many enabled steps slept (see "sleep sets"); absent where all were taken. */
  readonly asleep?: number;
  /** What the states take in memory, in bytes for each. */
  readonly bytesPerState: number;
}

/** The graph in which loops were looked for; all of it was in memory at once. */
export interface GraphFigures {
  /**
   * How many states have their edges in it: all that were expanded; if time or memory ran out, the
   * first ones in the order in which the search found them.
   */
  readonly states: number;
  readonly edges: number;
  /** What it took in memory. */
  readonly bytes: number;
}

/** A part of the states that kept growing. */
export interface Growth {
  /** The part, as in `log`, `inbox["worker 1"]`, `plans[*].references`. */
  readonly part: string;
  /**
   * What of it grew: a number (or bigint) itself, how many entries an array, Map, Set or record has, how
   * many characters a string has, or how many different strings stood there.
   */
  readonly measure: 'number' | 'entries' | 'characters' | 'values';
  /** The measure in the first states. */
  readonly from: number | bigint;
  /** The measure at the end: below `from` for a number that falls. */
  readonly to: number | bigint;
}

/** What a search found. */
export interface SearchOutcome<State> extends Progress {
  readonly ended: Ended;
  /** One for each property, in their order; then one for each step that threw. */
  readonly properties: readonly PropertyOutcome<State>[];
  /** Steps that were never taken; known only where the search is complete and no step threw. */
  readonly neverTaken: readonly StepName[];
  /**
   * Steps that were taken and never changed anything: in every state in which they were taken, the
   * state after was the state before. Known only where the search is complete and no step threw.
   */
  readonly neverChanged: readonly StepName[];
  /** Absent where the plain search did it. */
  readonly figures?: Figures;
  /** The names that were taken for interchangeable: then states are counted up to symmetry. */
  readonly symmetric?: readonly (readonly string[])[];
  /** Absent where no temporal property was decided. */
  readonly graph?: GraphFigures;
  /**
   * The parts of the states that kept growing until a limit or a signal ended the search, the one that
   * grew most first. Absent if nothing did, if the search ended otherwise, or below a depth of 7.
   */
  readonly growth?: readonly Growth[];
  /**
   * For each step that the model declares; absent where it was not asked for, or not all states were
   * expanded.
   */
  readonly coverage?: readonly StepCoverage[];
}
