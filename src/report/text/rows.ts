/** The steps of a trace as every drawing shows them: their actor, their sentence, and how long it waited. */
import type { Action } from '../../model/action.js';
import { saysOf } from '../../model/by-hand.js';
import { visible } from '../../validation/visible.js';
import type { Trace } from '../../trace/trace.js';
import { counted, formatNumber } from './format.js';

/** An actor is slow if others took this many steps, or more, in which it could have acted. */
export const slowFrom = 3;

/** A step of a behaviour, as it is shown. */
export interface Row {
  /** The number of the actor's lane, from 0. */
  readonly lane: number;
  readonly actor: string;
  readonly says: string;
  /** The row of the actor's step before this one; undefined if this is its first. */
  readonly previous: number | undefined;
  /** How many steps others took since the actor's step before this one. */
  readonly others: number;
  /** How many of these the actor could have acted before: an actor that is blocked does not wait. */
  readonly waited: number;
}

/**
 * The actors that take a step, each with a lane, and a row for each step. A step that threw is the
 * last row.
 */
export function layOut<State>(trace: Trace<State>): {
  readonly lanes: readonly string[];
  readonly rows: readonly Row[];
} {
  const { actions, failed } = trace;
  const all = failed === undefined ? actions : [...actions, failed.action];
  const lanes = lanesOf(trace, all);
  return { lanes: lanes.map(visible), rows: rowsOf(trace, all, lanes) };
}

/** The actors that take a step, in the order of the model, or of the trace for a reducer. */
function lanesOf<State>({ model }: Trace<State>, actions: readonly Action[]): string[] {
  const acting = new Set(actions.map(({ actor }) => actor));
  const declared = new Set(model.steps.map(({ actor }) => actor));
  return [...declared, ...acting].filter(
    (actor, index, list) => acting.has(actor) && list.indexOf(actor) === index,
  );
}

function rowsOf<State>(
  trace: Trace<State>,
  actions: readonly Action[],
  lanes: readonly string[],
): Row[] {
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

/** The longest wait of an actor, in steps; `slowFrom` if no actor is slow. */
export function slowestOf(rows: readonly Row[]): number {
  return rows.reduce((most, { waited }) => Math.max(most, waited), slowFrom);
}

/** How long an actor waited, for the beginning of what its step says. */
export function afterOthers({ others, waited }: Row): string {
  const able = waited === others ? '' : ` (it could act in ${formatNumber(waited)})`;
  return `after ${counted(others, 'step')} of others${able},`;
}
