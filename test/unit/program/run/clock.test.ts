import { beforeEach, describe, expect, test } from 'vitest';
import { startOfTime, VirtualClock, type TimerParts } from '../../../../src/program/run/clock.js';

let clock: VirtualClock<number>;
let fired: string[];
let events: number;

beforeEach(() => {
  clock = new VirtualClock();
  fired = [];
  events = 0;
});

/** Sets a timer that notes its name when it fires. */
const set = (
  name: string,
  delay: number,
  kind: TimerParts<number>['kind'] = 'timeout',
  then = () => {},
) =>
  clock.set({
    kind,
    delay,
    fire: () => {
      fired.push(`${name} ${clock.now - clock.begin}`);
      then();
    },
    eventOf: () => ++events,
  });

/** Fires timers until none is left, or so many. */
const run = (most = 100) => {
  for (let times = 0; times < most && clock.next() !== undefined; times++) clock.fireNext();
  return fired;
};

describe('VirtualClock', () => {
  test('begins at the same time, and stands still', () => {
    expect(clock.now).toBe(startOfTime);
    expect(new Date(clock.begin).toISOString()).toBe('2025-01-01T00:00:00.000Z');
    expect(clock.next()).toBeUndefined();
    clock.fireNext();
    expect(clock.now).toBe(startOfTime);
  });

  test('timers fire in order of time, then in the order in which they were set', () => {
    set('c', 20);
    set('a', 10);
    set('d', 20);
    set('b', 10);
    expect(run()).toEqual(['a 10', 'b 10', 'c 20', 'd 20']);
  });

  test('immediates come before timers', () => {
    set('timeout', 0);
    set('immediate', 0, 'immediate');
    expect(run()).toEqual(['immediate 0', 'timeout 1']);
  });

  test.each([
    [0, 1],
    [-5, 1],
    [Number.NaN, 1],
    [1.9, 1],
    [2 ** 31, 1],
    [Infinity, 1],
    [2 ** 31 - 1, 2 ** 31 - 1],
  ])('a delay of %d counts as %d', (delay, counts) => {
    set('a', delay);
    set('every', delay, 'interval');
    expect(run(2)).toEqual([`a ${counts}`, `every ${counts}`]);
  });

  test('an interval fires again and again, each time as another event', () => {
    set('a', 10, 'interval');
    set('b', 20);
    const seen: (number | undefined)[] = [];
    for (let times = 0; times < 4; times++) {
      seen.push(clock.next()?.event);
      clock.fireNext();
    }
    // When the interval fires at 10, it is set anew after the timer.
    expect(fired).toEqual(['a 10', 'b 20', 'a 20', 'a 30']);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('the next timer is the one that fires, also for what a timer sets', () => {
    set('a', 10, 'timeout', () => {
      set('immediate', 0, 'immediate');
      set('c', 1);
    });
    set('b', 10);
    const seen: (number | undefined)[] = [];
    while (clock.next() !== undefined) {
      seen.push(clock.next()?.event);
      clock.fireNext();
    }
    expect(fired).toEqual(['a 10', 'immediate 10', 'b 10', 'c 11']);
    expect(seen).toEqual([1, 3, 2, 4]);
  });

  test('what is cleared does not fire', () => {
    const timeout = set('timeout', 10);
    const interval = set('interval', 10, 'interval');
    const immediate = set('immediate', 0, 'immediate');
    set('left', 5);
    for (const handle of [timeout, interval, immediate]) expect(clock.clear(handle)).toBe(true);
    for (const handle of [timeout, {}, null, undefined, 'a', -1]) {
      expect(clock.clear(handle)).toBe(false);
    }
    expect(run()).toEqual(['left 5']);
  });

  test('clears by number, and by text', () => {
    const [one, other] = [set('one', 10), set('other', 10)];
    expect(clock.clear(Number(one))).toBe(true);
    expect(clock.clear(Number(one))).toBe(false);
    expect(clock.clear(String(Number(other)))).toBe(true);
    expect(run()).toEqual([]);
  });

  test('an interval clears itself', () => {
    const interval = set('a', 10, 'interval', () => clock.clear(interval));
    expect(run()).toEqual(['a 10']);
  });

  test('refresh before a timer fires', () => {
    const late = set('late', 10);
    set('b', 5, 'timeout', () => late.refresh());
    set('c', 12);
    expect(run()).toEqual(['b 5', 'c 12', 'late 15']);
  });

  test('refresh after a timer has fired sets it once more, as another event', () => {
    let times = 0;
    const again = set('again', 10, 'timeout', () => {
      if (++times < 3) again.refresh();
    });
    const seen: (number | undefined)[] = [];
    while (clock.next() !== undefined) {
      seen.push(clock.next()?.event);
      clock.fireNext();
    }
    expect(fired).toEqual(['again 10', 'again 20', 'again 30']);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('refresh of a timer that was cleared does nothing', () => {
    const gone = set('gone', 10);
    clock.clear(gone);
    expect(gone.refresh()).toBe(gone);
    set('left', 20);
    expect(run()).toEqual(['left 20']);
  });

  test('clears all that are meant', () => {
    for (const name of ['a', 'b', 'c', 'd']) set(name, 10);
    clock.clearAll((event) => event % 2 === 1);
    expect(run()).toEqual(['b 10', 'd 10']);
  });

  test('reset forgets all', () => {
    set('a', 10);
    clock.fireNext();
    set('b', 10);
    clock.reset();
    expect(clock.next()).toBeUndefined();
    expect(clock.now).toBe(startOfTime);
    set('c', 10);
    expect(run()).toEqual(['a 10', 'c 10']);
  });
});
