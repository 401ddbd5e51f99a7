import { defineSafeguards, defineSystem, done, forState, lease, wait } from 'allways';

export const leaseServiceSafeguards = defineSafeguards({
  lookFirst: 'A worker looks at its own clock before it writes.',
  fencing: 'The store refuses a fencing token that is smaller than one that it has seen.',
});

/** What the workers share. */
export interface Store {
  /** The worker that wrote the file last, and the fencing token that came with the write. */
  file: { writer: string | null; token: number };
}

const { clock, defineModel, process } = forState<Store>();

/** A lock service that gives a lease to one worker at a time, and a file that its holder writes. */
export const leases = defineSystem({
  name: 'leases',
  safeguards: leaseServiceSafeguards,
  parameters: {
    workers: { default: 2, min: 1, max: 5 },
    /** For how many ticks the service gives the lease. */
    ticks: { default: 1, min: 1, max: 10 },
    /** How many ticks the clocks of holders may miss in all. */
    drift: { default: 0, min: 0, max: 10 },
    /** How many crashes there may be in all of each worker. A worker that crashed starts again. */
    crashes: { default: 0, min: 0, max: 3 },
  },
  model: (on, { workers, ticks, drift, crashes }) => {
    const lock = lease('lock', { ticks, drift, tokens: workers * (crashes + 1) });
    const worker = (me: string) =>
      process(
        me,
        { crash: { times: crashes, restartAt: 'recover' } },
        {
          take: {
            then: (s) => (lock.take(s, me) ? (on.lookFirst ? 'look' : 'write') : wait),
            says: 'takes the lease',
          },
          look: {
            then: (s) => (lock.believes(s, me) ? 'write' : done),
            says: (s) =>
              lock.believes(s, me) ? 'believes that it holds the lease' : 'finds its lease over',
          },
          write: {
            then: (s) => {
              const token = lock.token(s, me);
              if (!on.fencing || token >= s.file.token) s.file = { writer: me, token };
              lock.release(s, me);
              return done;
            },
            says: (s) => {
              const holder = lock.holder(s);
              const late = holder === me ? '' : `, and ${holder ?? 'nobody'} holds the lease`;
              return `writes with token ${lock.token(s, me)}${late}`;
            },
          },
          recover: {
            then: (s) => {
              lock.forget(s, me);
              return 'take';
            },
            says: 'remembers nothing',
          },
        },
      );
    return defineModel({
      name: 'leases',
      initial: { file: { writer: null, token: 0 } },
      actors: [
        ...Array.from({ length: workers }, (_, index) => worker(`worker ${index + 1}`)),
        clock({ timers: [lock] }),
      ],
    });
  },
});
