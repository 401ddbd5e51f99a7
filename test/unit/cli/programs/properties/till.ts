import { invariant, whenDone } from 'allways';

interface Coins {
  readonly coins: number;
}

export const fewCoins = invariant<Coins>('there are few coins', ({ coins }) => coins <= 2);

export const noCoinIsLost = whenDone<Coins>(
  'no coin is lost',
  ({ coins }) => coins === 2 || `there is ${coins}, of 2`,
);
