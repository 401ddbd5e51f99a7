import { toStringMethod, type WithToStringMethod } from 'fast-check';
import { formatAction } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { describeThrown, ModelError } from '../../validation/errors.js';
import { listOf, refuseNone } from '../../property/list.js';
import type { Property } from '../../property/property.js';
import { faultOf } from '../../trace/judge.js';
import { refuseOtherTrace } from '../../trace/refuse-trace.js';
import type { Trace } from '../../trace/trace.js';

/**
 * A behaviour as fast-check passes it to a property. It can check properties, and it prints as a numbered
 * list of actions.
 */
export interface Run<State> extends Trace<State>, WithToStringMethod {
  /**
   * Checks that properties hold all along the run.
   *
   * @param properties - What must hold; one or several.
   * @returns True, so that a fast-check property can return it.
   * @throws ModelError if no property is given, or if a property is temporal and the run does not break it:
   *   a run ends, so it cannot show that a temporal property holds.
   * @throws Error that says which property does not hold, at which step, and what is wrong. If a step threw,
   *   its StepError: such a run satisfies no property.
   */
  satisfies(this: Trace<State>, properties: Property<State> | readonly Property<State>[]): true;
}

/**
 * Makes a run of a behaviour, for example to give it to fast-check as one of its `examples`.
 *
 * @param trace - Any behaviour, such as that of `follow`.
 * @returns The same behaviour as a run.
 * @example
 * fc.assert(asserted, { examples: [[runOf(follow(account, actions).trace)]] });
 */
export function runOf<State>(trace: Trace<State>): Run<State> {
  refuseOtherTrace(trace, 'runOf');
  return { ...trace, satisfies, [toStringMethod]: formatRun };
}

/** True for a run that {@link runOf} made, of any model. */
export function isRun(value: unknown): value is Run<unknown> {
  return (Object(value) as { satisfies?: unknown }).satisfies === satisfies;
}

// All runs share these two functions, so that runs with equal data are equal for a test runner.

function satisfies<State>(
  this: Trace<State>,
  properties: Property<State> | readonly Property<State>[],
): true {
  if (this.failed !== undefined) throw this.failed;
  const all = listOf(properties, 'run.satisfies', this.model);
  refuseNone(all, 'run.satisfies', 'and a run satisfies nothing without one');
  for (const property of all) {
    const fault = faultOf(property, this);
    if (fault === undefined && property.kind === 'temporal') throw cannotTell(property);
    if (fault === undefined) continue;
    const last = this.actions[fault.at - 1];
    const where =
      last === undefined
        ? 'in the initial state'
        : `after step ${fault.at} (${formatAction(last)})`;
    throw new Error(`${JSON.stringify(property.name)} is violated ${where}: ${fault.says}`);
  }
  return true;
}

function cannotTell({ name }: { name: string }): ModelError {
  return new ModelError(
    `${JSON.stringify(name)} is a temporal property, which no run can decide because each run ends; ask check.`,
  );
}

function formatRun<State>(this: Trace<State>): string {
  const { model, states, actions, failed } = this;
  const lines = actions.map(formatAction);
  if (failed !== undefined) {
    lines.push(
      `${formatAction(failed.action)}: ${failed.part} threw ${describeThrown(failed.cause)}`,
    );
  }
  const numbered = lines.map((line, index) => `${index + 1}. ${line}`);
  if (model.initial.length > 1) numbered.unshift(`from ${canonicalKey(states[0])}`);
  if (lines.length === 0) numbered.push('no step');
  return `\n${numbered.map((line) => `  ${line}\n`).join('')}`;
}
