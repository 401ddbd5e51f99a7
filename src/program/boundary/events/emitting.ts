/** What the functions that stand in for those of an emitter have in common. */
import { running, type RunningTask } from '../../run/running.js';

/** Any function of an emitter, and any listener. */
export type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** An emitter as the functions that stand in for its own see it. */
export interface Emitting {
  /** The task that calls, if what it emits must be delivered later; undefined if that happens at once. */
  readonly sender: () => RunningTask | undefined;
  /** Says that the event that happens now asks for the listeners, or changes them. */
  readonly touch: (isWrite: boolean) => void;
  /** Lets something be delivered later, after all that was sent before. */
  readonly send: (task: RunningTask, sent: Sent) => void;
  /** A listener that runs in the context of the task that registers it. */
  readonly inContext: (listener: AnyFunction) => AnyFunction;
}

/** Something that was emitted. */
export interface Sent {
  /** The name of the event. */
  readonly type: string;
  /** For words and recordings only. */
  readonly args: readonly unknown[];
  /** Calls the listeners. */
  readonly deliver: () => void;
}

/** A listener that runs in the context of a task. */
export function inContext(
  task: RunningTask,
  listener: AnyFunction,
  isDelivering: () => boolean,
): AnyFunction {
  const { process, run } = task;
  return function (this: unknown, ...args) {
    if (process.isDead) return undefined;
    for (const access of [...task.touches, ...process.shared]) run.touch(access);
    return running.run(task, () => {
      // Code that emits at once gets the errors of listeners itself.
      if (!isDelivering()) return listener.apply(this, args);
      try {
        return listener.apply(this, args);
      } catch (error) {
        run.fail(task, { kind: 'callback', error });
        return undefined;
      }
    });
  };
}

/** Puts a function in the place of one of an emitter. It is not enumerable, as a method is not. */
export function override(
  emitter: object,
  name: string,
  standIn: (original: AnyFunction) => AnyFunction,
): void {
  const original: unknown = Reflect.get(emitter, name);
  Object.defineProperty(emitter, name, {
    configurable: true,
    writable: true,
    value: standIn(original as AnyFunction),
  });
}
