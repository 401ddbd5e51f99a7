/** The plain search of programs: it executes every run, one after the other, and leaves out nothing. */
import { conflict, type Footprint } from '../../src/program/footprint.js';
import { Execution } from '../../src/program/execution/execution.js';
import type { Work } from '../../src/program/execution/turns.js';
import type { EventId } from '../../src/program/run/running.js';
import type { SearchSetting } from '../../src/program/exploration/setting.js';

/** One run, as the plain search saw it. */
export interface PlainRun {
  readonly ids: readonly EventId[];
  readonly footprints: readonly Footprint[];
  /** The keys of the states at its quiet points. */
  readonly states: readonly string[];
  /** The tasks that failed. */
  readonly failed: readonly string[];
  /** The tasks that wait for ever. */
  readonly stuck: readonly string[];
}

/**
 * Executes every run of a program.
 *
 * @param most - The most runs.
 * @returns Undefined if there are more.
 */
export function* plainRuns<State>(
  setting: SearchSetting<State>,
  most: number,
): Work<readonly PlainRun[] | undefined> {
  const runs: PlainRun[] = [];
  const open: EventId[][] = [[]];
  for (;;) {
    const path = open.pop();
    if (path === undefined) return runs;
    if (runs.length >= most) return undefined;
    runs.push(yield* plainRun(setting, path, open));
  }
}

/** Executes the run that begins with a path, and puts the paths aside that branch off after it. */
function* plainRun<State>(
  setting: SearchSetting<State>,
  path: readonly EventId[],
  open: EventId[][],
): Work<PlainRun> {
  const { definition, shared, judge } = setting;
  const execution = new Execution(definition, shared);
  setting.stage.current = execution;
  yield* execution.begin();
  const ids: EventId[] = [];
  const footprints: Footprint[] = [];
  const states = [judge.keyOf(execution.state())];
  for (;;) {
    const events = execution.enabled();
    const wanted = path[ids.length];
    const event = wanted === undefined ? events[0] : events.find(({ id }) => id === wanted);
    if (event === undefined) break;
    if (wanted === undefined) {
      for (const other of events.slice(1)) open.push([...ids, other.id]);
    }
    execution.happen(event);
    yield;
    execution.throwRefused();
    ids.push(event.id);
    footprints.push(execution.touched);
    states.push(judge.keyOf(execution.state()));
  }
  return {
    ids,
    footprints,
    states,
    failed: execution.failures.map(({ task }) => task.name),
    stuck: execution.unfinished().map(({ name }) => name),
  };
}

/**
 * The trace of a run in the sense of A. Mazurkiewicz: the same for two runs exactly if they differ only in the order of
 * independent events.
 */
export function traceKey({ ids, footprints }: PlainRun): string {
  const ordered: string[] = [];
  for (const [at, id] of ids.entries()) {
    for (let later = at + 1; later < ids.length; later++) {
      const dependent = conflict(footprints[at] ?? [], footprints[later] ?? []);
      if (dependent) ordered.push(`${id}<${String(ids[later])}`);
    }
  }
  return JSON.stringify([ids.map(String).sort(), ordered.sort()]);
}
