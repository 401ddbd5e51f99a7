/**
 * What makes two counterexamples of a property different in kind.
 *
 * A kind is made of three things: the last step, the places that the last step changed, and the set of
 * actors that take a step. Two counterexamples differ in kind if one of the three differs, whatever the
 * order of the steps, and whatever the steps chose. There is one exception: a counterexample that only adds
 * actors to an earlier one is not another kind. Otherwise any actor could be added whose step has nothing to
 * do with the violation.
 */
import type { Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { stepKey } from '../../model/names.js';

/** The last step of a counterexample, and the states on both sides of it. */
export interface LastStep {
  readonly action: Action;
  readonly before: unknown;
  readonly after: unknown;
}

/** A kind. */
export interface Kind {
  /** The last step and the places that it changed, as a text; empty if no step was taken. */
  readonly ending: string;
  readonly actors: ReadonlySet<string>;
}

/**
 * The kind of a counterexample.
 *
 * @param actors - The actors that take a step.
 * @param last - Undefined if the counterexample is an initial state.
 */
export function kindOf(actors: Iterable<string>, last: LastStep | undefined): Kind {
  const ending =
    last === undefined
      ? ''
      : JSON.stringify([stepKey(last.action), changedPlaces(last.before, last.after)]);
  return { ending, actors: new Set(actors) };
}

/** True if a kind is the same as one that was found before, or only adds actors to it. */
export function isLike({ ending, actors }: Kind, before: Kind): boolean {
  return ending === before.ending && [...before.actors].every((actor) => actors.has(actor));
}

/**
 * The places in which two states differ, sorted, each as the path to it from the state down.
 *
 * An entry that an array, a Map or a Set gained or lost counts as a change of the array, Map or Set.
 * Otherwise each entry of a log that grows would be a place of its own.
 *
 * @example
 * changedPlaces({ log: [], pc: [1, 1] }, { log: ['a'], pc: [1, 2] }) // ['["log"]', '["pc","1"]']
 */
export function changedPlaces(before: unknown, after: unknown): readonly string[] {
  const places = [...placesAt([], before, after)].map((path) => JSON.stringify(path));
  return [...new Set(places)].sort();
}

function* placesAt(
  path: readonly string[],
  before: unknown,
  after: unknown,
): Generator<readonly string[]> {
  if (canonicalKey(before) === canonicalKey(after)) return;
  const was = entriesOf(before);
  const is = entriesOf(after);
  const isOther = was?.kind !== is?.kind || (is?.kind === 'array' && was?.of.size !== is.of.size);
  if (was === undefined || is === undefined || isOther) {
    yield path;
    return;
  }
  for (const name of new Set([...was.of.keys(), ...is.of.keys()])) {
    const inner = [...path, name];
    if (was.of.has(name) && is.of.has(name)) {
      yield* placesAt(inner, was.of.get(name), is.of.get(name));
    } else yield is.kind === 'map' ? path : inner;
  }
}

interface PartsByKey {
  readonly kind: 'array' | 'map' | 'record';
  readonly of: ReadonlyMap<string, unknown>;
}

/** The parts of a value that can change one by one; undefined if it has none. A Set changes as a whole. */
function entriesOf(value: unknown): PartsByKey | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Set) return undefined;
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<unknown, unknown>)];
    return { kind: 'map', of: new Map(entries.map(([key, one]) => [canonicalKey(key), one])) };
  }
  const kind = Array.isArray(value) ? 'array' : 'record';
  return { kind, of: new Map<string, unknown>(Object.entries(value)) };
}
