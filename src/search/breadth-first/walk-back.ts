/**
 * Finds traces to states by walking back through the levels.
 *
 * For each level, the states are expanded again in the order in which they were found. The first one that has
 * a wanted state among its successors is the state from which it was found. All wanted states are looked for
 * at once, so each level is walked at most once, and only as far as needed.
 */
import { successorsIn, type Successor } from '../../engine/explored.js';
import { impureModel } from '../../engine/run/impure.js';
import type { Explorer } from '../../engine/explorer.js';
import type { KnownAction } from '../../engine/memo/steps.js';
import { numberOfState } from '../../engine/store/space.js';
import { canonicalSuccessor } from '../../model/compile.js';
import type { Action } from '../../model/action.js';
import type { Trace } from '../../trace/trace.js';
import { expand } from '../common/expansion.js';

/** Where something was found. */
export interface Position {
  /** The level of the state; the initial states are level 0. */
  readonly level: number;
  readonly state: number;
}

/** One step back. */
interface Parent {
  readonly state: number;
  readonly action: Action;
}

/**
 * A shortest trace to each place. If there are several, it is the one that the plain search finds.
 *
 * @param starts - The first state of each level.
 * @returns The traces, in the order of the places.
 */
export function tracesTo<State>(
  explorer: Explorer<State>,
  starts: readonly number[],
  places: readonly Position[],
): readonly Trace<State>[] {
  const successors = successorsIn(explorer);
  const parents = new Map<number, Parent>();
  const deepest = Math.max(0, ...places.map(({ level }) => level));
  const wanted = new Set<number>();
  for (let level = deepest; level > 0; level--) {
    for (const place of places) if (place.level === level) wanted.add(place.state);
    const found: number[] = [];
    const end = starts[level] as number;
    for (let state = starts[level - 1] as number; state < end && wanted.size > 0; state++) {
      if (findParent(explorer, state, successors(state), wanted, parents)) found.push(state);
    }
    if (wanted.size > 0) throw impureModel(explorer.model.name);
    for (const state of found) wanted.add(state);
  }
  return places.map(({ state }) => traceTo(explorer, state, parents));
}

/** Removes the successors of a state from the wanted states. Returns true if there were any. */
function findParent<State>(
  explorer: Explorer<State>,
  state: number,
  successors: readonly Successor[],
  wanted: Set<number>,
  parents: Map<number, Parent>,
): boolean {
  let isParent = false;
  for (const { action, number } of successors) {
    if (!wanted.delete(number)) continue;
    isParent = true;
    const known = explorer.known.actions[action] as KnownAction;
    parents.set(number, { state, action: known.action });
  }
  return isParent;
}

/** The trace along the parents. It runs the model again. */
function traceTo<State>(
  explorer: Explorer<State>,
  end: number,
  parents: ReadonlyMap<number, Parent>,
): Trace<State> {
  const { model } = explorer;
  const path: number[] = [end];
  const actions: Action[] = [];
  for (let step = parents.get(end); step !== undefined; step = parents.get(step.state)) {
    path.push(step.state);
    actions.push(step.action);
  }
  path.reverse();
  actions.reverse();
  let state = model.initial[path[0] as number] as State;
  const states = [state];
  for (const [index, action] of actions.entries()) {
    state = canonicalSuccessor(action, model.successor(state, action));
    states.push(state);
    if (numberOfState(explorer.space, state) !== path[index + 1])
      throw impureModel(model.name, action);
  }
  return { model, states, actions };
}

/** A trace, and its order among others of its length. */
export interface FirstTrace<State> {
  readonly trace: Trace<State>;
  /** The place of its initial state among all, and then the place of each successor among its siblings. */
  readonly ranks: readonly number[];
}

/** States of one level. A trace to any of them is wanted. */
export interface Group {
  readonly level: number;
  readonly states: ReadonlySet<number>;
}

/**
 * For each group the trace that the plain search finds, whatever the order in which the states were found. Of
 * all shortest traces to a state of the group it is the one that comes first. (Two traces are compared by the
 * order of the actions in the state in which they part.)
 *
 * @param starts - The first state of each level, and of the one after the last.
 */
export function firstTracesTo<State>(
  explorer: Explorer<State>,
  starts: readonly number[],
  groups: readonly Group[],
): readonly FirstTrace<State>[] {
  const successorsOf = successorsIn(explorer);
  const layers = groups.map(({ level, states }) => {
    const own: ReadonlySet<number>[] = [];
    own[level] = states;
    return own;
  });
  for (let level = Math.max(0, ...groups.map((one) => one.level)) - 1; level >= 0; level--) {
    const found = groups.map(() => new Set<number>());
    const end = starts[level + 1] as number;
    for (let state = starts[level] as number; state < end; state++) {
      const successors = successorsOf(state);
      for (const [group, own] of layers.entries()) {
        const next = own[level + 1];
        if (next === undefined) continue;
        if (successors.some(({ number }) => next.has(number))) found[group]?.add(state);
      }
    }
    for (const [group, own] of layers.entries()) {
      if (own[level + 1] !== undefined) own[level] = found[group] as Set<number>;
    }
  }
  return layers.map((own) => walkForward(explorer, own));
}

/** Walks from an initial state through the layers, always by the first action into the next layer. */
function walkForward<State>(
  explorer: Explorer<State>,
  layers: readonly ReadonlySet<number>[],
): FirstTrace<State> {
  const { model, space } = explorer;
  const isIn = (level: number, state: State) =>
    layers[level]?.has(numberOfState(space, state)) === true;
  const first = model.initial.findIndex((one) => isIn(0, one));
  if (first < 0) throw impureModel(model.name);
  let state = model.initial[first] as State;
  const states = [state];
  const actions: Action[] = [];
  const ranks = [first];
  for (let level = 1; level < layers.length; level++) {
    const before: State = state;
    let next: State | undefined;
    for (const [rank, { action, state: successor }] of expand(model, before).successors.entries()) {
      const after = canonicalSuccessor(action, successor);
      if (!isIn(level, after)) continue;
      next = after;
      actions.push(action);
      ranks.push(rank);
      break;
    }
    if (next === undefined) throw impureModel(model.name);
    states.push(next);
    state = next;
  }
  return { trace: { model, states, actions }, ranks };
}
