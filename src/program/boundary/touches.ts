/** What a call touches in its service, as its footprint says. */
import { describeThrown } from '../../validation/errors.js';
import { describeGiven } from '../../validation/refuse.js';
import { wholeOf, type Access, type Footprint } from '../footprint.js';
import type { Touched } from '../io.js';
import { refuseIn, type RunningTask } from '../run/running.js';
import type { Called } from './calls.js';

/**
 * What a call touches.
 *
 * @param footprint - Gives what the user says that it touches. Absent: everything.
 * @throws ModelError if that is no footprint.
 */
export function touchedBy(
  task: RunningTask,
  { name, area }: Called,
  method: string,
  footprint: (() => unknown) | undefined,
): Footprint {
  if (footprint === undefined) return [wholeOf(area, true)];
  const who = `The footprint of ${name}.${method}`;
  let touched: unknown;
  try {
    touched = footprint();
  } catch (error) {
    return refuseIn(task, `${who} threw ${describeThrown(error)}.`, error);
  }
  const { reads, writes } = Object(touched) as { [Part in keyof Touched]?: unknown };
  if (!areKeys(reads) || !areKeys(writes)) {
    return refuseIn(
      task,
      `${who} is ${describeGiven(touched)}; return reads(…) or writes(…) with keys, which are strings.`,
    );
  }
  const accesses: Access[] = [];
  const add = (keys: readonly string[], isWrite: boolean) => {
    for (const key of keys) accesses.push({ area, key: `key ${key}`, isWrite });
  };
  add(reads, false);
  add(writes, true);
  return accesses;
}

const areKeys = (keys: unknown): keys is readonly string[] =>
  Array.isArray(keys) && keys.every((key) => typeof key === 'string');
