/**
 * Checks in a state that interchangeable names have the same steps: if the names change places, the same actions with
 * these names can be taken, and they lead to the same states with these names.
 *
 * This asks the trees, and runs the model only for answers that no tree has. So it takes about as long as to expand
 * the states of the orbit. If it does not find the same steps, the plain way decides (`Claim.watch`), and says why.
 */
import { actionKey } from '../../model/action.js';
import { numberAt } from '../remember.js';
import type { Explorer } from '../explorer.js';
import { chooseAt, takeAt } from '../learn.js';
import type { Leaf as Outcome } from '../memo/leaves.js';
import type { KnownAction } from '../memo/steps.js';
import { endOf, ends, leafOf, unknown } from '../memo/tree.js';
import type { Vector } from '../store/slots.js';
import { at, stateOf, type UnpackedState } from '../store/space.js';
import { VectorMap } from '../store/vector-map.js';
import type { Leaf, Occurrences } from '../symmetry/occurrences.js';
import { actionUnder, exchanging, type Trial } from '../symmetry/orbits.js';

/** What a step changes in a state: slots, each followed by the number of its new value. */
type Change = readonly number[];

/** The changes that lead to the successors of a state, by the numbers of the actions. */
type Successors = ReadonlyMap<number, Change>;

/** Refuses a state in which names are treated differently. Does nothing if the search is not up to symmetry. */
export function watchNames<State>(explorer: Explorer<State>, state: number): void {
  const { orbits, space } = explorer;
  if (orbits?.nextWatched !== state) return;
  orbits.nextWatched = orbits.claim.watched.after(state);
  // It was asked under other names whether the state lies outside.
  if (explorer.outside.has(state)) return;
  const here = at(space, state);
  let failed: { readonly error: unknown } | undefined;
  try {
    if (isSameForAll(explorer, here.vector)) return;
  } catch (error) {
    failed = { error };
  }
  orbits.claim.watch(here.state);
  if (failed !== undefined) throw failed.error;
}

function isSameForAll<State>(explorer: Explorer<State>, vector: Vector): boolean {
  const { orbits } = explorer;
  const own = successorsAt(explorer, vector);
  if (orbits === undefined || own === undefined) return false;
  const under = exchanging(orbits, vector);
  const expected = [...own].map(([id, change]) => ({
    id,
    isSame: changeUnder(orbits.occurrences, change),
  }));
  const known = new VectorMap<Successors | 'threw'>();
  known.add(vector, own);
  const actions = numbersOfActions(explorer);
  return orbits.trials.every((trial) => {
    const other = under(trial);
    let found = known.get(other);
    if (found === undefined) {
      found = successorsAt(explorer, other) ?? 'threw';
      known.add(other, found);
    }
    if (found === 'threw' || found.size !== own.size) return false;
    for (const { id, isSame } of expected) {
      const change = found.get(actions(trial, id));
      if (change === undefined || !isSame(trial, change)) return false;
    }
    return true;
  });
}

/**
 * A function that says whether a change is another change with the names of a trial exchanged. In a state with these
 * names exchanged it then leads to the successor with these names exchanged, because what did not change moves alike.
 */
function changeUnder(occurrences: Occurrences, own: Change) {
  const moving = own.map((slot, at) =>
    at % 2 === 0 ? occurrences.movingOf(slot, own[at + 1] as number) : null,
  );
  return ({ exchange }: Trial, other: Change): boolean => {
    if (other.length !== own.length) return false;
    for (let at = 0; at < own.length; at += 2) {
      const leaf = moving[at] as Leaf | null;
      const place = leaf && occurrences.placeOf(leaf, exchange);
      const slot = place === null ? (own[at] as number) : place.slot.id;
      const number = place === null ? (own[at + 1] as number) : place.number;
      if (!isIn(other, slot, number)) return false;
    }
    return true;
  };
}

function isIn(change: Change, slot: number, number: number): boolean {
  for (let at = 0; at < change.length; at += 2) {
    if (change[at] === slot) return change[at + 1] === number;
  }
  return false;
}

/** A function that gives the number of an action with the names of a trial exchanged; -1 if it is not known. */
function numbersOfActions<State>({ known, orbits }: Explorer<State>) {
  let numbers: ReadonlyMap<string, number> = new Map();
  return (trial: Trial, id: number): number => {
    const found = trial.numbers[id];
    if (found !== undefined || orbits === undefined) return found ?? -1;
    if (numbers.size < known.actions.length) {
      numbers = new Map(known.actions.map(({ action }, number) => [actionKey(action), number]));
    }
    const { action } = known.actions[id] as KnownAction;
    const number = numbers.get(actionKey(actionUnder(orbits, trial, id, action))) ?? -1;
    if (number >= 0) trial.numbers[id] = number;
    return number;
  };
}

/** The successors of a state, which need not be stored; undefined if a part of a step throws. */
function successorsAt<State>(explorer: Explorer<State>, vector: Vector): Successors | undefined {
  const { known, trees, space, leaves } = explorer;
  const here = stateOf(space, vector);
  const find = numberAt(explorer, vector);
  const successors = new Map<number, Change>();
  for (const [step, { tree, actions }] of known.steps.entries()) {
    const ids = tree < 0 ? actions : choicesAt(explorer, step, here);
    if (ids === undefined) return undefined;
    for (const id of ids) {
      const ref = endOf(trees, (known.actions[id] as KnownAction).tree, find);
      if (ref === ends.no) continue;
      if (ref === ends.yes) return undefined;
      if (ref !== unknown && ref !== ends.direct) {
        successors.set(id, changeBy(leaves.all[leafOf(ref)] as Outcome, vector));
        continue;
      }
      const taken = takeAt(explorer, here, id);
      if (taken.kind === 'threw') return undefined;
      if (taken.kind === 'taken') successors.set(id, changeTo(taken.vector, vector));
    }
  }
  return successors;
}

/** The actions that a step offers in a state; undefined if its choice throws. */
function choicesAt<State>(
  explorer: Explorer<State>,
  step: number,
  here: UnpackedState<State>,
): Iterable<number> | undefined {
  const { known, trees } = explorer;
  const tree = known.steps[step]?.tree ?? -1;
  const ref = endOf(trees, tree, numberAt(explorer, here.vector));
  if (ref === ends.yes) return undefined;
  if (ref === unknown || ref === ends.direct) return chooseAt(explorer, here, step);
  const list = known.choiceLists.array[leafOf(ref)] as number;
  const length = known.lists.array[list] as number;
  return known.lists.array.subarray(list + 1, list + 1 + length);
}

/** What an outcome that a tree has changes in a state. */
function changeBy({ sets }: Outcome, before: Vector): Change {
  const change: number[] = [];
  for (const [slot, number] of sets) {
    if ((before[slot] ?? 0) !== number) change.push(slot, number);
  }
  return change;
}

/** What changes from one state to another. */
function changeTo(after: Vector, before: Vector): Change {
  const change: number[] = [];
  const length = Math.max(after.length, before.length);
  for (let slot = 0; slot < length; slot++) {
    const number = after[slot] ?? 0;
    if ((before[slot] ?? 0) !== number) change.push(slot, number);
  }
  return change;
}
