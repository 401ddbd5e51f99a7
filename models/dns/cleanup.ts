import { actor, step, type Switches } from 'allways';
import type { DnsSafeguard } from './safeguards.js';
import { isDeleted, newestCompleted, planNumbers, planOf, type Dns } from './state.js';

/** The article's "currently being applied". */
const inUse = ['PICKED_UP', 'IN_PROGRESS', 'COMPLETING'];

/**
 * Deletes plans that look obsolete: older than the newest completed one, and past the checks that
 * are on. It acts alone, on one plan at a time. While it is rolled out, it draws before each whether
 * it runs: how likely that is only an estimate can say, so here both may happen, as often as you like.
 */
export function cleanup(on: Switches<DnsSafeguard>, ticks: number, rollout: boolean) {
  const mayDelete = (s: Dns, number: number): boolean => {
    const plan = planOf(s, number);
    if (isDeleted(plan)) return false;
    if (on.neverSweepLive && s.record.plan === number) return false;
    // A marked plan passed the other checks when it was marked; the article looks at these again.
    if (plan.marked !== null) return plan.marked.ago >= ticks && !plan.marked.touched;
    if (number >= newestCompleted(s)) return false;
    if (on.stateCheck && inUse.includes(plan.status)) return false;
    if (on.safetyBuffer && plan.idle < ticks) return false;
    return !(on.referenceCount && plan.references > 0);
  };
  const isOn = (s: Dns): boolean => !rollout || s.runs === true;
  const mayKeep = (s: Dns, number: number): boolean => {
    const { marked } = planOf(s, number);
    return s.checked === null && marked !== null && marked.ago >= ticks && marked.touched;
  };
  const findsWork = (s: Dns): boolean =>
    planNumbers(s).some((number) => mayDelete(s, number) || (on.softDelete && mayKeep(s, number)));
  /** A draw is for one sweep. */
  const end = (s: Dns): void => {
    if (rollout) s.runs = false;
  };
  const marksFirst = (s: Dns, number: number) => on.softDelete && planOf(s, number).marked === null;
  const remove = (s: Dns, number: number): void => {
    const plan = planOf(s, number);
    end(s);
    if (marksFirst(s, number)) {
      plan.marked = { ago: 0, touched: false };
      return;
    }
    plan.addresses = [];
    plan.marked = null;
    if (s.record.plan === number) s.record.addresses = [];
  };
  const removal = (s: Dns, number: number): string => {
    if (marksFirst(s, number)) return `marks plan ${number} for deletion`;
    const empties = s.record.plan === number ? ', which DNS shows: DNS is empty' : '';
    return `deletes plan ${number}${empties}`;
  };
  const reason = (s: Dns, number: number) =>
    planOf(s, number).marked === null
      ? `plan ${newestCompleted(s)} is complete and newer`
      : 'its time is up and nobody touched it';

  const sweep = {
    sweep: step({
      choose: planNumbers,
      when: (s: Dns, number) => isOn(s) && mayDelete(s, number),
      then: remove,
      says: (s: Dns, number) => `${removal(s, number)} (${reason(s, number)})`,
    }),
  };
  const checkThenDelete = {
    check: step({
      choose: planNumbers,
      when: (s: Dns, number) => s.checked === null && isOn(s) && mayDelete(s, number),
      then: (s, number) => {
        s.checked = number;
      },
      says: (s, number) => `finds that plan ${number} can go: ${reason(s, number)}`,
    }),
    delete: {
      when: (s: Dns) => s.checked !== null,
      then: (s: Dns) => {
        remove(s, s.checked ?? 0);
        s.checked = null;
      },
      says: (s: Dns) => removal(s, s.checked ?? 0),
    },
  };
  const keep = {
    keep: step({
      choose: planNumbers,
      when: (s: Dns, number) => isOn(s) && mayKeep(s, number),
      then: (s, number) => {
        planOf(s, number).marked = null;
        end(s);
      },
      says: (_: Dns, number) => `unmarks plan ${number}: it was touched since`,
    }),
  };
  const drawing = {
    draw: step({
      choose: (): ('runs' | 'skips')[] => ['runs', 'skips'],
      when: (s: Dns) => s.checked === null && s.runs === false && findsWork(s),
      then: (s, choice) => {
        s.runs = choice === 'runs';
      },
      says: (_: Dns, choice) =>
        choice === 'runs' ? 'draws: it runs' : 'draws: it skips this time',
    }),
    // What it was drawn for can be live again by now, or in use.
    pass: {
      when: (s: Dns) => s.checked === null && s.runs === true && !findsWork(s),
      then: end,
      says: 'finds nothing to delete any more',
    },
  };
  return actor<Dns>('cleanup', {
    ...(rollout ? drawing : {}),
    ...(on.oneStepSweep ? sweep : checkThenDelete),
    ...(on.softDelete ? keep : {}),
  });
}
