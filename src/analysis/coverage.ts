/** Counts how often each step can be taken, and finds out why a step never can. */
import { recorderFor } from '../engine/draft/recorder.js';
import { flatten, slotsFor } from '../engine/store/flatten.js';
import { tryToWatch } from '../engine/run/run-step.js';
import { sightOf, viewOf } from '../engine/draft/look.js';
import type { CompiledStep } from '../model/compiled-step.js';
import type { Action } from '../model/action.js';
import type { Model, StepName } from '../model/model.js';
import { stepKey } from '../model/names.js';

/** How often a step can be taken. */
export interface StepCoverage extends StepName {
  /** In how many states it can be taken. */
  readonly states: number;
  /** How often it can be taken: once for each choice in each of these states. */
  readonly taken: number;
  /** The source text of the first part of its guard that never held. Absent if this is not known. */
  readonly fails?: string;
}

/** The states that were explored. */
export interface Walkable<State> {
  readonly model: Model<State>;
  /** The steps. Empty if the model was made by hand. */
  readonly steps: readonly CompiledStep<State>[];
  readonly states: number;
  readonly stateAt: (number: number) => State;
  /** The enabled actions of a state. */
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
 * The first part of a guard that held in no state. If a guard is one "and" of parts, it evaluates them one
 * after the other. So if it is false, the part that read the state last is the part that does not hold. The
 * part that no state passes is the furthest one that any state reaches.
 *
 * @returns Its text. Undefined if the guard is not such an "and", or if two of its parts read the same part
 *   of the state, so that it is not known which of them read it.
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

/** For each key of a state the number of the part that names it; undefined if two parts name one key. */
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

/** The key of a state that a guard read last before it returned false; '' if it read none. */
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
 * The parts of a guard that is an arrow function with one "and". Undefined if it is anything else, or if it
 * passes the whole state to a function, which may read anything.
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
      // Characters in quotes are not operators or brackets.
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
