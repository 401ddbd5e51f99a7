/** Makes the `io` of a run. */
import { ModelError } from '../../validation/errors.js';
import { describeGiven } from '../../validation/refuse.js';
import type { Io } from '../io.js';
import type { FaultBudget } from '../program.js';
import { draw, running, type Boundary, type Budget, type RunningTask } from '../run/running.js';
import { channelOver } from './channel.js';
import { choose } from './choice.js';
import { uuidFrom } from '../run/uuid.js';
import { serviceOver } from './service.js';

/** What is left of each fault, by the names of services and processes. */
export type Budgets = ReadonlyMap<string, { readonly [Fault in keyof FaultBudget]?: Budget }>;

/**
 * Makes the `io` of a run.
 *
 * @param setup - The task on whose behalf `start` runs.
 */
export function ioOf(run: Boundary, setup: RunningTask, budgets: Budgets): Io {
  const names = new Set<string>();
  /** The area of a new service or channel. */
  const areaOf = (kind: string, name: unknown) => {
    if (typeof name !== 'string' || name.trim() === '') {
      throw new ModelError(
        `io.${kind} was given ${describeGiven(name)} in place of a name; give a text that is not empty.`,
      );
    }
    if (names.has(name)) {
      throw new ModelError(
        `io.${kind}: there are two services or channels ${JSON.stringify(name)}; rename one.`,
      );
    }
    names.add(name);
    return run.area(`${kind} ${name}`);
  };
  const random = () => draw(running.getStore() ?? setup);
  return {
    service: (name, object, footprints, options) => {
      const area = areaOf('service', name);
      if (typeof object !== 'object' && typeof object !== 'function') {
        throw new ModelError(
          `io.service(${JSON.stringify(name)}, …) was given ${describeGiven(object)}; give the object that does the work.`,
        );
      }
      const called = {
        name,
        area,
        isAtomic: options?.atomic === true,
        faults: budgets.get(name) ?? {},
      };
      return serviceOver(called, object, footprints, options);
    },
    channel: (name, options) => channelOver(name, areaOf('channel', name), options),
    random,
    uuid: () => uuidFrom(random),
    choose,
  };
}
