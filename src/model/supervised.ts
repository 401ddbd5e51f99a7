/**
 * Ends code of a model that does not come back, such as a step with an endless loop.
 *
 * JavaScript cannot stop a function that runs. `node:vm` can: a thread of its own watches the time of a script, and
 * ends whatever runs when the time is over. Code that is ended runs no `catch` and no `finally`. So what a
 * `finally` of ours would have restored is restored here.
 *
 * A script starts that thread, which costs 50 to 300 microseconds. So one script runs a piece of work that calls the
 * model many times.
 */
import { canonicalKey } from './canonical.js';
import { shared } from '../validation/copies.js';
import { isModelError, ModelError } from '../validation/errors.js';
import { forgetRunning, isolating, whatRuns, type RunsNow } from './isolated.js';
import { cut } from '../validation/visible.js';

/** How long code of a model may run if no limit on time is given, in seconds. */
const usual = 10;

/** The shortest such time, in seconds: a busy machine may hold up any code for a moment. */
const shortest = 2;

/** How long a slice of work lasts, in milliseconds. */
export const sliceTime = 40;

/** The most characters of a state in a message. */
const mostOfState = 600;

/** What this file needs of `node:vm` and `node:inspector`. A browser has neither. */
interface Builtins {
  readonly getBuiltinModule?: {
    (name: 'node:vm'): { readonly Script: new (source: string) => Script } | undefined;
    (name: 'node:inspector'): { readonly url: () => string | undefined } | undefined;
  };
}

interface Script {
  runInThisContext(options: { readonly timeout: number }): unknown;
}

const platform = globalThis as unknown as Record<symbol, unknown> & { process?: Builtins };

/** The name under which the script finds the work. */
const workName = Symbol.for('allways: supervised work');
const source = `globalThis[Symbol.for(${JSON.stringify(workName.description)})]()`;

let script: Script | undefined;
let isSupervising = false;

/** Work that is no step of a model, by its name, while it is done. */
interface Named {
  readonly who: string;
  /** When it began, as `performance.now()` says. */
  readonly since: number;
}

/** What all copies of the package in this process share: one of them may build a model for another. */
const current = shared('named', () => ({ named: undefined as Named | undefined }));

/** The clock itself: its global name is refused to code of a model, which may build another model. */
const now = performance.now.bind(performance);

/**
 * Does work that calls other code of the user than steps and properties, such as the function that builds a model. It has
 * no limit on time. If it has none of its own, the message about a command that does not answer names it.
 *
 * @param who - Names the code, as the start of a sentence.
 */
export function whileNamed<T>(who: string, act: () => T): T {
  const outer = current.named;
  current.named = { who, since: now() };
  try {
    return act();
  } finally {
    current.named = outer;
  }
}

/**
 * Runs a piece of synchronous work that calls code of a model.
 *
 * A piece must be short unless the code of the model is slow: use {@link inSlices} for long work. While a debugger
 * is attached, nothing is ended, because the code may wait at a breakpoint.
 *
 * @param act - The work.
 * @param limit - The user's limit on time, in seconds. Absent: ten seconds. At least two seconds are allowed.
 * @returns What the work returns; throws what it throws.
 * @throws ModelError if the work takes longer. It names the code that ran, and its state.
 */
export function supervised<T>(act: () => T, limit = usual): T {
  const { Script } = platform.process?.getBuiltinModule?.('node:vm') ?? {};
  if (isSupervising || Script === undefined || isDebugged()) return isolating(act);
  // A limit that is no number at all counts as none.
  const seconds = limit > shortest ? limit : shortest;
  let result: { readonly value: T } | { readonly thrown: unknown } | undefined;
  isSupervising = true;
  platform[workName] = () => {
    try {
      result = { value: isolating(act) };
    } catch (thrown) {
      result = { thrown };
    }
  };
  script ??= new Script(source);
  try {
    script.runInThisContext({ timeout: Math.min(Math.ceil(seconds * 1000), 2 ** 31 - 1) });
  } catch (error) {
    // The time may end just after the work did.
    if (result === undefined) throw endedBy(error, seconds);
  } finally {
    isSupervising = false;
    platform[workName] = undefined;
  }
  if (result === undefined || 'thrown' in result) throw result?.thrown;
  return result.value;
}

/**
 * Does pieces of work until a slice of time is over. Call it again for the rest.
 *
 * @param piece - Does one piece. Returns false if the slice must end.
 * @param limit - As for {@link supervised}: no piece may take longer.
 * @returns What the last piece returned.
 */
export function inSlices(piece: () => boolean, limit?: number): boolean {
  return supervised(() => {
    const end = performance.now() + sliceTime;
    for (;;) {
      if (!piece()) return false;
      if (performance.now() >= end) return true;
    }
  }, limit);
}

function isDebugged(): boolean {
  return platform.process?.getBuiltinModule?.('node:inspector')?.url() !== undefined;
}

/** The code of the user that runs now, with its state, in words; undefined if it is not known. */
export function describeRunning(): { readonly what: string; readonly seconds: number } | undefined {
  const runs = whatRuns();
  if (runs !== undefined) return { what: runs.who + inState(runs), seconds: runs.seconds };
  const { named } = current;
  return named && { what: named.who, seconds: (performance.now() - named.since) / 1000 };
}

/** True for the error of work that took too long. */
export function tookTooLong(error: unknown): boolean {
  return isModelError(error) && isTimeout(error.cause);
}

const isTimeout = (error: unknown): boolean =>
  (Object(error) as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** The error for work that was ended. */
function endedBy(error: unknown, seconds: number): unknown {
  if (!isTimeout(error)) return error;
  const runs = whatRuns();
  forgetRunning();
  current.named = undefined;
  return new ModelError(describe(runs, seconds), { cause: error });
}

function describe(runs: RunsNow | undefined, seconds: number): string {
  const time = `${Math.round(seconds * 10) / 10} seconds`;
  const raise = 'if it only needs longer, allow more by limits.seconds (--seconds)';
  if (runs === undefined) {
    return `The model did not come back within ${time}; let it do less in one state, or, ${raise}.`;
  }
  const where = inState(runs);
  // The code may be the last of many that took the time together.
  if (runs.seconds >= seconds / 2) {
    return `${runs.who} did not return within ${time}${where}; let it end by itself, or, ${raise}.`;
  }
  return `The steps of one state did not end within ${time} together; the last that ran was ${runs.who}${where}; let them do less, or, ${raise}.`;
}

const inState = ({ state }: RunsNow): string =>
  state === undefined ? '' : `, in the state ${inShort(state)}`;

function inShort(state: unknown): string {
  try {
    return cut(canonicalKey(state), mostOfState);
  } catch {
    return 'that cannot be shown';
  }
}
