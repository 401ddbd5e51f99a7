/** How much the search of a program was, in words. */
import type { CheckResult, ProgramFigures } from '../../check/check.js';
import type { Ended } from '../../search/common/outcome.js';
import { explainEnding } from './endings.js';
import { counted, formatDuration, formatNumber } from './format.js';

/** How many runs of a program were executed, and how the search ended. */
export function describeRuns<State>(
  { distinct, depth, seconds, ended }: CheckResult<State>,
  program: ProgramFigures,
): string {
  const { runs, redundant, events } = program;
  const early = redundant === 0 ? '' : `, ${formatNumber(redundant)} ended early`;
  const figures = [
    `${counted(runs + redundant, 'run')}${early}`,
    counted(events, 'event'),
    `the longest run ${counted(depth - 1, 'event')}`,
    counted(distinct, 'distinct state'),
    formatDuration(seconds),
  ].join(', ');
  return `${figures}; ${endOfRuns(ended, program)}.`;
}

/** How the search of a program ended, as a part of a sentence. */
export function endOfRuns(ended: Ended, { preemptions, bounds }: ProgramFigures): string {
  const within = [
    ...(bounds.events === undefined ? [] : [`at most ${counted(bounds.events, 'event')} of a run`]),
    ...(bounds.timers === undefined
      ? []
      : [`at most ${counted(bounds.timers, 'timer')} of a task`]),
  ].join(' and ');
  if (ended.by === 'complete') {
    const bounded = within === '' ? '' : ` within the bounds of ${within}`;
    return `every interleaving was explored${bounded}`;
  }
  const all =
    preemptions === undefined || ended.by === 'decided' || within !== ''
      ? ''
      : `; all interleavings with at most ${counted(preemptions, 'preemption')} were explored`;
  return `${explainEnding(ended)}${all}`;
}
