/** How often each step can be taken, and why one never can. */
import { recorderFor } from '../engine/recorder.js';
import { flatten, slotsFor } from '../engine/slots.js';
import { tryToWatch } from '../engine/run-step.js';
import { sightOf, viewOf } from '../engine/watch.js';
import type { CompiledStep } from '../model/compiled-step.js';
import type { Action } from '../model/action.js';
import type { Model, StepName } from '../model/model.js';
import { stepKey } from '../model/names.js';

/** How often a step can be taken. */
export interface StepCoverage extends StepName {
  /** In how many states it can be taken. */
  readonly states: number;
  /** How often: once for each choice in each of them. */
  readonly taken: number;
  /** The first part of its guard that never held, as it is written, where that can be told. */
  readonly fails?: string;
}

/** What was explored, as it is asked here. */
export interface Walkable<State> {
  readonly model: Model<State>;
  /** The steps, where the model was not made by hand. */
  readonly steps: readonly CompiledStep<State>[];
  readonly states: number;
  readonly stateAt: (number: number) => State;
  /** What can be taken in a state. */
  readonly actionsAt: (number: number) => readonly Action[];
}

/** Counts all steps over all states. */
export function coverageOf<State>(walkable: Walkable<State>): readonly StepCoverage[] {
  const { model, states, actionsAt } = walkable;
  const counts = new Map(model.steps.map((step) => [stepKey(step), { states: 0, taken: 0 }]));
  for (let state = 0; state < states; state++) {
    const met = new Set<string>();
    for (const action of actionsAt(state)) {
      const key = stepKey(action);
      const count = counts.get(key) ?? { states: 0, taken: 0 };
      counts.set(key, count);
      count.taken++;
      if (!met.has(key)) count.states++;
      met.add(key);
    }
  }
  return model.steps.map((step) => {
    const count = counts.get(stepKey(step)) as { states: number; taken: number };
    const fails = count.taken > 0 ? undefined : failingPart(walkable, step);
    return { ...step, ...count, ...(fails === undefined ? {} : { fails }) };
  });
}

/**
 * The first part of a guard that held in no state. A guard that is one "and" of parts looks at them
 * one after the other, so where it is false, the part that looked last is the one that does not hold;
 * of all states the one that came furthest tells which part none came past.
 *
 * @returns Its text; undefined where the guard is no such "and", or two of its parts look at the same
 *   part of the state, so that it cannot be told which of them looked.
 */
function failingPart<State>(
  { steps, states, stateAt }: Walkable<State>,
  step: StepName,
): string | undefined {
  const compiled = steps.find((one) => stepKey(one.action(undefined)) === stepKey(step));
  const { when, choose } = compiled ?? {};
  if (when === undefined || choose !== undefined) return undefined;
  const parts = partsOf(String(when));
  if (parts === undefined) return undefined;
  let furthest = 0;
  for (let number = 0; number < states; number++) {
    const state = stateAt(number);
    const owners = ownersOf(parts, Object.keys(Object(state) as object));
    const looked = owners && lookedLast(when, state);
    const part = looked === undefined ? undefined : looked === '' ? 0 : owners?.get(looked);
    if (part === undefined) return undefined;
    furthest = Math.max(furthest, part);
  }
  return parts[furthest];
}

/** For each key of a state the number of the part that looks at it; undefined where two do. */
function ownersOf(
  parts: readonly string[],
  keys: readonly string[],
): ReadonlyMap<string, number> | undefined {
  const owners = new Map<string, number>();
  for (const key of keys) {
    for (const [index, part] of parts.entries()) {
      const isNamed = [...part.matchAll(/[\w$]+/g)].some(([word]) => word === key);
      if (isNamed && owners.has(key)) return undefined;
      if (isNamed) owners.set(key, index);
    }
  }
  return owners;
}

/** The key of a state that a guard looked at last before it said no; '' where it looked at none. */
function lookedLast<State>(
  when: (state: State, choice: unknown) => boolean,
  state: State,
): string | undefined {
  const slots = slotsFor(state);
  const recorder = recorderFor(slots, flatten(slots, state));
  const view = viewOf(sightOf(recorder), state);
  const seen = tryToWatch(recorder, () => ({ held: when(view, undefined) }));
  if (seen?.held !== false) return undefined;
  const last = [...recorder.reads.values()].at(-1);
  let slot = last === undefined ? undefined : slots.all[last.target];
  while (slot?.parent !== undefined && slot.parent !== slots.root) slot = slot.parent;
  return slot === undefined || slot === slots.root ? '' : String(slot.key);
}

/**
 * The parts of a guard that is an arrow to one "and"; undefined where it is something else, or gives
 * the whole state to a function, which may look at anything.
 */
function partsOf(source: string): readonly string[] | undefined {
  const [, state, body] = /^\s*\(?\s*(\w+)\s*\)?\s*=>\s*([^{][\s\S]*)$/.exec(source) ?? [];
  if (state === undefined || body === undefined) return undefined;
  if (new RegExp(`\\b${state}\\b(?!\\s*(\\.|\\?\\.|\\[))`).test(body)) return undefined;
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < body.length; at++) {
    const char = body.charAt(at);
    if (quotes.includes(char)) {
      // What stands in quotes is no sign.
      const end = body.indexOf(char, at + 1);
      if (end < 0) return undefined;
      at = end;
    } else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (depth > 0) continue;
    else if (body.startsWith('||', at) || /^\?[^.?]/.test(body.slice(at, at + 2))) return undefined;
    else if (body.startsWith('&&', at)) {
      parts.push(body.slice(from, at).trim());
      from = at + 2;
    }
  }
  parts.push(body.slice(from).trim());
  return parts;
}

const quotes = ['"', "'", '`'];
