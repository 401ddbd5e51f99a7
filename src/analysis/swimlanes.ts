/** The steps of a trace in swim lanes: their actor, their sentence, and how long the actor waited. It asks the model. */
import type { Action } from '../model/action.js';
import { saysOf } from '../model/by-hand.js';
import { visible } from '../validation/visible.js';
import type { Trace } from '../trace/trace.js';

/** A step of a behaviour, in its lane. */
export interface SwimlaneStep {
  /** The number of the actor's lane, from 0. */
  readonly lane: number;
  readonly actor: string;
  readonly says: string;
  /** The number, from 0, of the actor's step before this one; undefined if this is its first. */
  readonly previous: number | undefined;
  /** How many steps others took since the actor's step before this one. */
  readonly others: number;
  /** How many of these the actor could have acted before: an actor that is blocked does not wait. */
  readonly waited: number;
}

/** The lanes of a behaviour, and its steps. */
export interface Swimlanes {
  /** The actors that take a step. */
  readonly lanes: readonly string[];
  readonly steps: readonly SwimlaneStep[];
}

/**
 * The actors that take a step, each with a lane, and the steps. A step that threw is the last one. The model
 * says each step in words, and which actors could have acted instead.
 */
export function swimlanesOf<State>(trace: Trace<State>): Swimlanes {
  const { actions, failed } = trace;
  const all = failed === undefined ? actions : [...actions, failed.action];
  const lanes = lanesOf(trace, all);
  return { lanes: lanes.map(visible), steps: stepsOf(trace, all, lanes) };
}

/** The actors that take a step, in the order of the model, or of the trace for a reducer. */
function lanesOf<State>({ model }: Trace<State>, actions: readonly Action[]): string[] {
  const acting = new Set(actions.map(({ actor }) => actor));
  const declared = new Set(model.steps.map(({ actor }) => actor));
  return [...declared, ...acting].filter(
    (actor, index, list) => acting.has(actor) && list.indexOf(actor) === index,
  );
}

function stepsOf<State>(
  trace: Trace<State>,
  actions: readonly Action[],
  lanes: readonly string[],
): SwimlaneStep[] {
  const last = new Map<string, number>();
  const laneOf = new Map(lanes.map((name, lane) => [name, lane]));
  const able = abilities(trace);
  return actions.map((action, index) => {
    const { actor } = action;
    const previous = last.get(actor);
    const between = previous === undefined ? index : previous + 1;
    let waited = 0;
    for (let step = between; step < index; step++) if (able(actor, step)) waited++;
    last.set(actor, index);
    const threw = index === trace.actions.length ? trace.failed : undefined;
    return {
      lane: laneOf.get(actor) ?? 0,
      actor: visible(actor),
      says: visible(threw?.message ?? saysOf(trace.model, trace.states[index] as State, action)),
      previous,
      others: index - between,
      waited,
    };
  });
}

/** Tells whether an actor could have acted in place of a step. Asks the model once for each state. */
function abilities<State>({ model, states }: Trace<State>): (actor: string, at: number) => boolean {
  const actors = new Map<number, ReadonlySet<string> | undefined>();
  const actorsAt = (at: number): ReadonlySet<string> | undefined => {
    try {
      return new Set(model.enabled(states[at] as State).actions.map(({ actor }) => actor));
    } catch {
      // A timeline must not fail if a guard returns a wrong value: then every actor counts as able.
      return undefined;
    }
  };
  return (actor, at) => {
    if (!actors.has(at)) actors.set(at, actorsAt(at));
    return actors.get(at)?.has(actor) ?? true;
  };
}
