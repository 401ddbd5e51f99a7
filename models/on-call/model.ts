import { database, defineSafeguards, defineSystem, done, forState } from 'allways';

/** What can keep the last doctor from going off call. */
export const onCallSafeguards = defineSafeguards({
  serializable: 'Transactions are serializable. Without it, each reads a snapshot.',
  forUpdate: 'A doctor reads the rows of all doctors for update.',
  checkAgain: 'A doctor counts once more, right before the commit.',
});

/** The name of a safeguard. */
export type OnCallSafeguard = keyof typeof onCallSafeguards;

type Shift = 'on call' | 'off';

/**
 * Doctors who go off call if another doctor is on call: write skew. Two of them read the same snapshot, and each
 * writes only its own row, so no write conflicts. The example is that of M. J. Cahill et al., "Serializable
 * Isolation for Snapshot Databases" (SIGMOD 2008), section 2.
 */
export const onCall = defineSystem({
  name: 'on call',
  safeguards: onCallSafeguards,
  parameters: { doctors: { default: 2, min: 1, max: 5 } },
  model: (on, { doctors }) => {
    const names = Array.from({ length: doctors }, (_, index) => `doctor ${index + 1}`);
    const shifts: Record<string, Shift> = Object.fromEntries(
      names.map((name) => [name, 'on call']),
    );
    const hospital = database('hospital', {
      isolation: on.serializable ? 'serializable' : 'snapshot',
      tables: { shifts },
    });
    const { process, defineModel } = forState<object>();
    const countOnCall = (s: object, me: string): number =>
      on.forUpdate
        ? names.filter((name) => hospital.readForUpdate(s, me, 'shifts', name) === 'on call').length
        : hospital.scan(s, me, 'shifts', (shift) => shift === 'on call').length;

    const doctor = (me: string) =>
      process(
        me,
        {},
        {
          count: {
            then: (s) => {
              hospital.begin(s, me);
              if (countOnCall(s, me) > 1) return 'leave';
              hospital.abort(s, me);
              return done;
            },
            says: 'counts who is on call',
          },
          leave: (s) => {
            hospital.write(s, me, 'shifts', me, 'off');
            return 'commit';
          },
          commit: (s) => {
            if (on.checkAgain && countOnCall(s, me) === 0) {
              hospital.abort(s, me);
              return done;
            }
            return hospital.commit(s, me) === 'committed' ? done : 'count';
          },
        },
      );
    return defineModel({ name: 'on call', initial: {}, actors: [hospital, ...names.map(doctor)] });
  },
});
