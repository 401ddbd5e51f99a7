/** What a program is: the code under test, the world in which it runs, and what can go wrong there. */
import type { Io } from './io.js';

/** One thing that runs: returns a promise, or nothing. */
export type Task<World> = (world: World) => unknown;

/** Starts a process in a world, and returns its tasks. What it makes is the memory of this process alone. */
export type StartProcess<World> = (world: World) => Readonly<Record<string, () => unknown>>;

/** A process: its tasks share memory with each other, and only services with other processes. */
export interface ProcessDefinition<World> {
  readonly start: StartProcess<World>;
  /** Starts it again after a crash. Absent: `start`. */
  readonly restart?: StartProcess<World>;
}

/** How often each fault may happen in a run. */
export interface FaultBudget {
  /** A call of the service fails, without its effect. */
  readonly failBefore?: number;
  /** A call of the service fails, although its effect took place. */
  readonly failAfter?: number;
  /** A call of the service has its effect, and its answer never comes. */
  readonly loseReply?: number;
  /** The process dies between two events, and starts again. */
  readonly crash?: number;
}

/** Bounds on a run. */
export interface RunBounds {
  /** The most events of a run. Absent: 1,000. */
  readonly events?: number;
  /** The most timers of one task that fire in a run. Absent: 10. */
  readonly timers?: number;
}

/** The definition of a program. */
export interface ProgramDefinition<World, State> {
  /** Its name, for reports and recordings. */
  readonly name: string;
  /**
   * Makes the world of one run: services, and the code under test over them. It is called anew for every run,
   * so a run finds nothing that another run left.
   */
  readonly start: (io: Io) => World | Promise<World>;
  /** The tasks of the first process. They share the memory of what `start` made. */
  readonly tasks?: Readonly<Record<string, Task<World>>>;
  /** Other processes, each with tasks and memory of its own. */
  readonly processes?: Readonly<Record<string, StartProcess<World> | ProcessDefinition<World>>>;
  /**
   * What properties look at: plain data, a record or a list. It is called at every quiet point.
   *
   * @param world - What `start` made.
   * @param results - What the tasks returned that have ended, by their names.
   */
  readonly state: (world: NoInfer<World>, results: Readonly<Record<string, unknown>>) => State;
  /**
   * `services`: what `state` returns depends only on services and channels. It does not depend on the memory of tasks,
   * on their results, or on variables outside of the world. Then the start of a process and the answers that it gets are tried at
   * one place only, which takes fewer runs. A part of them is tried at others too, and must show the same states. Absent: `state`
   * may look at everything.
   */
  readonly stateOf?: 'services';
  /** For services and processes: which faults may happen, and how often. */
  readonly faults?: Readonly<Record<string, FaultBudget>>;
  /** Tasks that may wait for ever, as servers do. For others that is a deadlock. */
  readonly mayWait?: readonly string[];
  /**
   * `any replies`, which is the default: a timer may fire before a reply that is pending, because a reply may take as long as
   * it likes. `instant replies`: a timer fires only if nothing else can happen.
   */
  readonly time?: 'any replies' | 'instant replies';
  /** Bounds on each run. A verdict within bounds that you give here may be `holds`; it names them. */
  readonly bounds?: RunBounds;
}
