import { invariant, whenDone } from 'allways';
import type { Account } from '../../models/programs/double-spend.js';

export const properties = [
  invariant<Account>(
    'the balance is never negative',
    ({ balance, bought }) => balance >= 0 || `${bought.join(' and ')} leave ${balance}`,
  ),
  whenDone<Account>('one purchase goes through', ({ bought }) => bought.length > 0),
];
