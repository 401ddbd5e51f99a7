/**
 * The obvious judge of counterexamples of other kinds, and of the fewest changes of actor. It lists every
 * shortest behaviour that does not break a property before its end, one by one, and sorts them. It shares
 * no code with the search.
 */
import { canonicalKey, type Action, type Model, type Property } from 'allways';
import type { SmallState } from './arbitrary-model.js';

/** A behaviour, as a list. */
export interface Listed {
  readonly states: readonly SmallState[];
  readonly actions: readonly Action[];
}

export interface Wanted {
  readonly counterexamples: number;
  readonly fewestSwitches: boolean;
}

/**
 * All that the search should give, in its order; undefined if there are more behaviours than `most`.
 * No step of the model may throw.
 */
export function counterexamplesOf(
  model: Model<SmallState>,
  property: Property<SmallState>,
  { counterexamples, fewestSwitches }: Wanted,
  most: number,
): readonly Listed[] | undefined {
  const found: Listed[] = [];
  const seen = new Set<string>();
  let ends = model.initial
    .filter((state) => isEnd(model, property, state))
    .map((state): Listed => ({ states: [state], actions: [] }));
  let level = model.initial
    .filter((state) => !isEnd(model, property, state))
    .map((state): Listed => ({ states: [state], actions: [] }));
  for (let work = 0; ;) {
    for (const end of chosenOf(ends, fewestSwitches)) {
      const isNew = found.every((one) => !isOneKind(one, end));
      if (isNew && found.length < counterexamples) found.push(end);
    }
    if (found.length === counterexamples || level.length === 0) return found;
    for (const one of level) seen.add(canonicalKey(one.states.at(-1)));
    const longer = level.flatMap((one) => successorsOf(model, one));
    work += longer.length;
    if (work > most) return undefined;
    const breaks = (one: Listed) =>
      property.kind === 'transition'
        ? property.holds(
            one.states.at(-2) as SmallState,
            one.actions.at(-1) as Action,
            one.states.at(-1) as SmallState,
          ) !== true
        : isEnd(model, property, one.states.at(-1) as SmallState);
    ends = longer.filter(breaks);
    level = longer.filter((one) => !breaks(one) && !seen.has(canonicalKey(one.states.at(-1))));
  }
}

function successorsOf(model: Model<SmallState>, { states, actions }: Listed): Listed[] {
  const last = states.at(-1) as SmallState;
  return model.actions(last).map((action) => ({
    states: [...states, model.reduce(last, action)],
    actions: [...actions, action],
  }));
}

function isEnd(model: Model<SmallState>, property: Property<SmallState>, state: SmallState) {
  switch (property.kind) {
    case 'invariant':
      return answerOf(() => property.holds(state)) !== true;
    case 'reachable':
      return answerOf(() => property.holds(state)) === true;
    case 'deadlock':
      return (
        model.actions(state).length === 0 && answerOf(() => property.fineToStop(state)) !== true
      );
    default:
      return false;
  }
}

function answerOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch {
    return 'threw';
  }
}

/** Of all that take the same last step in the same state, the first, or the one with fewest changes. */
function chosenOf(ends: readonly Listed[], fewestSwitches: boolean): readonly Listed[] {
  const best = new Map<string, Listed>();
  for (const end of ends) {
    const before = end.actions.at(-2)?.actor;
    const key = canonicalKey([
      end.states.slice(-2).map((state) => canonicalKey(state)),
      end.actions.slice(-1),
      fewestSwitches && before !== undefined ? before : null,
    ]);
    const other = best.get(key);
    const isBetter = fewestSwitches && other !== undefined && switchesOf(end) < switchesOf(other);
    if (other === undefined || isBetter) best.set(key, end);
  }
  const chosen = ends.filter((end) => [...best.values()].includes(end));
  if (!fewestSwitches) return chosen;
  return chosen.toSorted((one, other) => switchesOf(one) - switchesOf(other));
}

/** How often the actor changes from one step to the next. */
export function switchesOf({ actions }: Pick<Listed, 'actions'>): number {
  return actions.filter(({ actor }, at) => at > 0 && actions[at - 1]?.actor !== actor).length;
}

/** Whether the second is of the kind of the first, or the same with more actors. */
function isOneKind(one: Listed, other: Listed): boolean {
  const last = ({ actions }: Listed) =>
    `${actions.at(-1)?.actor ?? ''}.${actions.at(-1)?.step ?? ''}`;
  const acting = new Set(other.actions.map(({ actor }) => actor));
  return (
    last(one) === last(other) &&
    placesOf(one).join() === placesOf(other).join() &&
    one.actions.every(({ actor }) => acting.has(actor))
  );
}

/** What the last step changed. */
function placesOf({ states }: Listed): readonly string[] {
  const [before, after] = states.length < 2 ? [states[0], states[0]] : states.slice(-2);
  if (before === undefined || after === undefined) return [];
  const places: string[] = [];
  const compare = (place: string, one: unknown, other: unknown) => {
    if (canonicalKey([one ?? null]) !== canonicalKey([other ?? null])) places.push(place);
  };
  for (const name of ['x', 'y', 'phase', 'seen'] as const) compare(name, before[name], after[name]);
  for (const name of ['own', 'turns'] as const) {
    for (const actor of Object.keys(before[name])) {
      compare(`${name}.${actor}`, before[name][actor], after[name][actor]);
    }
  }
  if (before.queue.length !== after.queue.length) places.push('queue');
  else before.queue.forEach((one, at) => compare(`queue.${at}`, one, after.queue[at]));
  if (
    canonicalKey([...before.held.keys()].sort()) !== canonicalKey([...after.held.keys()].sort())
  ) {
    places.push('held');
  }
  for (const [key, value] of before.held) {
    if (after.held.has(key)) compare(`held.${key}`, value, after.held.get(key));
  }
  if ((before.note === undefined) !== (after.note === undefined)) places.push('note');
  else compare('note.flag', before.note?.flag, after.note?.flag);
  return places.sort();
}
