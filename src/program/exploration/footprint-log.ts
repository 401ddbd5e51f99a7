/** Notes what each event of one run touched in services, for the arrows of a page. */
import type { Action } from '../../model/action.js';
import type { Access } from '../footprint.js';
import type { EventId, PendingEvent } from '../run/running.js';
import type { EventFootprint, MadeCall, ServicePart } from '../../trace/event-footprint.js';

/** The kinds of areas that are services. */
const services = /^(?:service|fetch) /;

/** How a footprint spells a key in an access. */
const keyed = /^key /;

/** What the events of one run touched. */
export class FootprintLog {
  readonly #events: Omit<EventFootprint, 'makes'>[] = [];
  /** The calls that were made in each event, after those that were made before the first one. */
  readonly #made: MadeCall[][] = [];
  readonly #numbers = new Map<EventId, number>();

  /** What each event touched. */
  get footprints(): readonly EventFootprint[] {
    return this.#events.map((event, at) => ({ ...event, makes: this.#made[at + 1] ?? [] }));
  }

  /** Takes down which calls were made. It must see the events that can happen at each quiet point. */
  see(events: Iterable<{ readonly event: PendingEvent; readonly action: Action }>): void {
    const made: MadeCall[] = [];
    this.#made.push(made);
    for (const { event, action } of events) {
      const { call, task } = event;
      if (call === undefined || this.#numbers.has(call.id)) continue;
      const number = this.#numbers.size;
      this.#numbers.set(call.id, number);
      made.push({
        number,
        task: task.name,
        process: task.process.index,
        method: call.method,
        ...('choice' in action && { choice: action.choice }),
      });
    }
  }

  /** Takes down what an event touched that has happened. */
  add({ task, call, touches }: PendingEvent, touched: readonly Access[]): void {
    const number = call && this.#numbers.get(call.id);
    // Other accesses to a whole service say little: code looked at one of its properties, or called a method that
    // answers at once.
    const whole = call?.isPerformed === true ? touches.filter(({ key }) => key === undefined) : [];
    const accesses = [...touched.filter(({ key }) => key !== undefined), ...whole];
    this.#events.push({
      task: task.name,
      process: task.process.index,
      reads: accesses.filter(({ isWrite }) => !isWrite).flatMap(partOf),
      writes: accesses.filter(({ isWrite }) => isWrite).flatMap(partOf),
      ...(number !== undefined && call?.isPerformed === true && { performs: number }),
      ...(number !== undefined && call?.isAnswered === true && { answers: number }),
    });
  }
}

/** The part of a service that is accessed; none if it is something else, such as the memory of a process. */
function partOf({ area, key }: Access): ServicePart[] {
  if (!services.test(area.name)) return [];
  const service = area.name.replace(services, '');
  if (key === undefined) return [{ service }];
  return keyed.test(key) ? [{ service, key: key.replace(keyed, '') }] : [];
}
