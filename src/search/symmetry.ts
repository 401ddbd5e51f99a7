/**
 * Symmetry: if actors or values are interchangeable, states that differ only by an exchange of their names
 * form an orbit, and one state of each orbit is searched (C. N. Ip, D. L. Dill, "Better Verification through
 * Symmetry", 1996).
 *
 * The representative of an orbit is the state with the least key. To find it fast, names are first sorted by
 * what the state holds about each of them. Only names about which it holds the same are tried in every order.
 *
 * The user claims that the model is symmetric. A share of the states is checked: see `watch`.
 */
import { formatAction, type Action } from '../model/action.js';
import { canonical, canonicalKey } from '../model/canonical.js';
import { canonicalSuccessor } from '../model/compile.js';
import { ModelError } from '../model/errors.js';
import type { Model } from '../model/model.js';
import { expand } from './expansion.js';

/** Names that are interchangeable, in groups. */
export type Symmetric = readonly (readonly string[])[];

/** The groups of names, from what the user gave: one group, or several. */
export function groupsOf(given: readonly string[] | Symmetric): Symmetric {
  const [first] = given;
  return typeof first === 'string' ? [given as readonly string[]] : (given as Symmetric);
}

/** For each name the name that replaces it. */
type Renaming = ReadonlyMap<string, string>;

/** Renames the names in a state. */
export interface Symmetry {
  readonly groups: Symmetric;
  /** The state that represents the orbit of a state; canonical. */
  readonly representative: <State>(state: State) => State;
  /** A state with other names. The number selects the renaming; the same number gives the same renaming. */
  readonly renamed: <State>(state: State, number: number) => State;
}

/** The symmetry of these groups. It renames each name that is a whole word in a state. */
export function symmetryOf(groups: Symmetric): Symmetry {
  const word = wordOf(groups.flat());
  const rename = <State>(state: State, by: Renaming) => renameIn(state, by, word) as State;
  return {
    groups,
    representative(state) {
      const leaves = leavesOf(state, '');
      let least: { readonly key: string; readonly by: Renaming } | undefined;
      for (const by of renamings(groups, leaves, word)) {
        const key = canonicalKey(rename(state, by));
        if (least === undefined || key < least.key) least = { key, by };
      }
      return canonical(least === undefined ? state : rename(state, least.by));
    },
    renamed: (state, number) =>
      canonical(rename(state, new Map(groups.flatMap((group) => rotated(group, number))))),
  };
}

/** Rotates the names of a group by a number. For odd numbers it reverses their order first. */
function rotated(group: readonly string[], number: number): (readonly [string, string])[] {
  const order = number % 2 === 0 ? group : [...group].reverse();
  return group.map((name, at) => [name, order[(at + number) % group.length] as string] as const);
}

/** A pattern that finds names that are whole words, the longest first. */
export function wordOf(names: readonly string[]): RegExp {
  const longest = [...names].sort((one, other) => other.length - one.length);
  const any = longest.map((name) => name.replace(/[^\w\s]/g, '\\$&')).join('|');
  return new RegExp(`(?<!\\w)(?:${any})(?!\\w)`, 'g');
}

function renameIn(value: unknown, by: Renaming, word: RegExp): unknown {
  const inside = (part: unknown) => renameIn(part, by, word);
  if (typeof value === 'string') return value.replace(word, (name) => by.get(name) ?? name);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inside);
  if (value instanceof Map) {
    return new Map(Array.from(value, ([key, entry]) => [inside(key), inside(entry)]));
  }
  if (value instanceof Set) return new Set(Array.from(value, inside));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [inside(key) as string, inside(entry)]),
  );
}

/** All values in a state, each as one text of its path and the value. */
function leavesOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}=${canonicalKey(value)}`];
  if (Array.isArray(value)) return value.flatMap((part, at) => leavesOf(part, `${path}[${at}]`));
  if (value instanceof Set) return Array.from(value, (part) => `${path}{${canonicalKey(part)}}`);
  const entries: readonly (readonly [unknown, unknown])[] =
    value instanceof Map ? [...value] : Object.entries(value);
  return entries.flatMap(([key, part]) => leavesOf(part, `${path}<${canonicalKey(key)}>`));
}

/** The renamings that may give the least state. Names that the state tells apart have a fixed order. */
function* renamings(
  groups: Symmetric,
  leaves: readonly string[],
  word: RegExp,
): Generator<Renaming> {
  const [group, ...others] = groups;
  if (group === undefined) {
    yield new Map();
    return;
  }
  const said = new Map(group.map((name) => [name, saidOf(name, leaves, word)]));
  const classes = new Map<string, string[]>();
  for (const name of group) {
    const what = said.get(name) as string;
    classes.set(what, [...(classes.get(what) ?? []), name]);
  }
  const sorted = [...classes].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const order of orders(sorted.map(([, names]) => names))) {
    for (const rest of renamings(others, leaves, word)) {
      yield new Map([...rest, ...order.map((name, at) => [name, group[at] as string] as const)]);
    }
  }
}

/** What a state holds about one name, independent of the other names. */
function saidOf(name: string, leaves: readonly string[], word: RegExp): string {
  return leaves
    .map((leaf) => leaf.replace(word, (other) => (other === name ? '\u0001' : '\u0002')))
    .sort()
    .join('\n');
}

/** All orders of the names in which the classes have a fixed order. */
function* orders(classes: readonly (readonly string[])[]): Generator<readonly string[]> {
  const [first, ...others] = classes;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const order of permutations(first)) {
    for (const rest of orders(others)) yield [...order, ...rest];
  }
}

function* permutations(names: readonly string[]): Generator<readonly string[]> {
  if (names.length < 2) {
    yield names;
    return;
  }
  for (const [at, name] of names.entries()) {
    for (const rest of permutations(names.toSpliced(at, 1))) yield [name, ...rest];
  }
}

/** The model of the orbits: each of its states represents all states of its orbit. */
export function quotientOf<State>(model: Model<State>, symmetry: Symmetry): Model<State> {
  const { representative } = symmetry;
  const { name, safeguards, parameters, steps, initial } = model;
  refuseOtherStarts(model, symmetry);
  const successor = (state: State, action: Action) =>
    representative(canonicalSuccessor(action, model.successor(state, action)));
  const reps = new Map(initial.map(representative).map((state) => [canonicalKey(state), state]));
  let met = 0;
  return {
    name,
    safeguards,
    parameters,
    steps,
    initial: [...reps.values()],
    enabled(state) {
      watch(model, symmetry, state, met++);
      return model.enabled(state);
    },
    actions: (state) => model.actions(state),
    successor,
    reduce: (state, action) => representative(model.reduce(state, action)),
    says: (state, action) => model.says(state, action),
  };
}

/** So many states at the start are all checked; of the others, one in so many. */
const watched = 64;

/** Checks that a state with other names has the same successors, up to symmetry. */
function watch<State>(
  model: Model<State>,
  { groups, renamed, representative }: Symmetry,
  state: State,
  number: number,
): void {
  if (number >= watched && number % watched !== 0) return;
  const one = expand(model, state).successors;
  const other = expand(model, renamed(state, number + 1)).successors;
  const keyOf = (next: State) => canonicalKey(representative(next));
  const left = other.map((successor) => keyOf(successor.state));
  for (const { action, state: next } of one) {
    const at = left.indexOf(keyOf(next));
    if (at < 0)
      throw notSymmetric(model.name, groups, `${formatAction(action)} leads to another state`);
    left.splice(at, 1);
  }
  if (left.length > 0) throw notSymmetric(model.name, groups, 'other steps are possible');
}

function refuseOtherStarts<State>(
  { name, initial }: Model<State>,
  { groups, renamed }: Symmetry,
): void {
  const keys = new Set(initial.map((state) => canonicalKey(state)));
  const most = 2 * Math.max(...groups.map((group) => group.length));
  for (const state of initial) {
    for (let number = 1; number <= most; number++) {
      if (keys.has(canonicalKey(renamed(state, number)))) continue;
      throw new ModelError(
        `Model ${JSON.stringify(name)} is not symmetric in ${inWords(groups)}: if the names change places, it starts in other states; leave out the names that are not interchangeable.`,
      );
    }
  }
}

function notSymmetric(model: string, groups: Symmetric, what: string): ModelError {
  return new ModelError(
    `Model ${JSON.stringify(model)} is not symmetric in ${inWords(groups)}: if the names change places, ${what}; leave out the names that are not interchangeable.`,
  );
}

/** The groups in words. */
export function inWords(groups: Symmetric): string {
  return groups.map((group) => group.join(', ')).join(' and ');
}
