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

/** What may befall an enactor, and what it does then: parameters of the model, explained there. */
export interface Conduct {
  readonly failures: boolean;
  readonly retries: boolean;
  readonly rebases: boolean;
  readonly crashes: boolean;
  readonly recovers: boolean;
}

/**
 * Applies plans, one at a time. Whether a plan is newer than what DNS shows is looked at once, when
 * it is picked up; how long the write takes after that, nobody knows.
 */
export function enactor(
  name: string,
  on: Switches<DnsSafeguard>,
  { failures, retries, rebases, crashes, recovers }: Conduct,
) {
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
  const isWaiting = ({ status }: Plan): boolean =>
    status === 'CREATED' || (retries && status === 'FAILED');

  const steps = {
    pickUp: step({
      choose: planNumbers,
      when: (s: Dns, number) => {
        const { plan, down } = self(s);
        const wanted = planOf(s, number);
        const free = plan === null && !down;
        return free && isWaiting(wanted) && !isDeleted(wanted) && number > s.record.plan;
      },
      then: (s, number) => {
        const plan = planOf(s, number);
        plan.status = 'PICKED_UP';
        plan.references++;
        if (rebases) plan.baseVersion = s.record.version;
        touch(plan);
        self(s).plan = number;
      },
      says: (s, number) => {
        const again = planOf(s, number).status === 'FAILED' ? ' again' : '';
        return `picks up plan ${number}${again}: newer than plan ${s.record.plan}, which DNS shows`;
      },
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
  };
  // Whoever is sure to go on is neither sure to fail nor to crash.
  const failing = {
    fail: {
      when: (s: Dns) => holds(s, 'PICKED_UP', 'IN_PROGRESS', 'COMPLETING') !== undefined,
      then: (s: Dns) => {
        release(s, 'FAILED');
      },
      says: (s: Dns) => `fails to apply plan ${held(s).number}`,
      fairness: 'none' as const,
    },
  };
  const crashing = {
    // One that has nothing in hand loses nothing: being down would be no more than being slow.
    crash: {
      when: (s: Dns) => self(s).plan !== null && !self(s).down,
      then: (s: Dns) => {
        if (!recovers) self(s).plan = null;
        self(s).down = true;
      },
      says: (s: Dns) => `crashes with plan ${held(s).number} in hand`,
      fairness: 'none' as const,
    },
    restart: {
      when: (s: Dns) => self(s).down,
      then: (s: Dns) => {
        self(s).down = false;
      },
      says: (s: Dns) =>
        recovers
          ? `restarts, and goes on with plan ${held(s).number}`
          : 'restarts, and remembers nothing',
    },
  };
  return actor<Dns>(name, {
    ...steps,
    ...(failures ? failing : {}),
    ...(crashes ? crashing : {}),
  });
}
