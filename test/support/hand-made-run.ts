/** Runs of programs written by hand: what each event touched, and the state after it. */
import type { EventFootprint, MadeCall, ServicePart } from 'allways';

/** What a run may say besides its events. */
interface Options {
  /** Whether each task has a process of its own. */
  readonly apart?: boolean;
}

/** Any data that a state may hold. */
export type State = Readonly<Record<string, unknown>>;

/** The events of a run, each with the state after it if that changes. */
export type Lines = readonly (string | readonly [line: string, after: State])[];

/**
 * A run. Each event is a line:
 *
 * - `ann run`: code of a task.
 * - `ann perform get x #1`, `ann answer #1`, `ann both get x #1`: a call of `store.get` with argument `x`.
 * - Then what it touches in the store: `reads x`, `writes x y`; `writes *` for the whole store.
 * - Then the calls that code makes in it: `makes #1 #2`. Numbers say which was made first.
 */
export function handMade(
  lines: Lines,
  { apart = false }: Options = {},
): { readonly footprints: readonly EventFootprint[]; readonly states: readonly State[] } {
  const texts = lines.map((line) => (typeof line === 'string' ? line : line[0]));
  const tasks = [...new Set(texts.map((text) => text.split(' ')[0] ?? ''))];
  const processOf = (task: string): number => (apart ? tasks.indexOf(task) : 0);
  const calls = new Map(texts.flatMap((text) => callsIn(text, processOf)));
  const footprints = texts.map((text) => eventOf(text, processOf, calls));
  const states: State[] = [{ n: 0 }];
  for (const line of lines) {
    const before = states.at(-1) ?? {};
    states.push(typeof line === 'string' ? before : { ...before, ...line[1] });
  }
  return { footprints, states };
}

const performing = /^(\S+) (?:perform|both) (\S+)((?: [^\s#]+)*) #(\d+)/;

/** The call that a line performs. */
function callsIn(
  text: string,
  processOf: (task: string) => number,
): (readonly [number, MadeCall])[] {
  const [, task = '', method = '', args = '', digits = ''] = performing.exec(text) ?? [];
  if (task === '') return [];
  const number = Number(digits);
  const choice = args.trim();
  const call = { number, task, process: processOf(task), method: `store.${method}` };
  return [[number, choice === '' ? call : { ...call, choice }]];
}

function eventOf(
  text: string,
  processOf: (task: string) => number,
  calls: ReadonlyMap<number, MadeCall>,
): EventFootprint {
  const [task = '', kind] = text.split(' ');
  const number = Number(/^[^#]*#(\d+)/.exec(text.split(' makes ')[0] ?? '')?.[1]);
  return {
    task,
    process: processOf(task),
    reads: partsOf(/ reads ((?:(?!writes|makes)\S+ ?)+)/.exec(text)?.[1]),
    writes: partsOf(/ writes ((?:(?!makes)\S+ ?)+)/.exec(text)?.[1]),
    ...(kind === 'perform' || kind === 'both' ? { performs: number } : {}),
    ...(kind === 'answer' || kind === 'both' ? { answers: number } : {}),
    makes: (text.split(' makes ')[1] ?? '').split(' ').flatMap((word) => {
      if (word === '') return [];
      const call = calls.get(Number(word.slice(1)));
      if (call === undefined) throw new Error(`No line performs ${word}.`);
      return call;
    }),
  };
}

const partsOf = (keys = ''): ServicePart[] =>
  keys
    .trim()
    .split(' ')
    .filter((key) => key !== '')
    .map((key) => (key === '*' ? { service: 'store' } : { service: 'store', key }));
