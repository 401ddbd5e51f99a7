import { actor, defineModel, defineSafeguards, defineSystem } from 'allways';

export interface Till {
  sum: number;
  read: Record<string, number | null>;
  done: string[];
}

/** Two cashiers put one coin each into a till: each reads the sum, and later writes what it made of it. */
export const till = defineSystem({
  name: 'till',
  safeguards: defineSafeguards({
    atomic: 'Reading and writing are one step.',
    bell: 'A bell rings; nobody hears it.',
  }),
  parameters: {
    cashiers: 2,
    coin: { default: 1, min: 1, max: 5 },
    careful: false,
    label: 'till',
  },
  model: (on, { cashiers, coin, careful }) => {
    const names = Array.from({ length: cashiers }, (_, index) => `cashier ${index + 1}`);
    return defineModel<Till>({
      name: 'till',
      initial: { sum: 0, read: Object.fromEntries(names.map((name) => [name, null])), done: [] },
      actors: names.map((name) =>
        actor<Till>(name, {
          read: {
            when: (s) => !on.atomic && !careful && s.read[name] === null,
            then: (s) => {
              s.read[name] = s.sum;
            },
          },
          write: {
            when: (s) => !s.done.includes(name) && (on.atomic || careful || s.read[name] !== null),
            then: (s) => {
              s.sum = (on.atomic || careful ? s.sum : (s.read[name] ?? 0)) + coin;
              s.done.push(name);
            },
          },
        }),
      ),
    });
  },
});
