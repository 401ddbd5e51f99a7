/**
 * Runs a program under the scheduler of fast-check, as a user of fast-check would test the same code: its `start`
 * gets another `io`, whose services let the scheduler decide when a call goes on.
 */
import type { Io, Program, ProgramProperty, ServiceOptions } from 'allways';
import { asyncProperty, check, scheduler, type Scheduler } from 'fast-check';
import { beginTimers, replaceTimers } from './timers.js';

/**
 * What the scheduler decides. `each event`: when a task starts, when a call is performed and when it is answered, as in
 * the search of allways. `scheduleFunction`: when a call is answered, as in the guide of fast-check; all tasks start at
 * once, and a call is performed when it is made.
 */
export const ways = ['each event', 'scheduleFunction'] as const;
export type Way = (typeof ways)[number];

/** What is asked of the runs. */
export interface Asked {
  readonly way: Way;
  readonly seed: number;
  readonly numRuns: number;
}

/** How many runs it took until a property was violated; null if none was. */
export async function runsToFailure<State>(
  program: Program<State>,
  properties: readonly ProgramProperty<State>[],
  { way, seed, numRuns }: Asked,
): Promise<number | null> {
  const putBack = replaceTimers();
  try {
    let violated: string | undefined;
    const asked = asyncProperty(scheduler(), async (one) => {
      beginTimers(one);
      violated = await oneRun(program, properties, one, way);
      return violated === undefined;
    });
    const details = await check(asked, { seed, numRuns, endOnFailure: true });
    if (!details.failed) return null;
    // A run that ends by an error of this file shows no race.
    if (violated === undefined) throw details.errorInstance;
    return details.numRuns;
  } finally {
    putBack();
  }
}

/** Executes one run, and asks the invariants whenever all microtasks have run out. Returns what is violated. */
async function oneRun<State>(
  { definition }: Program<State>,
  properties: readonly ProgramProperty<State>[],
  one: Scheduler,
  way: Way,
): Promise<string | undefined> {
  const { name, start, tasks = {}, processes = {}, faults, mayWait, state } = definition;
  if (faults !== undefined || mayWait !== undefined) {
    throw new RangeError(`${name} has faults or servers, which are not done here.`);
  }
  const inside: Inside = { isOfState: false };
  const world = await start(ioOver(one, way, inside));
  const code = Object.entries(tasks).map(([task, run]) => [task, () => run(world)] as const);
  for (const [lane, process] of Object.entries(processes)) {
    const begin = typeof process === 'function' ? process : process.start;
    for (const [task, run] of Object.entries(begin(world))) code.push([`${lane} ${task}`, run]);
  }
  const results: Record<string, unknown> = {};
  let failure: string | undefined;
  for (const [task, run] of code) {
    const started =
      way === 'each event' ? one.schedule(Promise.resolve(), task).then(run) : resultOf(run);
    started.then(
      (result) => (results[task] = result),
      () => (failure ??= `${task} does not throw`),
    );
  }
  const ask = (kind: 'invariant' | 'when done'): string | undefined => {
    inside.isOfState = true;
    const now = state(world, results);
    inside.isOfState = false;
    return properties.find((property) => property.kind === kind && property.holds(now) !== true)
      ?.name;
  };
  for (;;) {
    await quiet();
    const violated = failure ?? ask('invariant');
    if (violated !== undefined) return violated;
    if (one.count() === 0) break;
    await one.waitNext(1);
  }
  return Object.keys(results).length < code.length ? 'no deadlock' : ask('when done');
}

/** All microtasks have run out when this resolves. */
const quiet = () => new Promise((resolve) => setImmediate(resolve));

/** What a task returns, as a promise. The task starts at once. */
const resultOf = (run: () => unknown) =>
  new Promise<unknown>((resolve) => {
    resolve(run());
  });

/** Says whether `state` asks a service, which then answers as it is. */
interface Inside {
  isOfState: boolean;
}

/** An `io` whose services the scheduler drives. */
function ioOver(one: Scheduler, way: Way, inside: Inside): Io {
  const service: Io['service'] = (name, object, _footprints, options = {}) =>
    new Proxy(object, {
      get: (_, method) => {
        const value: unknown = Reflect.get(object, method, object);
        if (typeof value !== 'function') return value;
        const call = value.bind(object) as (...args: unknown[]) => Promise<unknown>;
        if (inside.isOfState || isImmediate(options, method)) return call;
        if (way === 'scheduleFunction') return one.scheduleFunction(call);
        return async (...args: unknown[]) => {
          const label = `${name}.${String(method)}`;
          await one.schedule(Promise.resolve(), label);
          return one.schedule(call(...args), `answer of ${label}`);
        };
      },
    });
  return new Proxy({} as Io, {
    get: (_, part) => {
      if (part === 'service') return service;
      throw new RangeError(`io.${String(part)} is not done here.`);
    },
  });
}

const isImmediate = (
  { immediate = [] }: Pick<ServiceOptions<Record<PropertyKey, unknown>>, 'immediate'>,
  method: PropertyKey,
): boolean => immediate.some((one) => one === method);
