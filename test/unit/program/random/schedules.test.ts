/** Which events random schedules choose, in programs small enough to count. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooserOf } from '../../../../src/program/random/chooser.js';
import {
  schedules,
  type Schedule,
  type ScheduleOptions,
} from '../../../../src/program/random/schedules.js';
import { defineProgram, type Program } from '../../../../src/index.js';
import { oneRun } from '../../../../src/program/exploration/one-run.js';
import { settingOf } from '../../../../src/program/exploration/setting.js';
import { work } from '../../../../src/program/execution/work.js';

const generated = (options: Partial<ScheduleOptions>, numRuns: number) =>
  fc.sample(schedules({ schedule: 'uniform', changePoints: 3, events: 8, ...options }), {
    seed: 1,
    numRuns,
  });

/** The order in which the tasks and their calls took their turns, in a run along a schedule. */
async function order<State>(program: Program<State>, schedule: Schedule): Promise<string> {
  const setting = settingOf(program.definition, []);
  const { trace } = await work(setting, oneRun(setting, chooserOf(schedule)));
  return trace.actions
    .map(({ actor, step, choice }) => {
      const what = typeof choice === 'string' ? choice : '';
      return `${actor}${what}${step.endsWith(' failBefore') ? '!' : ''}`;
    })
    .join(' ');
}

/** How many of the runs have each order. */
async function orders<State>(
  program: Program<State>,
  all: readonly Schedule[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const schedule of all) {
    const one = await order(program, schedule);
    counts[one] = (counts[one] ?? 0) + 1;
  }
  return counts;
}

/** Tasks that do nothing but start. */
const starters = (...names: readonly string[]) =>
  defineProgram({
    name: 'starters',
    start: () => 'nothing',
    tasks: Object.fromEntries(names.map((name) => [name, () => undefined])),
    state: () => ({}),
  });

class Cell {
  set(value: string): Promise<string> {
    return Promise.resolve(value);
  }
}

/** Tasks that make calls, which are answered when they are performed. */
const callers = (tasks: Readonly<Record<string, (cell: Cell) => Promise<unknown>>>) =>
  defineProgram({
    name: 'callers',
    start: (io) => io.service('cell', new Cell(), {}, { atomic: true }),
    tasks,
    state: () => ({}),
  });

/** Makes calls one after the other. */
const inTurn = (times: number) => async (cell: Cell) => {
  for (let call = 1; call <= times; call++) await cell.set(String(call));
};

describe('uniform', () => {
  test('each of several events is chosen about equally often', () => {
    const firsts = (count: number) => {
      const chosen = Array.from({ length: count }, () => 0);
      for (const schedule of generated({}, 1_200)) {
        const pick = schedule.kind === 'uniform' ? (schedule.picks[5] ?? 0) : 0;
        const nth = pick % count;
        chosen[nth] = (chosen[nth] ?? 0) + 1;
      }
      return chosen;
    };
    expect([firsts(2), firsts(3), firsts(4)]).toEqual([
      [585, 615],
      [415, 381, 404],
      [288, 322, 297, 293],
    ]);
  });

  test('there is a number for every event, and for as many more', () => {
    for (const schedule of generated({}, 100)) {
      expect(schedule).toMatchObject({ kind: 'uniform', picks: { length: 16 } });
    }
  });

  test('each order of three tasks comes about equally often', async () => {
    expect(await orders(starters('a', 'b', 'c'), generated({}, 600))).toEqual({
      'a b c': 104,
      'a c b': 103,
      'b a c': 112,
      'b c a': 90,
      'c a b': 96,
      'c b a': 95,
    });
  });

  test('a run that is longer than the list uses its numbers again', async () => {
    const run = order(starters('a', 'b', 'c', 'd', 'e'), { kind: 'uniform', picks: [1, 0] });
    expect(await run).toBe('b a d c e');
  });
});

describe('pct', () => {
  const pct = (numbers: Partial<Extract<Schedule, { kind: 'pct' }>>): Schedule => ({
    kind: 'pct',
    ranks: [],
    changes: [],
    ...numbers,
  });

  test('each order of three tasks comes about equally often', async () => {
    const all = generated({ schedule: 'pct' }, 600);
    expect(await orders(starters('a', 'b', 'c'), all)).toEqual({
      'a b c': 100,
      'a c b': 93,
      'b a c': 97,
      'b c a': 114,
      'c a b': 110,
      'c b a': 86,
    });
  });

  test('the event with the highest rank comes first', async () => {
    const program = starters('a', 'b', 'c');
    expect(await order(program, pct({ ranks: [1, 3, 2] }))).toBe('b c a');
    expect(await order(program, pct({ ranks: [0, -1, 0] }))).toBe('a c b');
  });

  test('with all numbers 0 each task goes on as long as it can', async () => {
    expect(await order(starters('a', 'b', 'c'), pct({ ranks: [0, 0] }))).toBe('a b c');
    expect(await order(starters('a', 'b', 'c'), pct({}))).toBe('a b c');
  });

  test('who would come next falls behind the others at a change', async () => {
    const program = starters('a', 'b', 'c');
    expect(await order(program, pct({ ranks: [3, 2, 1], changes: [1] }))).toBe('b c a');
    expect(await order(program, pct({ ranks: [3, 2, 1], changes: [2] }))).toBe('a c b');
    // Of two that fell, the one that fell by the later change of the list is lower, whenever that is.
    expect(await order(program, pct({ ranks: [3, 2, 1], changes: [1, 1] }))).toBe('c a b');
    expect(await order(program, pct({ ranks: [3, 2, 1], changes: [0, 1] }))).toBe('b c a');
  });

  test('calls that a task makes one after the other are one chain', async () => {
    const program = callers({ a: inTurn(3), b: inTurn(3) });
    // Only the first two ranks are those of a chain.
    const ranks = [1, 2, -9, 9, -9, 9, -9, 9];
    expect(await order(program, pct({ ranks }))).toBe('b b1 b2 b3 a a1 a2 a3');
    expect(await order(program, pct({ ranks, changes: [3] }))).toBe('b b1 a a1 a2 a3 b2 b3');
  });

  test('calls that a task makes at once are chains of their own', async () => {
    const program = callers({
      a: (cell) => Promise.all(['1', '2', '3'].map(async (value) => cell.set(value))),
    });
    const all = generated({ schedule: 'pct', changePoints: 0 }, 600);
    expect(await orders(program, all)).toEqual({
      'a a1 a2 a3': 94,
      'a a1 a3 a2': 108,
      'a a2 a1 a3': 96,
      'a a2 a3 a1': 106,
      'a a3 a1 a2': 104,
      'a a3 a2 a1': 92,
    });
  });

  test('a call and its answer are one chain', async () => {
    const program = defineProgram({
      name: 'two calls',
      start: (io) => io.service('cell', new Cell()),
      tasks: { a: (cell) => Promise.all([cell.set('1'), cell.set('2')]) },
      state: () => ({}),
    });
    const run = order(program, pct({ ranks: [1, -9, 2, -9, -9] }));
    expect(await run).toBe('a a2 cella set a1 cella set');
  });

  test('alternatives are chosen about equally often, also after a change', async () => {
    const program = defineProgram({
      name: 'choice',
      start: (io) => io,
      tasks: { a: (io) => io.choose('way', ['left', 'right']), b: () => undefined },
      state: () => ({}),
    });
    const all = generated({ schedule: 'pct', events: 3 }, 400);
    expect(await orders(program, all)).toEqual({
      'a aleft b': 69,
      'a aright b': 56,
      'a b aleft': 31,
      'a b aright': 38,
      'b a aleft': 98,
      'b a aright': 108,
    });
  });

  test('with rank 0 a fault comes last, with a higher one it may come first', async () => {
    const program = defineProgram({
      name: 'faulty',
      start: (io) => io.service('cell', new Cell(), {}, { atomic: true }),
      faults: { cell: { failBefore: 1 } },
      tasks: { a: (cell) => cell.set('1').catch(() => undefined), b: inTurn(1) },
      state: () => ({}),
    });
    expect(await order(program, pct({ ranks: [-5, -6, -5, 0, -6, 0] }))).toBe('a a1 b b1');
    expect(await order(program, pct({ ranks: [-5, -6, -5, 9, -6, 0] }))).toBe('a a1! b b1');
  });

  test('finds a race of a slow task and a fast one, which equal chances do not', async () => {
    // The race needs all twelve fast calls between the two of the slow task.
    const program = callers({ s: inTurn(2), f: inTurn(12) });
    const found = async (schedule: 'uniform' | 'pct' | 'mixed') => {
      const runs = await orders(program, generated({ schedule, events: 16 }, 300));
      const isRace = (run: string) => /\bs1 (f )?f1 .*f12 s2\b/.test(run);
      return Object.keys(runs).reduce((sum, run) => sum + (isRace(run) ? (runs[run] ?? 0) : 0), 0);
    };
    expect([await found('uniform'), await found('mixed'), await found('pct')]).toEqual([0, 4, 11]);
  });
});
