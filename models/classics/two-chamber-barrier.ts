import { actor, defineModel, invariant, transition } from 'allways';

/** What a process does next: work, or one of six things in each of the two chambers. */
type Place = 'work' | `${'lock' | 'count' | 'look' | 'open' | 'unlock' | 'wait'} ${1 | 2}`;

export interface Chambers {
  at: Place[];
  /** The lock that guards `inside`. */
  locked: boolean;
  /** How many processes were counted into the first chamber, and not out of the second. */
  inside: number;
  /** How many processes may still pass the gate behind each chamber. */
  gates: Record<1 | 2, number>;
}

const process = (me: number, processes: number) => {
  /** A line of the program: what it waits for, what it does, and which line is next. */
  const line = (
    here: Place,
    next: Place,
    { when = () => true, does = () => {} }: Partial<Line> = {},
  ) => ({
    when: (s: Chambers) => s.at[me] === here && when(s),
    then: (s: Chambers) => {
      does(s);
      s.at[me] = next;
    },
  });

  /** The two chambers have the same lines, but that one counts up, the other down. */
  const chamber = (n: 1 | 2, by: 1 | -1, everybody: number, next: Place) => ({
    [`lock${n}`]: line(`lock ${n}`, `count ${n}`, {
      when: (s) => !s.locked,
      does: (s) => {
        s.locked = true;
      },
    }),
    [`count${n}`]: line(`count ${n}`, `look ${n}`, {
      does: (s) => {
        s.inside += by;
      },
    }),
    [`isLast${n}`]: line(`look ${n}`, `open ${n}`, { when: (s) => s.inside === everybody }),
    [`isNotLast${n}`]: line(`look ${n}`, `unlock ${n}`, { when: (s) => s.inside !== everybody }),
    [`open${n}`]: line(`open ${n}`, `unlock ${n}`, {
      does: (s) => {
        s.gates[n] += processes;
      },
    }),
    [`unlock${n}`]: line(`unlock ${n}`, `wait ${n}`, {
      does: (s) => {
        s.locked = false;
      },
    }),
    [`pass${n}`]: line(`wait ${n}`, next, {
      when: (s) => s.gates[n] > 0,
      does: (s) => {
        s.gates[n]--;
      },
    }),
  });

  return actor<Chambers>(`process ${me + 1}`, {
    work: line('work', 'lock 1'),
    ...chamber(1, 1, processes, 'lock 2'),
    ...chamber(2, -1, 0, 'work'),
  });
};

interface Line {
  when: (s: Chambers) => boolean;
  does: (s: Chambers) => void;
}

/**
 * A barrier that can be used again and again, made of a lock and two semaphores. With one chamber
 * alone, a fast process could go round once more and take the place of a slow one that has not left
 * yet; so all gather in a first chamber, and then again in a second.
 *
 * A program of 13 lines for each process, written as such: `line` says what is done at one place
 * and where it goes on. The property `isBarrier` compares it with the barrier that one wishes for,
 * barrier.ts: each step here is one there, or is none.
 *
 * After tlaplus/Examples, specifications/barriers/Barriers.
 *
 * @param processes - How many processes have to arrive.
 */
export function twoChamberBarrier(processes = 6) {
  const all = Array.from({ length: processes }, (_, index) => index);
  return defineModel<Chambers>({
    name: `two-chamber barrier, ${processes} processes`,
    initial: { at: all.map(() => 'work'), locked: false, inside: 0, gates: { 1: 0, 2: 0 } },
    actors: all.map((me) => process(me, processes)),
  });
}

const needsLock = /^(count|look|open|unlock)/;

export const lockExcludes = invariant<Chambers>('one process at a time has the lock', (s) => {
  const having = s.at.filter((place) => needsLock.test(place)).length;
  return having === (s.locked ? 1 : 0);
});

export const oneGateOpen = invariant<Chambers>(
  'at most one gate is open',
  ({ gates }) => gates[1] === 0 || gates[2] === 0,
);

/** Whether each process has arrived, seen from outside: it leaves when the second gate opens. */
const arrived = (s: Chambers) =>
  s.at.map((place) =>
    place === 'unlock 2' || place === 'wait 2' ? s.gates[2] === 0 : place !== 'work',
  );

export const isBarrier = transition<Chambers>(
  'processes arrive one by one, and go on all at once',
  (before, _, after) => {
    const [was, is] = [arrived(before), arrived(after)];
    const changed = is.filter((here, me) => here !== was[me]).length;
    if (changed <= 1) return was.every((here, me) => !here || is[me] === true);
    return !was.includes(false) && !is.includes(true);
  },
);
