/** Checks a program: explores its interleavings, and tells which properties hold. */
import type { Program } from '../../program/define-program.js';
import { work } from '../../program/execution/work.js';
import type { ProgramProperty } from '../../program/judge.js';
import { usualTimers } from '../../program/execution/execution.js';
import { usualEvents, type Done, type Finding } from '../../program/exploration/setting.js';
import {
  search,
  settingOf,
  type Searched,
  type SearchSetting,
  type Stops,
} from '../../program/exploration/search.js';
import type { Ended, Progress } from '../../search/common/outcome.js';
import { verdictOfAll } from '../../search/common/verdict.js';
import type { CheckResult } from '../result.js';
import { programOptions, refuseBadProgramOptions, type ProgramOptions } from './options.js';
import { outcomesOf } from './outcomes.js';
import { programPropertiesOf } from './properties.js';

/** The time. A test may put other functions in the place of the global ones. */
const now = performance.now.bind(performance);

/** How often progress is told, in milliseconds. */
const often = 100;

/** Checks a program. See `check`. */
export async function checkProgram<State>(
  program: Program<State>,
  properties: unknown,
  given: object,
): Promise<CheckResult<State>> {
  const all = programPropertiesOf<State>(properties, 'check');
  refuseBadProgramOptions('check', given, programOptions);
  const options: ProgramOptions = given;
  const started = now();
  const { limits = {}, reduction } = options;
  const setting: SearchSetting<State> = settingOf(
    program.definition,
    all,
    stopsOf(options, all, started, (): Progress => ({
      distinct: setting.judge.distinct,
      generated: setting.done.events,
      depth: setting.done.longest + 1,
      frontier: 0,
      runs: setting.done.runs + setting.done.redundant,
      seconds: (now() - started) / 1000,
      memory: process.memoryUsage.rss() / 2 ** 20,
    })),
  );
  const scope = { preemptions: limits.preemptions, reduction };
  const searched = await work(setting, search(setting, scope));
  const ended = endOf(searched, program, options, all, started);
  const outcomes = outcomesOf(all, searched, ended);
  const { done, judge, preemptions } = searched;
  return {
    verdict: verdictOfAll(outcomes),
    model: program.name,
    safeguards: [],
    parameters: {},
    distinct: judge.distinct,
    generated: done.events,
    depth: done.longest + 1,
    frontier: 0,
    seconds: (now() - started) / 1000,
    memory: process.memoryUsage.rss() / 2 ** 20,
    ended,
    recomputed: 0,
    properties: outcomes,
    neverTaken: [],
    neverChanged: [],
    neverRead: [],
    program: {
      runs: done.runs,
      redundant: done.redundant,
      events: done.events,
      ...(preemptions === undefined ? {} : { preemptions }),
      bounds: boundsOf(searched, program),
    },
  };
}

/** When a search must end. It also tells the progress. */
function stopsOf(
  { limits = {}, signal, stopAtViolation, onProgress }: ProgramOptions,
  properties: readonly Named[],
  started: number,
  progressOf: () => Progress,
): Stops {
  const { runs = Infinity, seconds = Infinity } = limits;
  let told = started;
  const tell = () => {
    if (onProgress === undefined || now() - told < often) return;
    told = now();
    onProgress(progressOf());
  };
  const isOut = (done: Done) => {
    tell();
    if (signal?.aborted === true || done.runs + done.redundant >= runs) return true;
    return seconds !== Infinity && now() - started >= seconds * 1000;
  };
  return {
    isOut,
    isOver: (done, findings) =>
      isOut(done) ||
      (stopAtViolation === true && findings.some(({ says }) => says !== undefined)) ||
      areAllDecided(properties, findings),
  };
}

/** A property, of any type of state. */
type Named = Pick<ProgramProperty<never>, 'name'>;

/** Whether every property is decided, so that no further run can tell more of them. */
function areAllDecided(properties: readonly Named[], findings: readonly Finding[]): boolean {
  if (properties.length === 0) return false;
  const names = new Set(findings.map(({ name }) => name));
  return properties.every(({ name }) => names.has(name));
}

/** Why a search ended. */
function endOf<State>(
  { isComplete, findings, done, preemptions }: Searched<State>,
  { definition }: Program<State>,
  { limits = {}, signal, stopAtViolation }: ProgramOptions,
  properties: readonly Named[],
  started: number,
): Ended {
  const { bounds = {} } = definition;
  if (isComplete) {
    // A bound that the user gave is part of what was asked.
    if (done.bounds.has('events') && bounds.events === undefined) {
      return { by: 'limit', limit: 'events', value: usualEvents };
    }
    if (done.bounds.has('timers') && bounds.timers === undefined) {
      return { by: 'limit', limit: 'timers', value: usualTimers };
    }
    return { by: 'complete' };
  }
  if (signal?.aborted === true) return { by: 'interrupt' };
  const { runs, seconds } = limits;
  if (runs !== undefined && done.runs + done.redundant >= runs) {
    return { by: 'limit', limit: 'runs', value: runs };
  }
  if (areAllDecided(properties, findings)) return { by: 'decided' };
  if (stopAtViolation === true && findings.some(({ says }) => says !== undefined)) {
    return { by: 'violation' };
  }
  if (seconds !== undefined && now() - started >= seconds * 1000) {
    return { by: 'limit', limit: 'seconds', value: seconds };
  }
  return { by: 'limit', limit: 'preemptions', value: limits.preemptions ?? preemptions ?? 0 };
}

/** The bounds that kept runs from going on. */
function boundsOf<State>(
  { done }: Searched<State>,
  { definition: { bounds = {} } }: Program<State>,
): { readonly events?: number; readonly timers?: number } {
  return {
    ...(done.bounds.has('events') ? { events: bounds.events ?? usualEvents } : {}),
    ...(done.bounds.has('timers') ? { timers: bounds.timers ?? usualTimers } : {}),
  };
}
