/** One run of a program: its world, its processes and tasks, and the events that can happen next. */
import { describeThrown, isModelError, ModelError } from '../../validation/errors.js';
import { addAccess, type Access } from '../footprint.js';
import type { FaultBudget, ProgramDefinition } from '../program.js';
import type { VirtualClock } from '../run/clock.js';
import { ioOf, type Budgets } from '../boundary/io-of.js';
import { addTask, makeProcess, makeTask, startProcess, type Host } from './processes.js';
import {
  isFault,
  running,
  type EventId,
  type Failure,
  type PendingEvent,
  type RunningProcess,
  type RunningTask,
} from '../run/running.js';
import type { Shared } from '../run/shared.js';

/** An error that no code of the program caught. */
export interface ProgramFailure extends Failure {
  readonly task: RunningTask;
}

/** The usual bound on the timers of one task that fire in a run. */
export const usualTimers = 10;

/** One run of a program. */
export class Execution<State> implements Host {
  readonly clock: VirtualClock<PendingEvent>;
  readonly area: Shared['area'];
  fetch: typeof fetch | undefined;
  /** What the last event touched. It is complete once its microtasks have run out. */
  touched: Access[] = [];
  /** What went wrong so far. */
  readonly failures: ProgramFailure[] = [];
  readonly tasks: RunningTask[] = [];
  /** Set if a bound kept a timer from firing. */
  isCut = false;
  readonly #note: Shared['note'];
  #world: unknown;
  /** What the tasks returned that have ended. */
  readonly #results: Record<string, unknown> = {};
  #refused: ModelError | undefined;
  readonly #pending = new Map<EventId, PendingEvent>();
  readonly #definition: ProgramDefinition<unknown, State>;

  constructor(definition: ProgramDefinition<unknown, State>, { clock, area, note }: Shared) {
    this.#note = note;
    this.#definition = definition;
    this.clock = clock;
    this.area = area;
    clock.reset();
  }

  /** Makes the world and starts the processes. At each `yield` all microtasks must run out. */
  *begin(): Generator<undefined, void, undefined> {
    const { name: program, faults = {}, processes = {}, tasks = {} } = this.#definition;
    const budgets = budgetsOf(faults);
    const others = Object.entries(processes);
    const stride = others.length + 1;
    const main = makeProcess(this, 'the program', 0);
    const world = yield* this.#start(makeTask(this, main, 'start'), budgets);
    this.#world = world;
    for (const [name, run] of Object.entries(tasks)) addTask(this, main, name, () => run(world));
    for (const [at, [name, definition]] of others.entries()) {
      const crashes = budgets.get(name)?.crash;
      const plan = { program, definition, world, crashes, stride };
      startProcess(this, makeProcess(this, name, at + 1), plan);
      yield;
    }
    this.throwRefused();
  }

  /** Calls `start`. If it waits for calls of services, they happen in their order. */
  *#start(setup: RunningTask, budgets: Budgets): Generator<undefined, unknown, undefined> {
    const { name, start } = this.#definition;
    let end: { readonly world: unknown } | { readonly error: unknown } | undefined;
    const { io, services } = ioOf(this, setup, budgets);
    running.run(setup, () => {
      new Promise((resolve) => resolve(start(io))).then(
        (world) => (end = { world }),
        (error: unknown) => (end = { error }),
      );
    });
    const who = `Program ${JSON.stringify(name)}: start`;
    for (yield; end === undefined; yield) {
      const first = this.enabled().find((event) => !isFault(event));
      if (first === undefined) {
        throw new ModelError(
          `${who} waits for something that is not behind io; let it wait only for what io made.`,
        );
      }
      this.happen(first);
    }
    setup.isDone = true;
    if ('world' in end) {
      this.#refuseOtherFaults(services);
      return end.world;
    }
    if (isModelError(end.error)) throw end.error;
    throw new ModelError(`${who} threw ${describeThrown(end.error)}.`, { cause: end.error });
  }

  /** Refuses faults that would never happen: of something that is not there, or that cannot fail so. */
  #refuseOtherFaults(services: ReadonlySet<string>): void {
    const { name, faults = {}, processes = {} } = this.#definition;
    for (const [of, budget] of Object.entries(faults)) {
      const where = `Program ${JSON.stringify(name)}: faults of ${JSON.stringify(of)}`;
      if (!services.has(of) && !Object.hasOwn(processes, of)) {
        const known = [...services, ...Object.keys(processes)].join(', ') || 'none';
        throw new ModelError(`${where}: there is no such service or process; there are: ${known}.`);
      }
      const wrong = Object.keys(budget).find((fault) => (fault === 'crash') === services.has(of));
      if (wrong === undefined) continue;
      throw new ModelError(
        `${where}: ${services.has(of) ? 'a service does not crash, and a process does' : `a process has no ${wrong}, and a service has`}; correct the name.`,
      );
    }
  }

  /** The events that can happen now, in the order in which they were made; the next timer comes last. */
  enabled(): PendingEvent[] {
    const events: PendingEvent[] = [];
    for (const event of this.#pending.values()) if (canHappen(event)) events.push(event);
    const mustWait = this.#definition.time === 'instant replies' && !events.every(isFault);
    const timer = mustWait ? undefined : this.#nextTimer();
    if (timer !== undefined) events.push(timer);
    return events;
  }

  /** The next timer. Timers of tasks that have used up their bound are removed. */
  #nextTimer(): PendingEvent | undefined {
    const most = this.#definition.bounds?.timers ?? usualTimers;
    for (;;) {
      const timer = this.clock.next();
      if (timer === undefined) return undefined;
      const { task } = timer.event;
      if (task.fired < most) return timer.event;
      this.isCut = true;
      this.clock.clear(timer.handle);
    }
  }

  /** Makes an event happen. What follows from it runs in microtasks afterwards. */
  happen(event: PendingEvent): void {
    this.#note(event.task.name);
    this.touched = [...event.touches];
    if (runsCode(event)) for (const access of event.task.process.shared) this.touch(access);
    this.#pending.delete(event.id);
    if (event.group !== undefined) {
      for (const other of this.#pending.values()) {
        if (other.group === event.group) this.#pending.delete(other.id);
      }
    }
    if (event.budget !== undefined) event.budget.left--;
    if (event.isTimer === true) event.task.fired++;
    event.happen();
  }

  /** What properties look at, as the program gives it. */
  state(): unknown {
    try {
      return this.#definition.state(this.#world, this.#results);
    } catch (error) {
      if (isModelError(error)) throw error;
      throw new ModelError(
        `Program ${JSON.stringify(this.#definition.name)}: state threw ${describeThrown(error)}.`,
        { cause: error },
      );
    }
  }

  /**
   * Whether nothing else can happen in the process of an event before it, and nothing that others do changes that. If the
   * event then touches only the memory of the process, it is the same whenever it happens, and no other event depends on it.
   */
  isAlone({ id, task, touches, budget }: PendingEvent): boolean {
    const { process } = task;
    const [touch, ...others] = touches;
    if (budget !== undefined || touch !== process.memory || others.length > 0) return false;
    // A listener is called when another process emits, and shared memory changes when others call.
    if (process.isListening || process.shared.length > 0) return false;
    for (const other of this.#pending.values()) {
      if (other.task.process === process && other.id !== id) return false;
    }
    // It may also wait for a message that is no event yet. A task waits for the answer that the event itself brings.
    for (const one of this.tasks) {
      if (one.process === process && one.waitsFor.size > (one === task ? 1 : 0)) return false;
    }
    return !this.clock.has((event) => event.task.process === process);
  }

  /** Throws what was refused while the last event happened. */
  throwRefused(): void {
    if (this.#refused !== undefined) throw this.#refused;
  }

  add(event: PendingEvent): void {
    if (event.task.process.isDead && runsCode(event)) return;
    this.#pending.set(event.id, event);
  }

  removeProcess(process: RunningProcess): void {
    for (const event of this.#pending.values()) {
      if (event.task.process === process && runsCode(event)) this.#pending.delete(event.id);
    }
    this.clock.clearAll(({ task }) => task.process === process);
    const left = this.tasks.filter((task) => task.process !== process);
    this.tasks.splice(0, this.tasks.length, ...left);
  }

  ended({ name }: RunningTask, result: unknown): void {
    this.#results[name] = result;
  }

  touch(access: Access): void {
    addAccess(this.touched, access);
  }

  fail(task: RunningTask, failure: Failure): void {
    if (isModelError(failure.error)) this.#refused ??= failure.error;
    else this.failures.push({ ...failure, task });
  }

  /** The names of all tasks and processes, in the order in which they are defined. */
  laneNames(): readonly string[] {
    const { tasks = {}, processes = {} } = this.#definition;
    const others = this.tasks.map(({ name }) => name);
    return [...new Set([...Object.keys(tasks), ...Object.keys(processes), ...others])];
  }

  /** The tasks that have not ended. */
  unfinished(): RunningTask[] {
    return this.tasks.filter(({ isDone }) => !isDone);
  }
}

function canHappen({ budget, isEnabled }: PendingEvent): boolean {
  return (budget === undefined || budget.left > 0) && (isEnabled === undefined || isEnabled());
}

/** Whether an event runs code of its process. Such events do not happen after a crash. */
const runsCode = ({ task, touches }: PendingEvent): boolean =>
  touches.includes(task.process.memory);

/** The budgets of a run for each service and process. */
function budgetsOf(faults: Readonly<Record<string, FaultBudget>>): Budgets {
  return new Map(
    Object.entries(faults).map(([name, budget]) => [
      name,
      Object.fromEntries(
        Object.entries(budget).map(([fault, left]) => [fault, { left: Number(left) }]),
      ),
    ]),
  );
}
