/** Refuses programs whose runs do not depend on the order of events alone. */
import { ModelError } from '../../validation/errors.js';
import type { PendingEvent } from '../run/running.js';
import { cut } from '../../validation/visible.js';
import type { KnownEvent } from './node.js';
import type { OneRun } from './one-run.js';

/** What such a program may do, and what to do about it. */
const advice =
  'its runs must depend on the order of events alone. Perhaps a variable outside of start keeps its value from run to run, ' +
  'or code reads a clock, a random value or a file around io; make it in start, or pass it through io.';

/**
 * Compares the events that can happen after some events with those of an earlier run.
 *
 * @param depth - How many events happened before.
 * @throws ModelError that names the first difference.
 */
export function refuseOtherEvents(
  program: string,
  before: readonly KnownEvent[],
  now: readonly PendingEvent[],
  depth: number,
): void {
  const isSame =
    before.length === now.length &&
    before.every(({ id, what }, at) => now[at]?.id === id && now[at].what === what);
  if (isSame) return;
  const names = (events: readonly (string | undefined)[]) => events.join(', ') || 'nothing';
  const [earlier, later] = [
    names(before.map(({ task, what }) => `${task}: ${what}`)),
    names(now.map(({ task, what }) => `${task.name}: ${what}`)),
  ];
  throw differing(
    program,
    `after the same ${depth} events, first these could happen next: ${earlier}; and then: ${later}`,
  );
}

/** The error for a program whose runs differ although the same events happened. */
export function differing(program: string, how: string): ModelError {
  return new ModelError(`Program ${JSON.stringify(program)}: two runs differ: ${how}; ${advice}`);
}

/** Compares two runs of the same events. */
export function refuseOtherStory(
  program: string,
  { story, path }: Pick<OneRun<never>, 'story' | 'path'>,
  { story: again }: Pick<OneRun<never>, 'story'>,
): void {
  const at = story.findIndex((part, place) => again[place] !== part);
  if (at < 0 && story.length === again.length) return;
  const place = at < 0 ? story.length : at;
  const [one, other] = [story[place] ?? 'nothing', again[place] ?? 'nothing'];
  throw differing(
    program,
    `along the same ${path.length} events, the first had ${cut(one, 200)}, and the second ${cut(other, 200)}`,
  );
}
