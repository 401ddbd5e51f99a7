import { actor, step, type Switches } from 'allways';
import { begin, finish, isFree, isUnderWay, runs } from './runs.js';
import type { EmergencySafeguard } from './safeguards.js';
import {
  emptied,
  isHeld,
  newestApplied,
  newPlan,
  planNumbers,
  planOf,
  type Emergency,
  type Run,
} from './state.js';

/** Generates one plan after the other, up to `most` in all, as long as automation is on. */
export const planner = (most: number) =>
  actor<Emergency>('planner', {
    generate: {
      when: (s) => s.automation === 'on' && s.plans.length < most,
      then: (s) => {
        s.plans.push(newPlan());
      },
      says: (s) => `generates plan ${s.plans.length + 1}`,
    },
  });

/** Applies plans that are newer than what DNS shows, one at a time. */
export function enactor(name: string, on: Switches<EmergencySafeguard>, crashes: boolean) {
  const self = (s: Emergency): Run => {
    const found = s.enactors[name];
    if (found === undefined) throw new RangeError(`There is no ${name}.`);
    return found;
  };
  const inHand = (s: Emergency): number => self(s).plan ?? 0;
  const { refusal, middle } = runs(on, crashes);
  const isOld = (s: Emergency): boolean => inHand(s) < s.record.plan;
  const isTooOld = (s: Emergency, number: number): boolean =>
    on.retireOlder && planOf(s, number).beforeRestore;
  const giveBack = (s: Emergency, number: number): void => {
    planOf(s, number).status = 'waiting';
  };
  return actor<Emergency>(name, {
    pickUp: step({
      choose: planNumbers,
      when: (s: Emergency, number) => {
        const { status, deleted } = planOf(s, number);
        const isWanted = status === 'waiting' && !deleted && number > s.record.plan;
        return s.automation === 'on' && isFree(self(s)) && isWanted && !isTooOld(s, number);
      },
      then: (s, number) => {
        planOf(s, number).status = 'held';
        begin(s, self(s), number);
      },
      says: (s, number) =>
        `picks up plan ${number}: newer than plan ${s.record.plan}, which is live`,
    }),
    ...middle(self, giveBack, 'write'),
    write: {
      when: (s: Emergency) => isUnderWay(self(s)) && self(s).ready,
      then: (s: Emergency) => {
        const number = inHand(s);
        if (refusal(s, self(s)) !== undefined) giveBack(s, number);
        else if (isOld(s)) planOf(s, number).status = 'superseded';
        else {
          planOf(s, number).status = 'applied';
          s.record = { plan: number, byHand: false };
        }
        finish(self(s));
      },
      says: (s: Emergency) => {
        const number = inHand(s);
        const { plan, byHand } = s.record;
        const why = refusal(s, self(s)) ?? (isOld(s) ? `plan ${plan} is live by now` : undefined);
        if (why !== undefined) return `is refused plan ${number}: ${why}`;
        const over = byHand ? `plan ${plan}, which was restored by hand` : `plan ${plan}`;
        const off = s.automation === 'stopped' ? ', though automation is stopped' : '';
        return `writes plan ${number} over ${over}${off}${emptied(planOf(s, number).deleted)}`;
      },
    },
  });
}

/** Deletes plans that are older than the newest one that was applied, unless an enactor holds them. */
export function cleanup(on: Switches<EmergencySafeguard>, crashes: boolean) {
  const self = (s: Emergency): Run => s.cleanup;
  const found = (s: Emergency): number => s.cleanup.plan ?? 0;
  const { refusal, middle } = runs(on, crashes);
  const isSpared = (s: Emergency, number: number): boolean => {
    const isLive = s.record.plan === number;
    const { doing } = s.operator;
    const isChosen = doing?.what === 'restore' && doing.plan === number;
    if (on.pinRestored && (isChosen || (isLive && s.record.byHand))) return true;
    return on.spareLive && isLive;
  };
  const mayGo = (s: Emergency, number: number): boolean => {
    const isStale = number < newestApplied(s) && !planOf(s, number).deleted;
    return isStale && !isHeld(s, number) && !isSpared(s, number);
  };
  const refused = (s: Emergency): string | undefined =>
    refusal(s, s.cleanup) ??
    (on.checkAtDelete && !mayGo(s, found(s)) ? 'it must not go any more' : undefined);
  return actor<Emergency>('cleanup', {
    check: step({
      choose: planNumbers,
      when: (s: Emergency, number) =>
        s.automation === 'on' && isFree(s.cleanup) && mayGo(s, number),
      then: (s, number) => {
        begin(s, s.cleanup, number);
      },
      says: (s, number) => {
        const live = s.record.plan === number ? ', though it is live' : '';
        return `finds that plan ${number} can go: plan ${newestApplied(s)} is newer${live}`;
      },
    }),
    ...middle(self, () => undefined, 'delete'),
    delete: {
      when: (s: Emergency) => isUnderWay(s.cleanup) && s.cleanup.ready,
      then: (s: Emergency) => {
        if (refused(s) === undefined) planOf(s, found(s)).deleted = true;
        finish(s.cleanup);
      },
      says: (s: Emergency) => {
        const number = found(s);
        const why = refused(s);
        if (why !== undefined) return `is refused to delete plan ${number}: ${why}`;
        const off = s.automation === 'stopped' ? ', though automation is stopped' : '';
        const held = isHeld(s, number) ? ', which an enactor holds' : '';
        return `deletes plan ${number}${held}${off}${emptied(s.record.plan === number)}`;
      },
    },
  });
}
