import { regional, shownAt, type Outage } from './state.js';

/**
 * The outage as its operator told it, chapter by chapter. It is told by the state because no single
 * state shows it: a repair takes all traces away. Each chapter counts only after the one before.
 */
export const chapters = [
  'nothing has happened',
  'a newer plan is at all endpoints, while an enactor that has checked an older one is on its way',
  'the older plan is at the regional endpoint',
  'clean-up has deleted it: the regional endpoint has no address',
  'an enactor with a newer plan yet has been turned away',
  'people have repaired the records',
  'people have turned automation off',
] as const;

/** What actors report as they act; without `tells` nobody listens, and there are fewer states. */
export function storyteller(tells: boolean) {
  const goesOn = (s: Outage, from: number): void => {
    if (tells && s.story.chapter === from) s.story.chapter = from + 1;
  };
  return {
    appliedToAll: (s: Outage, plan: number): void => {
      const isOvertaken = Object.values(s.enactors).some(
        (one) => one.plan !== null && one.plan < plan && one.next <= regional(s) && !one.down,
      );
      if (!tells || s.story.chapter > 0 || !isOvertaken) return;
      if (s.records.some((shown) => shown !== plan)) return;
      s.story = { chapter: 1, applied: plan };
    },
    wroteRegional: (s: Outage, plan: number): void => {
      if (plan < s.story.applied) goesOn(s, 1);
    },
    deleted: (s: Outage, plan: number): void => {
      if (shownAt(s, regional(s)) === plan) goesOn(s, 2);
    },
    turnedAway: (s: Outage, plan: number, endpoint: number): void => {
      if (plan > s.story.applied && endpoint === regional(s)) goesOn(s, 3);
    },
    repaired: (s: Outage): void => {
      goesOn(s, 4);
    },
    turnedOff: (s: Outage): void => {
      goesOn(s, 5);
    },
  };
}

export type Storyteller = ReturnType<typeof storyteller>;
