/** What the loop works on: arrays of numbers, which threads share. See `loop.ts`. */
import type { Walkable } from './memo.js';
import type { Store } from './store.js';

/** Everything that the loop needs, as it is just now. */
export interface Kernel extends Walkable {
  readonly store: Store;
  /** References to the roots of trees. */
  readonly roots: Int32Array;
  /**
   * For each step that chooses: the tree of its choice, 0, and the step. For others, several together:
   * -1, where the list of their actions stands, and the first of them.
   */
  readonly steps: Int32Array;
  /** Lists of actions, each with its length first. */
  readonly lists: Int32Array;
  /** For each leaf of a choice: where its list of actions stands. */
  readonly choiceLists: Int32Array;
  /** The tree of each action. */
  readonly actionTrees: Int32Array;
  /** For each leaf of an action: where its changes begin, how many they are, and its footprint. */
  readonly leaves: Int32Array;
  /** A word's place, what stays of it, and what is put there. */
  readonly changes: Int32Array;
  /** How many words of sleep a state has; 0: nothing sleeps. */
  readonly sleepWords: number;
  /** For each footprint the actions that commute with it, a bit each. */
  readonly commuting: Int32Array;
  /** For each footprint the actions of which it changes nothing that they ask, a bit each. */
  readonly sparing: Int32Array;
  /**
   * For each state of this level, and of the next, a bit for each action that is awake; and then one
   * for each that is known not to be enabled.
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
  /** The trees of the properties that are asked about a state in which nothing can happen. */
  readonly stopTrees: readonly number[];
  /** The most states there may be. */
  readonly mostStates: number;
  /** The most actions that a state can have. */
  readonly mostEnabled: number;
  /** Steps that threw and are known to throw need not be told again: by action, and by step. */
  readonly threwAction: Uint8Array;
  readonly threwChoice: Uint8Array;
  /** False: what no tree knows is run for real and not remembered. */
  readonly learns: boolean;
  /**
   * How many threads expand states at once. Where there are several, nothing can be run for real, and
   * the loop stops for it as if no tree knew.
   */
  readonly threads: number;
  /** A state to be looked at for real when it has been expanded; -1: none. */
  readonly watched: number;
}

/** What a run of the loop works with and leaves behind. */
export interface Desk {
  /** The state at hand, its successor, and the numbers of the inner pairs of the first. */
  current: Int32Array;
  next: Int32Array;
  known: Int32Array;
  /** What can be taken in the state at hand: actions, what their trees came to, and who slept before. */
  actions: Int32Array;
  found: Int32Array;
  sleptBefore: Int32Array;
  /** How many actions sleep in the state at hand; and of those which wait to be counted. */
  slept: number;
  sleptLast: number;
  /** The actions that sleep in the state at hand, a bit each. */
  dormant: Int32Array;
  /** The actions of the state at hand that may sleep after what is taken next. */
  settled: Int32Array;
  /**
   * What was taken and is not stored yet: the state, the action, how many slept before it, the
   * successor as a pair, with its hash, and what may sleep there and what is not enabled there.
   */
  waiting: number;
  states: Int32Array;
  takes: Int32Array;
  slepts: Int32Array;
  pairs: Int32Array;
  hashes: Int32Array;
  asleepIn: Int32Array;
  /** The actions that are known not to be enabled in the state at hand, a bit each. */
  idle: Int32Array;
  /** The words of each successor, and of the state before, where properties ask about steps. */
  after: Int32Array;
  before: Int32Array;
  /** The numbers that this thread, one of several, has reserved for new states: the next, and where they end. */
  reserved: number;
  reservedEnd: number;
  /** Means nothing. */
  sink: number;
  /** Whether something threw in the state at hand. */
  threw: boolean;
  /** Where the loop stopped. */
  at: number;
  /** The step or action that it stopped for. */
  subject: number;
  /** What was counted. */
  generated: number;
  asleep: number;
  /** How often a tree knew what an action comes to. */
  remembered: number;
  taken: Uint8Array;
  /** The actions that led from some state to another one. */
  changed: Uint8Array;
  /** What is to be told, `newsSize` numbers each. */
  news: number[];
}

/** Why the loop stopped. */
export const stop = {
  /** It did all it was told. */
  done: 0,
  /** The tree of a step's choice knows no answer. */
  choice: 1,
  /** The tree of an action knows no answer. */
  action: 2,
  /** There are as many states as there may be. */
  full: 3,
  /** There is news. */
  news: 4,
  /** The state before is to be looked at for real; and there may be news. */
  watched: 5,
  /** There may be no room for the successors. */
  room: 6,
} as const;

/** What the news is about. */
export const tell = {
  /** The choice of a step threw in a state. */
  choiceThrew: 0,
  /** An action threw in a state. */
  actionThrew: 1,
  /** A property has to do with a state, or with an action taken there: its tree says so, or does not know. */
  property: 2,
} as const;

/** How many numbers news takes: one of `tell`, the state, the step, action or tree, and the action taken. */
export const newsSize = 4;

/** What a step does that is run for real. */
export interface Direct {
  /** The actions of a step, or undefined where its choice threw. */
  choices(state: number, step: number): readonly number[] | undefined;
  /** Whether an action can be taken (`ends.no`, `ends.yes` where it throws, `ends.direct`). */
  take(state: number, action: number): number;
  /** Puts the successor of an action that can be taken into the words. */
  put(action: number, words: Int32Array): void;
  /** True where values appeared that have no place in the words: the state is to be done again. */
  isStale(): boolean;
}

/** How many successors are stored in one go. */
export const batch = 64;

/** How many numbers for new states one of several threads reserves at a time. */
export const block = 64;
