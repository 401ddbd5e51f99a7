/** Counterexamples of other kinds, after the one that is shown in full. */
import { visible } from '../../validation/visible.js';
import type { Counterexample } from '../../search/common/outcome.js';
import { stepsOf } from '../../trace/trace.js';
import { counted, flow } from './format.js';
import type { Style } from './style.js';
import { timeline } from './timeline.js';

/** A violated property with a counterexample, and perhaps others of other kinds. */
interface Violated<State> {
  readonly says: string;
  readonly others?: readonly Counterexample<State>[];
}

/**
 * A heading and a timeline for each counterexample of another kind; what each step changed is left out.
 *
 * @returns Text that goes on after the first counterexample; empty if only one was asked for.
 */
export function otherWays<State>({ says, others }: Violated<State>, style: Style): string {
  if (others === undefined) return '';
  if (others.length === 0) return '\n\nNo counterexample of another kind was found.';
  const ways = others.map((other, index) => {
    const number = `${index + 2} of ${others.length + 1}`;
    const length = counted(stepsOf(other.trace), 'step');
    const ends = `Another way (${number}): ends with ${endOf(other)}, after ${length}`;
    const heading = [
      style.colors.bold(ends),
      ...(other.says === says ? [] : [visible(other.says)]),
    ];
    const shown = heading.map((one) => flow(one, style)).join('\n');
    return `${shown}\n\n${timeline(other.trace, { style, changes: false })}`;
  });
  return `\n\n${ways.join('\n\n')}`;
}

/** The last step of a counterexample: `worker 2.write`. Only the first can end with an initial state. */
export function endOf<State>({ trace }: Counterexample<State>): string {
  return trace.actions
    .slice(-1)
    .map(({ actor, step }) => visible(`${actor}.${step}`))
    .join('');
}
