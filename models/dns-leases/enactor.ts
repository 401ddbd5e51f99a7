import { actor, step, type Switches } from 'allways';
import type { LeaseSafeguard } from './safeguards.js';
import { enactorOf, planNumbers, planOf, type Dns, type Plan } from './state.js';

/** Applies plans, one at a time. How slow it is nobody knows, and it does not know itself. */
export function enactor(name: string, on: Switches<LeaseSafeguard>, time: number) {
  const self = (s: Dns) => enactorOf(s, name);
  const works = (s: Dns): boolean => self(s).plan !== null && self(s).state === 'up';
  const hand = (s: Dns): { number: number; plan: Plan } => {
    const number = self(s).plan ?? 0;
    return { number, plan: planOf(s, number) };
  };
  const isUp = ({ heldFor }: Plan): boolean => on.lease && heldFor >= time;
  const isMine = (s: Dns): boolean => hand(s).plan.holder === name;
  const isRefused = (s: Dns): boolean =>
    (on.fencing && !isMine(s)) || (on.checkAgain && hand(s).number < s.record.plan);
  const drop = (s: Dns): void => {
    const one = self(s);
    one.plan = null;
    one.hasLooked = false;
    one.hasWritten = false;
  };
  /** Lets go of the plan, and leaves it alone where it is another's. */
  const release = (s: Dns, status: Plan['status']): void => {
    const { plan } = hand(s);
    if (isMine(s)) {
      plan.status = status;
      plan.holder = null;
      plan.heldFor = 0;
    }
    drop(s);
  };
  const isFree = (s: Dns, number: number): boolean => {
    const plan = planOf(s, number);
    if (plan.isDeleted || plan.holder === 'cleanup') return false;
    if (plan.status === 'CREATED') return number > s.record.plan;
    // What is written but not completed is still to be completed.
    return plan.status === 'IN_PROGRESS' && isUp(plan) && number >= s.record.plan;
  };
  const whose = (s: Dns): string => {
    const { holder, isDeleted } = hand(s).plan;
    if (isDeleted) return 'it is deleted';
    return holder === null ? 'nobody holds it' : `${holder} holds it`;
  };
  const refusal = (s: Dns): string =>
    on.fencing && !isMine(s) ? whose(s) : `DNS shows plan ${s.record.plan}`;

  return actor<Dns>(name, {
    pickUp: step({
      choose: planNumbers,
      when: (s: Dns, number) =>
        self(s).plan === null && self(s).state === 'up' && isFree(s, number),
      then: (s, number) => {
        const plan = planOf(s, number);
        plan.status = 'IN_PROGRESS';
        plan.holder = name;
        plan.heldFor = 0;
        self(s).plan = number;
      },
      says: (s, number) => {
        const { status, holder } = planOf(s, number);
        if (status === 'CREATED') return `picks up plan ${number}`;
        return `takes plan ${number} over from ${holder ?? 'nobody'}, whose lease is up`;
      },
    }),
    ...(on.lookFirst && {
      look: {
        when: (s: Dns) => works(s) && !self(s).hasLooked && !self(s).hasWritten,
        then: (s: Dns) => {
          if (isMine(s) && !isUp(hand(s).plan)) self(s).hasLooked = true;
          else drop(s);
        },
        says: (s: Dns) => {
          const { number, plan } = hand(s);
          if (!isMine(s)) return `looks, and gives plan ${number} up: ${whose(s)}`;
          return isUp(plan)
            ? `looks, and gives plan ${number} up: its lease is up`
            : `looks: it still holds plan ${number}`;
        },
      },
    }),
    write: {
      when: (s) => works(s) && !self(s).hasWritten && (!on.lookFirst || self(s).hasLooked),
      then: (s) => {
        if (isRefused(s)) {
          release(s, 'FAILED');
          return;
        }
        const { number, plan } = hand(s);
        s.record = { plan: number, isEmpty: plan.isDeleted };
        self(s).hasLooked = false;
        self(s).hasWritten = true;
      },
      says: (s) => {
        const { number, plan } = hand(s);
        if (isRefused(s)) return `is refused plan ${number}: ${refusal(s)}`;
        if (plan.isDeleted) return `writes plan ${number}, whose addresses are gone: DNS is empty`;
        return `writes plan ${number}${number < s.record.plan ? ` over plan ${s.record.plan}` : ''}`;
      },
    },
    complete: {
      when: (s) => works(s) && self(s).hasWritten,
      then: (s) => {
        release(s, 'COMPLETED');
      },
      says: (s) =>
        isMine(s)
          ? `completes plan ${hand(s).number}`
          : `lets go of plan ${hand(s).number}: ${whose(s)}`,
    },
    crash: {
      when: (s) => works(s) && s.left.crashes > 0,
      then: (s) => {
        s.left.crashes--;
        drop(s);
        self(s).state = 'down';
      },
      says: (s) => `crashes with plan ${hand(s).number} in hand`,
      fairness: 'none',
    },
    restart: {
      when: (s) => self(s).state === 'down',
      then: (s) => {
        self(s).state = 'up';
      },
      says: 'restarts, and remembers nothing',
    },
    hang: {
      when: (s) => works(s) && s.left.hangs > 0,
      then: (s) => {
        s.left.hangs--;
        self(s).state = 'hung';
      },
      says: (s) => `hangs with plan ${hand(s).number} in hand`,
      fairness: 'none',
    },
  });
}

/** An enactor's heart: it beats beside the work, and knows nothing of how that goes. */
export function heart(name: string, on: Switches<LeaseSafeguard>) {
  const beatsFor = (s: Dns): Plan | undefined => {
    const { plan, state } = enactorOf(s, name);
    if (plan === null || state === 'down') return undefined;
    const held = planOf(s, plan);
    return held.holder === name && held.heldFor > 0 ? held : undefined;
  };
  return actor<Dns>(`heart of ${name}`, {
    beat: {
      when: (s) => on.lease && on.heartbeat && beatsFor(s) !== undefined,
      then: (s) => {
        const held = beatsFor(s);
        if (held !== undefined) held.heldFor = 0;
      },
      says: (s) => `beats: the lease of plan ${enactorOf(s, name).plan ?? 0} starts anew`,
    },
  });
}
