/** What code asks of its process: a number and a clock that are the same in every run. */
import { hrtime } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { check, defineProgram, whenDone } from 'allways';
import { expect, test } from 'vitest';

/** What the tasks of the program saw. */
type Seen = Record<string, readonly unknown[]>;

/** Keeps what it is told. */
class Notes {
  readonly seen: Seen = {};

  take(name: string, ...what: readonly unknown[]): Promise<void> {
    this.seen[name] = what;
    return Promise.resolve();
  }
}

const look = async (name: string, { notes }: { readonly notes: Notes }) => {
  const [before, exact, up] = [process.hrtime(), hrtime.bigint(), process.uptime()];
  await setTimeout(1_500);
  const passed = process.hrtime(before);
  await notes.take(name, process.pid, passed, Number(hrtime.bigint() - exact), up);
};

test('each process has a number of its own, and a clock that stands still', async () => {
  const program = defineProgram({
    name: 'look',
    start: (io) => ({ notes: io.service('notes', new Notes()) }),
    tasks: { one: (world) => look('one', world) },
    processes: {
      worker: (world) => ({ two: () => look('two', world), three: () => look('three', world) }),
    },
    state: ({ notes }) => ({ seen: { ...notes.seen } }),
    time: 'instant replies',
  });
  const isSo = whenDone<{ seen: Seen }>('each sees its own', ({ seen }) => {
    const of = (pid: number) => JSON.stringify([pid, [1, 500_000_000], 1_500_000_000, 0]);
    const told = Object.entries(seen).map(([name, what]) => [name, JSON.stringify(what)]);
    const expected = { one: of(1001), two: of(1002), three: of(1002) };
    return JSON.stringify(Object.fromEntries(told.sort())) ===
      JSON.stringify(Object.fromEntries(Object.entries(expected).sort()))
      ? true
      : `they saw ${JSON.stringify(told)}`;
  });
  const { pid } = process;
  expect(await check(program, [isSo])).toMatchObject({ verdict: 'holds' });
  expect(process.pid).toBe(pid);
  expect(process.hrtime()[0]).toBeGreaterThan(0);
  expect(process.hrtime.bigint()).toBeTypeOf('bigint');
});
