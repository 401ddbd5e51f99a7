/** Which of the names that a user calls interchangeable occur in the model at all. */
import type { Action } from '../model/action.js';
import { ModelError } from '../model/errors.js';
import type { Model } from '../model/model.js';
import { nearest } from '../model/nearest.js';
import { wordOf, type Symmetric } from './symmetry.js';

/** Looks for each name in the states that a search visits, until each has been seen. */
export interface SymmetricNames {
  /** Looks in a state in which the model starts, for the names that are still missing. */
  readonly start: (state: unknown) => void;
  /**
   * Looks in what a step wrote. The state before may have been renamed by the search, so a name that
   * stands in it proves nothing.
   */
  readonly step: (before: unknown, action: Action, after: unknown) => void;
  /**
   * What to say of a name that nobody has.
   *
   * @param isComplete - Whether the search has visited all states. If it has not, a name that is missing
   *   may still come up, so only one that looks like a misspelled other name counts.
   * @returns Undefined if there is no such name.
   */
  readonly complaint: (isComplete: boolean) => ModelError | undefined;
}

/**
 * Looks for names in a model and in its states.
 *
 * A name that occurs nowhere is misspelled. It must not pass: the search would rename others to it, and so
 * count states that the model does not have.
 *
 * If the model is symmetric, no name stays unseen: either an initial state has it, or no initial state has
 * any name of its group. In that case the first step that writes a name of the group starts in a state
 * without any, and in that state other steps write each of the others.
 *
 * @param model - Its actors have names too. An actor that no state mentions is no misspelling.
 * @param groups - The names that are interchangeable.
 */
export function symmetricNames<State>(model: Model<State>, groups: Symmetric): SymmetricNames {
  const all = new Set(groups.flat());
  const actors = new Set(model.steps.map(({ actor }) => actor));
  const missing = new Map(
    [...all].filter((name) => !actors.has(name)).map((name) => [name, wordOf([name])]),
  );
  const others = new Set([...actors].filter((name) => !all.has(name)));
  const look = (texts: readonly string[], before: readonly string[]) => {
    for (const text of texts) if (!all.has(text)) others.add(text);
    for (const [name, word] of missing) {
      // Unlike `test`, `search` does not start where a global pattern stopped the last time.
      const isIn = (text: string) => text.search(word) >= 0;
      if (texts.some(isIn) && !before.some(isIn)) missing.delete(name);
    }
  };
  return {
    start(state) {
      if (missing.size > 0) look([...textsOf(state)], []);
    },
    step(before, action, after) {
      if (missing.size > 0) look([action.actor, ...textsOf(after)], [...textsOf(before)]);
    },
    complaint(isComplete) {
      const known = [...others];
      const found = [...missing.keys()].map((name) => ({
        name,
        near: nearest(
          name,
          known.filter((one) => !isSibling(one, name)),
        ),
      }));
      const worst =
        found.find(({ near }) => near !== undefined) ?? (isComplete ? found[0] : undefined);
      return worst === undefined ? undefined : nobody(model.name, worst);
    },
  };
}

function nobody(
  model: string,
  { name, near }: { name: string; near: string | undefined },
): ModelError {
  const advice =
    near === undefined
      ? 'leave it out, or write it as the model does.'
      : `did you mean ${JSON.stringify(near)}?`;
  return new ModelError(
    `symmetric gives the name ${JSON.stringify(name)}, but no actor of model ${JSON.stringify(model)} has this name and no state contains it; ${advice}`,
  );
}

/** Names that differ only in their numbers belong to one family: `node 3` is no misspelled `node 4`. */
function isSibling(one: string, other: string): boolean {
  const family = (name: string) => name.replace(/\d+/g, '#');
  return family(one) === family(other);
}

/** Each string in a value, whether it is a key or stands under one. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Map) {
    for (const entry of value) for (const part of entry) yield* textsOf(part);
  } else if (value instanceof Set || Array.isArray(value)) {
    for (const part of value as Iterable<unknown>) yield* textsOf(part);
  } else {
    for (const [key, part] of Object.entries(value)) {
      yield key;
      yield* textsOf(part);
    }
  }
}
