/**
 * Lets events that are alone in their process happen early and late. The search tries only one place for such an event
 * ([alone.ts](./alone.ts)), because the user says that `state` shows the same before and after it. If that is not so, the program is refused.
 */
import type { Work } from '../execution/turns.js';
import { isFault, type EventId } from '../run/running.js';
import { refusalOf } from './alone.js';
import type { Tried } from './independence.js';
import { newRun } from './new-run.js';
import type { Node } from './node.js';

/** An event that was tried at one place only. */
export interface Delay {
  /** The events before. */
  readonly path: readonly EventId[];
  readonly id: EventId;
  readonly task: string;
  readonly what: string;
}

/** The most events to try. */
const mostDelays = 200;

/** How many events of other processes come before a late event. */
const mostOthers = 50;

/** Collects events that are alone in their process: each one once, wherever it was met first. */
export class Delays {
  readonly #byEvent = new Map<string, Delay>();
  #new: Delay[] = [];

  /** @param at - The place of such an event on a path. */
  collect<State>(path: readonly Node<State>[], at: number): void {
    const last = path[at];
    if (last === undefined || this.#byEvent.has(keyOf(last.chosen))) return;
    const { task, what, id } = last.chosen;
    this.add({ path: path.slice(0, at).map(({ chosen }) => chosen.id), id, task, what });
  }

  /** Takes an event, unless it was taken before. */
  add(delay: Delay): void {
    const key = keyOf(delay);
    if (this.#byEvent.has(key) || this.#byEvent.size >= mostDelays) return;
    this.#byEvent.set(key, delay);
    this.#new.push(delay);
  }

  /** The events that were collected since the last call. */
  takeNew(): readonly Delay[] {
    return this.#new.splice(0);
  }

  /** The events that were collected. */
  all(): readonly Delay[] {
    return [...this.#byEvent.values()];
  }
}

/** An event has the same number in every run in which its process had done the same before. */
const keyOf = ({ task, what, id }: Pick<Delay, 'task' | 'what' | 'id'>): string =>
  JSON.stringify([task, what, id]);

/**
 * Tries events early and late.
 *
 * @throws ModelError if `state` shows that.
 */
export function* tryDelays<State>(setting: Tried<State>, delays: readonly Delay[]): Work<void> {
  for (const { path, id, task, what } of delays) {
    if (setting.isOut()) return;
    const early = yield* othersFrom(setting, [...path, id], undefined);
    const late = yield* othersFrom(setting, path, early.others);
    if (early.states.every((key, at) => late.states[at] === key)) continue;
    throw refusalOf(setting.definition.name, task, what);
  }
}

/** Events of other processes, and the states before, between and after them. */
interface Others {
  readonly others: readonly EventId[];
  readonly states: readonly string[];
}

/**
 * Lets events of other processes than that of the last event of a path happen after it.
 *
 * @param given - Which ones; undefined for any, in a fixed order.
 */
function* othersFrom<State>(
  setting: Tried<State>,
  path: readonly EventId[],
  given: readonly EventId[] | undefined,
): Work<Others> {
  const execution = yield* newRun(setting);
  const others: EventId[] = [];
  const states: string[] = [];
  let own: string | undefined;
  for (let at = 0; at < path.length + mostOthers; at++) {
    const events = execution.enabled();
    const wanted = at < path.length ? path[at] : given?.[at - path.length];
    if (at >= path.length) states.push(setting.judge.keyOf(execution.state()));
    const isOther = at >= path.length && given === undefined;
    const event = events.find((one) =>
      isOther ? one.task.process.name !== own && !isFault(one) : one.id === wanted,
    );
    if (event === undefined) break;
    if (at >= path.length) others.push(event.id);
    own = at < path.length ? event.task.process.name : own;
    execution.happen(event);
    yield;
    execution.throwRefused();
  }
  return { others, states };
}
