/** A share of a level, expanded by one of several threads. */
import { ends } from '../../memo/tree.js';
import { stop, type Workspace, type Direct, type Kernel } from '../kernel.js';
import { expand } from '../loop.js';

/** States to expand, from the first to one before the last. */
export type Range = readonly [from: number, to: number];

/** What one thread did. */
export interface Share {
  readonly generated: number;
  readonly asleep: number;
  readonly remembered: number;
  readonly recalled: Float64Array;
  readonly spared: Float64Array;
  readonly takenIn: Int32Array;
  readonly takenTo: Int32Array;
  readonly changed: Uint8Array;
  readonly findings: readonly number[];
  /** The states that lie outside the state constraint. */
  readonly outside: readonly number[];
  /** States left to the main thread, the only one that can run the model. */
  readonly missed: readonly number[];
  /** States that were left because there was no room for their successors. */
  readonly left: readonly Range[];
  /** Numbers that this thread reserved for new states and did not use. */
  readonly unused: Range;
}

/** How many states a thread takes at a time. */
const chunk = 128;

/** A helper thread cannot run the model. */
const nothing: Direct = {
  learnsChoice: () => false,
  learnsAction: () => false,
  isOutside: () => false,
  choices: () => undefined,
  take: () => ends.no,
  put: () => undefined,
  represent: () => true,
  isStale: () => false,
};

/**
 * Expands states until none are left. The threads take the states in chunks, one after the other.
 *
 * @param cursor - One number that all threads share: the next state to take.
 * @param to - One after the last state.
 */
export function expandShare(
  kernel: Kernel,
  workspace: Workspace,
  cursor: Int32Array,
  to: number,
): Share {
  const steps = kernel.threwChoice.length;
  workspace.recalled = new Float64Array(steps);
  workspace.spared = new Float64Array(steps);
  workspace.generated = 0;
  workspace.asleep = 0;
  workspace.remembered = 0;
  workspace.takenIn.fill(0);
  workspace.takenTo.fill(0);
  workspace.changed.fill(0);
  const findings: number[] = [];
  const outside: number[] = [];
  const missed: number[] = [];
  const left: Range[] = [];
  for (;;) {
    let next = Atomics.add(cursor, 0, chunk);
    if (next >= to) break;
    const end = Math.min(to, next + chunk);
    while (next < end) {
      const reason = expand(kernel, workspace, next, end, nothing);
      next = workspace.at;
      findings.push(...workspace.findings.splice(0));
      outside.push(...workspace.outside.splice(0));
      if (isForMain(reason)) missed.push(next++);
      if (reason === stop.room || reason === stop.full) {
        left.push([next, end]);
        break;
      }
    }
  }
  const { generated, asleep, remembered, recalled, spared } = workspace;
  const takenIn = workspace.takenIn.slice();
  const takenTo = workspace.takenTo.slice();
  const changed = workspace.changed.slice();
  const unused: Range = [workspace.reserved, workspace.reservedEnd];
  workspace.reserved = 0;
  workspace.reservedEnd = 0;
  const counts = { generated, asleep, remembered, recalled, spared };
  return { ...counts, takenIn, takenTo, changed, findings, outside, missed, left, unused };
}

/** Whether the loop stopped because only the main thread, which has the model, can go on. */
function isForMain(reason: number): boolean {
  return reason === stop.choice || reason === stop.action || reason === stop.within;
}
