/**
 * Where a teller is with an order. `down`: it crashed, and will restart. `gone`: it crashed for good.
 * `finished`: it has no more orders, or has given up.
 */
export type Phase =
  'starts' | 'locked' | 'read' | 'wrote' | 'refused' | 'finished' | 'down' | 'gone';

export interface Teller {
  phase: Phase;
  /**
   * What it has read and not written yet, and how many entries others have made since. That is what
   * tells two versions apart, and is bounded: by 1 for one or more, or by the numbers that there are.
   */
  hand: { balance: number; since: number } | null;
  /** Whether the account has seen a newer token than its own. */
  fenced: boolean;
  /** What it puts in; less than nothing is taken out. */
  amount: number;
  /** Whether its amount is in the account: every other order takes out what the one before put in. */
  paidIn: boolean;
  /** How many orders it has still to do; where they come for ever, this does not change. */
  left: number;
}

/** Tellers share an account, and perhaps a lock. */
export interface Bank {
  balance: number;
  /** Who has the lock, as far as the lock knows. */
  lock: string | null;
  /** Who has a token, the oldest first. A token comes with the lock, and each is newer than the last. */
  tokens: string[];
  tellers: Record<string, Teller>;
  /** How often something may still go wrong. */
  left: { crashes: number; delays: number };
}

export const opening = 1000;

/** What each teller puts in. No two sets of these come to the same. */
export const amounts = [100, -50, 20];

/** Where updates get lost again and again a balance would drift without end; it goes round instead. */
export const bounded = (balance: number): number => 800 + ((balance - 800 + 400) % 400);

/** Teller `name`; there must be one. */
export function tellerOf(s: Bank, name: string): Teller {
  const teller = s.tellers[name];
  if (teller === undefined) throw new RangeError(`There is no ${name}.`);
  return teller;
}

/** What the balance must be after all orders that are done. */
export const dueBalance = (s: Bank): number =>
  Object.values(s.tellers).reduce(
    (sum, { paidIn, amount }) => sum + (paidIn ? amount : 0),
    opening,
  );
