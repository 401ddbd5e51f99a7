/**
 * Explores the runs of a program depth first. A run cannot be put back, so each is executed from the start: first
 * the events of the path so far, then on to its end. Then the last quiet point with an untried event is next.
 *
 * What is left out, and why that is right:
 * - *Sleep sets* (P. Godefroid, LNCS 1032, 1996). After an event was tried at a quiet point, it sleeps in what
 *   is tried there next, until something happens that depends on it: to take it before would come to states that
 *   were visited when it was tried. Every state is still visited, and of all orders of independent events
 *   one run is complete.
 * - *Source sets* (P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, POPL 2014), if only the ends of runs matter.
 *   At a quiet point one event is tried. Others are added if a race in a later run shows that they may lead
 *   elsewhere.
 * - *One event alone* ([alone.ts](./alone.ts)), if `state` does not look at the memory of processes.
 */
import type { Action } from '../../model/action.js';
import type { Footprint } from '../footprint.js';
import type { Decision, SeenState } from '../judge.js';
import type { Execution } from '../execution/execution.js';
import type { EventId, PendingEvent } from '../run/running.js';
import type { Exploration, Explored } from './exploration.js';
import { findingOf, findingsAtEnd, type Found } from './ends.js';
import {
  aloneAmong,
  leaveOutOthers,
  mayLeaveOut,
  refusalOf,
  touchesOnly,
  type AloneEvent,
} from './alone.js';
import { inOrder, isPreemption, known, sleepersIn, type KnownEvent, type Node } from './node.js';
import { refuseOtherEvents } from './same-runs.js';
import { newRun } from './new-run.js';
import { leave, nodesOf, wholeSearch, type Left } from './part.js';
import { mostEventsOf, type Setting } from './setting.js';
import type { Work } from '../execution/turns.js';
import { addDisabled, addRaces } from './source-sets.js';

/** Explores the runs of a program. */
export class DepthFirst<State> {
  readonly #setting: Setting<State>;
  readonly exploration: Exploration;
  readonly #onEnd: (seen: SeenState<State>) => void;
  readonly #path: Node<State>[];
  /** The first so many quiet points of the path belong to other parts of the search. */
  readonly #shared: number;
  #isBounded = false;
  /** The last event as an action. It is known only if a property asks about steps. */
  #action: Action | undefined;

  /**
   * @param onEnd - Called with the state in which a run ends.
   * @param part - Which of the runs to explore.
   */
  constructor(
    setting: Setting<State>,
    exploration: Exploration,
    onEnd: (seen: SeenState<State>) => void = () => {},
    part = wholeSearch,
  ) {
    this.#setting = setting;
    this.exploration = exploration;
    this.#onEnd = onEnd;
    this.#path = nodesOf(part, setting.shared.area);
    this.#shared = part.shared;
  }

  /**
   * Explores all runs, or until the search is over. If it was cut, the next call goes on.
   *
   * @param runs - The most runs.
   * @param isPaused - Whether to end for now. It is asked after each run.
   */
  *explore(runs = Infinity, isPaused = () => false): Work<Explored> {
    const { done, isOver } = this.#setting;
    const countRuns = () => done.runs + done.redundant;
    const most = countRuns() + runs;
    const end = (isCut: boolean): Explored => ({ isCut, isBounded: this.#isBounded });
    if (isOver() || runs === 0) return end(true);
    for (;;) {
      yield* this.#run();
      if (!this.#backtrack()) return end(false);
      if (isOver() || countRuns() >= most || isPaused()) return end(true);
    }
  }

  /**
   * What the search leaves for other parts after it was explored for a while. It must not go on afterwards.
   *
   * @param isCut - Whether it was cut.
   * @param isGiving - Whether others get a share of the rest.
   */
  leave(isCut: boolean, isGiving: boolean): Left {
    return leave(this.#path, this.#shared, isCut, isGiving);
  }

  /** Executes one run: the path again, and then on to its end. */
  *#run(): Work<void> {
    const { definition, done, judge, pairs, delays } = this.#setting;
    const execution = yield* newRun(this.#setting);
    const replayed = this.#path.length;
    for (let depth = 0; ; depth++) {
      const events = execution.enabled();
      let node = this.#path[depth];
      if (node === undefined) {
        node = this.#arrive(execution, events);
        if (node === undefined) break;
        this.#path.push(node);
        pairs.collect(this.#path, done.runs + done.redundant);
      } else {
        refuseOtherEvents(definition.name, node.events, events, depth);
        node.seen ??= judge.see(execution.state());
      }
      const { id } = node.chosen;
      const event = events.find((one) => one.id === id);
      if (event === undefined) break;
      if (event.what !== 'start') done.crossed = true;
      // What happens may change what the event would say of itself.
      if (judge.asksSteps) this.#action = event.describe().action;
      execution.happen(event);
      yield;
      execution.throwRefused();
      done.events++;
      node.footprint = execution.touched;
      if (leaveOutOthers(node, done)) delays.collect(this.#path, depth);
    }
    if (execution.isCut) done.bounds.add('timers');
    if (this.#path.length > done.longest) done.longest = this.#path.length;
    if (this.exploration.reduction !== 'source sets') return;
    addRaces(this.#path, replayed - 1);
    addDisabled(this.#path, replayed - 1, execution.enabled());
  }

  /** The next quiet point with an untried event becomes the last of the path. Returns false if there is none. */
  #backtrack(): boolean {
    for (;;) {
      const node = this.#path.at(-1);
      if (node === undefined || this.#path.length <= this.#shared) return false;
      node.done.set(node.chosen.id, node.footprint);
      const next = node.queue.shift();
      const event = node.events.find(({ id }) => id === next);
      if (event !== undefined) {
        node.chosen = event;
        return true;
      }
      this.#path.pop();
    }
  }

  /**
   * Looks at a quiet point that was never visited on this path.
   *
   * @returns Undefined if the run ends here.
   */
  #arrive(execution: Execution<State>, pending: readonly PendingEvent[]): Node<State> | undefined {
    const { judge, definition, done } = this.#setting;
    const depth = this.#path.length;
    const parent = this.#path[depth - 1];
    const seen = judge.see(execution.state());
    for (const failure of execution.failures) this.#report(findingOf(failure));
    this.#reportAll(seen.decisions);
    if (parent === undefined) this.#reportAll(judge.seeStart(seen));
    else this.#judgeStep(parent, seen);
    if (parent?.alone !== undefined && parent.seen?.key !== seen.key) {
      throw refusalOf(definition.name, parent.chosen.task, parent.chosen.what);
    }
    // The event was tried for the sake of its step alone: what follows was explored before.
    if (parent?.steps.has(parent.chosen.id) === true) return this.#stop('redundant');
    const events = pending.map(known);
    if (events.every(({ isFault }) => isFault)) {
      const found = findingsAtEnd(execution, judge, seen, definition.mayWait ?? []);
      for (const one of found) this.#report(one);
    }
    if (events.length === 0) {
      this.#onEnd(seen);
      return this.#stop('runs');
    }
    if (depth >= mostEventsOf(definition)) {
      done.bounds.add('events');
      return this.#stop('runs');
    }
    const alone = mayLeaveOut(this.#setting, this.exploration)
      ? aloneAmong(pending, execution)
      : [];
    return this.#nodeOf(events, seen, parent, alone);
  }

  #stop(kind: 'runs' | 'redundant'): undefined {
    this.#setting.done[kind]++;
    return undefined;
  }

  /** The quiet point with the events to try there; undefined if all are asleep. */
  #nodeOf(
    events: readonly KnownEvent[],
    seen: SeenState<State>,
    parent: Node<State> | undefined,
    alone: readonly AloneEvent[],
  ): Node<State> | undefined {
    const { reduction } = this.exploration;
    const task = parent?.chosen.task;
    const preemptions = this.#preemptions(parent);
    const asleep =
      reduction === 'none' ? new Map<EventId, Footprint>() : sleepersIn(events, parent);
    const inTurn = inOrder(events, task);
    const awake = this.#within(
      inTurn.filter(({ id }) => !asleep.has(id)),
      task,
      preemptions,
    );
    const steps = this.#setting.judge.asksSteps
      ? inTurn.filter(({ id }) => asleep.has(id)).map(({ id }) => id)
      : [];
    const candidates = reduction === 'source sets' ? awake.slice(0, 1) : awake;
    if (alone.some(({ id, memory }) => touchesOnly(asleep.get(id), memory))) {
      this.#setting.done.trustsState = true;
      return this.#stop('redundant');
    }
    const [one] = inTurn.flatMap(({ id }) =>
      asleep.has(id) ? [] : (alone.find((event) => event.id === id) ?? []),
    );
    const queue = [...candidates.map(({ id }) => id), ...steps];
    const first = one?.id ?? queue[0];
    const chosen = events.find(({ id }) => id === first);
    if (chosen === undefined) return this.#stop('redundant');
    queue.splice(queue.indexOf(chosen.id), 1);
    return {
      events,
      alone: one?.memory,
      seen,
      done: asleep,
      steps: new Set(steps),
      queue,
      elsewhere: new Set(),
      chosen,
      footprint: [],
      task,
      preemptions,
    };
  }

  /** The preemptions on the way to what follows a quiet point. */
  #preemptions(parent: Node<State> | undefined): number {
    if (parent === undefined) return 0;
    const { chosen, task, events, preemptions } = parent;
    return preemptions + (isPreemption(chosen, task, events) ? 1 : 0);
  }

  /** The events that the bound on preemptions allows. */
  #within(
    events: readonly KnownEvent[],
    task: string | undefined,
    preemptions: number,
  ): readonly KnownEvent[] {
    const { preemptions: most = Infinity } = this.exploration;
    if (preemptions < most) return events;
    const allowed = events.filter((event) => !isPreemption(event, task, events));
    if (allowed.length < events.length) this.#isBounded = true;
    return allowed;
  }

  /** Asks properties of steps about the last event. */
  #judgeStep(parent: Node<State>, seen: SeenState<State>): void {
    const action = this.#action;
    if (action !== undefined && parent.seen !== undefined)
      this.#reportAll(this.#setting.judge.seeStep(parent.seen, action, seen));
  }

  #reportAll(decisions: readonly Decision[]): void {
    for (const { property, says } of decisions) {
      this.#report({ name: property, kind: 'property', says });
    }
  }

  #report(found: Found): void {
    const path = this.#path.map(({ chosen }) => chosen.id);
    const preemptions = this.#preemptions(this.#path.at(-1));
    this.#setting.report({ ...found, path, preemptions });
  }
}
