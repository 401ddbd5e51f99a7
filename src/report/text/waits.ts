/** How long actors waited, in words. */
import type { SwimlaneStep } from '../../analysis/swimlanes.js';
import { counted, formatNumber } from './format.js';

/** An actor is slow if others took this many steps, or more, in which it could have acted. */
export const slowFrom = 3;

/** The longest wait of an actor, in steps; `slowFrom` if no actor is slow. */
export function slowestOf(steps: readonly SwimlaneStep[]): number {
  return steps.reduce((most, { waited }) => Math.max(most, waited), slowFrom);
}

/** How long an actor waited, for the beginning of what its step says. */
export function afterOthers({ others, waited }: SwimlaneStep): string {
  const able = waited === others ? '' : ` (it could act in ${formatNumber(waited)})`;
  return `after ${counted(others, 'step')} of others${able},`;
}
