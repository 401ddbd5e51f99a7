/** Which of the names that a user calls interchangeable occur in the model at all. */
import type { Action } from '../../model/action.js';
import { ModelError } from '../../validation/errors.js';
import type { Model } from '../../model/model.js';
import { nearest } from '../../validation/nearest.js';
import { wordOf, type Groups } from '../../engine/symmetry/renaming.js';

/** Looks for each name in the states that a search visits, until each has been seen. */
export interface SymmetricNames {
  /** True until each name has been seen. */
  readonly areMissing: () => boolean;
  /** Looks in a state of the model, and at the action that led to it, for the names that are still missing. */
  readonly look: (state: unknown, action?: Action) => void;
  /**
   * The error for a name that no actor has and no state contains.
   *
   * @param end - How the search ended.
   * @returns Undefined if there is no such name, or if it may be a name that states not visited yet have.
   */
  readonly complaint: (end: End) => ModelError | undefined;
}

/**
 * `complete`: it visited all states. `early`: it did not, so a missing name may still come up; only a name that
 * looks like a misspelled actor, or a misspelled relative of another name, counts. `failed`: it found an error
 * in the model or in the claim; any name that looks misspelled explains it.
 */
export type End = 'complete' | 'early' | 'failed';

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
export function symmetricNames<State>(model: Model<State>, groups: Groups): SymmetricNames {
  const all = groups.flat();
  const actors = new Set(model.steps.map(({ actor }) => actor));
  const missing = new Set(all.filter((name) => !actors.has(name)));
  /** Texts that may be what a misspelled name stands for. */
  const texts = new Set<string>();
  const word = wordOf(all);
  /** The text that a name was probably meant to be. */
  const meant = (name: string, end: End): string | undefined => {
    const group = groups.find((one) => one.includes(name)) ?? [];
    const relatives = group.filter((one) => one !== name);
    const isLikely = (text: string) =>
      end !== 'early' || actors.has(text) || relatives.some((one) => isSibling(one, text));
    const known = [...actors, ...texts].filter(
      (text) => !all.includes(text) && !isSibling(text, name) && isLikely(text),
    );
    return nearest(name, known);
  };
  return {
    areMissing: () => missing.size > 0,
    look(state, action) {
      if (missing.size === 0) return;
      for (const text of [...(action ? [action.actor] : []), ...textsOf(state)]) {
        texts.add(text);
        for (const name of text.match(word) ?? []) missing.delete(name);
      }
    },
    complaint(end) {
      const found = [...missing].map((name) => ({ name, near: meant(name, end) }));
      const worst = found.find(({ near }) => near !== undefined);
      const first = worst ?? (end === 'complete' ? found[0] : undefined);
      return first === undefined ? undefined : nobody(model.name, first);
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
