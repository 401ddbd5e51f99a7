import { forState } from 'allways';
import { leases } from '../models/leases/model.js';

const { eventually, invariant, reachable, transition } = forState<typeof leases>();

export const noWriteFromThePast = transition(
  'no write from the past',
  ({ file: before }, _, { file: after }) =>
    after.token >= before.token ||
    `${after.writer ?? 'nobody'} writes with token ${after.token} over token ${before.token}`,
  {
    because: 'A holder whose lease is over works with what it read before the newer holder wrote.',
  },
);

export const oneBelieves = invariant(
  'one worker believes that it holds the lease',
  (s) => {
    const believers = Object.keys(s.leases.lock.believed);
    return believers.length < 2 || `${believers.join(' and ')} believe it`;
  },
  { because: 'Each of them goes on to write.' },
);

export const leaseIsTakenOver = reachable(
  'a lease that is over is given to another',
  (s) => s.leases.lock.granted > 1 && Object.values(s.processes).every(({ at }) => at !== 'done'),
  { because: 'A lock that a crashed worker keeps for ever is no better than none.' },
);

export const everyWorkerIsDone = eventually(
  'every worker is done in the end',
  (s) => Object.values(s.processes).every(({ at }) => at === 'done'),
  { because: 'A worker that waits for ever is as good as down.' },
);

export const leaseServiceProperties = [
  noWriteFromThePast,
  oneBelieves,
  leaseIsTakenOver,
  everyWorkerIsDone,
];

export default leaseServiceProperties;
