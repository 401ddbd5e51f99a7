/**
 * What was overtaken in a run of a program: which task acted on something that was out of date.
 *
 * A step of a model shows all that it read and wrote. The memory of a program shows nothing, so a run does not
 * tell on which values a task based a call. It tells what its calls touched in services, when it made each call, and
 * when each answer came. From this, five things are shown. Each is the mark of a well-known race, and whatever is
 * not sure is left out: an arrow too many hides the one that explains.
 *
 * 1. **A stale write.** A task writes a part of a service. The last that it touched of this part was a read, and
 *    another task has written the part since. So the task does not know of that write: an update gets lost, or
 *    money is spent twice. What the task knows is what had been answered when it made the call, not when the service
 *    performed it. If the last that it touched was a write of its own, nothing is shown: counters that only add
 *    would have arrows everywhere.
 * 2. **An answer that is out of date.** A service reads a part for a task, another task writes it, and then the task
 *    gets the answer. This is only shown if the state changed as the answer came: the old value was put to use, as in
 *    a cache. If the task writes the part later, the stale write is shown instead.
 * 3. **The same call twice.** A task makes a call that writes, and another task of its process has made the same call,
 *    with the same arguments, to which the answer had not come. A cache stampede and a token that is refreshed twice
 *    look so. Tasks of other processes could not have known, so for them nothing is shown.
 * 4. **A call that waits.** The same, but the call that was made first is never performed in the run. The second takes
 *    what was meant for the first, such as a reply on a connection.
 * 5. **A late answer.** A task has made two calls of one method that touch the same part, and the answer to the earlier
 *    call comes last: suggestions for what was typed before. This, too, is only shown if the state changed as it came.
 *
 * A call without a footprint touches its whole service. For a stale write of a whole service, the state must also show
 * that both writes changed the same place, or that the later one changed nothing at all: otherwise two calls that write
 * different keys would look like a lost update. Keys and the whole are not compared, except that a task which touched
 * the whole also touched each key. `usesOf` says what counts as a write if there is no footprint.
 */
import { visible } from '../validation/visible.js';
import type { DataFlow, Flow, Overtaking, StaleRead } from './flow.js';
import { isSameCall, isSameTask, usesOf, type Run, type Use } from './program-uses.js';

/** A write that a task does not know, in one part of a service. */
interface Missed {
  readonly from: Use;
  /** The event in which the task acts on the part or gets it. */
  readonly to: number;
  readonly part: string;
  /** The use in which the task read the part. */
  readonly seen: Use;
}

/** The flow of data in a run of a program. */
export function overtakenIn(run: Run): DataFlow {
  const uses = usesOf(run);
  const written = uses.flatMap((use) => staleWrites(uses, use));
  const told = new Set(written.map(keyOf));
  const answered = uses
    .flatMap((use) => staleAnswers(uses, use))
    .filter((one) => !told.has(keyOf(one)));
  const staleReads = joined([...written, ...answered]);
  const overtakings = [
    ...uses.flatMap((use) => sameCalls(uses, use)),
    ...uses.flatMap((use) => waitingCalls(run, use)),
    ...uses.flatMap((use) => lateAnswers(uses, use)),
  ];
  return {
    flows: flowsIn(uses),
    staleReads,
    overtakings: overtakings
      .filter(({ from, to }) => !staleReads.some((one) => one.from === from && one.to === to))
      .sort((one, other) => one.to - other.to || one.from - other.from),
  };
}

/** The same for two findings about what one task does not know of one write. */
const keyOf = ({ from, part, seen: { name, process } }: Missed): string =>
  `${process} ${name} ${from.at} ${part}`;

/** The writes that the task of a write does not know: rule 1. */
function staleWrites(uses: readonly Use[], use: Use): Missed[] {
  return [...use.writes].flatMap((part) => {
    const from = lastWrite(uses, part, use.at);
    if (from === undefined || isSameTask(from, use)) return [];
    const seen = uses.findLast(
      (one) =>
        one.at < use.at &&
        one.answeredAt <= use.madeAt &&
        isSameTask(one, use) &&
        touches(one, part),
    );
    if (seen === undefined || seen.writes.has(part) || seen.at > from.at) return [];
    return isSamePlace(from, use, part) ? [{ from, to: use.at, part, seen }] : [];
  });
}

/** Whether a use touched a part, or the whole service of it. */
const touches = ({ reads, writes, whole }: Use, part: string): boolean =>
  reads.has(part) ||
  writes.has(part) ||
  [...whole].some((service) => part.endsWith(` in ${service}`));

/** Whether two writes are of one key; of a whole service, whether the state does not show that they differ. */
function isSamePlace(from: Use, { whole, changed }: Use, part: string): boolean {
  if (!whole.has(part)) return true;
  return changed.size === 0 || [...changed].some((place) => from.changed.has(place));
}

/** The writes that made the answer to a call out of date: rule 2. */
function staleAnswers(uses: readonly Use[], use: Use): Missed[] {
  const { answeredAt, at, isPutToUse } = use;
  if (answeredAt === at || !isPutToUse) return [];
  return [...use.reads].flatMap((part) => {
    const from = lastWrite(uses, part, answeredAt);
    if (from === undefined || from.at < at || isSameTask(from, use)) return [];
    return [{ from, to: answeredAt, part, seen: use }];
  });
}

/** The last use before an event that wrote a part; undefined if there is none. */
const lastWrite = (uses: readonly Use[], part: string, before: number): Use | undefined =>
  uses.findLast(({ at, writes, isEffective }) => at < before && isEffective && writes.has(part));

/** The last call of another task that a call repeats before its answer came: rule 3. */
function sameCalls(uses: readonly Use[], use: Use): Overtaking[] {
  if (use.writes.size === 0) return [];
  const from = uses.findLast(
    (one) =>
      one.at < use.at &&
      // A call may be performed long after it was made: what counts is what its task could know.
      one.madeAt <= use.madeAt &&
      one.answeredAt > use.madeAt &&
      !isSameTask(one, use) &&
      isSameCall(one.call, use.call),
  );
  return from === undefined ? [] : [{ kind: 'same call', from: from.at + 1, to: use.at + 1 }];
}

/** The first call of another task that a call repeats, and that is never performed: rule 4. */
function waitingCalls({ footprints }: Run, { at: to, name, call, writes }: Use): Overtaking[] {
  if (call === undefined || writes.size === 0) return [];
  const performed = new Set(footprints.map(({ performs }) => performs));
  for (const [at, { makes }] of footprints.entries()) {
    const waiting = makes.find(
      (made) =>
        made.number < call.number &&
        made.task !== name &&
        !performed.has(made.number) &&
        isSameCall(made, call),
    );
    if (waiting === undefined) continue;
    return [{ kind: 'waiting call', from: at + 1, to: to + 1, caller: visible(waiting.task) }];
  }
  return [];
}

/** Whether the answer to a call came after that to a later call of the task: rule 5. */
function lateAnswers(uses: readonly Use[], use: Use): Overtaking[] {
  const { call, at, answeredAt, name, isPutToUse } = use;
  if (call === undefined || answeredAt === at || !isPutToUse) return [];
  const later = uses.find(
    (one) =>
      isSameTask(one, use) &&
      one.call?.method === call.method &&
      one.call.number > call.number &&
      one.answeredAt < answeredAt &&
      [...one.reads, ...one.writes].some((part) => touches(use, part)),
  );
  if (later === undefined) return [];
  const ends = { from: at + 1, to: answeredAt + 1, later: later.at + 1 };
  return [{ kind: 'late answer', ...ends, caller: visible(name) }];
}

/** Which use wrote what a use read. */
function flowsIn(uses: readonly Use[]): Flow[] {
  return uses.flatMap((use) => {
    const paths = new Map<number, string[]>();
    for (const part of use.reads) {
      const from = lastWrite(uses, part, use.at);
      if (from === undefined || isSameTask(from, use)) continue;
      paths.set(from.at, [...(paths.get(from.at) ?? []), visible(part)]);
    }
    return [...paths]
      .sort(([one], [other]) => one - other)
      .map(([from, found]) => ({ from: from + 1, to: use.at + 1, paths: found.sort() }));
  });
}

/** The writes as a page shows them: those between the same steps in one. */
function joined(all: readonly Missed[]): StaleRead[] {
  const found = new Map<string, StaleRead>();
  for (const { from, to, part, seen } of all) {
    const key = [from.at, to, seen.at].join(' ');
    const paths = [...(found.get(key)?.paths ?? []), visible(part)].sort();
    const ends = { from: from.at + 1, to: to + 1, seen: seen.at + 1 };
    // The actor of an answer is the service.
    found.set(
      key,
      to === seen.answeredAt ? { ...ends, reader: visible(seen.name), paths } : { ...ends, paths },
    );
  }
  return [...found.values()].sort(
    (one, other) => one.to - other.to || one.from - other.from || one.seen - other.seen,
  );
}
