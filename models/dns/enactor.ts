import { actor, step, type Switches } from 'allways';
import type { DnsSafeguard } from './safeguards.js';
import {
  isDeleted,
  planNumbers,
  planOf,
  touch,
  type Dns,
  type Enactor,
  type Plan,
} from './state.js';

/** What can go wrong, and what is done about it: parameters of the model, which says what they mean. */
export interface Faults {
  readonly crashes: boolean;
  readonly failures: boolean;
  readonly retries: boolean;
  readonly recovers: boolean;
}

/**
 * Applies plans, one at a time. Whether a plan is newer than what DNS shows is looked at once, when
 * it is picked up; how long the write takes after that, nobody knows.
 */
export function enactor(name: string, on: Switches<DnsSafeguard>, faults: Faults) {
  const { crashes, failures, retries, recovers } = faults;
  const self = (s: Dns): Enactor => {
    const found = s.enactors[name];
    if (found === undefined) throw new RangeError(`There is no ${name}.`);
    return found;
  };
  /** The plan that it works on, where that plan has this status. */
  const holds = (s: Dns, ...statuses: Plan['status'][]): Plan | undefined => {
    const { plan, down } = self(s);
    if (plan === null || down) return undefined;
    const held = planOf(s, plan);
    return statuses.includes(held.status) ? held : undefined;
  };
  const held = (s: Dns): { number: number; plan: Plan } => {
    const number = self(s).plan ?? 0;
    return { number, plan: planOf(s, number) };
  };
  const release = (s: Dns, status: Plan['status']): void => {
    const { plan } = held(s);
    plan.status = status;
    plan.references--;
    plan.completingFor = 0;
    self(s).plan = null;
  };
  /** Why the write is refused; undefined where it is not. */
  const refusal = (s: Dns): string | undefined => {
    const { number, plan } = held(s);
    if (on.fencing && plan.baseVersion !== s.record.version) {
      return `it was made for version ${plan.baseVersion}, and DNS is at ${s.record.version}`;
    }
    if (on.checkAgain && number < s.record.plan) return `DNS shows plan ${s.record.plan} by now`;
    return undefined;
  };

  const steps = {
    pickUp: step({
      choose: planNumbers,
      when: (s: Dns, number) => {
        const { plan, down } = self(s);
        const { status, addresses } = planOf(s, number);
        const free = plan === null && !down;
        const open = status === 'CREATED' || (retries && status === 'FAILED');
        return free && open && addresses.length > 0 && number > s.record.plan;
      },
      then: (s, number) => {
        const plan = planOf(s, number);
        // To try again for the version of the first time would be in vain.
        if (plan.status === 'FAILED') plan.baseVersion = s.record.version;
        plan.status = 'PICKED_UP';
        plan.references++;
        touch(plan);
        self(s).plan = number;
      },
      says: (s, number) =>
        `picks up plan ${number}: newer than plan ${s.record.plan}, which DNS shows`,
    }),
    begin: {
      when: (s: Dns) => holds(s, 'PICKED_UP') !== undefined,
      then: (s: Dns) => {
        held(s).plan.status = 'IN_PROGRESS';
      },
      says: (s: Dns) => `begins to apply plan ${held(s).number}`,
    },
    write: {
      when: (s: Dns) => holds(s, 'IN_PROGRESS') !== undefined,
      then: (s: Dns) => {
        if (refusal(s) !== undefined) {
          release(s, 'FAILED');
          return;
        }
        const { number, plan } = held(s);
        plan.status = 'COMPLETING';
        s.record = { plan: number, addresses: [...plan.addresses], version: s.record.version + 1 };
      },
      says: (s: Dns) => {
        const { number, plan } = held(s);
        const refused = refusal(s);
        if (refused !== undefined) return `is refused plan ${number}: ${refused}`;
        return isDeleted(plan)
          ? `writes plan ${number}, whose addresses are gone: DNS is empty`
          : `writes plan ${number}${number < s.record.plan ? ` over plan ${s.record.plan}` : ''}`;
      },
    },
    complete: {
      when: (s: Dns) => holds(s, 'COMPLETING') !== undefined,
      then: (s: Dns) => {
        touch(held(s).plan);
        release(s, 'COMPLETED');
      },
      says: (s: Dns) => `completes plan ${held(s).number}`,
    },
    fail: {
      when: (s: Dns) =>
        failures && holds(s, 'PICKED_UP', 'IN_PROGRESS', 'COMPLETING') !== undefined,
      then: (s: Dns) => {
        release(s, 'FAILED');
      },
      says: (s: Dns) => `fails to apply plan ${held(s).number}`,
      // Whoever is sure to go on is not sure to fail.
      fairness: 'none' as const,
    },
  };
  if (!crashes) return actor<Dns>(name, steps);
  return actor<Dns>(name, {
    ...steps,
    // One that has nothing in hand loses nothing: being down would be no more than being slow.
    crash: {
      when: (s) => self(s).plan !== null && !self(s).down,
      then: (s) => {
        if (!recovers) self(s).plan = null;
        self(s).down = true;
      },
      says: (s) => `crashes with plan ${held(s).number} in hand`,
      fairness: 'none',
    },
    restart: {
      when: (s) => self(s).down,
      then: (s) => {
        self(s).down = false;
      },
      says: (s) =>
        recovers
          ? `restarts, and goes on with plan ${held(s).number}`
          : 'restarts, and remembers nothing',
    },
  });
}
