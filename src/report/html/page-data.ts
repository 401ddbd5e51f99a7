/** What the page's script is given: how states look, ready to be shown. */

/** A value of a state: a text, or what is in it. */
export type Tree = string | Branch;

/** An object, array, Map or Set. */
export interface Branch {
  readonly kind: 'object' | 'array' | 'map' | 'set';
  readonly entries: readonly Entry[];
}

/** Where a value stands in what it is in, and what it is. */
export type Entry = readonly [label: string, tree: Tree];

/** How a value differs from what it was a step before: it is another one, or something in it differs. */
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
  /** One for each step; null where nothing differs. */
  readonly deltas: readonly (Delta | null)[];
  /** Who acts in each step. */
  readonly actors: readonly string[];
  /** Lanes, by actor, in their order. */
  readonly lanes: readonly string[];
  /** Steps that read what steps of others wrote, counted from 1, and what. */
  readonly flows: readonly (readonly [from: number, to: number, what: string])[];
}

/** All behaviours of a page, by the ids of their sections. */
export type PageData = Readonly<Record<string, StoryData>>;
