/**
 * Parts of the state that actors bring with them. A process keeps its label and its locals in the state, a
 * channel its messages, a fault the number of times that it may still happen. `defineModel` adds these parts
 * to each initial state, in groups: `state.processes['client 1']`. They are plain data, as if the user had
 * written them there.
 */
import { isDraft } from 'immer';
import { ModelError } from '../validation/errors.js';
import { describeGiven } from '../validation/refuse.js';
import { canonicalKey } from './canonical.js';
import { isPlainObject } from './plain-data.js';

/** The symbol under which an actor keeps the parts that it brings; one for all copies of the package. */
export const brings: unique symbol = Symbol.for('allways: brings parts of the state');

/** One part of the state: `state[group][name]` is `value` at the start. */
export interface StatePart {
  readonly group: string;
  readonly name: string;
  readonly value: unknown;
}

/** Something that brings parts of the state. */
export interface BringsParts<Part extends StatePart> {
  readonly [brings]?: readonly Part[];
}

/** The parts that an actor brings, as a type; `never` if their names are not known. */
export type PartsOf<Actor> =
  Actor extends BringsParts<infer Part extends StatePart>
    ? StatePart extends Part
      ? never
      : Part
    : never;

/** The parts of one group, by name. */
type Group<Part extends StatePart> = { [One in Part as One['name']]: One['value'] };

/** The parts of each group that a model has for sure. What has no faults brings none. */
type Groups<Part extends StatePart> = {
  [Name in Exclude<Part['group'], 'faults'>]: Group<Extract<Part, { readonly group: Name }>>;
};

/** A state with the parts that actors bring. */
export type WithParts<State, Part extends StatePart> = [Part] extends [never]
  ? State
  : State & Groups<Part> & { faults?: Group<Extract<Part, { readonly group: 'faults' }>> };

/**
 * Adds parts to each initial state.
 *
 * @param model - The model, as the start of a sentence.
 * @param initial - The initial states that the user gave.
 * @param parts - What the actors bring. See {@link partsOfAll}.
 * @returns The states. A part that the user has put into a state already stays as it is, so a model may
 *   start in the midst of things.
 * @throws ModelError, when a state is taken, if a group cannot be added because the state has something else
 *   under its name.
 */
export function withParts<State>(
  model: string,
  initial: Iterable<State>,
  parts: readonly StatePart[],
): Iterable<State> {
  // What is no list is refused later, with all else that is wrong with it.
  if (parts.length === 0 || typeof initial !== 'object' || !(Symbol.iterator in initial)) {
    return initial;
  }
  return eachWithParts(model, initial, parts);
}

function* eachWithParts<State>(
  model: string,
  initial: Iterable<State>,
  parts: readonly StatePart[],
): Generator<State> {
  for (const state of initial) yield withEach(model, state, parts);
}

/**
 * The parts that several actors bring, each once.
 *
 * @param model - The model, as the start of a sentence.
 * @throws ModelError if two actors bring different parts with the same name.
 */
export function partsOfAll(model: string, actors: readonly unknown[]): readonly StatePart[] {
  const all = new Map<string, StatePart>();
  for (const actor of actors) {
    for (const part of (actor as BringsParts<StatePart>)[brings] ?? []) {
      const key = JSON.stringify([part.group, part.name]);
      const other = all.get(key);
      if (other !== undefined && canonicalKey(other.value) !== canonicalKey(part.value)) {
        throw new ModelError(
          `${model} has two different ${part.group} named ${JSON.stringify(part.name)}; rename one.`,
        );
      }
      all.set(key, part);
    }
  }
  return [...all.values()];
}

/**
 * A step in a model with such parts. A recipe may return a whole new state, as its user knows the state:
 * without these parts, which stay as they are then.
 */
export function keepingParts<Step extends { readonly then: (...given: never[]) => unknown }>(
  step: Step,
  parts: readonly StatePart[],
): Step {
  if (parts.length === 0) return step;
  const groups = new Set(parts.map(({ group }) => group));
  const then = (...given: never[]): unknown => {
    const [draft] = given as readonly unknown[];
    const returned = step.then(...given);
    if (returned === undefined || returned === draft) return returned;
    if (!isPlainObject(returned) || isDraft(returned)) return returned;
    const next: Record<string, unknown> = { ...returned };
    for (const group of groups) next[group] ??= (draft as Record<string, unknown>)[group];
    return next;
  };
  return { ...step, then };
}

function withEach<State>(model: string, state: State, parts: readonly StatePart[]): State {
  if (!isPlainObject(state)) return state;
  const all: Record<string, unknown> = { ...(state as object) };
  for (const { group, name, value } of parts) {
    const others = all[group] ?? {};
    if (!isPlainObject(others)) {
      throw new ModelError(
        `${model}: its state has ${describeGiven(others)} under ${JSON.stringify(group)}, where the ${group} of its actors are kept; give yours another name.`,
      );
    }
    if (!Object.hasOwn(others, name)) all[group] = { ...others, [name]: value };
  }
  return all as State;
}
