/** Two clerks put a coin each into a till. Each looks first, so a coin may get lost. */
import { defineProgram, reads, writes } from 'allways';

class Till {
  coins = 0;

  look(): Promise<number> {
    return Promise.resolve(this.coins);
  }

  put(coins: number): Promise<void> {
    this.coins = coins;
    return Promise.resolve();
  }
}

const clerk = async (till: Till) => {
  const coins = await till.look();
  await till.put(coins + 1);
};

export const till = defineProgram({
  name: 'till of code',
  start: (io) =>
    io.service('till', new Till(), { look: () => reads('coins'), put: () => writes('coins') }),
  tasks: { 'clerk 1': (till) => clerk(till), 'clerk 2': (till) => clerk(till) },
  state: ({ coins }) => ({ coins }),
});
