/** Timers of tasks: when one fires is an event. */
import { wholeOf, type Access } from '../footprint.js';
import { nextNumber, running, type Boundary, type RunningTask } from '../run/running.js';
import type { TimerHandle, TimerParts } from '../run/clock.js';

/** Any callback. */
export type Callback = (...args: unknown[]) => unknown;

/** A part of the clock: the time, which moves on when a timer fires, or which timers are set. */
const part = (run: Boundary, key: 'now' | 'timers', isWrite: boolean): Access => ({
  area: run.area('clock'),
  key,
  isWrite,
});

/** Sets a timer of a task. */
export function setTimer(
  task: RunningTask,
  kind: TimerParts<unknown>['kind'],
  delay: unknown,
  callback: unknown,
  args: readonly unknown[] = [],
): TimerHandle {
  const { run } = task;
  const clock = wholeOf(run.area('clock'), true);
  const milliseconds = Number(delay ?? 0);
  if (typeof callback !== 'function') {
    throw new TypeError('The "callback" argument must be of type function.');
  }
  run.touch(part(run, 'now', false));
  run.touch(part(run, 'timers', true));
  const fire = () => {
    running.run(task, () => {
      try {
        (callback as Callback)(...args);
      } catch (error) {
        run.fail(task, { kind: 'callback', error });
      }
    });
  };
  const handle: TimerHandle = run.clock.set({
    kind,
    delay: milliseconds,
    fire,
    eventOf: () => ({
      id: nextNumber(task),
      task,
      what: kind,
      touches: [clock, ...task.touches],
      isTimer: true,
      describe: () => ({
        action: {
          actor: task.name,
          step: kind,
          ...(kind === 'immediate' ? {} : { choice: milliseconds }),
        },
        says: firing(kind, milliseconds),
      }),
      happen: () => run.clock.fireNext(),
    }),
  });
  const { refresh } = handle;
  const close = () => {
    clearTimer(task, handle);
    return handle;
  };
  return Object.assign(handle, {
    refresh: () => {
      run.touch(clock);
      return refresh();
    },
    close,
    [Symbol.dispose]: close,
  });
}

function firing(kind: TimerParts<unknown>['kind'], delay: number): string {
  switch (kind) {
    case 'timeout':
      return `its timer of ${delay} ms fires`;
    case 'interval':
      return `its interval of ${delay} ms fires`;
    case 'immediate':
      return 'its immediate runs';
  }
}

/** Removes a timer. Returns false if it is none of the run. */
export function clearTimer({ run }: RunningTask, handle: unknown): boolean {
  if (!run.clock.clear(handle)) return false;
  run.touch(part(run, 'timers', true));
  return true;
}

/** The time of a run, in milliseconds since 1970. */
export function timeOf({ run }: RunningTask): number {
  run.touch(part(run, 'now', false));
  return run.clock.now;
}

/** The error of a wait that is aborted, as Node makes it. */
const abortErrorOf = ({ reason: cause }: AbortSignal): Error =>
  Object.assign(new Error('The operation was aborted', { cause }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });

/** Waits, as the functions of `node:timers/promises` do. */
export function waitFor<Value>(
  task: RunningTask,
  kind: 'timeout' | 'immediate',
  delay: unknown,
  value: Value,
  signal?: AbortSignal,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(abortErrorOf(signal));
      return;
    }
    const abort = () => {
      clearTimer(task, handle);
      reject(abortErrorOf(signal as AbortSignal));
    };
    const handle = setTimer(task, kind, delay, () => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/**
 * An endless series of values, as `setInterval` of `node:timers/promises` gives it: the interval goes on while the
 * code that asks for the values does something else.
 */
export async function* every<Value>(
  task: RunningTask,
  delay: unknown,
  value: Value,
  signal?: AbortSignal,
): AsyncGenerator<Value, void> {
  const refuseAborted = () => {
    if (signal?.aborted === true) throw abortErrorOf(signal);
  };
  refuseAborted();
  let ticks = 0;
  let wake = () => {};
  const timer = setTimer(task, 'interval', delay, () => {
    ticks++;
    wake();
  });
  const abort = () => {
    clearTimer(task, timer);
    wake();
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    for (;;) {
      if (ticks === 0) await new Promise<void>((resolve) => (wake = resolve));
      for (; ticks > 0; ticks--) yield value;
      refuseAborted();
    }
  } finally {
    clearTimer(task, timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** A signal that aborts after some time, as `AbortSignal.timeout` gives it. */
export function timeoutSignal(task: RunningTask, delay: unknown): AbortSignal {
  const controller = new AbortController();
  setTimer(task, 'timeout', delay, () =>
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
  );
  return controller.signal;
}
