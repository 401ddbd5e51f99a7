/** Executes one run with everything that a timeline or a recording needs. */
import { actionKey, type Action } from '../../model/action.js';
import { traceOf, type Moment } from '../behaviour.js';
import { isFault, type EventId, type PendingEvent } from '../run/running.js';
import type { Trace } from '../../trace/trace.js';
import { FootprintLog } from './footprint-log.js';
import { findingOf, findingsAtEnd, type Found } from './ends.js';
import { newRun } from './new-run.js';
import { mostEventsOf, type Setting } from './setting.js';
import type { Work } from '../execution/turns.js';

/** An event that can happen, with its name in a trace. */
export interface NamedEvent {
  readonly event: PendingEvent;
  readonly action: Action;
}

/**
 * Chooses the next event of a run.
 *
 * @param events - Those that can happen, each with its name; at least one.
 * @param task - The task of the event before; undefined at the start.
 * @returns One of them; undefined to end the run.
 */
export type Choose = (
  events: readonly NamedEvent[],
  task: string | undefined,
) => NamedEvent | undefined;

/** One run. */
export interface OneRun<State> {
  readonly trace: Trace<State>;
  /** The numbers of its events. */
  readonly path: readonly EventId[];
  /** What it decides, and after how many events. */
  readonly found: readonly (Found & { readonly at: number })[];
  /** The events that could happen at its end. */
  readonly possible: readonly Action[];
  /** The keys of its states and the names of its events, by which two runs are compared. */
  readonly story: readonly string[];
}

/** Executes one run. */
export function* oneRun<State>(setting: Setting<State>, choose: Choose): Work<OneRun<State>> {
  const { definition, judge } = setting;
  const execution = yield* newRun(setting);
  const moments: Moment<State>[] = [];
  const path: EventId[] = [];
  const found: (Found & { at: number })[] = [];
  const story: string[] = [];
  const log = new FootprintLog();
  const mostEvents = mostEventsOf(definition);
  let before: ReturnType<typeof judge.see> | undefined;
  let last: NamedEvent | undefined;
  for (;;) {
    const at = path.length;
    const seen = judge.see(execution.state());
    const decided = [...seen.decisions, ...(before === undefined ? judge.seeStart(seen) : [])];
    if (before !== undefined && last !== undefined) {
      decided.push(...judge.seeStep(before, last.action, seen));
    }
    for (const failure of execution.failures.splice(0)) found.push({ ...findingOf(failure), at });
    for (const { property, says } of decided) {
      found.push({ name: property, kind: 'property', says, at });
    }
    const events = named(execution.enabled());
    log.see(events);
    if (events.every(({ event }) => isFault(event))) {
      const ends = findingsAtEnd(execution, judge, seen, definition.mayWait ?? []);
      found.push(...ends.map((one) => ({ ...one, at })));
    }
    const possible = events.map(({ action }) => action);
    const next =
      events.length === 0 || at >= mostEvents ? undefined : choose(events, last?.event.task.name);
    story.push(seen.key, ...possible.map(actionKey));
    if (next === undefined) {
      moments.push({ state: seen.state, possible });
      const trace = traceOf(definition.name, moments, execution.laneNames(), log.footprints);
      return { trace, path, found, possible, story };
    }
    const { says } = next.event.describe();
    moments.push({ state: seen.state, possible, taken: { action: next.action, says } });
    path.push(next.event.id);
    [before, last] = [seen, next];
    execution.happen(next.event);
    yield;
    execution.throwRefused();
    log.add(next.event, execution.touched);
  }
}

/** Names events. If several have the same name, all but the first get a number. */
function named(events: readonly PendingEvent[]): readonly NamedEvent[] {
  const times = new Map<string, number>();
  return events.map((event) => {
    const { action } = event.describe();
    const key = actionKey(action);
    const nth = (times.get(key) ?? 0) + 1;
    times.set(key, nth);
    if (nth === 1) return { event, action };
    return {
      event,
      action: action.choice === undefined ? { ...action, choice: nth } : { ...action, nth },
    };
  });
}

/** Chooses the events with given numbers, one after the other. */
export function alongPath(path: readonly EventId[]): Choose {
  const left = path.values();
  return (events) => {
    const { value, done } = left.next();
    return done === true ? undefined : events.find(({ event }) => event.id === value);
  };
}

/** Chooses given actions, one after the other. */
export function alongActions(actions: readonly Action[]): Choose {
  const left = actions.values();
  return (events) => {
    const { value, done } = left.next();
    if (done === true) return undefined;
    const key = actionKey(value);
    return events.find(({ action }) => actionKey(action) === key);
  };
}
