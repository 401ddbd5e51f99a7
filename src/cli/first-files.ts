/** The files that `allways init` writes: a small model, its properties and a test. */

const model = `import { actor, defineModel, defineSafeguards, defineSystem } from 'allways';

/** The state: plain data. */
export interface Till {
  coins: number;
  /** What each cashier has counted, until it puts its coin in. */
  counted: Record<string, number | null>;
  done: string[];
}

/** A till, and cashiers who put one coin each into it. */
export const till = defineSystem({
  name: 'till',
  safeguards: defineSafeguards({
    lookAgain: 'A cashier counts again if the till changed since it was counted.',
  }),
  parameters: { cashiers: 2 },
  model: (on, { cashiers }) => {
    const names = Array.from({ length: cashiers }, (_, index) => \`cashier \${index + 1}\`);

    // An actor takes atomic steps. Between two of them every other actor may act.
    const cashier = (name: string) =>
      actor<Till>(
        name,
        {
          count: {
            when: (s) => s.counted[name] === null && !s.done.includes(name),
            then: (s) => {
              s.counted[name] = s.coins;
            },
            says: (s) => \`counts \${s.coins}\`,
          },
          putIn: {
            when: (s) => s.counted[name] !== null,
            then: (s) => {
              const counted = s.counted[name] ?? 0;
              s.counted[name] = null;
              if (on.lookAgain && s.coins !== counted) return;
              s.coins = counted + 1;
              s.done.push(name);
            },
            says: (s) => \`puts a coin in, and writes down \${(s.counted[name] ?? 0) + 1}\`,
          },
        },
        // A cashier that can go on does so in the end. Without this, each may stop for ever.
        { fairness: 'weak' },
      );

    return defineModel<Till>({
      name: 'till',
      initial: { coins: 0, counted: Object.fromEntries(names.map((name) => [name, null])), done: [] },
      actors: names.map(cashier),
    });
  },
});
`;

const properties = `import { eventually, invariant } from 'allways';
import type { Till } from '../models/till.js';

/** Must hold in every state: answers true, or a sentence that says what is wrong. */
export const noCoinIsLost = invariant<Till>(
  'no coin is lost',
  (s) => s.coins === s.done.length || \`\${s.done.length} coins were put in, and there are \${s.coins}\`,
);

/** True in the end, not in every state. It assumes that each cashier goes on, as the model says. */
export const allFinish = eventually<Till>(
  'all cashiers finish',
  (s) => s.done.length === Object.keys(s.counted).length,
);
`;

const test = `import 'allways/vitest';
import { check, report } from 'allways';
import { expect, test } from 'vitest';
import { till } from '../models/till.js';
import { allFinish, noCoinIsLost } from '../properties/till.js';

test('without a safeguard a coin gets lost', async () => {
  await expect(till.with([])).toViolate(noCoinIsLost, { steps: 4 });
  // Prints the counterexample. Delete this line once you have seen it.
  console.log(report(await check(till.with([]), noCoinIsLost)));
});

test('with lookAgain no coin is lost, and all cashiers finish', async () => {
  await expect(till.with(['lookAgain'])).toHold([noCoinIsLost, allFinish]);
  await expect(till.with(['lookAgain'], { cashiers: 3 })).toHold([noCoinIsLost, allFinish]);
});
`;

/** The files, by their paths in a project. */
export const firstFiles: Readonly<Record<string, string>> = {
  'models/till.ts': model,
  'properties/till.ts': properties,
  'test/till.test.ts': test,
};
