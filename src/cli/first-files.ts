/** What `allways init` writes: a model that shows what one is, small enough to be read at once. */

const model = `import { actor, defineModel, defineSafeguards, defineSystem } from 'allways';

/** All that there is, as plain data. */
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
    lookAgain: 'A cashier counts again where the till is not as it was when counted.',
  }),
  parameters: { cashiers: 2 },
  model: (on, { cashiers }) => {
    const names = Array.from({ length: cashiers }, (_, index) => \`cashier \${index + 1}\`);

    // An actor takes steps. Each is atomic; between two of them everybody else may act.
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
        // Who can go on all the time does so in the end. Without this, each may stop for ever.
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

/** True in every state, or a sentence that says what is wrong. */
export const noCoinIsLost = invariant<Till>(
  'no coin is lost',
  (s) => s.coins === s.done.length || \`\${s.done.length} coins were put in, and there are \${s.coins}\`,
);

/** In the end, and not in every state: each cashier goes on, as the model says. */
export const allComeToAnEnd = eventually<Till>(
  'all come to an end',
  (s) => s.done.length === Object.keys(s.counted).length,
);
`;

const test = `import 'allways/vitest';
import { check, report } from 'allways';
import { expect, test } from 'vitest';
import { till } from '../models/till.js';
import { allComeToAnEnd, noCoinIsLost } from '../properties/till.js';

test('without a safeguard a coin gets lost', async () => {
  await expect(till.with([])).toViolate(noCoinIsLost, { steps: 4 });
  // This is how. Leave it out where you know it.
  console.log(report(await check(till.with([]), noCoinIsLost)));
});

test('who looks again loses none, and all come to an end', async () => {
  await expect(till.with(['lookAgain'])).toHold([noCoinIsLost, allComeToAnEnd]);
  await expect(till.with(['lookAgain'], { cashiers: 3 })).toHold([noCoinIsLost, allComeToAnEnd]);
});
`;

/** The files, by their paths in a project. */
export const firstFiles: Readonly<Record<string, string>> = {
  'models/till.ts': model,
  'properties/till.ts': properties,
  'test/till.test.ts': test,
};
