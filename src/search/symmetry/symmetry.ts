/**
 * Symmetry: if actors or values are interchangeable, states that differ only by an exchange of their names
 * form an orbit, and one state of each orbit is searched (C. N. Ip, D. L. Dill, "Better Verification through
 * Symmetry", 1996).
 *
 * The representative of an orbit is the state with the least key. To find it fast, names are first sorted by
 * what the state holds about each of them. Only names about which it holds the same are tried in every order.
 *
 * The user claims that the model and its properties are symmetric. The search looks at the claim: it asks each
 * property about each state, and takes each step of a share of the states (see `watch`), also under other names.
 * `trialsOf` makes the exchanges of names that it tries.
 */
import { actionKey, formatAction, type Action } from '../../model/action.js';
import { canonical, canonicalKey } from '../../model/canonical.js';
import { ModelError } from '../../validation/errors.js';
import type { Model } from '../../model/model.js';
import { expand, type Watch } from '../common/expansion.js';

/** Names that are interchangeable, in groups. */
export type Symmetric = readonly (readonly string[])[];

/** The groups of names, from what the user gave: one group, or several. */
export function groupsOf(given: readonly string[] | Symmetric): Symmetric {
  const [first] = given;
  return typeof first === 'string' ? [given as readonly string[]] : (given as Symmetric);
}

/** For each name the name that replaces it. */
export type Renaming = ReadonlyMap<string, string>;

/** Renames the names in a state. */
export interface Symmetry {
  readonly groups: Symmetric;
  /** The state that represents the orbit of a state; canonical. */
  readonly representative: <State>(state: State) => State;
  /** The renamings under which the search looks at the claim of symmetry. None leaves all names as they are. */
  readonly trials: readonly Renaming[];
  /** A state, or other data, with other names; canonical. */
  readonly renamed: <Data>(data: Data, by: Renaming) => Data;
}

/** The symmetry of these groups. It renames each name that is a whole word in a state. */
export function symmetryOf(groups: Symmetric): Symmetry {
  const word = wordOf(groups.flat());
  const rename = <State>(state: State, by: Renaming) => renameIn(state, by, word) as State;
  return {
    groups,
    representative(state) {
      let least: { readonly key: string; readonly by: Renaming } | undefined;
      for (const by of renamings(groups, state, word)) {
        const key = canonicalKey(rename(state, by));
        if (least === undefined || key < least.key) least = { key, by };
      }
      return canonical(least === undefined ? state : rename(state, least.by));
    },
    trials: trialsOf(groups),
    renamed: (data, by) => canonical(rename(data, by)),
  };
}

/**
 * If there are at most so many ways to exchange all names, the search tries each of them: six names in one group,
 * or twice four. Then a property is asked about every state of each orbit, as a plain search asks it.
 */
const mostTrials = 720;

/**
 * The renamings to try: all, if there are at most 720. Otherwise of each group the orders of `ordersToTry`, for
 * this group alone and for all groups at once; so a property that tells several names apart together can pass.
 */
function trialsOf(groups: Symmetric): readonly Renaming[] {
  const product = groups.reduce((number, { length }) => number * factorial(length), 1);
  const orders = groups.map((group) =>
    product <= mostTrials ? [...permutations(group)] : ordersToTry(group),
  );
  const trials: (readonly (readonly string[])[])[] =
    product <= mostTrials
      ? orders.reduce<(readonly string[])[][]>(
          (all, more) => all.flatMap((before) => more.map((order) => [...before, order])),
          [[]],
        )
      : [
          ...orders.flatMap((some, at) => some.map((order) => groups.with(at, order))),
          ...Array.from({ length: Math.max(...orders.map(({ length }) => length)) }, (_, number) =>
            orders.map((some) => some[number % some.length] as readonly string[]),
          ),
        ];
  const distinct = new Map(trials.map((trial) => [JSON.stringify(trial), trial]));
  distinct.delete(JSON.stringify(groups));
  return [...distinct.values()].map(
    (trial) =>
      new Map(
        groups.flatMap((group, at) =>
          group.map((name, place) => [name, (trial[at] as readonly string[])[place] as string]),
        ),
      ),
  );
}

function factorial(number: number): number {
  return number < 2 ? 1 : number * factorial(number - 1);
}

/**
 * The orders of a group to try if there are too many exchanges to try them all. A group of at most four names is
 * still tried in every order. A larger group is rotated, forwards and backwards, and any two of its names change
 * places. With the rotations each name takes the place of each other one, so the search sees a single name that is
 * treated differently.
 */
function ordersToTry(group: readonly string[]): readonly (readonly string[])[] {
  if (group.length <= 4) return [...permutations(group)];
  const backwards = group.toReversed();
  const rotations = group.flatMap((_, by) =>
    [group, backwards].map((names) => [...names.slice(by), ...names.slice(0, by)]),
  );
  const exchanges = group.flatMap((one, at) =>
    group.slice(at + 1).map((other, after) => group.with(at, other).with(at + 1 + after, one)),
  );
  return [...rotations, ...exchanges];
}

/** A pattern that finds names that are whole words, the longest first. */
export function wordOf(names: readonly string[]): RegExp {
  const longest = [...names].sort((one, other) => other.length - one.length);
  const any = longest.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, 'gu');
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

/** Replaces the names in a string. */
type Mark = (text: string) => string;

/**
 * All values in a state, each as one text of its path and the value. A name can only stand in a string, so a
 * number 1 is not taken for the name `1`.
 */
function leavesOf(value: unknown, path: string, mark: Mark): string[] {
  if (typeof value === 'string') return [`${path}=${JSON.stringify(mark(value))}`];
  if (typeof value !== 'object' || value === null) return [`${path}=${canonicalKey(value)}`];
  if (Array.isArray(value)) {
    return value.flatMap((part, at) => leavesOf(part, `${path}[${at}]`, mark));
  }
  const whole = (part: unknown) => leavesOf(part, '', mark).sort().join(';');
  if (value instanceof Set) return Array.from(value, (part) => `${path}{${whole(part)}}`);
  const entries: readonly (readonly [unknown, unknown])[] =
    value instanceof Map ? [...value] : Object.entries(value);
  return entries.flatMap(([key, part]) => leavesOf(part, `${path}<${whole(key)}>`, mark));
}

/** The renamings that may give the least state. Names that the state tells apart have a fixed order. */
function* renamings(groups: Symmetric, state: unknown, word: RegExp): Generator<Renaming> {
  const [group, ...others] = groups;
  if (group === undefined) {
    yield new Map();
    return;
  }
  const said = new Map(group.map((name) => [name, saidOf(name, state, word)]));
  const classes = new Map<string, string[]>();
  for (const name of group) {
    const what = said.get(name) as string;
    classes.set(what, [...(classes.get(what) ?? []), name]);
  }
  const sorted = [...classes].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const order of orders(sorted.map(([, names]) => names))) {
    for (const rest of renamings(others, state, word)) {
      yield new Map([...rest, ...order.map((name, at) => [name, group[at] as string] as const)]);
    }
  }
}

/** What a state holds about one name, independent of the other names. */
function saidOf(name: string, state: unknown, word: RegExp): string {
  const mark: Mark = (text) =>
    text.replace(word, (other) => (other === name ? '\u0001' : '\u0002'));
  return leavesOf(state, '', mark).sort().join('\n');
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

/**
 * The model of the orbits: each of its states represents all states of its orbit. The search adds `successor`,
 * because it also looks at the states that successors have before they are replaced by their representatives.
 *
 * @param isWatched - Says of states, by their numbers, whether the claim of symmetry is checked there.
 * @param withActions - Whether the actions must be symmetric as well: a property looks at them.
 */
export function quotientOf<State>(
  model: Model<State>,
  symmetry: Symmetry,
  isWatched: Watch,
  withActions: boolean,
): Omit<Model<State>, 'successor'> {
  const { representative } = symmetry;
  const { name, safeguards, parameters, steps, initial } = model;
  refuseOtherStarts(model, symmetry);
  const reps = new Map(initial.map(representative).map((state) => [canonicalKey(state), state]));
  let met = 0;
  let last: State | undefined;
  return {
    name,
    safeguards,
    parameters,
    steps,
    initial: [...reps.values()],
    enabled(state) {
      // The search may ask twice in a row, to see that the model is pure.
      if (state !== last && isWatched(met++)) watch(model, symmetry, state, withActions);
      last = state;
      return model.enabled(state);
    },
    actions: (state) => model.actions(state),
    reduce: (state, action) => representative(model.reduce(state, action)),
    says: (state, action) => model.says(state, action),
  };
}

/**
 * Checks that a state with other names has the same successors, with these other names. That must hold for each
 * exchange of names. So it also finds a misspelled name, because no step leads to a state with this name.
 */
function watch<State>(
  model: Model<State>,
  symmetry: Symmetry,
  state: State,
  withActions: boolean,
): void {
  const { groups, trials, renamed } = symmetry;
  const own = expand(model, state);
  const known = new Map([[canonicalKey(state), own]]);
  for (const by of trials) {
    const other = renamed(state, by);
    const key = canonicalKey(other);
    const { successors, errors } = known.get(key) ?? expandOther(model, groups, other);
    known.set(key, { successors, errors });
    const keyOf = (action: Action, next: string) =>
      withActions ? `${actionKey(action)} ${next}` : next;
    const left = successors.map((successor) => keyOf(successor.action, successor.key));
    for (const { action, state: next } of own.successors) {
      const wanted = keyOf(renamedAction(symmetry, action, by), canonicalKey(renamed(next, by)));
      const at = left.indexOf(wanted);
      if (at < 0) {
        throw notSymmetric(model.name, groups, `${formatAction(action)} leads to another state`);
      }
      left.splice(at, 1);
    }
    if (left.length > 0) throw notSymmetric(model.name, groups, 'other steps are possible');
    if (errors.length !== own.errors.length) {
      throw notSymmetric(model.name, groups, 'other steps throw');
    }
  }
}

/** The same action with other names: of its actor and its step, and in its choice. */
export function renamedAction({ renamed }: Symmetry, action: Action, by: Renaming): Action {
  const { actor, step, choice } = action;
  return {
    ...action,
    actor: renamed(actor, by),
    step: renamed(step, by),
    ...(choice === undefined ? {} : { choice: renamed(choice, by) }),
  };
}

/** Expands a state with other names. A mistake that shows up only there comes from the names. */
function expandOther<State>(model: Model<State>, groups: Symmetric, other: State) {
  try {
    return expand(model, other);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw notSymmetric(model.name, groups, 'a step does what it must not', error);
  }
}

function refuseOtherStarts<State>(
  { name, initial }: Model<State>,
  { groups, trials, renamed }: Symmetry,
): void {
  const keys = new Set(initial.map((state) => canonicalKey(state)));
  for (const state of initial) {
    if (trials.every((by) => keys.has(canonicalKey(renamed(state, by))))) continue;
    throw notSymmetric(name, groups, 'it starts in other states');
  }
}

function notSymmetric(model: string, groups: Symmetric, what: string, cause?: unknown): ModelError {
  return new ModelError(
    `Model ${JSON.stringify(model)} is not symmetric in ${inWords(groups)}: if the names change places, ${what}; leave out the names that are not interchangeable.`,
    { cause },
  );
}

/** The groups in words. */
export function inWords(groups: Symmetric): string {
  return groups.map((group) => group.join(', ')).join(' and ');
}
