import { defineModel, defineSystem } from 'allways';
import { lease } from './lease.js';
import { bankSafeguards } from './safeguards.js';
import { amounts, opening, type Bank, type Teller } from './state.js';
import { teller } from './teller.js';

/** Tellers that serve one account, and what keeps their updates from getting lost. */
export const bank = defineSystem({
  name: 'bank',
  safeguards: bankSafeguards,
  parameters: {
    /** Up to three. */
    tellers: 2,
    /** How many orders each teller has. */
    orders: 2,
    /** Whether they come again and again, without end. */
    forever: false,
    /** How many crashes there may be in all. */
    crashes: 1,
    /** Whether who crashes restarts. */
    restarts: true,
    /** How often a teller may be so slow that its lease ends before it has written. */
    delays: 1,
    /** How many numbers there are for versions, which then begin again; 0: without end. */
    wraps: 0,
    /** Whether the last teller takes out what the first puts in, so that both together change nothing. */
    opposite: false,
  },
  model: (on, { tellers, orders, crashes, delays, opposite, ...rest }) => {
    const names = Array.from({ length: tellers }, (_, index) => `teller ${index + 1}`);
    const all = amounts.slice(0, tellers);
    if (opposite) all[tellers - 1] = -(all[0] ?? 0);
    const first = (amount: number | undefined): Teller => {
      if (amount === undefined)
        throw new RangeError(`There are ${amounts.length} tellers at most.`);
      return { phase: 'starts', hand: null, fenced: false, amount, paidIn: false, left: orders };
    };
    return defineModel<Bank>({
      name: 'bank',
      initial: {
        balance: opening,
        lock: null,
        tokens: [],
        tellers: Object.fromEntries(names.map((name, index) => [name, first(all[index])])),
        left: { crashes, delays },
      },
      actors: [...names.map((name) => teller(name, on, rest)), lease(on)],
    });
  },
});
