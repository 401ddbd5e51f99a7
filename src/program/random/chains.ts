/** Priorities of the events of a run. */
import type { NamedEvent } from '../exploration/one-run.js';
import { isFault, numberOf, type EventId, type PendingEvent } from '../run/running.js';
import { mostRank } from './schedules.js';

/** Events that wait for one another, with the priority that they share. */
interface Chain {
  priority: number;
}

/** An event as it is known from when it is first seen. */
interface SeenEvent {
  readonly chain: Chain;
  /** Decides between alternatives, which are in one chain. */
  readonly rank: number;
}

/**
 * Gives priorities to chains of events, and says which event comes next.
 *
 * Probabilistic concurrency testing gives priorities to threads (S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte,
 * "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010). A task of asynchronous code is not
 * like a thread: it may wait for several calls and timers at once, which come in any order. So priorities belong to
 * chains of events that cannot overtake one another (B. K. Ozkan, R. Majumdar, F. Niksic, M. Tabaei Befrouei,
 * G. Weissenbacher, "Randomized Testing of Distributed Systems with Probabilistic Guarantees", OOPSLA 2018).
 *
 * An event goes into a chain when it is first seen:
 * - An answer belongs to the chain of its call. Alternatives, such as the values of a choice, are in one chain.
 * - The first new event of a task after the task's last event continues the chain of that event. So a task that always
 *   waits for one thing at a time is one chain, and this is the algorithm of 2010.
 * - Any other event begins a chain: the second of two calls that a task makes at once, and every fault.
 *
 * The chains are found as the run goes on, so there may be more of them than the algorithm of 2018 would make.
 */
export class Chains {
  readonly #ranks: readonly number[];
  readonly #seen = new Map<EventId, SeenEvent>();
  /** The chains of calls and of alternatives, by what their events have in common. */
  readonly #byNumber = new Map<EventId, Chain>();
  /** For each task the chain of its last event, if no event continues it yet. */
  readonly #open = new Map<string, Chain>();

  /** @param ranks - The ranks of events, in the order in which they are first seen. They are used again if they run out. */
  constructor(ranks: readonly number[]) {
    this.#ranks = ranks;
  }

  /** Puts an event into a chain, if it was not seen before. */
  see(event: PendingEvent): void {
    if (this.#seen.has(event.id)) return;
    const rank = this.#ranks[this.#seen.size % this.#ranks.length] ?? 0;
    this.#seen.set(event.id, { chain: this.#chainOf(event, rank), rank });
  }

  #chainOf(event: PendingEvent, rank: number): Chain {
    // A fault need not happen. With rank 0 it is below everything else.
    if (isFault(event)) return { priority: rank === 0 ? -Infinity : rank };
    const number = numberOf(event);
    const known = this.#byNumber.get(number);
    if (known !== undefined) return known;
    const { name } = event.task;
    const chain = this.#open.get(name) ?? { priority: rank };
    this.#open.delete(name);
    this.#byNumber.set(number, chain);
    return chain;
  }

  /** The event with the highest priority; the first of several that have the same. All were seen. */
  highest(events: readonly NamedEvent[]): NamedEvent | undefined {
    let best: { readonly named: NamedEvent; readonly seen: SeenEvent } | undefined;
    for (const named of events) {
      const seen = this.#seen.get(named.event.id);
      if (seen === undefined) continue;
      if (best === undefined || isHigher(seen, best.seen)) best = { named, seen };
    }
    return best?.named;
  }

  /**
   * Puts the chain of an event below all that never fell.
   *
   * @param change - The number of the change. Each has a priority of its own, whatever their order in time: of two chains
   *   that fell, either may be the first to go on.
   */
  fall({ id }: PendingEvent, change: number): void {
    const seen = this.#seen.get(id);
    if (seen !== undefined) seen.chain.priority = -mostRank - 1 - change;
  }

  /** Notes that an event happens: the next new event of its task continues its chain. */
  happens({ id, task }: PendingEvent): void {
    const seen = this.#seen.get(id);
    if (seen !== undefined) this.#open.set(task.name, seen.chain);
  }
}

function isHigher(one: SeenEvent, other: SeenEvent): boolean {
  return one.chain === other.chain
    ? one.rank > other.rank
    : one.chain.priority > other.chain.priority;
}
