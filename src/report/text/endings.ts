/** Why a search ended, in words. */
import type { Ended, Limits, ProgramLimit } from '../../search/common/outcome.js';
import { counted, formatDuration, formatNumber } from './format.js';

/**
 * Why a search ended, and what is left, as the end of a sentence.
 *
 * @param outside - How many states lie outside the state constraint. Undefined if there is none.
 */
export function explainEnd(
  ended: Ended,
  frontier: number,
  threw: boolean,
  outside: number | undefined,
): string {
  if (ended.by === 'complete') {
    const where = isBounded(outside) ? ' within the state constraint' : '';
    return threw
      ? `every interleaving${where} was explored, but for what lies behind a step that threw.`
      : `every interleaving${where} was explored.`;
  }
  return `${explainEnding(ended)}, ${counted(frontier, 'state')} not expanded.`;
}

/** Whether states lie outside the state constraint. */
export const isBounded = (outside = 0): boolean => outside > 0;

/** How a state constraint bounded a search, as a line. No line if it did not. */
export function boundLines(outside = 0): string[] {
  if (!isBounded(outside)) return [];
  const were = outside === 1 ? 'was' : 'were';
  return [`Bounded by within: ${counted(outside, 'state')} outside ${were} not expanded.`];
}

/** Says why a set of safeguards is undecided. */
export function explainUndecided({ ended, says }: { ended: Ended; says?: string }): string {
  if (says === undefined) return explainEnding(ended);
  return ended.by === 'complete' ? says : `${says}; ${explainEnding(ended)}`;
}

/** Why a search ended, as a part of a sentence. */
export function explainEnding(ended: Ended): string {
  switch (ended.by) {
    case 'complete':
      return 'every interleaving was explored';
    case 'decided':
      return 'ended as all was decided';
    case 'violation':
      return 'ended at the first violation';
    case 'interrupt':
      return 'interrupted';
    case 'limit':
      return `ended by the limit of ${formatLimit(ended.limit, ended.value)}`;
  }
}

function formatLimit(limit: keyof Limits | ProgramLimit, value: number): string {
  switch (limit) {
    case 'runs':
      return counted(value, 'run');
    case 'preemptions':
      return counted(value, 'preemption');
    case 'events':
      return `${counted(value, 'event')} of a run; give bounds: { events: … } in the program`;
    case 'timers':
      return `${counted(value, 'timer')} of a task; give bounds: { timers: … } in the program`;
    case 'seconds':
      return formatDuration(value);
    case 'depth':
      return `depth ${formatNumber(value)}`;
    case 'states':
      return counted(value, 'state');
    case 'memory':
      return `${formatNumber(value)} MB of memory`;
  }
}
