/** Programs of two clerks who put a coin each into a till: one that loses a coin, and others. */
import { defineProgram, invariant, reads, whenDone, writes, type Program } from 'allways';

/** What properties of a till look at. */
export interface Coins {
  readonly coins: number;
}

/** The till, behind a boundary. */
class Till {
  coins = 0;

  look(): Promise<number> {
    return Promise.resolve(this.coins);
  }

  put(coins: number): Promise<void> {
    this.coins = coins;
    return Promise.resolve();
  }

  /** Adds a coin, without a look before. */
  add(): Promise<void> {
    this.coins++;
    return Promise.resolve();
  }
}

/** What one clerk does. */
type Clerk = (till: Till) => Promise<void>;

function tillOf(name: string, clerk: Clerk): Program<Coins> {
  return defineProgram({
    name,
    start: (io) =>
      io.service('till', new Till(), {
        look: () => reads('coins'),
        put: () => writes('coins'),
        add: () => writes('coins'),
      }),
    tasks: { 'clerk 1': (till) => clerk(till), 'clerk 2': (till) => clerk(till) },
    state: ({ coins }) => ({ coins }),
  });
}

/** Each clerk looks first: a coin may get lost. */
export const hasty = tillOf('hasty till', async (till) => {
  const coins = await till.look();
  await till.put(coins + 1);
});

/** How a coin gets lost. */
export const lostCoinLines = [
  '     clerk 1',
  '     │ clerk 2',
  '     │ │ till',
  '  1  ●      clerk 1  starts',
  '  2  ●      clerk 1  asks till.look',
  '  3  ┃   ●  till     answers clerk 1: 0',
  '  4  ┃ ● │  clerk 2  starts',
  '  5  ┃ ● │  clerk 2  asks till.look',
  '  6  ┃ │ ●  till     answers clerk 2: 0',
  '  7  ┃ ● │  clerk 2  asks till.put 1',
  '  8  ┃   ●  till     answers clerk 2',
  '  9  ●   │  clerk 1  after 6 steps of others (it could act in 5), asks till.put',
  '         │           1',
  ' 10      ✗  till     answers clerk 1',
  '',
  'Step 9: clerk 1 knows coins in till as of step 2, not of the write in step 7.',
] as const;

/** Each clerk adds its coin in one call. */
export const careful = tillOf('careful till', (till) => till.add());

/** Each clerk adds coins until there are a million: more than can be explored. */
export const endless = tillOf('endless till', async (till) => {
  while ((await till.look()) < 1_000_000) await till.add();
});

/** A clerk that finds a coin throws. */
export const nervous = tillOf('nervous till', async (till) => {
  if ((await till.look()) > 0) throw new Error('not mine');
  await till.add();
});

export const noCoinIsLost = whenDone<Coins>(
  'no coin is lost',
  ({ coins }) => coins === 2 || `there is ${coins}, of 2`,
);

export const fewCoins = invariant<Coins>('there are few coins', ({ coins }) => coins <= 2);
