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
    tellers: { default: 2, min: 1, max: amounts.length },
    /** How many orders each teller has. */
    orders: { default: 2, min: 0, max: 10 },
    /** Whether they come again and again, without end. */
    forever: false,
    /** How many crashes there may be in all. */
    crashes: { default: 1, min: 0, max: 10 },
    /** Whether who crashes restarts. */
    restarts: true,
    /** How often a teller may be so slow that its lease ends before it has written. */
    delays: { default: 1, min: 0, max: 10 },
    /** How many numbers there are for versions, which then begin again; 0: without end. */
    wraps: { default: 0, min: 0, max: 20 },
    /** Whether the last teller takes out what the first puts in, so that both together change nothing. */
    opposite: false,
  },
  model: (on, { tellers, orders, crashes, delays, opposite, ...rest }) => {
    const names = Array.from({ length: tellers }, (_, index) => `teller ${index + 1}`);
    const all = amounts.slice(0, tellers);
    if (opposite) all[tellers - 1] = -(all[0] ?? 0);
    const first = (amount = 0): Teller => ({
      phase: 'starts',
      hand: null,
      fenced: false,
      amount,
      paidIn: false,
      left: orders,
    });
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
