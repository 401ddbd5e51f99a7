/** Marks on canonical copies, kept in the objects themselves. */
import { shared } from '../validation/copies.js';

/** Lets the private field of a class that extends it be added to any object. */
const Marked = function (value: object) {
  return value;
} as unknown as new (value: object) => object;

/**
 * Keeps the key of a copy that `canonical` made, and of each object in it, in a private field of the object
 * itself. The copy is frozen, so its key stays right. Immer shares the objects that a recipe did not touch,
 * so the key of a successor is put together from keys of the state before.
 *
 * The keys are not in a WeakMap, because a model may start in a million states. Every scavenge visits all
 * entries of a WeakMap, and V8 gives objects only 2^20 different identity hashes. So a WeakMap of several
 * hundred thousand long-lived objects needs more time for each object the larger it is.
 */
class Keyed extends Marked {
  readonly #key: string;

  private constructor(value: object, key: string) {
    super(value);
    this.#key = key;
  }

  /** Notes the key of an object, which must not be frozen yet. */
  static note(value: object, key: string): void {
    new Keyed(value, key);
  }

  static keyOf(value: object): string | undefined {
    return #key in value ? value.#key : undefined;
  }
}

/** Marks an object, in the same way, as a whole copy, not a part of one. */
class Whole extends Marked {
  readonly #isWhole = true;

  /** Notes an object, which must not be frozen yet. */
  static note(value: object): void {
    new Whole(value);
  }

  static is(value: object): boolean {
    return #isWhole in value;
  }
}

/** All copies of the package share the marks. */
export const { noteKey, knownKey, noteWhole, isWholeCopy } = shared('marks of copies', () => ({
  noteKey: (value: object, key: string) => Keyed.note(value, key),
  knownKey: (value: object) => Keyed.keyOf(value),
  noteWhole: (value: object) => Whole.note(value),
  isWholeCopy: (value: object) => Whole.is(value),
}));
