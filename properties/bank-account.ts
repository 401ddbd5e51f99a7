import { invariant } from 'allways';
import type { Account } from '../models/bank-account/model.js';

export const noLostUpdate = invariant<Account>(
  'no update is lost',
  (s) => s.done.length < 2 || s.balance === 1050 || `both are done and the balance is ${s.balance}`,
);
