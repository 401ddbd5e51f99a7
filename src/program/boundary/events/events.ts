/** Emitters of events: what a task emits is delivered later, and that is an event of the run. */
import { EventEmitter } from 'node:events';
import { ModelError } from '../../../validation/errors.js';
import { describeGiven } from '../../../validation/refuse.js';
import { wholeOf, type Area } from '../../footprint.js';
import { nextNumber, running, type RunningTask } from '../../run/running.js';
import { argumentsInWords, choiceOf } from '../words.js';
import { instrumentEmitter } from './emitter.js';
import { inContext, type Emitting, type Sent } from './emitting.js';
import { instrumentTarget } from './event-target.js';

const isEventEmitter = (value: unknown): value is EventEmitter => value instanceof EventEmitter;

/** The emitters that some run was given. */
const given = new WeakSet<object>();

/**
 * Replaces the functions of an emitter.
 *
 * @param setup - The task on whose behalf `start` runs. Until it is done, what it emits is delivered at once.
 */
export function instrument(name: string, area: Area, emitter: unknown, setup: RunningTask): void {
  const who = `io.events(${JSON.stringify(name)}, …)`;
  const isEmitter = isEventEmitter(emitter);
  if (!isEmitter && !(emitter instanceof EventTarget)) {
    throw new ModelError(
      `${who} was given ${describeGiven(emitter)}; give an EventEmitter of node:events, or an EventTarget.`,
    );
  }
  if (given.has(emitter)) {
    throw new ModelError(
      `${who} was given an emitter that a run was given before; make a new one in start.`,
    );
  }
  if (!Object.isExtensible(emitter)) {
    throw new ModelError(`${who} was given an emitter that is frozen; give one that is not.`);
  }
  given.add(emitter);
  // Listeners that it has already belong to `start`.
  setup.process.isListening = true;
  const emitting = emittingOf(name, area, setup);
  if (isEmitter) instrumentEmitter(emitter, emitting);
  else instrumentTarget(emitter, emitting);
}

function emittingOf(name: string, area: Area, setup: RunningTask): Emitting {
  const queue: Sent[] = [];
  let isDelivering = false;
  const deliver = ({ deliver: call }: Sent) => {
    isDelivering = true;
    try {
      // Listeners that were registered before `io.events` was called belong to `start`.
      running.run(setup, call);
    } finally {
      isDelivering = false;
    }
  };
  return {
    sender: () => (setup.isDone ? running.getStore() : undefined),
    touch: (isWrite) => running.getStore()?.run.touch(wholeOf(area, isWrite)),
    send: (task, sent) => {
      queue.push(sent);
      task.run.touch(wholeOf(area, true));
      const { type, args } = sent;
      task.run.add({
        id: nextNumber(task),
        task,
        what: `${name} delivers ${type}`,
        touches: [wholeOf(area, true), setup.process.memory],
        isEnabled: () => queue[0] === sent,
        describe: () => ({
          action: { actor: name, step: type, ...choiceOf(args) },
          says: `delivers ${type}${argumentsInWords(args)} from ${task.name}`,
        }),
        happen: () => {
          queue.shift();
          try {
            deliver(sent);
          } catch (error) {
            // An emitter throws by itself if it emits an error for which there is no listener.
            task.run.fail(task, { kind: 'callback', error });
          }
        },
      });
    },
    inContext: (listener) => {
      const task = running.getStore() ?? setup;
      task.process.isListening = true;
      return inContext(task, listener, () => isDelivering);
    },
  };
}
