/** Notes the verdict of a check with its test, for the reporter. */
import { TestRunner } from 'vitest';
import type { CheckResult } from '../check/check.js';
import {
  counted,
  describeVerdict,
  formatDuration,
  formatNumber,
  nameOfVariant,
} from '../report/text/format.js';

declare module 'vitest' {
  interface TaskMeta {
    /** One line for each check of a test, and for each recording that was fixed. */
    allways?: string[];
  }
}

/** Notes a line with the running test. Outside of a test it does nothing. */
export function note(line: string): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) return;
  test.meta.allways = [...(test.meta.allways ?? []), line];
}

/**
 * The verdict and the figures of a check, in one line.
 *
 * @example
 * describeCheck(result) // 'dns with fencing: holds: 1,286 states, depth 16, 139 ms'
 * describeCheck(ofProgram) // 'transfer: holds: 1,412 runs, 25,416 events, 1.3 s'
 */
export function describeCheck<State>(result: CheckResult<State>): string {
  const { model, safeguards, verdict, seconds, ended, outside = 0 } = result;
  const name = nameOfVariant(model, safeguards);
  const bound = outside > 0 ? `, ${formatNumber(outside)} outside not expanded` : '';
  const cut = `${bound}${ended.by === 'complete' ? '' : ', ended early'}`;
  return `${name}: ${describeVerdict(verdict)}: ${figuresOf(result)}, ${formatDuration(seconds)}${cut}`;
}

/** How much was searched. */
function figuresOf<State>({ distinct, depth, program }: CheckResult<State>): string {
  if (program === undefined) return `${counted(distinct, 'state')}, depth ${formatNumber(depth)}`;
  const { runs, redundant, events } = program;
  return `${counted(runs + redundant, 'run')}, ${counted(events, 'event')}`;
}
