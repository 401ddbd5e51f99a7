/** What the tasks of a program did with services in one run: each use is an event that touched some of them. */
import { canonicalKey } from '../model/canonical.js';
import type { EventFootprint, MadeCall, ServicePart } from '../trace/event-footprint.js';
import type { Trace } from '../trace/trace.js';
import { changesOf } from './footprints.js';

/** A run of a program, as far as its uses of services matter. */
export interface Run {
  readonly states: Trace<unknown>['states'];
  readonly footprints: readonly EventFootprint[];
}

/** A use of services. Events are counted from 0. */
export interface Use {
  /** The event. */
  readonly at: number;
  readonly name: string;
  readonly process: number;
  /** The parts that it only read. */
  readonly reads: ReadonlySet<string>;
  /** The parts that it wrote, or may have written. */
  readonly writes: ReadonlySet<string>;
  /** The services that it touched as a whole, because a call has no footprint. */
  readonly whole: ReadonlySet<string>;
  /** Whether it may have had an effect: see {@link usesOf}. */
  readonly isEffective: boolean;
  /** The places of the state that the event changed. */
  readonly changed: ReadonlySet<number>;
  /** The call; undefined for what code did at once. */
  readonly call?: MadeCall;
  /** The event in which the task decided on it; -1 if that was before all events. */
  readonly madeAt: number;
  /** The event in which the task got to know what came of it; Infinity if it never did. */
  readonly answeredAt: number;
  /** Whether the state changed as the answer came. */
  readonly isPutToUse: boolean;
}

/**
 * The uses of services in a run, in the order of events.
 *
 * The state helps to tell what a call wrote:
 * - A call without a footprint may have written. Its method counts as one that writes if one of its calls changed the
 *   state in this run, and otherwise as one that reads.
 * - A call that left the state as it was had no effect if an earlier call of its method changed the state: it set
 *   a value that was there already, or it was refused. If no earlier one did, the state may not show the effect, and
 *   the footprint says that there is one.
 */
export function usesOf({ footprints, states }: Run): readonly Use[] {
  const changes = changesOf({ states });
  const isChange = (at: number): boolean => (changes[at]?.size ?? 0) > 0;
  const made = new Map<number, { readonly call: MadeCall; readonly at: number }>();
  const answers = new Map<number, number>();
  /** For each method with calls that changed the state, the first of these events. */
  const shown = new Map<string, number>();
  for (const [at, { performs, answers: answered, makes, writes }] of footprints.entries()) {
    for (const call of makes) made.set(call.number, { call, at });
    if (answered !== undefined) answers.set(answered, at);
    const method = performs === undefined ? undefined : made.get(performs)?.call.method;
    if (method === undefined || shown.has(method)) continue;
    if (writes.length > 0 && isChange(at)) shown.set(method, at);
  }
  return footprints.flatMap(({ task: name, process, reads, writes, performs }, at): Use[] => {
    if (reads.length + writes.length === 0) return [];
    const { call, at: madeAt = at } = (performs === undefined ? {} : made.get(performs)) ?? {};
    const shownAt = call && shown.get(call.method);
    const written = writes.filter((part) => !isWhole(part) || shownAt !== undefined).map(nameOf);
    const read = [...reads, ...writes].map(nameOf).filter((part) => !written.includes(part));
    const answeredAt = performs === undefined ? at : (answers.get(performs) ?? Infinity);
    return [
      {
        at,
        name,
        process,
        reads: new Set(read),
        writes: new Set(written),
        whole: new Set(writes.filter(isWhole).map(({ service }) => service)),
        isEffective: isChange(at) || (shownAt ?? at) >= at,
        changed: changes[at] ?? new Set(),
        ...(call && { call }),
        madeAt,
        answeredAt,
        isPutToUse: isChange(answeredAt),
      },
    ];
  });
}

/** Whether a part is a whole service, because a call has no footprint. */
const isWhole = ({ key }: ServicePart): boolean => key === undefined;

/** The name of a part, for people and as a key. */
const nameOf = ({ service, key }: ServicePart): string =>
  key === undefined ? service : `${key} in ${service}`;

/** Whether two uses are by one task. A task that starts again after a crash is another one: it knows nothing. */
export const isSameTask = (one: Use, other: Use): boolean =>
  one.process === other.process && one.name === other.name;

/** Whether two calls of tasks in one process ask for the same: the same method with the same arguments. */
export function isSameCall(one: MadeCall | undefined, other: MadeCall | undefined): boolean {
  if (one === undefined || other === undefined || one.process !== other.process) return false;
  return one.method === other.method && argumentsOf(one) === argumentsOf(other);
}

const argumentsOf = ({ choice }: MadeCall): string =>
  choice === undefined ? '' : canonicalKey(choice);
