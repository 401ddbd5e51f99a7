import {
  alwaysEventually,
  eventually,
  invariant,
  leadsTo,
  noDeadlock,
  reachable,
  transition,
} from 'allways';
import { amounts, dueBalance, opening, tellerOf, type Bank } from '../models/bank/state.js';

export const balanceIsDue = invariant<Bank>(
  'every update counts',
  (s) =>
    s.balance === dueBalance(s) ||
    `the balance is ${s.balance}, and what was done comes to ${dueBalance(s)}`,
  { because: 'What a teller has done stays done, whoever writes after it.' },
);

export const entriesInSequence = transition<Bank>(
  'each entry follows the last one',
  (before, { actor }, after) => {
    const based = before.tellers[actor]?.hand;
    const wrote = after.tellers[actor]?.phase === 'wrote';
    return (
      !wrote ||
      (based?.since ?? 0) === 0 ||
      `${actor} makes an entry after one that is no longer the last: two have the same number`
    );
  },
  { because: 'A statement whose entries are not in sequence cannot be audited.' },
);

export const oneAtATime = invariant<Bank>(
  'no two tellers are between read and write',
  (s) => {
    const names = Object.keys(s.tellers).filter((name) => tellerOf(s, name).phase === 'read');
    return names.length < 2 || `${names.join(' and ')} have read and not written`;
  },
  { because: 'It is how a lock keeps updates from getting lost; there are other ways.' },
);

const isOver = (s: Bank): boolean =>
  Object.values(s.tellers).every(({ phase }) => phase === 'finished' || phase === 'gone');

export const nobodyIsStuck = noDeadlock<Bank>(isOver);

export const ordersCanBeDone = reachable<Bank>(
  'all orders can be done',
  (s) => Object.values(s.tellers).every(({ left }) => left === 0),
  { because: 'A bank that does nothing loses no update.' },
);

export const everyOrderDone = eventually<Bank>(
  'every order is done in the end',
  (s) => Object.values(s.tellers).every(({ left, phase }) => left === 0 || phase === 'gone'),
  { because: 'An order that is never done is as good as lost.' },
);

/** Where orders come for ever: that those of one teller do not wait for ever. */
export const getsThrough = (name: string) => [
  leadsTo<Bank>(
    `what ${name} is to put in is put in`,
    (s) => !tellerOf(s, name).paidIn,
    (s) => tellerOf(s, name).paidIn || tellerOf(s, name).phase === 'gone',
  ),
  leadsTo<Bank>(
    `what ${name} has put in is taken out`,
    (s) => tellerOf(s, name).paidIn,
    (s) => !tellerOf(s, name).paidIn || tellerOf(s, name).phase === 'gone',
  ),
];

/**
 * Where orders come for ever: that always somebody gets through. Each set of orders that are done
 * comes to another balance; so somebody does, again and again, if none of these stays.
 */
export const somebodyGetsThrough = (tellers: number) =>
  balancesOf(tellers).map((balance) =>
    alwaysEventually<Bank>(`the balance does not stay ${balance}`, (s) => s.balance !== balance),
  );

function balancesOf(tellers: number): number[] {
  return amounts
    .slice(0, tellers)
    .reduce<number[]>((sums, amount) => sums.flatMap((sum) => [sum, sum + amount]), [opening]);
}

/** What must never happen. */
export const bankSafety = [balanceIsDue, entriesInSequence];

/** What must happen in the end, where whoever can go on goes on. */
export const bankLiveness = [everyOrderDone];

export const bankProperties = [
  ...bankSafety,
  oneAtATime,
  nobodyIsStuck,
  ordersCanBeDone,
  ...bankLiveness,
];

export default bankProperties;
