import { actor, defineModel, invariant } from 'allways';

interface Slot {
  /** The number that was last written here. */
  holds: number | null;
  /** Whether what was last made available here was of an even round. */
  even: boolean;
  /** Who is at the slot right now. */
  readers: Set<string>;
  writers: Set<string>;
}

interface Writer {
  /** The last number that it has claimed; -1 before the first. */
  claimed: number;
  isBusy: boolean;
}

interface Reader {
  /** The last number that it is done with; -1 before the first. */
  done: number;
  isBusy: boolean;
  /** All that it has read. */
  got: (number | null)[];
}

export interface Disruptor {
  slots: Slot[];
  /** The number that the next writer claims. */
  next: number;
  writers: Record<string, Writer>;
  readers: Record<string, Reader>;
}

function present<T>(found: T | undefined): T {
  if (found === undefined) throw new RangeError('There is no such slot, writer or reader.');
  return found;
}

/** The slot of a number: they go round the ring. */
const slotOf = (s: Disruptor, number: number) => present(s.slots[number % s.slots.length]);

const isEven = (s: Disruptor, number: number) => Math.floor(number / s.slots.length) % 2 === 0;

const writer = (me: string, most: number) => {
  const self = (s: Disruptor) => present(s.writers[me]);
  return actor<Disruptor>(me, {
    beginToWrite: {
      when: (s) => {
        const slowest = Math.min(...Object.values(s.readers).map(({ done }) => done));
        return !self(s).isBusy && s.next - s.slots.length <= slowest;
      },
      then: (s) => {
        if (s.next === most) return;
        const slot = slotOf(s, s.next);
        slot.holds = s.next;
        slot.writers.add(me);
        s.writers[me] = { claimed: s.next, isBusy: true };
        s.next++;
      },
    },
    endWriting: {
      when: (s) => self(s).isBusy,
      then: (s) => {
        const slot = slotOf(s, self(s).claimed);
        slot.writers.delete(me);
        slot.even = !slot.even;
        self(s).isBusy = false;
      },
    },
  });
};

const reader = (me: string) => {
  const self = (s: Disruptor) => present(s.readers[me]);
  return actor<Disruptor>(me, {
    beginToRead: {
      when: (s) => {
        const number = self(s).done + 1;
        return !self(s).isBusy && slotOf(s, number).even === isEven(s, number);
      },
      then: (s) => {
        const slot = slotOf(s, self(s).done + 1);
        slot.readers.add(me);
        self(s).got.push(slot.holds);
        self(s).isBusy = true;
      },
    },
    endReading: {
      when: (s) => self(s).isBusy,
      then: (s) => {
        self(s).done++;
        self(s).isBusy = false;
        slotOf(s, self(s).done).readers.delete(me);
      },
    },
  });
};

/**
 * The Disruptor of LMAX: writers put numbers into a ring of slots, and every reader reads them all,
 * without a lock. A writer claims the next number, and may write it where the slowest reader is not
 * a whole round behind. That a number is there to be read is told by one flag for each slot, which
 * says whether it was written in an even round or an odd one.
 *
 * To write and to read take two steps each, so that one can see whether anybody else is at the slot
 * meanwhile. Numbers end after `most` of them; then, to write changes nothing. TLC, told of such a
 * bound, generates the state beyond it and drops it: so the counts are the same.
 *
 * After tlaplus/Examples, specifications/Disruptor/Disruptor_MPMC.
 *
 * @param writers - How many writers there are.
 * @param readers - How many readers there are.
 * @param size - How many slots the ring has.
 * @param most - How many numbers are written.
 */
export function disruptor(writers = 2, readers = 2, size = 4, most = 10) {
  const names = (letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${letter} ${index + 1}`);
  const writing = names('writer', writers);
  const reading = names('reader', readers);
  return defineModel<Disruptor>({
    name: `disruptor, ${writers} writers, ${readers} readers`,
    initial: {
      slots: Array.from({ length: size }, () => ({
        holds: null,
        even: false,
        readers: new Set(),
        writers: new Set(),
      })),
      next: 0,
      writers: Object.fromEntries(writing.map((name) => [name, { claimed: -1, isBusy: false }])),
      readers: Object.fromEntries(
        reading.map((name) => [name, { done: -1, isBusy: false, got: [] }]),
      ),
    },
    actors: [...writing.map((name) => writer(name, most)), ...reading.map(reader)],
  });
}

export const noDataRace = invariant<Disruptor>('who writes is alone at its slot', (s) =>
  s.slots.every(
    ({ readers, writers }) => writers.size === 0 || (writers.size === 1 && readers.size === 0),
  ),
);

export const allInOrder = invariant<Disruptor>('every reader gets all numbers, in order', (s) =>
  Object.values(s.readers).every(({ got }) => got.every((number, index) => number === index)),
);
