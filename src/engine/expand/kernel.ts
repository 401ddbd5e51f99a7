/** The data that the loop works on: arrays of numbers, which threads share. See `loop.ts`. */
import type { Walkable } from '../memo/tree.js';
import type { Store } from '../store/store.js';

/** Everything that the loop needs to know, up to date. */
export interface Kernel extends Walkable {
  readonly store: Store;
  /** In a search up to symmetry: the representative of each state. Two states with one representative count as one. */
  readonly representatives: Store | undefined;
  /** References to the roots of trees. */
  readonly roots: Int32Array;
  /**
   * Rows of three numbers. For a step that chooses: the tree of its choice, 0, and the step. For several
   * neighbouring steps that do not choose: -1, the position of the list of their actions, and 0.
   */
  readonly steps: Int32Array;
  /** Lists of actions, each with its length first. */
  readonly lists: Int32Array;
  /** For each leaf of a choice: the position of its list of actions. */
  readonly choiceLists: Int32Array;
  /** The tree of each action, and its step. */
  readonly actionTrees: Int32Array;
  readonly stepOf: Int32Array;
  /** For each leaf of an action: where its changes begin, how many there are, and its footprint. */
  readonly leaves: Int32Array;
  /** Rows of three numbers: the position of a word, the mask of the bits that stay, and the new bits. */
  readonly changes: Int32Array;
  /** How many words of bits a state has for sleep. 0: no action sleeps. */
  readonly sleepWords: number;
  /** For each footprint the actions that commute with it, a bit each. */
  readonly commuting: Int32Array;
  /** For each footprint the actions whose guard it cannot change, a bit each. */
  readonly sparing: Int32Array;
  /**
   * For each state of this level (`awake`) and of the next (`awakeNext`): a bit for each action that is
   * awake, and then a bit for each that is known not to be enabled.
   */
  readonly awake: Int32Array;
  readonly awakeNext: Int32Array;
  /** The first state of this level, and of the next. */
  readonly levelStart: number;
  readonly nextStart: number;
  /** The trees of the properties that are asked about each new state. */
  readonly stateTrees: readonly number[];
  /** For each property that is asked about steps, the tree for each action. */
  readonly stepTrees: readonly Int32Array[];
  /** The trees of the properties that are asked about a state without enabled steps. */
  readonly stopTrees: readonly number[];
  /** The tree of the state constraint; -1: there is none. */
  readonly withinTree: number;
  /** The most states that may be stored. */
  readonly mostStates: number;
  /** The most actions that a state can have. */
  readonly mostEnabled: number;
  /** By action, and by step that chooses: 1 if its error was told already. */
  readonly threwAction: Uint8Array;
  readonly threwChoice: Uint8Array;
  /** False: for answers that no tree has, the model is run, and the answers are not remembered. */
  readonly learns: boolean;
  /**
   * How many threads expand states at once. If there are several, they cannot run the model, so the loop
   * stops where it would run it.
   */
  readonly threads: number;
  /** A state to check by running the model once it has been expanded; -1: none. */
  readonly watched: number;
}

/** The kernel for the code that brings it up to date. */
export type MutableKernel = { -readonly [Name in keyof Kernel]: Kernel[Name] };

/** The working memory of the loop, and its results. */
export interface Workspace {
  /** The current state, its successor, and the numbers of the inner pairs of the current state. */
  current: Int32Array;
  next: Int32Array;
  known: Int32Array;
  /** The enabled actions of the current state, the answers of their trees, and how many slept before each. */
  actions: Int32Array;
  found: Int32Array;
  sleptBefore: Int32Array;
  /** How many actions sleep in the current state, and how many of them wait to be counted. */
  slept: number;
  sleptLast: number;
  /** The actions that sleep in the current state, a bit each. */
  dormant: Int32Array;
  /** The actions of the current state that may sleep after the next action. */
  settled: Int32Array;
  /**
   * How many steps were taken whose successors are not stored yet. For each of them: the state, the action,
   * how many actions slept before it, the successor as a pair, its hash, and the bits of the actions that may
   * sleep there or are not enabled there.
   */
  waiting: number;
  states: Int32Array;
  takes: Int32Array;
  slepts: Int32Array;
  pairs: Int32Array;
  hashes: Int32Array;
  asleepIn: Int32Array;
  /** The actions that are known not to be enabled in the current state, a bit each. */
  idle: Int32Array;
  /** The words of the representative of a state. */
  representative: Int32Array;
  /** For each successor: one more than the number of its orbit if it is known; else 0, and the representative as a pair. */
  orbits: Int32Array;
  /** The words of each successor, and of the state before; used if properties ask about steps. */
  after: Int32Array;
  before: Int32Array;
  /** The numbers that this thread has reserved for new states: the next one, and one after the last. */
  reserved: number;
  reservedEnd: number;
  /** Has no meaning. It keeps the compiler from removing work whose result is not used. */
  sink: number;
  /** Whether something threw in the current state. */
  threw: boolean;
  /** Where the loop stopped. */
  at: number;
  /** The step or action that it stopped for. */
  subject: number;
  /** Counts of the search; see `Progress` and `Figures`. */
  generated: number;
  asleep: number;
  /** How often a tree had the outcome of an action. */
  remembered: number;
  /** For each step, how often a tree had a successor. */
  recalled: Float64Array;
  /** For each step, how often a tree knew that an action cannot be taken. */
  spared: Float64Array;
  /** For each action: one more than the state in which it was taken last; 0 if it was never taken. */
  takenIn: Int32Array;
  /** One more than the state to which it led there; 0 if a limit kept this state out of the store. */
  takenTo: Int32Array;
  /** The actions that led from some state to another one. */
  changed: Uint8Array;
  /** Findings to tell the listener, `findingSize` numbers each. */
  findings: number[];
  /** The states that were found to lie outside the state constraint, since they were last taken from here. */
  outside: number[];
}

/** Why the loop stopped. */
export const stop = {
  /** It did all its work. */
  done: 0,
  /** The tree of a step's choice has no answer. */
  choice: 1,
  /** The tree of an action has no answer. */
  action: 2,
  /** There are as many states as there may be. */
  full: 3,
  /** There are findings for the listener, or something has no place in the kernel's arrays yet. */
  findings: 4,
  /** The state before must be checked by running the model. There may be findings as well. */
  watched: 5,
  /** There may be no room for the successors. */
  room: 6,
  /** The tree of the state constraint has no answer. */
  within: 7,
} as const;

/** What a finding is about. */
export const findingKind = {
  /** The choice of a step threw in a state. */
  choiceThrew: 0,
  /** An action threw in a state. */
  actionThrew: 1,
  /** A property must be asked about a state or about a step: its tree does not say that it holds there. */
  property: 2,
} as const;

/** How many numbers a finding has: one of `findingKind`; the state; the step, action or tree; the action taken. */
export const findingSize = 4;

/** Runs the model. */
export interface Direct {
  /** Whether an answer that no tree has is learned; otherwise the model is run for it. */
  learnsChoice(state: number, step: number): boolean;
  learnsAction(action: number): boolean;
  /** Whether a state lies outside the state constraint, which has no tree. */
  isOutside(state: number): boolean;
  /** The actions of a step; undefined if its choice threw. */
  choices(state: number, step: number): readonly number[] | undefined;
  /** Takes an action: `ends.no` if it is not enabled, `ends.yes` if it throws, otherwise `ends.direct`. */
  take(state: number, action: number): number;
  /** Puts the successor of an action that was taken into the words. */
  put(action: number, words: Int32Array): void;
  /**
   * Puts the representative of a state into other words. Returns false if it has values that have no place yet: the
   * state must then be done again.
   *
   * @param action - The action that led to the state.
   */
  represent(words: Int32Array, into: Int32Array, action: number): boolean;
  /** True if values or actions appeared that have no place yet. The state must then be done again. */
  isStale(): boolean;
}

/** How many successors are stored in one go. */
export const batch = 64;

/** How many numbers for new states each of several threads reserves at a time. */
export const block = 64;
