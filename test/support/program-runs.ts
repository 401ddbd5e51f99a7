/** Small programs for tests, and what their runs come to. */
import { check, defineProgram, whenDone, type Io, type Program, type Reduction } from 'allways';
import { work } from '../../src/program/execution/work.js';
import type { ProgramDefinition } from '../../src/program/program.js';
import { oneRun, type Choose } from '../../src/program/exploration/one-run.js';
import { settingOf } from '../../src/program/exploration/setting.js';

/** What the tasks of a small program wrote down, in their order. */
export interface Log {
  readonly log: readonly string[];
}

/** A world in which tasks write down what they see. */
export interface Logged {
  readonly io: Io;
  readonly write: (...words: readonly unknown[]) => void;
  readonly log: string[];
}

/** The parts of a small program. `start` adds to its world. */
type Parts<More> = Omit<ProgramDefinition<Logged & More, Log>, 'name' | 'start' | 'state'> & {
  readonly state?: (world: Logged & NoInfer<More>) => Log;
  readonly start: (io: Io, write: Logged['write']) => More | Promise<More>;
};

/** A program whose state is what its tasks wrote down. */
export function logging<More extends object>({ start, ...parts }: Parts<More>): Program<Log> {
  return defineProgram<Logged & More, Log>({
    name: 'small',
    start: async (io) => {
      const log: string[] = [];
      const write = (...words: readonly unknown[]) => log.push(words.map(String).join(' '));
      return { io, log, write, ...(await start(io, write)) };
    },
    state: ({ log }) => ({ log: [...log] }),
    ...parts,
  });
}

/** A program with one task, and nothing else in its world. */
export const single = (task: (world: Logged) => unknown): Program<Log> =>
  logging({ start: () => ({}), tasks: { task } });

/** What all runs of a program come to. */
export interface Ends {
  /** What was written in the runs whose tasks all ended: one text for each distinct one, sorted. */
  readonly ends: readonly string[];
  /** What went wrong. */
  readonly wrong: readonly string[];
  readonly runs: number;
}

/** Executes all runs of a program. */
export async function endsOf(program: Program<Log>, reduction?: Reduction): Promise<Ends> {
  const ends = new Set<string>();
  const note = whenDone<Log>('noted', ({ log }) => {
    ends.add(log.join(', '));
    return true;
  });
  const result = await check(program, note, reduction === undefined ? {} : { reduction });
  return {
    ends: [...ends].sort(),
    wrong: result.properties.flatMap((one) => (one.verdict === 'violated' ? [one.says] : [])),
    runs: result.program?.runs ?? 0,
  };
}

/** Executes all runs of a program, which must all come to one end without anything wrong. Returns what was written. */
export async function endOf(program: Program<Log>): Promise<string> {
  const { ends, wrong } = await endsOf(program, 'none');
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  if (ends.length !== 1) throw new Error(`${ends.length} ends: ${ends.join(' | ')}`);
  return ends.join();
}

/** Executes one run: by default, that in which always the first event happens. Returns what its events say. */
export async function storyOf(
  program: Program<Log>,
  choose: Choose = (events) => events[0],
): Promise<readonly string[]> {
  const setting = settingOf(program.definition, []);
  const { trace } = await work(setting, oneRun(setting, choose));
  const { model, states, actions } = trace;
  return actions.map((action, at) => {
    const state = states[at];
    if (state === undefined) throw new Error('an event without a state');
    return `${action.actor} ${model.says(state, action)}`;
  });
}
