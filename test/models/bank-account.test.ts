import { describe, expect, test } from 'vitest';
import { noDeadlock, reachable } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { account, type Account } from '../../models/bank-account/model.js';
import { noLostUpdate } from '../../properties/bank-account.js';

const allDone = (s: Account) => s.done.length === 2;

describe('the bank account', () => {
  test('loses an update in 4 steps', async () => {
    await expect(account).toViolate(noLostUpdate, { steps: 4 });
  });

  // Counted by hand: 4 states before the first write; then 3 for each teller that writes first (the
  // other has read nothing, the old or the new balance); 4 ends, since both reads stay in the state.
  test('has 14 states', async () => {
    await expect(account).toHold([noDeadlock(allDone), reachable('all are done', allDone)], {
      distinct: 14,
      generated: 15,
      depth: 5,
    });
  });

  test.each([950, 1100, 1050])('can end with a balance of %d', async (balance) => {
    await expect(account).toReach((s) => allDone(s) && s.balance === balance, { steps: 4 });
  });
});

replayRecordings('test/counterexamples/bank-account', account, noLostUpdate);
