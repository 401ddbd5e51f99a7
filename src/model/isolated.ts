/**
 * Runs the code of a model: steps, guards, choices and predicates. All of it must depend on the state
 * alone, so every read of a clock or of a random number is refused, with an error that names the code. So is a call
 * that ends the process.
 *
 * To run a step twice and to compare is not enough: both runs may read the same millisecond. So every
 * global source of time and of randomness has a stand-in that throws while code of a model runs. There is
 * one gap: a module may take a function from its object when it is loaded, as in `const { now } = Date` and
 * `import { randomUUID } from 'node:crypto'`. Such a function cannot be replaced. Only the searches that run
 * a share of the steps twice can notice it.
 */
import { cloneOfDrafts } from './clone-drafts.js';
import { nameOfCode, type Code } from './code.js';
import { shared } from '../validation/copies.js';
import { ModelError } from '../validation/errors.js';
import { writeNote, type Note } from './note.js';
import { withStandIns, type Callable, type StandIn } from './stand-ins.js';

/** Code of a model that runs. */
interface Running {
  readonly code: Code;
  /** Holds the state that the code was given. It may build the state only when a message needs it. */
  readonly given: Given;
  /** When it began, roughly, as `performance.now()` says. */
  readonly since: number;
  /** The error with which a call by this code was refused. */
  refused: ModelError | undefined;
}

/** Holds a state; undefined if there is none. */
interface Given {
  readonly state: unknown;
}

/**
 * What all copies of the package in this process share. One copy may search a model that another copy made, and end
 * its code.
 */
const current = shared('running', () => ({
  /** The innermost code of a model that runs now. JavaScript runs one thing at a time. */
  running: undefined as Running | undefined,
  /** Tells another thread which code runs; undefined if no thread reads it. */
  note: undefined as Note | undefined,
  /** For each copy whose stand-ins are in place, a function that puts the originals back; the last one is on top. */
  inPlace: [] as (() => void)[],
}));

/** The clock itself: its global name is refused to code of a model, and a test may have put another one there. */
const now = performance.now.bind(performance);

/**
 * Runs code of a model.
 *
 * @param code - The code, for a message.
 * @param act - Calls the code.
 * @param state - The state that it is given, for a message.
 * @returns What the code returns; throws what it throws.
 * @throws ModelError if the code did one of these things, also if it caught the refusal.
 */
export function isolated<T>(code: Code, act: () => T, state?: unknown): T {
  return isolatedCall(code, { state }, act, undefined, undefined);
}

/**
 * Does what {@link isolated} does, for a function of a model that gets a state and a choice. Searches call this for
 * each step, so it makes no closure.
 *
 * @param given - Holds the state, for a message. It may build the state only then.
 * @param shown - The state as the function gets it, perhaps as a draft.
 */
export function isolatedCall<Shown, Choice, T>(
  code: Code,
  given: Given,
  call: (shown: Shown, choice: Choice) => T,
  shown: Shown,
  choice: Choice,
): T {
  if (!standIns.areInPlace()) {
    return isolating(() => isolatedCall(code, given, call, shown, choice));
  }
  const outer = current.running;
  const own: Running = { code, given, since: roughTime(), refused: undefined };
  current.running = own;
  if (current.note !== undefined) writeNote(current.note, code);
  try {
    const result = call(shown, choice);
    if (own.refused !== undefined) throw own.refused;
    return result;
  } catch (thrown) {
    // If a call was refused, whatever the code threw afterwards follows from that.
    throw own.refused ?? thrown;
  } finally {
    current.running = outer;
    if (current.note !== undefined) writeNote(current.note, outer?.code);
    if (outer !== undefined) outer.refused ??= own.refused;
  }
}

/** So many calls are taken to begin at one time, as long as they are fast. */
const together = 16;

/** Calls that take longer than this together, in milliseconds, are not fast. */
const slow = 1;

let lastTime = 0;
let callsLeft = 0;

/**
 * The time at which a call begins. To read the clock takes as long as many a step, so calls that are fast share one
 * reading. It is too early then, by `slow` at most.
 */
function roughTime(): number {
  if (--callsLeft >= 0) return lastTime;
  const time = now();
  callsLeft = time - lastTime > slow ? 0 : together;
  lastTime = time;
  return time;
}

/** When the last call of code of a model began, roughly. */
export const timeOfLastCall = (): number => lastTime;

/** Reads the clock again for the next call. For code that has not called any code of a model for a while. */
function readClock(): void {
  callsLeft = 0;
}

/** Code of a model that runs now. */
export interface RunsNow {
  /** Names the code, as the start of a sentence. */
  readonly who: string;
  readonly state: unknown;
  /** How long it has run, in seconds. */
  readonly seconds: number;
}

/** The innermost code of a model that runs now; undefined if there is none. */
export function whatRuns(): RunsNow | undefined {
  if (current.running === undefined) return undefined;
  const { code, given, since } = current.running;
  return { who: nameOfCode(code), state: given.state, seconds: (now() - since) / 1000 };
}

/** From now on, each change of the code that runs is noted; no longer if the note is undefined. */
export function noteRunning(note: Note | undefined): void {
  current.note = note;
}

/** Puts everything back as it is if no code of a model runs. Call this if the code was ended from outside. */
export function forgetRunning(): void {
  current.running = undefined;
  if (current.note !== undefined) writeNote(current.note, undefined);
  while (current.inPlace.length > 0) current.inPlace.pop()?.();
}

/** What is wrong, and what to do instead. */
const kinds = {
  time: {
    does: 'reads a clock',
    instead:
      'put the time into the state, as a number that an actor such as clock() moves on, ' +
      'or let choose give the times that matter',
  },
  chance: {
    does: 'draws a random value',
    instead: 'let choose give the values that may come out, so that each of them is explored',
  },
  end: {
    does: 'ends the process',
    instead: 'let a property or a thrown error say what is wrong',
  },
};

type Kind = keyof typeof kinds;

/** Refuses a call by code of a model. Other code calls as usual. */
function see(kind: Kind, source: string): void {
  const { running } = current;
  if (running === undefined) return;
  const { does, instead } = kinds[kind];
  running.refused ??= new ModelError(
    `${nameOfCode(running.code)} ${does} (${source}), and must depend on the state alone; ${instead}.`,
  );
  throw running.refused;
}

/** Makes functions that refuse a call by code of a model. */
const refusing =
  (kind: Kind, called: string) =>
  (original: Callable): Callable =>
    function (...given) {
      see(kind, called);
      return original.apply(this, given);
    };

/** A Date that refuses to give the current time. Dates from a number, a text or parts work as usual. */
function dateWithoutNow(original: Callable): unknown {
  const now = refusing('time', 'Date.now()')((original as unknown as DateConstructor).now);
  return new Proxy(original, {
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
    construct(target, given, as) {
      if (given.length === 0) see('time', 'new Date()');
      return Reflect.construct(target, given, as) as object;
    },
    apply(target, self, given) {
      see('time', 'Date()');
      return Reflect.apply(target, self, given);
    },
  });
}

/** `process.hrtime`, which has one more function, `bigint`. */
function hrtimeRefusing(original: Callable): unknown {
  const { bigint } = original as unknown as { readonly bigint: Callable };
  return Object.assign(refusing('time', 'process.hrtime()')(original), {
    bigint: refusing('time', 'process.hrtime.bigint()')(bigint),
  });
}

/** The globals that hold sources. A browser has no `process`, and few programs have `Temporal`. */
interface Globals {
  readonly performance?: object;
  readonly crypto?: object;
  readonly process?: { readonly getBuiltinModule?: (name: string) => object | undefined };
  readonly Temporal?: { readonly Now?: object };
}

const globals = globalThis as unknown as Globals;

const sources = (
  kind: Kind,
  text: string,
  of: () => object | undefined,
  names: readonly string[],
): StandIn[] => names.map((name) => ({ name, of, make: refusing(kind, `${text}.${name}()`) }));

const nodeCrypto = () => globals.process?.getBuiltinModule?.('node:crypto');

/** The stand-ins of everything that the code of a model may not call. */
const standIns = withStandIns(
  [
    { name: 'Date', of: () => globalThis, make: dateWithoutNow },
    { name: 'hrtime', of: () => globals.process, make: hrtimeRefusing },
    ...sources('time', 'process', () => globals.process, ['uptime']),
    ...sources('time', 'performance', () => globals.performance, ['now']),
    ...sources('time', 'Temporal.Now', () => globals.Temporal?.Now, [
      'instant',
      'plainDateISO',
      'plainDateTimeISO',
      'plainTimeISO',
      'zonedDateTimeISO',
    ]),
    ...sources('end', 'process', () => globals.process, ['exit', 'abort', 'kill', 'reallyExit']),
    ...sources('chance', 'Math', () => Math, ['random']),
    ...sources('chance', 'crypto', () => globals.crypto, ['getRandomValues', 'randomUUID']),
    ...sources('chance', 'crypto', nodeCrypto, [
      'randomBytes',
      'randomFill',
      'randomFillSync',
      'randomInt',
      'randomUUID',
    ]),
    {
      name: 'structuredClone',
      of: () => globalThis,
      make: (original) => cloneOfDrafts(original, () => current.running !== undefined),
    },
  ],
  current.inPlace,
);

/**
 * Runs a piece of synchronous work in which much code of a model runs. To put the stand-ins in place once
 * costs less than for each call. Other code of this work reads clocks as usual.
 */
export function isolating<T>(act: () => T): T {
  if (!standIns.areInPlace()) readClock();
  return standIns.run(act);
}
