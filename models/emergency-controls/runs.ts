import type { Switches } from 'allways';
import type { EmergencySafeguard } from './safeguards.js';
import type { Emergency, Run } from './state.js';

/**
 * What enactors and cleanup have in common: a run begins where the flag allows it, comes to the point
 * where it writes or deletes, and does so at some later time.
 */
export function runs(on: Switches<EmergencySafeguard>, crashes: boolean) {
  /** Why a run may not write or delete now; undefined where it may. */
  const refusal = (s: Emergency, { epoch }: Run): string | undefined => {
    if (on.stopAtWrite && s.automation !== 'on') return 'automation is stopped';
    if (on.epochs && epoch < s.epoch) return 'something was done by hand since it began';
    return undefined;
  };
  const givesUp = (s: Emergency): boolean => on.lookAgain && s.automation !== 'on';

  /** The steps in the middle of a run; `end` is what becomes of its plan where it gives up. */
  const middle = (
    own: (s: Emergency) => Run,
    end: (s: Emergency, number: number) => void,
    aim: string,
  ) => ({
    prepare: {
      when: (s: Emergency) => isUnderWay(own(s)) && !own(s).ready,
      then: (s: Emergency) => {
        const { plan } = own(s);
        if (plan !== null && givesUp(s)) {
          end(s, plan);
          finish(own(s));
        } else own(s).ready = true;
      },
      says: (s: Emergency) =>
        givesUp(s)
          ? `looks at the flag again, and lets go of plan ${own(s).plan ?? 0}`
          : `is about to ${aim} plan ${own(s).plan ?? 0}`,
    },
    ...(crashes
      ? {
          crash: {
            when: (s: Emergency) => isUnderWay(own(s)),
            then: (s: Emergency) => {
              own(s).down = true;
            },
            says: (s: Emergency) => `dies with plan ${own(s).plan ?? 0} in hand`,
            fairness: 'none' as const,
          },
        }
      : {}),
  });
  return { refusal, middle };
}

export const isUnderWay = ({ plan, down }: Run): boolean => plan !== null && !down;

export const isFree = ({ plan, down }: Run): boolean => plan === null && !down;

export function begin(s: Emergency, run: Run, plan: number): void {
  run.plan = plan;
  run.epoch = s.epoch;
}

export function finish(run: Run): void {
  run.plan = null;
  run.ready = false;
  run.epoch = 0;
}
