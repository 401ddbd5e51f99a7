import { defineSafeguards } from 'allways';

/** What can keep one teller from writing over what another has written. */
export const bankSafeguards = defineSafeguards({
  lock: 'A teller takes the lock before it reads, and gives it back after it has written.',
  lease: 'A lock that was taken is free again after some time.',
  fencing:
    'The account refuses a write with an older token than the newest that came with a write.',
  fenceReads: 'A token comes with a read as well, and counts from then on.',
  compareBalance: 'A write is refused where the balance is not the one that was read.',
  compareVersion: 'A write is refused where anybody has written since the read.',
  atomicStep: 'Balances are read and written in one step.',
  retry: 'An order whose write was refused is begun anew.',
});

/** The name of a safeguard. */
export type BankSafeguard = keyof typeof bankSafeguards;
