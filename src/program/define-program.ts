import { refuseNameless } from '../model/names.js';
import { ModelError } from '../validation/errors.js';
import {
  describeGiven,
  passes,
  reading,
  refuseOtherFunction,
  refuseOtherValue,
  refuseUnknown,
  refuseUnknownName,
} from '../validation/refuse.js';
import { isRecord, recordOf, wholeNumber, wordOf } from '../validation/values.js';
import type { FaultBudget, ProgramDefinition, RunBounds } from './program.js';

/**
 * A program: real code, with the world in which it runs. `defineProgram` makes it, and `check`, `sample`,
 * `replay` and the matchers take it in place of a model.
 *
 * @typeParam State - What its properties look at: plain data.
 */
export interface Program<State> {
  readonly kind: 'program';
  readonly name: string;
  /** What the user gave, with the type of the world hidden. */
  readonly definition: ProgramDefinition<unknown, State>;
}

/** The parts of a definition. */
const parts = [
  'name',
  'start',
  'tasks',
  'processes',
  'state',
  'stateOf',
  'faults',
  'mayWait',
  'time',
  'bounds',
] satisfies (keyof ProgramDefinition<unknown, unknown>)[];

/** The faults that can happen. */
const faultNames = [
  'failBefore',
  'failAfter',
  'loseReply',
  'crash',
] satisfies (keyof FaultBudget)[];

/** What each bound may be. */
const boundSchemas = { events: wholeNumber(1), timers: wholeNumber(0) } satisfies Record<
  keyof RunBounds,
  unknown
>;

/**
 * Defines a program: real code whose every interleaving can be explored.
 *
 * Between two events at its boundary, single-threaded JavaScript is deterministic. So every run is executed anew with
 * another order of events: of calls that are performed and answered, of messages, and of timers.
 *
 * @param definition - The code under test, the world in which it runs, and what properties look at.
 * @returns The program, for `check`, `sample`, `replay` and the matchers.
 * @throws ModelError if a part is missing or wrong.
 * @example
 * const transfer = defineProgram({
 *   name: 'transfer',
 *   start: (io) => {
 *     const store = io.service('store', new MemoryStore({ alice: 100, bob: 0 }));
 *     return { store, bank: new Bank(store) };
 *   },
 *   tasks: {
 *     'clerk 1': ({ bank }) => bank.transfer('alice', 'bob', 50),
 *     'clerk 2': ({ bank }) => bank.transfer('alice', 'bob', 50),
 *   },
 *   state: ({ store }) => store.snapshot(),
 * });
 */
export function defineProgram<World, State extends object>(
  definition: ProgramDefinition<World, State>,
): Program<State> {
  return reading('defineProgram', () => {
    refuseUnknown('defineProgram', 'part', definition, parts);
    refuseNameless(definition.name, 'A program', "defineProgram({ name: 'transfer', … })");
    const where = `Program ${JSON.stringify(definition.name)}`;
    refuseOtherFunction(where, 'start', definition.start);
    refuseOtherFunction(where, 'state', definition.state);
    const lanes = lanesOf(where, definition);
    refuseOtherWaits(where, definition.mayWait, lanes);
    refuseOtherFaults(where, definition.faults);
    const { time, bounds, stateOf } = definition;
    if (stateOf !== undefined) {
      const only = wordOf(['services'], "give 'services', or leave it out");
      refuseOtherValue(`${where}: stateOf`, stateOf, only);
    }
    if (time !== undefined) {
      const words = ['any replies', 'instant replies'];
      refuseOtherValue(
        `${where}: time`,
        time,
        wordOf(words, "give 'any replies' or 'instant replies'"),
      );
    }
    if (bounds !== undefined) {
      refuseUnknown(where, 'bound', bounds, Object.keys(boundSchemas));
      for (const [name, value] of Object.entries(bounds)) {
        refuseOtherValue(`${where}: bounds.${name}`, value, boundSchemas[name as keyof RunBounds]);
      }
    }
    return Object.freeze({
      kind: 'program',
      name: definition.name,
      definition: Object.freeze({ ...definition }) as unknown as ProgramDefinition<unknown, State>,
    });
  });
}

/** The names of tasks and processes. */
function lanesOf<World, State>(
  where: string,
  { tasks = {}, processes = {} }: ProgramDefinition<World, State>,
): readonly string[] {
  const give = (what: string) => recordOf(`give a record of ${what} by their names`);
  refuseOtherValue(`${where}: tasks`, tasks, give('functions'));
  refuseOtherValue(`${where}: processes`, processes, give('processes'));
  for (const [name, task] of Object.entries(tasks)) {
    refuseOtherFunction(where, `task ${JSON.stringify(name)}`, task);
  }
  for (const [name, process] of Object.entries(processes)) {
    const what = `process ${JSON.stringify(name)}`;
    if (typeof process === 'function') continue;
    refuseUnknown(`${where}: ${what}`, 'part', process, ['start', 'restart']);
    refuseOtherFunction(where, `start of ${what}`, process.start);
    if (process.restart !== undefined) {
      refuseOtherFunction(where, `restart of ${what}`, process.restart);
    }
  }
  const names = [...Object.keys(tasks), ...Object.keys(processes)];
  if (names.length === 0) {
    throw new ModelError(
      `${where} has no tasks and no processes, so nothing could happen; give tasks: { 'clerk 1': (world) => … }.`,
    );
  }
  const twin = names.find((name, at) => names.indexOf(name) !== at);
  if (twin === undefined) return names;
  throw new ModelError(
    `${where} has a task and a process that are both named ${JSON.stringify(twin)}; rename one.`,
  );
}

function refuseOtherWaits(where: string, mayWait: unknown, lanes: readonly string[]): void {
  if (mayWait === undefined) return;
  if (!Array.isArray(mayWait)) {
    throw new ModelError(
      `${where}: mayWait is ${describeGiven(mayWait)}; give a list of names of tasks.`,
    );
  }
  for (const name of mayWait as readonly unknown[]) {
    // A process with several tasks names each after itself: the task's own name is known only in a run.
    const isOfProcess =
      typeof name === 'string' && lanes.some((lane) => name.startsWith(`${lane} `));
    if (!isOfProcess) refuseUnknownName(`${where}: mayWait`, 'task', name, lanes);
  }
}

function refuseOtherFaults(where: string, faults: unknown): void {
  if (faults === undefined) return;
  refuseOtherValue(`${where}: faults`, faults, recordOf('give a record by names of services'));
  for (const [name, budget] of Object.entries(faults as Readonly<Record<string, unknown>>)) {
    const what = `${where}: faults of ${JSON.stringify(name)}`;
    refuseUnknown(what, 'fault', budget, faultNames);
    for (const [fault, times] of Object.entries(Object(budget) as object)) {
      refuseOtherValue(`${what}: ${fault}`, times, wholeNumber(0));
    }
  }
}

/** True for what `defineProgram` made. */
export function isProgram(value: unknown): value is Program<unknown> {
  return passes(() => {
    const { kind, name, definition } = Object(value) as {
      [Part in keyof Program<never>]?: unknown;
    };
    return kind === 'program' && typeof name === 'string' && isRecord(definition);
  });
}
