import type { InSpec, SpecAction, SpecStep } from '../../property/refinement.js';
import { visibleIn } from '../../validation/visible.js';
import { changesBetween } from './changes.js';
import { flow } from './format.js';
import { formatChange, formatFields } from './step-changes.js';
import { plainStyle, type Style } from './style.js';

/** The most actions that are listed of those that the spec could have taken. */
const mostInstead = 8;

/** What a step of a model is in its spec, in words. */
export function inWords({ kind, action }: SpecStep): string {
  switch (kind) {
    case 'step':
      return action === undefined ? '' : `${action.action.actor} ${action.says}`;
    case 'stutters':
      return 'nothing changes';
    case 'impossible':
      return 'no action of the spec does this';
    case 'unknown':
      return 'unknown, because the mapping or the spec threw';
  }
}

/** What the spec could have done in place of the last step. No sentence if every step is one of the spec. */
export function insteadInWords({ steps, instead }: InSpec): string | undefined {
  if (steps.at(-1)?.kind !== 'impossible') return undefined;
  if (instead.length === 0) return 'The spec can do nothing there.';
  const more = instead.length - mostInstead;
  const named = instead.slice(0, mostInstead).map(nameOf);
  return `The spec could do there: ${[...named, ...(more > 0 ? [`${more} more`] : [])].join('; ')}.`;
}

const nameOf = ({ action, says }: SpecAction) => `${action.actor} ${says}`;

/** The same as {@link inSpecText}, to go on after a timeline. Empty if the property is no refinement. */
export function specBelow(inSpec: InSpec | undefined, style: Style = plainStyle): string {
  return inSpec === undefined ? '' : `\n\n${inSpecText(inSpec, style)}`;
}

/**
 * A behaviour as it is in the spec of a refinement: a heading, then what each step is there and what it changed.
 *
 * @returns Text without a line break at the end.
 */
export function inSpecText(given: InSpec, style: Style): string {
  const inSpec = visibleIn(given);
  const { spec, start, steps } = inSpec;
  const heading = style.colors.bold(`In the spec, ${JSON.stringify(spec)}`);
  if (steps.length === 0) {
    const fields = start === undefined ? [] : formatFields(start, style);
    return [heading, 'it would have to start in:', ...fields].join('\n');
  }
  const digits = String(steps.length + 1).length;
  const margin = ' '.repeat(digits + 3);
  const lines = steps.flatMap((step, index) => {
    const before = index === 0 ? start : steps[index - 1]?.state;
    const number = style.colors.dim(String(index + 1).padStart(digits + 1));
    const words = step.kind === 'impossible' ? style.colors.red(inWords(step)) : inWords(step);
    const changes =
      step.kind === 'unknown' || before === undefined ? [] : changesBetween(before, step.state);
    const room = style.columns - digits - 5;
    return [
      `${number}  ${words}`,
      ...changes.map((one) => `${margin}  ${formatChange(one, style, room)}`),
    ];
  });
  const instead = insteadInWords(inSpec);
  return [heading, ...lines, ...(instead === undefined ? [] : [flow(instead, style)])].join('\n');
}
