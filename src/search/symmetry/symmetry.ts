/**
 * Symmetry: if actors or values are interchangeable, states that differ only by an exchange of their names
 * form an orbit, and one state of each orbit is searched (C. N. Ip, D. L. Dill, "Better Verification through
 * Symmetry", 1996).
 *
 * The user claims that the model and its properties are symmetric. The search looks at the claim: it asks each
 * property about each state, and takes each step of a share of the states (see `watch`), also under other names.
 */
import { actionKey, formatAction, type Action } from '../../model/action.js';
import { canonical, canonicalKey } from '../../model/canonical.js';
import type { Model } from '../../model/model.js';
import { ModelError } from '../../validation/errors.js';
import {
  permutations,
  renameIn,
  trialsOf,
  wordOf,
  type Groups,
  type Renaming,
} from '../../engine/symmetry/renaming.js';
import { expand } from '../common/expansion.js';

/** The groups of names, from what the user gave: one group, or several. */
export function groupsOf(given: readonly string[] | Groups): Groups {
  const [first] = given;
  return typeof first === 'string' ? [given as readonly string[]] : (given as Groups);
}

/** Renames the names in a state. */
export interface Symmetry {
  readonly groups: Groups;
  /** The renamings under which the search looks at the claim of symmetry. None leaves all names as they are. */
  readonly trials: readonly Renaming[];
  /** A state, or other data, with other names; canonical. */
  readonly renamed: <Data>(data: Data, by: Renaming) => Data;
  /** The key of the orbit of a state: the least key that the state has under any names. This is the plain way. */
  readonly orbitOf: (state: unknown) => string;
}

/** The symmetry of these groups. It renames each name that is a whole word in a state. */
export function symmetryOf(groups: Groups): Symmetry {
  const word = wordOf(groups.flat());
  return {
    groups,
    trials: trialsOf(groups),
    renamed: (data, by) => canonical(renameIn(data, by, word) as typeof data),
    orbitOf(state) {
      let least: string | undefined;
      for (const by of allRenamings(groups)) {
        const key = canonicalKey(renameIn(state, by, word));
        if (least === undefined || key < least) least = key;
      }
      return least as string;
    },
  };
}

/** Every way to exchange the names of each group. */
function* allRenamings(groups: Groups): Generator<Renaming> {
  const [group, ...others] = groups;
  if (group === undefined) {
    yield new Map();
    return;
  }
  for (const order of permutations(group)) {
    const own = order.map((name, at) => [name, group[at] as string] as const);
    for (const rest of allRenamings(others)) yield new Map([...own, ...rest]);
  }
}

/**
 * Checks that a state with other names has the same successors, with these other names. That must hold for each
 * exchange of names. So it also finds a misspelled name, because no step leads to a state with this name.
 *
 * @param withActions - Whether the actions must be symmetric as well: a property looks at them.
 */
export function watch<State>(
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
function expandOther<State>(model: Model<State>, groups: Groups, other: State) {
  try {
    return expand(model, other);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw notSymmetric(model.name, groups, 'a step does what it must not', error);
  }
}

/** Refuses a model that starts in other states if the names change places. */
export function refuseOtherStarts<State>(
  { name, initial }: Model<State>,
  { groups, trials, renamed }: Symmetry,
): void {
  const keys = new Set(initial.map((state) => canonicalKey(state)));
  for (const state of initial) {
    if (trials.every((by) => keys.has(canonicalKey(renamed(state, by))))) continue;
    throw notSymmetric(name, groups, 'it starts in other states');
  }
}

function notSymmetric(model: string, groups: Groups, what: string, cause?: unknown): ModelError {
  return new ModelError(
    `Model ${JSON.stringify(model)} is not symmetric in ${inWords(groups)}: if the names change places, ${what}; leave out the names that are not interchangeable.`,
    { cause },
  );
}

/**
 * The error for a property whose answer changes if names change places.
 *
 * @param who - Names the property, as the start of a sentence.
 */
export function otherAnswer(who: string, groups: Groups): ModelError {
  return new ModelError(
    `${who} is not symmetric in ${inWords(groups)}: if the names change places, its answer changes; leave out the names that it tells apart.`,
  );
}

/** The groups in words. */
function inWords(groups: Groups): string {
  return groups.map((group) => group.join(', ')).join(' and ');
}
