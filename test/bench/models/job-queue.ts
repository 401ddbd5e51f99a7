import { actor, defineModel, invariant, step } from 'allways';

/** A job queue, as many tests have one: records in an array, and leases that run out. */
export interface JobQueue {
  jobs: Job[];
  workers: Record<string, Worker>;
}

interface Job {
  status: 'waiting' | 'leased' | 'done';
  /** Who leased it, and for how many ticks more. */
  holder: string | null;
  left: number;
}

interface Worker {
  /** The number of the job in its hands. It does not notice that its lease is over. */
  job: number | null;
  /** How much of the work it has done. */
  progress: number;
}

function jobOf(s: JobQueue, number: number): Job {
  const found = s.jobs[number];
  if (found === undefined) throw new RangeError(`There is no job ${number}.`);
  return found;
}

function worker(me: string, effort: number, ticks: number) {
  const self = (s: JobQueue): Worker => {
    const found = s.workers[me];
    if (found === undefined) throw new RangeError(`There is no ${me}.`);
    return found;
  };
  const drop = (s: JobQueue): void => {
    s.workers[me] = { job: null, progress: 0 };
  };
  return actor<JobQueue>(me, {
    take: step({
      choose: (s: JobQueue) => s.jobs.keys(),
      when: (s, number) => self(s).job === null && jobOf(s, number).status === 'waiting',
      then: (s, number) => {
        s.jobs[number] = { status: 'leased', holder: me, left: ticks };
        s.workers[me] = { job: number, progress: 0 };
      },
    }),
    work: {
      when: (s) => self(s).job !== null && self(s).progress < effort,
      then: (s) => {
        self(s).progress++;
      },
    },
    finish: {
      when: (s) => self(s).job !== null && self(s).progress === effort,
      then: (s) => {
        const number = self(s).job ?? 0;
        // The queue refuses the result of a worker whose lease is over.
        if (jobOf(s, number).holder === me) {
          s.jobs[number] = { status: 'done', holder: null, left: 0 };
        }
        drop(s);
      },
    },
    crash: {
      when: (s) => self(s).job !== null,
      then: drop,
    },
  });
}

/**
 * Two workers lease jobs, work on them and finish them, or crash. A lease that runs out makes its
 * job wait again.
 *
 * @param jobs - How many jobs there are.
 * @param effort - How many pieces of work a job takes.
 * @param ticks - How long a lease lasts.
 */
export function jobQueue(jobs: number, effort: number, ticks: number) {
  const names = ['worker 1', 'worker 2'];
  return defineModel<JobQueue>({
    name: 'job queue',
    initial: {
      jobs: Array.from({ length: jobs }, () => ({ status: 'waiting', holder: null, left: 0 })),
      workers: Object.fromEntries(names.map((name) => [name, { job: null, progress: 0 }])),
    },
    actors: [
      ...names.map((name) => worker(name, effort, ticks)),
      actor<JobQueue>('clock', {
        tick: {
          when: (s) => s.jobs.some(({ status }) => status === 'leased'),
          then: (s) => {
            for (const job of s.jobs) {
              if (job.status !== 'leased') continue;
              job.left--;
              if (job.left === 0) Object.assign(job, { status: 'waiting', holder: null });
            }
          },
        },
      }),
    ],
  });
}

export const onlyLeasedJobsAreHeld = invariant<JobQueue>('only a leased job has a holder', (s) =>
  s.jobs.every(({ status, holder }) => (status === 'leased') === (holder !== null)),
);
