/** The functions that define a model and its properties, for one type of state. */
import { actor, step } from '../model/actor.js';
import { atMost } from '../model/at-most.js';
import { defineModel } from '../model/define-model.js';
import { block } from '../model/process/block.js';
import { procedure } from '../model/process/procedure.js';
import { process } from '../model/process/process.js';
import { at, local } from '../model/process/read.js';
import { clock } from '../model/time/clock.js';
import type { ForStateOf } from './for-state-types.js';
import { invariant, noDeadlock, reachable, transition, whenever } from './property.js';
import { alwaysEventually, eventually, eventuallyAlways, leadsTo, until } from './temporal.js';

export type { ForState, StateOf } from './for-state-types.js';

/** All functions of {@link forState}. They do not depend on the state; only their types do. */
const functions = {
  actor,
  step,
  atMost,
  clock,
  process,
  block,
  procedure,
  defineModel,
  at,
  local,
  invariant,
  whenever,
  transition,
  reachable,
  noDeadlock,
  eventually,
  alwaysEventually,
  eventuallyAlways,
  leadsTo,
  until,
};

/**
 * The functions that define a model and its properties, for one type of state, so that the type is written
 * only once. It can also be the type of a model or system: then `transition` knows what each step chose, and
 * the state has all that processes and channels add to it.
 *
 * @typeParam Of - The type of the state, or `typeof model`, or `typeof system`.
 * @returns The functions. They do nothing else than those that are exported under the same names.
 * @example
 * const { actor, step, defineModel } = forState<Job>();
 * const job = defineModel({
 *   name: 'job',
 *   initial: { done: false },
 *   actors: [actor('worker', { end: { then: (s) => { s.done = true; } } })],
 * });
 * const { transition } = forState<typeof job>();
 * transition('it ends', (before, action, after) => action.step === 'end' && after.done);
 */
export function forState<Of extends object>(): ForStateOf<Of> {
  return functions as unknown as ForStateOf<Of>;
}
