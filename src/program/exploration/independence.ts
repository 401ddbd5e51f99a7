/**
 * Tries pairs of events that are taken for independent in both orders. If the orders come to different runs, the
 * reduction would leave out interleavings that matter: the program is refused.
 */
import { ModelError } from '../../validation/errors.js';
import { cut } from '../../validation/visible.js';
import type { Work } from '../execution/turns.js';
import { conflict, type Footprint } from '../footprint.js';
import { isFault, type EventId, type PendingEvent } from '../run/running.js';
import type { Judge } from '../judge.js';
import { newRun, type RunSetting } from './new-run.js';
import type { KnownEvent, Node } from './node.js';

/** What it takes to try events of a search in another order. */
export interface Tried<State> extends RunSetting<State> {
  readonly judge: Judge<State>;
  readonly isOut: () => boolean;
}

/** Two events that could happen at the same quiet point. */
export interface Pair {
  /** The events before. */
  readonly path: readonly EventId[];
  readonly one: KnownEvent;
  readonly other: KnownEvent;
}

/** The most pairs to try. */
const mostPairs = 200;

/** Pairs are taken from this many runs, and then from each run whose number is a multiple of it. */
const everyRun = 100;

/** Collects pairs of events to try: one of each kind, as tasks and what they do tell kinds apart. */
export class Pairs {
  readonly #byKind = new Map<string, Pair>();
  #new: [kind: string, Pair][] = [];

  /** @param run - How many runs came before. */
  collect<State>(path: readonly Node<State>[], run: number): void {
    const { length } = path;
    const node = path[length - 1];
    const isChosen = run < everyRun || run % everyRun === 0;
    if (node === undefined || !isChosen || this.#byKind.size >= mostPairs) return;
    for (const [at, one] of node.events.entries()) {
      for (const other of node.events.slice(at + 1)) {
        if (one.task === other.task || one.isFault || other.isFault) continue;
        const kind = `${one.task} ${one.what} ${other.task} ${other.what}`;
        if (this.#byKind.has(kind)) continue;
        const before = path.slice(0, -1).map(({ chosen }) => chosen.id);
        this.add(kind, { path: before, one, other });
      }
    }
  }

  /** Takes a pair, unless there is one of its kind. */
  add(kind: string, pair: Pair): void {
    if (this.#byKind.has(kind) || this.#byKind.size >= mostPairs) return;
    this.#byKind.set(kind, pair);
    this.#new.push([kind, pair]);
  }

  /** The pairs that were collected since the last call, each with its kind. */
  takeNew(): readonly (readonly [kind: string, Pair])[] {
    return this.#new.splice(0);
  }

  /** The pairs that were collected. */
  all(): readonly Pair[] {
    return [...this.#byKind.values()];
  }
}

/**
 * Tries pairs in both orders.
 *
 * @throws ModelError if two events are taken for independent, and their order matters.
 */
export function* tryPairs<State>(setting: Tried<State>, pairs: readonly Pair[]): Work<void> {
  for (const { path, one, other } of pairs) {
    if (setting.isOut()) return;
    const first = yield* bothInOrder(setting, path, [one.id, other.id]);
    const second = yield* bothInOrder(setting, path, [other.id, one.id]);
    // One of them made the other impossible, so they depend on each other.
    if (first === undefined || second === undefined) continue;
    if (first.depend || second.depend) continue;
    const at = first.story.findIndex((part, place) => part !== second.story[place]);
    if (at < 0) continue;
    throw new ModelError(
      `Program ${JSON.stringify(setting.definition.name)}: ${nameOf(one)} and ${nameOf(other)} touch nothing in common as far as is known, ` +
        `and their order matters: in one order the run has ${cut(first.story[at] ?? 'nothing', 120)}, in the other ${cut(second.story[at] ?? 'nothing', 120)}; ` +
        'processes may share only what io made, and a footprint must name all that a call touches: make them tasks of one process, or correct the footprint.',
    );
  }
}

const nameOf = ({ task, what }: KnownEvent): string => `${JSON.stringify(what)} of ${task}`;

/** What comes of two events in one order. */
interface Ordered {
  readonly depend: boolean;
  /** The states and possible events from there to the end of the run. */
  readonly story: readonly string[];
}

/** Lets two events happen after a path, and then all others in one fixed order. Undefined if the second cannot happen. */
function* bothInOrder<State>(
  setting: Tried<State>,
  path: readonly EventId[],
  pair: readonly [EventId, EventId],
): Work<Ordered | undefined> {
  const execution = yield* newRun(setting);
  const footprints: Footprint[] = [];
  const story: string[] = [];
  const wanted = [...path, ...pair];
  for (let at = 0; at < wanted.length + mostEvents; at++) {
    const events = execution.enabled().filter((event) => !isFault(event));
    const id = wanted[at];
    if (at >= wanted.length) story.push(describe(events), setting.judge.keyOf(execution.state()));
    const event = id === undefined ? lowest(events) : events.find((one) => one.id === id);
    if (event === undefined) {
      if (at < wanted.length) return undefined;
      break;
    }
    execution.happen(event);
    yield;
    execution.throwRefused();
    footprints.push(execution.touched);
  }
  const [one = [], other = []] = footprints.slice(path.length);
  return { depend: conflict(one, other), story };
}

/** How far a run is followed after the two events. */
const mostEvents = 200;

const describe = (events: readonly PendingEvent[]): string =>
  events
    .map(({ task, what, id }) => `${task.name}: ${what} (${id})`)
    .sort()
    .join(', ') || 'nothing';

/** The event with the lowest number. Events are made in different orders, and their numbers are the same. */
function lowest(events: readonly PendingEvent[]): PendingEvent | undefined {
  return [...events].sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1))[0];
}
