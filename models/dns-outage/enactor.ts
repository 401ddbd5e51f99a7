import { actor, step, type Switches } from 'allways';
import type { OutageSafeguard } from './safeguards.js';
import {
  emptied,
  enactorOf,
  idle,
  isEmpty,
  nameOfEndpoint,
  planOf,
  shownAt,
  type Enactor,
  type Outage,
} from './state.js';
import type { Storyteller } from './story.js';

/** What an enactor's steps depend on, beside safeguards: parameters of the model, explained there. */
export interface Conduct {
  readonly generations: number;
  readonly writesDeleted: boolean;
  readonly crashes: number;
}

/**
 * Takes the newest plan where some record shows an older one, the only check that there is, and writes
 * it to one endpoint after the other. How long each write takes, and how often it has to be tried, nobody knows.
 * Who is through deletes the plans that are much older.
 */
export function enactor(
  name: string,
  on: Switches<OutageSafeguard>,
  { generations, writesDeleted, crashes }: Conduct,
  story: Storyteller,
) {
  const self = (s: Outage): Enactor => enactorOf(s, name);
  const plan = (s: Outage): number => self(s).plan ?? 0;
  const where = (s: Outage): string => nameOfEndpoint(s, self(s).next);
  const shown = (s: Outage): number => shownAt(s, self(s).next);
  const isApplying = (s: Outage): boolean => self(s).plan !== null && !self(s).down;
  const isWriting = (s: Outage): boolean => isApplying(s) && self(s).next < s.records.length;
  const isCleaning = (s: Outage): boolean => isApplying(s) && self(s).cleans.length > 0;
  const isOvertaken = (s: Outage): boolean => shown(s) > plan(s);
  const drop = (s: Outage): void => {
    s.enactors[name] = idle();
    if (s.lock === name) s.lock = null;
  };

  /** Why the next write does not come about; undefined where it does. */
  const refusal = (s: Outage): string | undefined => {
    if (on.conditionalWrite && isOvertaken(s)) return `it shows plan ${shown(s)} by now`;
    if (isEmpty(s, self(s).next) && !on.selfRepair) return `its plan ${shown(s)} is gone`;
    if (planOf(s, plan(s)).deleted && !writesDeleted) return `plan ${plan(s)} is deleted by now`;
    return undefined;
  };
  const writing = (s: Outage): string => {
    const { deleted } = planOf(s, plan(s));
    const over = isOvertaken(s) ? ` over the newer plan ${shown(s)}` : '';
    const gone = deleted ? `, deleted by now${emptied(s, [self(s).next])}` : '';
    return `writes plan ${plan(s)} to ${where(s)}${over}${gone}`;
  };

  const isShown = (s: Outage, number: number): boolean => s.records.includes(number);
  const isInHand = (s: Outage, number: number): boolean =>
    Object.values(s.enactors).some((one) => one.plan === number);
  const oldPlans = (s: Outage): number[] =>
    s.plans
      .map((_, index) => index + 1)
      .filter((number) => {
        if (planOf(s, number).deleted || number > plan(s) - generations) return false;
        if (on.spareActive && isShown(s, number)) return false;
        return !(on.spareInUse && isInHand(s, number));
      });
  const isSpared = (s: Outage, number: number): boolean => on.neverEmpty && isShown(s, number);

  const looking = {
    look: {
      when: (s: Outage) => isWriting(s) && !self(s).looked,
      then: (s: Outage) => {
        if (isOvertaken(s)) drop(s);
        else self(s).looked = true;
      },
      says: (s: Outage) =>
        isOvertaken(s)
          ? `looks at ${where(s)}, and lets go of plan ${plan(s)}: it shows plan ${shown(s)}`
          : `looks at ${where(s)}: it shows plan ${shown(s)}, nothing newer`,
    },
  };
  const dying = {
    die: {
      when: (s: Outage) => isApplying(s) && s.crashesLeft > 0,
      then: (s: Outage) => {
        self(s).down = true;
        s.crashesLeft--;
      },
      says: (s: Outage) => `dies with plan ${plan(s)} in hand`,
      fairness: 'none' as const,
    },
  };

  return actor<Outage>(name, {
    take: {
      when: (s) => {
        const isFree = self(s).plan === null && (!on.oneAtATime || s.lock === null);
        return s.automation && isFree && s.records.some((number) => number < s.plans.length);
      },
      then: (s) => {
        self(s).plan = s.plans.length;
        if (on.oneAtATime) s.lock = name;
      },
      says: (s) => `takes plan ${s.plans.length}, and checks that it is newer than what is applied`,
    },
    ...(on.lookAgain ? looking : {}),
    write: {
      when: (s) => isWriting(s) && (!on.lookAgain || self(s).looked),
      then: (s) => {
        const { next } = self(s);
        if (refusal(s) !== undefined) {
          if (isEmpty(s, next)) story.turnedAway(s, plan(s), next);
          drop(s);
          return;
        }
        s.records[next] = plan(s);
        self(s).next++;
        self(s).looked = false;
        if (next === s.records.length - 1) story.wroteRegional(s, plan(s));
      },
      says: (s) => {
        const refused = refusal(s);
        if (refused === undefined) return writing(s);
        return `cannot write plan ${plan(s)} to ${where(s)}, and gives up: ${refused}`;
      },
    },
    finish: {
      when: (s) => isApplying(s) && !isWriting(s) && !isCleaning(s),
      then: (s) => {
        story.appliedToAll(s, plan(s));
        const cleans = oldPlans(s);
        if (cleans.length === 0) drop(s);
        else self(s).cleans = cleans;
      },
      says: (s) => {
        const old = oldPlans(s);
        const found = old.length === 0 ? 'nothing' : `plan ${old.join(' and plan ')}`;
        return `is through with plan ${plan(s)}, and finds ${found} to clean up`;
      },
    },
    delete: step({
      choose: (s) => self(s).cleans,
      when: isCleaning,
      then: (s, number) => {
        if (!isSpared(s, number)) {
          planOf(s, number).deleted = true;
          story.deleted(s, number);
        }
        self(s).cleans = self(s).cleans.filter((one) => one !== number);
        if (self(s).cleans.length === 0) drop(s);
      },
      says: (s, number) => {
        if (isSpared(s, number)) return `spares plan ${number}, which a record shows`;
        const now = s.records.flatMap((one, endpoint) => (one === number ? [endpoint] : []));
        return `deletes plan ${number}${planOf(s, number).deleted ? '' : emptied(s, now)}`;
      },
    }),
    ...(crashes > 0 ? dying : {}),
  });
}
