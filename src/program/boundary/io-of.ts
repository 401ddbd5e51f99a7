/** Makes the `io` of a run. */
import { ModelError } from '../../validation/errors.js';
import { describeGiven, refuseOtherFunction } from '../../validation/refuse.js';
import type { Area } from '../footprint.js';
import type { Io } from '../io.js';
import type { FaultBudget } from '../program.js';
import { draw, running, type Boundary, type Budget, type RunningTask } from '../run/running.js';
import type { Called } from './calls.js';
import { channelOver } from './channel.js';
import { choose } from './choice.js';
import { uuidFrom } from '../run/uuid.js';
import { instrument } from './events/events.js';
import { fetchOver } from './fetch.js';
import { fileSystem } from './fs/fs.js';
import { refuseOtherParts } from './refuse-parts.js';
import { serviceOver } from './service.js';

/** What is left of each fault, by the names of services and processes. */
export type Budgets = ReadonlyMap<string, { readonly [Fault in keyof FaultBudget]?: Budget }>;

/**
 * Makes the `io` of a run.
 *
 * @param setup - The task on whose behalf `start` runs.
 * @returns It, and the names of the services that it makes.
 */
export function ioOf(
  run: Boundary,
  setup: RunningTask,
  budgets: Budgets,
): { readonly io: Io; readonly services: ReadonlySet<string> } {
  const names = new Set<string>();
  const services = new Set<string>();
  /** The area of something new behind the boundary. */
  const areaOf = (kind: string, name: unknown) => {
    if (typeof name !== 'string' || name.trim() === '') {
      throw new ModelError(
        `io.${kind} was given ${describeGiven(name)} in place of a name; give a text that is not empty.`,
      );
    }
    if (names.has(name)) {
      throw new ModelError(
        `io.${kind}: two things behind io are named ${JSON.stringify(name)}; rename one.`,
      );
    }
    names.add(name);
    return run.area(`${kind} ${name}`);
  };
  const calledIn = (name: string, area: Area, isAtomic: boolean): Called => {
    services.add(name);
    return { name, area, isAtomic, faults: budgets.get(name) ?? {} };
  };
  const random = () => draw(running.getStore() ?? setup);
  const io: Io = {
    service: (name, object, footprints, options) => {
      const area = areaOf('service', name);
      if (Object(object) !== object) {
        throw new ModelError(
          `io.service(${JSON.stringify(name)}, …) was given ${describeGiven(object)}; give the object that does the work.`,
        );
      }
      refuseOtherParts(name, object, footprints, options);
      const called = calledIn(name, area, options?.atomic === true);
      return serviceOver(called, object, footprints, options);
    },
    channel: (name, options) => channelOver(name, areaOf('channel', name), options),
    events: (name, emitter) => {
      instrument(name, areaOf('events', name), emitter, setup);
      return emitter;
    },
    fetch: (handler, options) => {
      refuseOtherFunction('io.fetch', 'handler', handler);
      if (run.fetch !== undefined) {
        throw new ModelError(
          'io.fetch was called twice; give it one handler that answers all requests.',
        );
      }
      run.fetch = fetchOver(calledIn('fetch', areaOf('fetch', 'fetch'), false), handler, options);
      return run.fetch;
    },
    fs: (files) => fileSystem(run.area('service fs'), io, files),
    random,
    uuid: () => uuidFrom(random),
    choose: (name, values) => {
      if (setup.isDone) return choose(name, values);
      throw new ModelError(
        `io.choose(${JSON.stringify(name)}, …) was called in start, where only one choice would be explored; call it in a task.`,
      );
    },
  };
  return { io, services };
}
