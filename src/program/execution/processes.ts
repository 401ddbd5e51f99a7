/** Starts the processes and tasks of a run, lets processes crash, and starts them again. */
import { isPromise } from '../../validation/answer.js';
import { describeThrown, isModelError, ModelError } from '../../validation/errors.js';
import { describeGiven } from '../../validation/refuse.js';
import { isRecord } from '../../validation/values.js';
import { streamOf } from '../../search/simulation/random.js';
import { wholeOf } from '../footprint.js';
import type { ProcessDefinition, StartProcess } from '../program.js';
import {
  nextNumber,
  running,
  type Boundary,
  type Budget,
  type RunningProcess,
  type RunningTask,
} from '../run/running.js';

/** What processes need of a run. */
export interface Host extends Boundary {
  /** All tasks of processes that live. */
  readonly tasks: RunningTask[];
  /** Removes the tasks of a process, and all events that would run its code. */
  removeProcess: (process: RunningProcess) => void;
}

/** How a process is started, and how often it may crash. */
export interface ProcessPlan {
  readonly program: string;
  readonly definition: StartProcess<unknown> | ProcessDefinition<unknown>;
  readonly world: unknown;
  readonly crashes: Budget | undefined;
  /** How many processes a run has. Each start of a process gets a number of its own. */
  readonly stride: number;
}

/** Makes a process that has no tasks yet. */
export function makeProcess({ area }: Host, name: string, index: number): RunningProcess {
  let random: (() => number) | undefined;
  return {
    name,
    index,
    memory: wholeOf(area(`memory of ${name}`), true),
    shared: [],
    isListening: false,
    given: 0,
    random: () => (random ??= streamOf(index + 1).next)(),
    isDead: false,
  };
}

/** Makes a task, which is not started. */
export const makeTask = (run: Boundary, process: RunningProcess, name: string): RunningTask => ({
  name,
  process,
  run,
  touches: [process.memory],
  isDone: false,
  fired: 0,
  waitsFor: new Map(),
});

/** Adds a task. That it starts is an event. */
export function addTask(
  run: Host,
  process: RunningProcess,
  name: string,
  code: () => unknown,
): void {
  const task = makeTask(run, process, name);
  run.tasks.push(task);
  run.add({
    id: nextNumber(task),
    task,
    what: 'start',
    touches: [process.memory],
    describe: () => ({ action: { actor: name, step: 'starts' }, says: 'starts' }),
    happen: () => runTask(task, code),
  });
}

/** Runs the code of a task. */
function runTask(task: RunningTask, code: () => unknown): void {
  const end = (result?: unknown) => {
    task.isDone = true;
    task.run.ended(task, result);
  };
  const fail = (error: unknown) => {
    end();
    task.run.fail(task, { kind: 'task', error });
  };
  try {
    const result = running.run(task, code);
    if (typeof result === 'object' && result !== null && isPromise(result)) result.then(end, fail);
    else end(result);
  } catch (error) {
    fail(error);
  }
}

/** Starts a process: makes its memory, and adds its tasks and the event in which it crashes. */
export function startProcess(
  run: Host,
  process: RunningProcess,
  plan: ProcessPlan,
  isRestart = false,
): void {
  const { definition, world, crashes } = plan;
  const { start, restart } = typeof definition === 'function' ? { start: definition } : definition;
  const begin = isRestart ? (restart ?? start) : start;
  const tasks = tasksOf(run, process, plan, () => begin(world));
  const names = Object.keys(tasks);
  for (const [name, code] of Object.entries(tasks)) {
    // A process with one task is a lane of its own.
    addTask(run, process, names.length === 1 ? process.name : `${process.name} ${name}`, code);
  }
  if (crashes !== undefined) addCrash(run, process, plan, crashes);
}

/** The tasks that the start of a process returned. */
function tasksOf(
  run: Host,
  process: RunningProcess,
  { program }: ProcessPlan,
  begin: () => unknown,
): Readonly<Record<string, () => unknown>> {
  const where = `Program ${JSON.stringify(program)}: the start of process ${JSON.stringify(process.name)}`;
  let tasks: unknown;
  try {
    tasks = running.run(makeTask(run, process, process.name), begin);
  } catch (error) {
    if (isModelError(error)) throw error;
    throw new ModelError(`${where} threw ${describeThrown(error)}.`, { cause: error });
  }
  if (isRecord(tasks) && Object.values(tasks).every((one) => typeof one === 'function')) {
    return tasks as Readonly<Record<string, () => unknown>>;
  }
  throw new ModelError(
    `${where} returned ${describeGiven(tasks)}; return a record of its tasks, which are functions.`,
  );
}

/** Adds the event in which a process dies. What it asked of services may still be performed. */
function addCrash(run: Host, process: RunningProcess, plan: ProcessPlan, crashes: Budget): void {
  const { name } = process;
  const task = makeTask(run, process, name);
  const next = makeProcess(run, name, process.index + plan.stride);
  run.add({
    id: `crash ${process.index}`,
    task,
    what: `crash of ${name}`,
    touches: [process.memory],
    budget: crashes,
    isEnabled: () => run.tasks.some((one) => one.process === process && !one.isDone),
    describe: () => ({ action: { actor: name, step: 'crashes' }, says: 'crashes' }),
    happen: () => {
      process.isDead = true;
      run.removeProcess(process);
      const again = makeTask(run, next, name);
      // Until it has started again, the run is not over.
      run.tasks.push(again);
      run.add({
        id: `restart ${process.index}`,
        task: again,
        what: `restart of ${name}`,
        touches: [next.memory],
        describe: () => ({ action: { actor: name, step: 'starts again' }, says: 'starts again' }),
        happen: () => {
          again.isDone = true;
          startProcess(run, next, plan, true);
        },
      });
    },
  });
}
