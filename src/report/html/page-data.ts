/** The data for the script of the page: the states, in the form in which the page shows them. */

/** A value of a state: a text, or a branch with its parts. */
export type Tree = string | TreeBranch;

/** An object, array, Map or Set. */
export interface TreeBranch {
  readonly kind: 'object' | 'array' | 'map' | 'set';
  readonly entries: readonly Entry[];
}

/** A part of a branch: its label in the branch, and its value. */
export type Entry = readonly [label: string, tree: Tree];

/** How a value differs from the value one step before: it is another value, or some of its parts differ. */
export type Delta =
  | { readonly is: Tree }
  | {
      /** Entries that differ, by their labels before. */
      readonly set: readonly (readonly [label: string, delta: Delta])[];
      /** The labels, before, of entries that are gone. */
      readonly gone: readonly string[];
      /** New entries, with their places among all entries after, in order. */
      readonly come: readonly (readonly [at: number, label: string, tree: Tree])[];
    };

/** A behaviour. */
export interface StoryData {
  readonly initial: Tree;
  /** One for each step; null if nothing differs. */
  readonly deltas: readonly (Delta | null)[];
  /** The actor of each step. */
  readonly actors: readonly string[];
  /** Lanes, by actor, in their order. */
  readonly lanes: readonly string[];
  /** Steps of one actor that wrote something that a step of another read, counted from 1; and what. */
  readonly flows: readonly (readonly [from: number, to: number, what: string])[];
}

/** All behaviours of a page, by the ids of their sections. */
export type PageData = Readonly<Record<string, StoryData>>;
