import { actor, step, type Switches } from 'allways';
import type { EmergencySafeguard } from './safeguards.js';
import { emptied, isHeld, planNumbers, planOf, type Emergency } from './state.js';

/**
 * Whoever is on call, and the controls: stop all automation, restore a plan, force a deletion, start
 * again. A person finds the plan first and presses the button later. None of it has to be used, but
 * what was begun is brought to its end, and what was stopped is started again.
 */
export function operator(on: Switches<EmergencySafeguard>) {
  const isIdle = (s: Emergency): boolean => s.operator.doing === null;
  const mayAct = (s: Emergency): boolean =>
    isIdle(s) && s.automation !== 'stopping' && (!on.stopFirst || s.automation === 'stopped');
  const isDoing = (s: Emergency, what: 'restore' | 'force'): boolean =>
    s.operator.doing?.what === what;
  const chosen = (s: Emergency): number => s.operator.doing?.plan ?? 0;
  const isInUse = (s: Emergency, number: number): boolean =>
    s.record.plan === number || isHeld(s, number);
  const mayForce = (s: Emergency, number: number): boolean =>
    !planOf(s, number).deleted && (!on.guardedForce || !isInUse(s, number));
  const isRefused = (s: Emergency): boolean => on.checkAtDelete && !mayForce(s, chosen(s));
  const isStill = (s: Emergency): boolean =>
    [s.cleanup, ...Object.values(s.enactors)].every(({ plan }) => plan === null);
  const beginEpoch = (s: Emergency): void => {
    if (on.epochs) s.epoch++;
  };
  const setRecord = (s: Emergency, number: number): void => {
    s.record = { plan: number, byHand: true };
    for (const plan of s.plans) plan.beforeRestore = true;
    s.operator.left.restore--;
    beginEpoch(s);
  };
  const mayBe = 'none' as const;

  return actor<Emergency>('operator', {
    stop: {
      when: (s) => isIdle(s) && s.automation === 'on' && s.operator.left.stop > 0,
      then: (s) => {
        s.automation = on.drain ? 'stopping' : 'stopped';
        s.operator.left.stop--;
        beginEpoch(s);
      },
      says: () => (on.drain ? 'stops all automation, and waits' : 'stops all automation'),
      fairness: mayBe,
    },
    drained: {
      when: (s) => s.automation === 'stopping' && isStill(s),
      then: (s) => {
        s.automation = 'stopped';
      },
      says: () => 'sees that nothing is under way any more',
    },
    choose: step({
      choose: planNumbers,
      when: (s: Emergency, number) =>
        mayAct(s) &&
        s.operator.left.restore > 0 &&
        number !== s.record.plan &&
        planOf(s, number).status === 'applied' &&
        !planOf(s, number).deleted,
      then: (s, number) => {
        if (on.restoreAtOnce) setRecord(s, number);
        else s.operator.doing = { what: 'restore', plan: number };
      },
      says: (_, number) =>
        on.restoreAtOnce
          ? `restores plan ${number} by hand`
          : `finds plan ${number}, to restore it`,
      fairness: mayBe,
    }),
    restore: {
      when: (s) => isDoing(s, 'restore'),
      then: (s) => {
        setRecord(s, chosen(s));
        s.operator.doing = null;
      },
      says: (s) => `restores plan ${chosen(s)} by hand${emptied(planOf(s, chosen(s)).deleted)}`,
    },
    aim: step({
      choose: planNumbers,
      when: (s: Emergency, number) => mayAct(s) && s.operator.left.force > 0 && mayForce(s, number),
      then: (s, number) => {
        s.operator.doing = { what: 'force', plan: number };
      },
      says: (_, number) => `decides that plan ${number} must go`,
      fairness: mayBe,
    }),
    force: {
      when: (s) => isDoing(s, 'force'),
      then: (s) => {
        if (!isRefused(s)) planOf(s, chosen(s)).deleted = true;
        s.operator.left.force--;
        s.operator.doing = null;
      },
      says: (s) => {
        const number = chosen(s);
        if (isRefused(s)) return `is refused to delete plan ${number} by force`;
        const held = isHeld(s, number) ? ', which an enactor holds' : '';
        return `deletes plan ${number} by force${held}${emptied(s.record.plan === number)}`;
      },
    },
    start: {
      when: (s) => isIdle(s) && s.automation === 'stopped',
      then: (s) => {
        s.automation = 'on';
      },
      says: () => 'starts automation again',
    },
  });
}
