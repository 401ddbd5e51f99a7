import * as timers from 'node:timers';
import * as promises from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { check, type Program } from 'allways';
import {
  endOf,
  endsOf,
  logging,
  single,
  storyOf,
  type Log,
  type Logged,
} from '../../../support/program-runs.js';

/** A program with one task, which writes things down with the time since the run began. */
const timed = (task: (note: Logged['write']) => unknown): Program<Log> =>
  single(({ write }) => task((...words) => write(...words, performance.now())));

describe('setTimeout, setInterval and setImmediate', () => {
  test('fire in order of time; an immediate first', async () => {
    const program = timed((note) => {
      setTimeout(note, 20, 'c');
      setTimeout(note, 10, 'a', 'with', 'arguments');
      timers.setTimeout(note, 20, 'd');
      setTimeout(note, undefined, 'one millisecond');
      setImmediate(note, 'immediate');
      timers.setImmediate(note, 'another');
      note('set');
    });
    expect(await endOf(program)).toBe(
      'set 0, immediate 0, another 0, one millisecond 1, a with arguments 10, c 20, d 20',
    );
  });

  test('each firing is an event', async () => {
    const program = timed((note) => {
      setTimeout(note, 5, 'a');
      setImmediate(note, 'b');
      const interval = setInterval(() => clearInterval(interval), 7);
    });
    expect(await storyOf(program)).toEqual([
      'task starts',
      'task its immediate runs',
      'task its timer of 5 ms fires',
      'task its interval of 7 ms fires',
    ]);
  });

  test('microtasks run out after each', async () => {
    const program = timed((note) => {
      setTimeout(() => {
        note('first');
        queueMicrotask(() => note('microtask'));
        process.nextTick(() => note('tick'));
        void Promise.resolve().then(() => note('promise'));
      }, 5);
      setTimeout(note, 5, 'second');
    });
    expect(await endOf(program)).toBe('first 5, tick 5, microtask 5, promise 5, second 5');
  });

  test('an interval, until it is cleared', async () => {
    for (const owner of [globalThis, timers]) {
      const program = timed((note) => {
        let times = 0;
        const tick = (text: string) => {
          note(text);
          if (++times === 3) owner.clearInterval(interval);
        };
        const interval = owner.setInterval(tick, 10, 'tick');
      });
      expect(await endOf(program)).toBe('tick 10, tick 20, tick 30');
    }
  });

  test('what is cleared does not fire', async () => {
    const program = timed((note) => {
      clearTimeout(setTimeout(note, 5, 'timeout'));
      timers.clearTimeout(timers.setTimeout(note, 5, 'timeout of timers'));
      clearImmediate(setImmediate(note, 'immediate'));
      timers.clearImmediate(setImmediate(note, 'immediate of timers'));
      clearInterval(setInterval(note, 5, 'interval'));
      clearTimeout(Number(setTimeout(note, 5, 'by number')));
      clearTimeout(String(Number(setTimeout(note, 5, 'by text'))));
      setTimeout(note, 5, 'closed').close();
      setTimeout(note, 5, 'disposed')[Symbol.dispose]();
      clearTimeout(undefined);
      clearTimeout(12_345);
      note('end');
    });
    expect(await endOf(program)).toBe('end 0');
  });

  test('refresh, ref, unref and hasRef', async () => {
    const program = timed((note) => {
      const late = setTimeout(note, 10, 'late');
      setTimeout(() => late.refresh(), 6).unref();
      setTimeout(note, 12, 'between');
      note(late.hasRef(), late.unref().hasRef(), late.ref().hasRef());
    });
    expect(await endOf(program)).toBe('true false true 0, between 12, late 16');
  });

  test('a timer that is cleared and refreshed does not fire', async () => {
    const program = timed((note) => {
      const gone = setTimeout(note, 10, 'gone');
      clearTimeout(gone);
      gone.refresh();
      setTimeout(note, 20, 'left');
    });
    expect(await endOf(program)).toBe('left 20');
  });

  test('what is no callback is refused as by Node', async () => {
    const program = timed((note) => {
      for (const set of [setTimeout, setInterval, setImmediate]) {
        try {
          set(undefined as never, 5);
        } catch (error) {
          note((error as Error).name);
        }
      }
    });
    expect(await endOf(program)).toBe('TypeError 0, TypeError 0, TypeError 0');
  });

  test('a callback that throws is a violation of its task', async () => {
    const program = logging({
      start: () => ({}),
      tasks: {
        one: () =>
          setTimeout(() => {
            throw new Error('planted');
          }, 5),
        other: () => {},
      },
    });
    expect((await endsOf(program)).wrong).toEqual(['a callback of one threw Error: planted']);
  });

  test('timers of two tasks fire in the order of time only', async () => {
    const program = logging({
      start: () => ({}),
      tasks: {
        slow: async ({ write }) => {
          await promises.setTimeout(20);
          write('slow');
        },
        fast: async ({ write }) => {
          await promises.setTimeout(10);
          write('fast');
        },
      },
    });
    // Time begins to pass when a timer fires. So the slow timer is first if the fast task starts after it.
    expect(await endsOf(program, 'none')).toMatchObject({ ends: ['fast, slow', 'slow, fast'] });
  });

  test('a timer may fire before a reply, unless replies are instant', async () => {
    const programOf = (time: 'any replies' | 'instant replies') =>
      logging({
        start: (io) => ({ service: io.service('service', { ask: () => Promise.resolve() }) }),
        tasks: {
          task: async ({ service, write }) => {
            setTimeout(write, 1000, 'late');
            await service.ask();
            write('answered');
          },
        },
        time,
      });
    const any = await endsOf(programOf('any replies'), 'none');
    expect(any).toMatchObject({ ends: ['answered, late', 'late, answered'], runs: 3 });
    const instant = await endsOf(programOf('instant replies'), 'none');
    expect(instant).toMatchObject({ ends: ['answered, late'], runs: 1 });
  });

  test('a bound on timers', async () => {
    const program = logging({
      start: () => ({}),
      tasks: { task: ({ write }) => void setInterval(write, 10, 'tick') },
      bounds: { timers: 3 },
    });
    const { program: figures, depth } = await check(program, []);
    expect(figures).toMatchObject({ bounds: { timers: 3 } });
    // The start, three ticks, and the state before each.
    expect(depth).toBe(5);
  });
});

describe('node:timers/promises', () => {
  test('setTimeout, setImmediate and scheduler', async () => {
    const program = timed(async (note) => {
      note(await promises.setTimeout(10, 'timeout'));
      note(await promises.setImmediate('immediate'));
      note(await promises.scheduler.wait(5));
      note(await promises.scheduler.yield());
      note(await promises.setTimeout());
    });
    expect(await endOf(program)).toBe(
      'timeout 10, immediate 10, undefined 15, undefined 15, undefined 16',
    );
  });

  test('util.promisify', async () => {
    const program = timed(async (note) => {
      note(await promisify(setTimeout)(10, 'timeout'));
      note(await promisify(setImmediate)('immediate'));
      note(await promisify(timers.setTimeout)(10, 'timeout of timers'));
    });
    expect(await endOf(program)).toBe('timeout 10, immediate 10, timeout of timers 20');
  });

  test('setInterval', async () => {
    const program = timed(async (note) => {
      for await (const value of promises.setInterval(10, 'tick')) {
        note(value);
        if (performance.now() >= 30) break;
      }
    });
    expect(await endOf(program)).toBe('tick 10, tick 20, tick 30');
    // The interval is cleared when the loop ends.
    expect(await storyOf(program)).toHaveLength(4);
  });

  test('setInterval goes on while the loop does something else', async () => {
    const program = timed(async (note) => {
      let times = 0;
      for await (const value of promises.setInterval(10, 'tick')) {
        note(value);
        if (++times === 3) break;
        await promises.setTimeout(25);
      }
    });
    expect(await endOf(program)).toBe('tick 10, tick 35, tick 60');
  });

  const aborted = (error: unknown): string => {
    const { name, code, message, cause } = error as Error & { readonly code?: unknown };
    return `${name} ${String(code)} ${message} <- ${String(cause)}`;
  };
  const text = 'AbortError ABORT_ERR The operation was aborted <- Error: planted';

  test('a signal that aborts', async () => {
    const program = timed(async (note) => {
      const { signal, ...controller } = aborting();
      setTimeout(controller.abort, 5);
      const waits = [
        promises.setTimeout(10, 'a', { signal }),
        promises.scheduler.wait(10, { signal }),
        promises.setInterval(10, 'a', { signal }).next(),
      ];
      for (const wait of waits) note(await wait.catch(aborted));
    });
    expect(await endOf(program)).toBe([`${text} 5`, `${text} 5`, `${text} 5`].join(', '));
    // The timers are gone.
    expect(await storyOf(program)).toHaveLength(2);
  });

  test('a signal that has aborted, and one that aborts too late', async () => {
    const program = timed(async (note) => {
      const early = aborting();
      early.abort();
      const options = { signal: early.signal };
      note(await promises.setTimeout(10, 'a', options).catch(aborted));
      note(await promises.setImmediate('a', options).catch(aborted));
      note(await promises.setInterval(10, 'a', options).next().catch(aborted));
      const late = aborting();
      note(await promises.setTimeout(10, 'done', { signal: late.signal }));
      late.abort();
    });
    expect(await endOf(program)).toBe(
      [`${text} 0`, `${text} 0`, `${text} 0`, 'done 10'].join(', '),
    );
  });

  /** A signal that aborts with a planted error. */
  function aborting(): { readonly signal: AbortSignal; readonly abort: () => void } {
    const controller = new AbortController();
    return { signal: controller.signal, abort: () => controller.abort(new Error('planted')) };
  }
});

describe('AbortSignal.timeout', () => {
  test('aborts as an event', async () => {
    const program = timed((note) => {
      const signal = AbortSignal.timeout(100);
      note(signal.aborted);
      signal.addEventListener('abort', () => note((signal.reason as Error).name));
    });
    expect(await endOf(program)).toBe('false 0, TimeoutError 100');
  });
});
