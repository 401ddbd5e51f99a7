/** The crash of a process, and its restart. */
import type { Fault } from '../faults.js';
import type { Shape } from './shape.js';
import { ownOf, reset } from './steps.js';

/** What the crash of a process leaves. */
export interface CrashShape {
  readonly fault: Fault;
  /** The label at which the process goes on; undefined if it stays down. */
  readonly restartAt: string | undefined;
  /** The locals that it keeps. */
  readonly durable: readonly string[];
}

/**
 * The steps that a process takes when it crashes and restarts. The crash is a fault, so it has no fairness.
 * The restart has the fairness of the process.
 */
export function crashSteps(
  { name, start }: Shape,
  { fault, restartAt, durable }: CrashShape,
): Readonly<Record<string, object>> {
  const crash = {
    when: (state: unknown) => {
      const { at } = ownOf(state, name);
      return at !== 'crashed' && at !== 'done' && fault.isLeft(state);
    },
    then: (state: unknown) => {
      const own = ownOf(state, name);
      fault.spend(state);
      reset(own, start, durable);
      if (own.stack !== undefined) own.stack = [];
      own.at = 'crashed';
    },
    says: 'crashes',
    fairness: 'none',
  };
  if (restartAt === undefined) return { crash };
  const restart = {
    when: (state: unknown) => ownOf(state, name).at === 'crashed',
    then: (state: unknown) => {
      ownOf(state, name).at = restartAt;
    },
    says: 'restarts',
  };
  return { crash, restart };
}
