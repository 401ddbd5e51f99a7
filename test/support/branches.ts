/** A bank with two branches, and a simpler bank that may be its spec. */
import { actor, defineModel } from 'allways';

/** Two branches of a bank, between which money goes in two steps. */
export interface Branches {
  north: number;
  south: number;
  onTheWay: number;
}

export const branches = (lost: boolean) =>
  defineModel<Branches>({
    name: 'branches',
    initial: { north: 2, south: 0, onTheWay: 0 },
    actors: [
      actor<Branches>('north', {
        send: {
          when: (s) => s.north > 0 && s.onTheWay === 0,
          then: (s) => {
            s.north--;
            s.onTheWay++;
          },
        },
        buy: {
          when: (s) => s.north > 0,
          then: (s) => void s.north--,
        },
      }),
      actor<Branches>('south', {
        receive: {
          when: (s) => s.onTheWay > 0,
          then: (s) => {
            s.onTheWay--;
            if (!lost) s.south++;
          },
        },
      }),
    ],
  });

export interface Bank {
  total: number;
}

export const bankOf = (spend: (s: Bank) => void, when: (s: Bank) => boolean = (s) => s.total > 1) =>
  defineModel<Bank>({
    name: 'bank',
    initial: { total: 2 },
    actors: [actor<Bank>('owner', { spend: { when, then: spend, says: 'spends a coin' } })],
  });

export const bank = bankOf(
  (s) => void s.total--,
  (s) => s.total > 0,
);

export const total = (s: Branches) => ({ total: s.north + s.south + s.onTheWay });
