/**
 * Helps to find out why a search does not end: which parts of the states kept growing until a limit or a
 * signal ended the search.
 *
 * The levels whose states were all found are measured in four stages: the first level, the levels up to half
 * of the depth, those up to three quarters, and those to the end. A part grows if its measure rose between
 * each two of the last three stages. A field that has many values early and no more later does not grow.
 * Levels are sets of states, so the answer does not depend on the order in which threads find the states.
 * Only a level with more states than are measured is sampled.
 */
import { canonicalKey } from '../../model/canonical.js';
import type { Ended, Growth, Progress } from './outcome.js';

/** What a search explored. */
interface ExploredLevels {
  /** The first state of each level. At the end: one after the last state of the last level. */
  readonly starts: readonly number[];
  /** How many states were expanded: the first ones. */
  readonly expanded: number;
  readonly stateAt: (number: number) => unknown;
}

/** The fewest levels, besides the first, that show what grows. */
const fewestLevels = 6;

/** How much is measured at most. */
interface Sample {
  /** So many levels of a stage. */
  readonly levels: number;
  /** So many states of the last level of a stage. */
  readonly last: number;
  /** So many states of each level before it. */
  readonly before: number;
}

/** What is measured when a search has ended. */
const full: Sample = { levels: 32, last: 3000, before: 50 };

/** What is measured while a search goes on. */
const quick: Sample = { levels: 16, last: 300, before: 20 };

/** Milliseconds between two looks at a search that goes on. */
const pause = 2000;

/** The looks take one part in so many of the time at most. */
const share = 50;

/** A part with fewer different strings than this may have a bound, so it does not count as growing. */
const fewStrings = 10;

/**
 * The parts that kept growing. The part that grew most comes first.
 *
 * @returns Nothing if the search did not end early, if it is too short, or if no part grows.
 */
export function growthIn(
  ended: Ended,
  explored: ExploredLevels,
): { readonly growth?: readonly Growth[] } {
  const isEarly = ended.by === 'limit' || ended.by === 'interrupt';
  return isEarly ? measured(explored, full) : {};
}

/**
 * Looks at a search that goes on: what has grown so far.
 *
 * A look measures fewer states than the one at the end does. It reads states back from the store, so the
 * caller must call it in the main thread, while no thread expands states.
 *
 * @param started - When the search began, as `performance.now()` says.
 * @param explored - What the search has explored by now.
 * @returns A function for each report of progress. It looks every two seconds, and more rarely if the
 *   looks would take more than a fiftieth of the time; in between it repeats what it saw last.
 */
export function growthSoFar(
  started: number,
  explored: () => ExploredLevels,
): () => Pick<Progress, 'growth'> {
  let seen: Pick<Progress, 'growth'> = {};
  let next = started + pause;
  return () => {
    const before = performance.now();
    if (before < next) return seen;
    seen = measured(explored(), quick);
    const after = performance.now();
    next = after + Math.max(pause, (after - before) * share);
    return seen;
  };
}

/** The parts that grew from stage to stage; none if there are too few levels to tell. */
function measured(explored: ExploredLevels, most: Sample): { readonly growth?: readonly Growth[] } {
  const last = lastLevel(explored);
  if (last < fewestLevels) return {};
  const root = newPart();
  const ends = [0, Math.floor(last / 2), Math.floor((3 * last) / 4), last];
  for (const [stage, end] of ends.entries()) {
    const start = stage === 0 ? 0 : (ends[stage - 1] as number) + 1;
    for (const level of spread(start, end + 1, most.levels)) {
      const [from, to] = explored.starts.slice(level, level + 2) as [number, number];
      const states = level === end ? most.last : most.before;
      for (const state of spread(from, to, states)) measure(root, explored.stateAt(state), stage);
    }
  }
  const found: GrowingPart[] = [];
  collect(root, '', found);
  found.sort((one, other) => other.lately - one.lately || (one.part < other.part ? -1 : 1));
  const growth = found.map(({ part, measure, from, to }): Growth => ({ part, measure, from, to }));
  return growth.length === 0 ? {} : { growth };
}

/** The last level whose states were all found, because all states of the level before were expanded. */
function lastLevel({ starts, expanded }: ExploredLevels): number {
  return starts.findLastIndex(
    (start, level) => start <= expanded && start < (starts[level + 1] ?? start),
  );
}

/** Numbers from `start` to `end` - 1, evenly spaced if there are many. The last one is always included. */
function* spread(start: number, end: number, most: number): Generator<number> {
  const count = Math.min(most, end - start);
  for (let at = 1; at <= count; at++) yield start + Math.ceil((at * (end - start)) / count) - 1;
}

type Amount = number | bigint;

/** The least and the greatest amount of each stage. */
interface StageRange {
  readonly least: (Amount | undefined)[];
  readonly most: (Amount | undefined)[];
}

/** What was measured of one part. */
interface MeasuredPart {
  readonly number: StageRange;
  readonly entries: StageRange;
  readonly characters: StageRange;
  readonly strings: Set<string>;
  /** How many different strings there were, up to each stage. */
  readonly values: StageRange;
  readonly children: Map<string, MeasuredPart>;
}

function newPart(): MeasuredPart {
  const range = (): StageRange => ({ least: [], most: [] });
  return {
    number: range(),
    entries: range(),
    characters: range(),
    strings: new Set(),
    values: range(),
    children: new Map(),
  };
}

function widen({ least, most }: StageRange, stage: number, amount: Amount): void {
  const [low, high] = [least[stage], most[stage]];
  if (low === undefined || amount < low) least[stage] = amount;
  if (high === undefined || amount > high) most[stage] = amount;
}

function measure(part: MeasuredPart, value: unknown, stage: number): void {
  if (typeof value === 'number' || typeof value === 'bigint') widen(part.number, stage, value);
  if (typeof value === 'string') {
    part.strings.add(value);
    widen(part.characters, stage, value.length);
    widen(part.values, stage, part.strings.size);
  }
  if (typeof value !== 'object' || value === null) return;
  const inside = (name: string, one: unknown) => measure(childOf(part, name), one, stage);
  if (Array.isArray(value)) {
    widen(part.entries, stage, value.length);
    for (const element of value) inside('[*]', element);
  } else if (value instanceof Set) {
    widen(part.entries, stage, value.size);
  } else {
    const entries: readonly (readonly [unknown, unknown])[] =
      value instanceof Map ? [...value] : Object.entries(value);
    widen(part.entries, stage, entries.length);
    for (const [key, entry] of entries) inside(nameOf(key, value instanceof Map), entry);
  }
}

function childOf({ children }: MeasuredPart, name: string): MeasuredPart {
  let child = children.get(name);
  if (child === undefined) children.set(name, (child = newPart()));
  return child;
}

function nameOf(key: unknown, isMap: boolean): string {
  const isName = typeof key === 'string' && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key);
  return isName && !isMap ? `.${key}` : `[${canonicalKey(key)}]`;
}

/** A part that grows, and by how much it grew in the second half. */
interface GrowingPart extends Growth {
  readonly lately: number;
}

/** Collects the parts that grow. If a container grows, its own parts are not listed. */
function collect(part: MeasuredPart, path: string, found: GrowingPart[]): void {
  const { number, entries, characters, values, strings, children } = part;
  const name = path.startsWith('.') ? path.slice(1) : `state${path}`;
  const kinds = [
    ['number', rising(number.most) ?? falling(number.least)],
    ['entries', rising(entries.most)],
    ['characters', rising(characters.most)],
    ['values', strings.size >= fewStrings ? rising(values.most) : undefined],
  ] as const;
  const grown = kinds.find(([, range]) => range !== undefined);
  if (grown?.[1] !== undefined) found.push({ part: name, measure: grown[0], ...grown[1] });
  if (grown?.[0] === 'entries') return;
  for (const [child, one] of children) collect(one, `${path}${child}`, found);
}

type Rise = Pick<GrowingPart, 'from' | 'to' | 'lately'>;

/** How the amounts rose, if they rose until the end. */
function rising([first, half, later, last]: readonly (Amount | undefined)[]): Rise | undefined {
  if (half === undefined || later === undefined || last === undefined) return undefined;
  if (half >= later || later >= last) return undefined;
  return { from: first ?? half, to: last, lately: Number(last) - Number(half) };
}

function falling(amounts: readonly (Amount | undefined)[]): Rise | undefined {
  const fall = rising(amounts.map((amount) => (amount === undefined ? undefined : -amount)));
  return fall && { ...fall, from: -fall.from, to: -fall.to };
}
