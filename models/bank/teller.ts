import { actor, type Switches } from 'allways';
import type { BankSafeguard } from './safeguards.js';
import { bounded, tellerOf, type Bank, type Phase } from './state.js';

const isBusy = (phase: Phase): boolean => ['locked', 'read', 'wrote', 'refused'].includes(phase);

/**
 * Reads the balance, and writes what it made of it. That an order is done is known with the write: no
 * crash comes between.
 *
 * @param wraps - How many numbers there are for versions; 0: they never come again.
 */
export function teller(
  name: string,
  on: Switches<BankSafeguard>,
  { forever, restarts, wraps }: { forever: boolean; restarts: boolean; wraps: number },
) {
  const self = (s: Bank) => tellerOf(s, name);
  const mayBegin = (s: Bank): boolean => self(s).phase === (on.lock ? 'locked' : 'starts');
  const order = (s: Bank): number => (self(s).paidIn ? -1 : 1) * self(s).amount;
  const sum = (s: Bank, read: number): string =>
    `${read} ${order(s) < 0 ? '-' : '+'} ${Math.abs(order(s))}`;
  const isFenced = (s: Bank): boolean => on.fencing && self(s).fenced;

  /** Why its write is refused; undefined where it is not. */
  const refusal = (s: Bank): string | undefined => {
    const { hand } = self(s);
    if (isFenced(s)) return 'a newer token has been seen';
    if (on.compareBalance && hand?.balance !== s.balance) return `the balance is ${s.balance}`;
    if (on.compareVersion && hand?.since !== 0) return 'another has written since the read';
    return undefined;
  };

  /** The account sees its token: older ones count no more. */
  const show = (s: Bank): void => {
    for (const older of s.tokens.slice(0, Math.max(s.tokens.indexOf(name), 0))) {
      tellerOf(s, older).fenced = true;
    }
  };
  const put = (s: Bank, read: number): void => {
    s.balance = bounded(read + order(s));
    for (const { hand } of Object.values(s.tellers)) {
      if (hand !== null) hand.since = wraps === 0 ? 1 : (hand.since + 1) % wraps;
    }
    show(s);
    const me = self(s);
    me.paidIn = !me.paidIn;
    if (!forever) me.left--;
    me.phase = 'wrote';
  };
  const drop = (s: Bank): void => {
    self(s).hand = null;
    self(s).fenced = false;
    s.tokens = s.tokens.filter((other) => other !== name);
  };
  const next = (s: Bank): Phase => {
    const { phase, left } = self(s);
    return left === 0 || (phase === 'refused' && !on.retry) ? 'finished' : 'starts';
  };

  return actor<Bank>(name, {
    acquire: {
      when: (s) => on.lock && self(s).phase === 'starts' && s.lock === null,
      then: (s) => {
        s.lock = name;
        if (on.fencing) s.tokens.push(name);
        self(s).phase = 'locked';
      },
      says: 'takes the lock',
    },
    read: {
      when: (s) => !on.atomicStep && mayBegin(s),
      then: (s) => {
        self(s).hand = { balance: s.balance, since: 0 };
        self(s).phase = 'read';
        if (on.fenceReads) show(s);
      },
      says: (s) => `reads a balance of ${s.balance}`,
    },
    write: {
      when: (s) => self(s).phase === 'read',
      then: (s) => {
        const { hand } = self(s);
        if (hand === null || refusal(s) !== undefined) self(s).phase = 'refused';
        else put(s, hand.balance);
        self(s).hand = null;
      },
      says: (s) => {
        const { hand } = self(s);
        const refused = refusal(s);
        if (refused !== undefined) return `is refused: ${refused}`;
        if (hand?.balance !== s.balance) {
          return `writes ${sum(s, hand?.balance ?? 0)} over a balance of ${s.balance}`;
        }
        const again = hand.since > 0 ? ': the balance is again what it was' : '';
        return `writes ${sum(s, hand.balance)}${again}`;
      },
    },
    update: {
      when: (s) => on.atomicStep && mayBegin(s),
      then: (s) => {
        if (isFenced(s)) self(s).phase = 'refused';
        else put(s, s.balance);
      },
      says: (s) =>
        isFenced(s)
          ? 'is refused: a newer token has been seen'
          : `reads and writes ${sum(s, s.balance)}`,
    },
    leave: {
      when: (s) => self(s).phase === 'wrote' || self(s).phase === 'refused',
      then: (s) => {
        // The lock knows whose it is: who is late cannot give back what another has.
        if (s.lock === name) s.lock = null;
        drop(s);
        self(s).phase = next(s);
      },
      says: (s) => {
        const released = s.lock === name ? 'gives the lock back, and ' : '';
        if (self(s).left === 0) return `${released}has done all orders`;
        if (self(s).phase === 'wrote') return `${released}goes on with its next order`;
        return `${released}${on.retry ? 'begins the order anew' : 'gives up'}`;
      },
    },
    crash: {
      when: (s) => isBusy(self(s).phase) && s.left.crashes > 0,
      then: (s) => {
        s.left.crashes--;
        drop(s);
        self(s).phase = restarts ? 'down' : 'gone';
      },
      says: (s) => `crashes${s.lock === name ? ' with the lock' : ''}`,
      fairness: 'none',
    },
    restart: {
      when: (s) => self(s).phase === 'down',
      then: (s) => {
        self(s).phase = next(s);
      },
      says: (s) =>
        `restarts${s.lock === name ? ', and does not know that the lock is its own' : ''}`,
    },
  });
}
