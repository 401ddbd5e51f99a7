/** What a predicate returns: true, false, or a sentence that says what is wrong. */
export type Answer = boolean | string;

/** The options that any property has. */
export interface PropertyOptions {
  /** Why it must hold, in a sentence. */
  readonly because?: string;
}
