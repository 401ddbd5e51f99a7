import { actor, defineModel } from 'allways';

export interface Account {
  balance: number;
  /** What each teller has read, until it writes. */
  read: Record<string, number | null>;
  done: string[];
}

const teller = (id: string, amount: number) =>
  actor<Account>(id, {
    read: {
      when: (s) => s.read[id] === null,
      then: (s) => {
        s.read[id] = s.balance;
      },
      says: (s) => `reads a balance of ${s.balance}`,
    },
    write: {
      when: (s) => typeof s.read[id] === 'number' && !s.done.includes(id),
      then: (s) => {
        s.balance = (s.read[id] ?? 0) + amount;
        s.done.push(id);
      },
      says: (s) => `writes ${s.read[id] ?? 0} ${amount < 0 ? '-' : '+'} ${Math.abs(amount)}`,
    },
  });

/** Two tellers who read a balance, and later write what they made of it: an update gets lost. */
export const account = defineModel<Account>({
  name: 'bank account',
  initial: { balance: 1000, read: { deposit: null, withdraw: null }, done: [] },
  actors: [teller('deposit', 100), teller('withdraw', -50)],
});
