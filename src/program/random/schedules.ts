/** Random schedules of a program, as fast-check generates and shrinks them. */
import { Arbitrary, stream, Value, type Random, type Stream } from 'fast-check';
import { smallerLists } from './smaller.js';

/**
 * The data of a schedule: with it, a run can be executed again. If all its numbers are 0, each task goes on as long as it
 * can, and a fault happens only if nothing else can.
 */
export type Schedule =
  /** At each quiet point, a number chooses among the events. With 0 the task before goes on. */
  | { readonly kind: 'uniform'; readonly picks: readonly number[] }
  /** Random priorities, and the events before which one of them changes. */
  | {
      readonly kind: 'pct';
      /** For the events, in the order in which they are first seen. Those above 0 come early, those below 0 late. */
      readonly ranks: readonly number[];
      /** Numbers of events, from 1 on; 0 is no change. */
      readonly changes: readonly number[];
    };

/** How schedules are generated. */
export interface ScheduleOptions {
  readonly schedule: 'mixed' | 'uniform' | 'pct';
  /** The most changes of priority in a run of `pct`. */
  readonly changePoints: number;
  /** How many events a run is expected to have; at least one. */
  readonly events: number;
}

/** A pick is less than this. Every number up to 16 divides it, so up to 16 events have exactly equal chances. */
const allPicks = 720_720;

/** The highest rank. Ranks are many, so that two events seldom have the same. */
export const mostRank = 1_000_000;

/** A run may have so many times the expected number of events until it uses its numbers again. */
const reserve = 2;

/**
 * One in so many runs of `mixed` is one of `pct`. Equal chances show most small races in fewer runs. Priorities show
 * races that need a slow task, which equal chances hardly ever show.
 */
const pctShare = 3;

/**
 * Generates schedules, and shrinks them: a smaller one has fewer numbers that are not 0.
 *
 * `uniform` chooses among all events with equal chances. `pct` gives priorities to chains of events; see `Chains`.
 *
 * Each number is drawn with equal chances, and there is one for every event. The arbitraries `nat` and `array` of
 * fast-check would not do: they prefer small numbers and short lists in a quarter to a half of the first thousand runs,
 * because these often show bugs in code that takes numbers and lists, and a list is as long as it may be in few of the
 * others. Here a 0, or no number, means that a task goes on as long as it can. So most runs would resemble each other.
 */
export function schedules(options: ScheduleOptions): Arbitrary<Schedule> {
  return new Schedules(options);
}

/** A class, because fast-check's arbitraries are. */
class Schedules extends Arbitrary<Schedule> {
  constructor(private readonly options: ScheduleOptions) {
    super();
  }

  override generate(random: Random): Value<Schedule> {
    const { schedule, changePoints, events } = this.options;
    const drawn = (count: number, from: number, to: number) =>
      Array.from({ length: count }, () => random.nextInt(from, to));
    const isPct = schedule === 'mixed' ? random.nextInt(1, pctShare) === 1 : schedule === 'pct';
    const count = events * reserve;
    if (!isPct) {
      return new Value({ kind: 'uniform', picks: drawn(count, 0, allPicks - 1) }, undefined);
    }
    const changes = drawn(changePoints, 1, events);
    const ranks = drawn(count, -mostRank, mostRank);
    return new Value({ kind: 'pct', ranks, changes }, undefined);
  }

  /** Schedules are always generated here, so none comes without a context. */
  override canShrinkWithoutContext(_value: unknown): _value is Schedule {
    return false;
  }

  /**
   * The context is the place of the schedule among the candidates from which it was chosen.
   *
   * The candidates depend on the schedule alone, and not on its run: fast-check follows a path without executing what
   * lies on the way.
   */
  override shrink(schedule: Schedule, context: unknown): Stream<Value<Schedule>> {
    return stream(smallerSchedules(schedule, typeof context === 'number' ? context : 0));
  }
}

function* smallerSchedules(schedule: Schedule, from: number): Generator<Value<Schedule>> {
  if (schedule.kind === 'uniform') {
    const { picks: list } = schedule;
    for (const smaller of smallerLists(list, { from, sizes: list.length, moves: true })) {
      yield new Value({ kind: 'uniform', picks: smaller.list }, smaller.place);
    }
    return;
  }
  // Only the order of ranks matters, and each belongs to an event. So they neither become small nor move.
  const { ranks, changes } = schedule;
  const sizes = changes.length;
  for (const { list, place } of smallerLists([...changes, ...ranks], {
    from,
    sizes,
    moves: false,
  })) {
    yield new Value(
      { kind: 'pct', ranks: list.slice(sizes), changes: list.slice(0, sizes) },
      place,
    );
  }
}
