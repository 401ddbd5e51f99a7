/** Checks a program: explores its interleavings, and tells which properties hold. */
import type { Program } from '../../program/define-program.js';
import { work } from '../../program/execution/work.js';
import type { ProgramProperty } from '../../program/judge.js';
import { usualTimers } from '../../program/execution/execution.js';
import { search, type Searched } from '../../program/exploration/search.js';
import {
  settingOf,
  usualEvents,
  type Done,
  type Finding,
  type SearchSetting,
} from '../../program/exploration/setting.js';
import type { Ended, Progress } from '../../search/common/outcome.js';
import { verdictOfAll } from '../../search/common/verdict.js';
import type { CheckResult } from '../result.js';
import { withInSpec } from '../in-spec.js';
import { helpOf } from './help.js';
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
  const help = helpOf(options);
  const started = now();
  const reasons = reasonsOf(options, all, started);
  const figures = (): Omit<Progress, 'runs'> => ({
    distinct: setting.judge.distinct,
    generated: setting.done.events,
    depth: setting.done.longest + 1,
    frontier: 0,
    seconds: (now() - started) / 1000,
    memory: process.memoryUsage.rss() / 2 ** 20,
  });
  const tell = tellerOf(options, started, () => ({ ...figures(), runs: runsOf(setting.done) }));
  const setting: SearchSetting<State> = settingOf(program.definition, all, {
    isOver: (done, findings) => {
      tell();
      return whyOver(reasons, done, findings) !== undefined;
    },
    isOut: (done) => {
      tell();
      return (reasons.limit(done) ?? reasons.time()) !== undefined;
    },
  });
  const { limits = {}, reduction } = options;
  const scope = { preemptions: limits.preemptions, reduction };
  const searched = await work(setting, search(setting, scope, help));
  const { done, findings, isComplete, preemptions } = searched;
  const ended: Ended = isComplete
    ? endOfAll(done, program)
    : (whyOver(reasons, done, findings) ?? {
        by: 'limit',
        limit: 'preemptions',
        value: limits.preemptions ?? preemptions ?? 0,
      });
  const outcomes = outcomesOf(all, searched, ended).map((one) => withInSpec(all, one));
  return {
    verdict: verdictOfAll(outcomes),
    model: program.name,
    safeguards: [],
    parameters: {},
    ...figures(),
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

const runsOf = ({ runs, redundant }: Done): number => runs + redundant;

/** Tells the progress, if some time has passed since the last time. */
function tellerOf(
  { onProgress }: ProgramOptions,
  started: number,
  progress: () => Progress,
): () => void {
  let told = started;
  return () => {
    if (onProgress === undefined || now() - told < often) return;
    told = now();
    onProgress(progress());
  };
}

/** Why a search may end before it has explored all. Each says so once it is true. */
interface Reasons {
  /** The signal, or the limit of runs. */
  readonly limit: (done: Done) => Ended | undefined;
  /** What was found. */
  readonly findings: (findings: readonly Finding[]) => Ended | undefined;
  readonly time: () => Ended | undefined;
}

/** Why a search must end now; undefined if it need not. */
const whyOver = (
  { limit, findings, time }: Reasons,
  done: Done,
  found: readonly Finding[],
): Ended | undefined => limit(done) ?? findings(found) ?? time();

function reasonsOf(
  { limits: { runs, seconds } = {}, signal, stopAtViolation }: ProgramOptions,
  properties: readonly Named[],
  started: number,
): Reasons {
  return {
    limit: (done) => {
      if (signal?.aborted === true) return { by: 'interrupt' };
      if (runs === undefined || runsOf(done) < runs) return undefined;
      return { by: 'limit', limit: 'runs', value: runs };
    },
    findings: (found) => {
      if (areAllDecided(properties, found)) return { by: 'decided' };
      const isViolated = found.some(({ says }) => says !== undefined);
      return stopAtViolation === true && isViolated ? { by: 'violation' } : undefined;
    },
    time: () =>
      seconds !== undefined && now() - started >= seconds * 1000
        ? { by: 'limit', limit: 'seconds', value: seconds }
        : undefined,
  };
}

/** A property, of any type of state. */
type Named = Pick<ProgramProperty<never>, 'name'>;

/** Whether every property is decided, so that no further run can tell more of them. */
function areAllDecided(properties: readonly Named[], findings: readonly Finding[]): boolean {
  if (properties.length === 0) return false;
  // What went wrong without a property may have the name of one.
  const own = findings.filter(({ kind }) => kind === 'property');
  const names = new Set(own.map(({ name }) => name));
  return properties.every(({ name }) => names.has(name));
}

/** How a search ended that explored all. A bound that the user gave is part of what was asked. */
function endOfAll<State>({ bounds }: Done, { definition }: Program<State>): Ended {
  const { events, timers } = definition.bounds ?? {};
  if (bounds.has('events') && events === undefined) {
    return { by: 'limit', limit: 'events', value: usualEvents };
  }
  if (bounds.has('timers') && timers === undefined) {
    return { by: 'limit', limit: 'timers', value: usualTimers };
  }
  return { by: 'complete' };
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
