import { actor, step, type Switches } from 'allways';
import type { EndpointSafeguard } from './safeguards.js';
import {
  isEverywhere,
  newestShown,
  planNumbers,
  planOf,
  type Dns,
  type Enactor,
  type Endpoint,
  type Plan,
} from './state.js';

/**
 * Applies plans, one at a time, and each to one endpoint after the other.
 *
 * @param order - The endpoints in the order in which it writes them.
 */
export function enactor(name: string, on: Switches<EndpointSafeguard>, order: readonly number[]) {
  const self = (s: Dns): Enactor => {
    const found = s.enactors[name];
    if (found === undefined) throw new RangeError(`There is no ${name}.`);
    return found;
  };
  const hand = (s: Dns): { number: number; plan: Plan } => {
    const number = self(s).plan ?? 0;
    return { number, plan: planOf(s, number) };
  };
  const works = (s: Dns): boolean => self(s).plan !== null;
  const hasMore = (s: Dns): boolean => works(s) && self(s).written < order.length;
  const next = (s: Dns): { index: number; endpoint: Endpoint } => {
    const index = order[self(s).written] ?? 0;
    const endpoint = s.endpoints[index];
    if (endpoint === undefined) throw new RangeError(`There is no endpoint ${index + 1}.`);
    return { index, endpoint };
  };
  /** The endpoints that a write is for. */
  const targets = (s: Dns): number[] => (on.oneTransaction ? [...order] : [next(s).index]);
  const isRefused = (s: Dns): boolean =>
    targets(s).some((index) => {
      const isOlder = hand(s).number < (s.endpoints[index]?.plan ?? 0);
      return (on.fencing && self(s).moved[index] === true) || (on.checkAgain && isOlder);
    });
  const put = (s: Dns, isHeard: boolean): void => {
    const { number, plan } = hand(s);
    for (const index of targets(s)) {
      s.endpoints[index] = { plan: number, isEmpty: plan.isDeleted };
      if (!on.fencing) continue;
      for (const [other, one] of Object.entries(s.enactors)) {
        if (one.plan !== null && (other !== name || !isHeard)) one.moved[index] = true;
      }
    }
    if (isHeard) self(s).written += targets(s).length;
  };
  const drop = (s: Dns): void => {
    const one = self(s);
    one.plan = null;
    one.written = 0;
    one.moved = order.map(() => false);
  };
  const release = (s: Dns, status: Plan['status']): void => {
    const { plan } = hand(s);
    // Another one may have completed it: then it is so.
    if (plan.status !== 'COMPLETED') plan.status = status;
    plan.references--;
    if (s.lock === name) s.lock = null;
    drop(s);
  };
  const isWanted = (s: Dns, number: number): boolean => {
    const { status, isDeleted } = planOf(s, number);
    if (isDeleted) return false;
    if (status === 'CREATED' && number > newestShown(s)) return true;
    return on.reconcile && number === s.plans.length && !isEverywhere(s, number);
  };
  const where = (s: Dns): string =>
    targets(s).length > 1 ? 'all endpoints' : `endpoint ${next(s).index + 1}`;
  const over = (s: Dns): string => {
    const { number, plan } = hand(s);
    if (plan.isDeleted) return ', whose addresses are gone: it is empty';
    const newer = targets(s).map((index) => s.endpoints[index]?.plan ?? 0);
    return Math.max(...newer) > number ? `, over plan ${Math.max(...newer)}` : '';
  };
  const refusal = (s: Dns): string => `is refused plan ${hand(s).number} at ${where(s)}`;

  return actor<Dns>(name, {
    pickUp: step({
      choose: planNumbers,
      when: (s: Dns, number) => {
        const isFree = self(s).plan === null && !self(s).isDown;
        return isFree && (!on.lock || s.lock === null) && isWanted(s, number);
      },
      then: (s, number) => {
        const plan = planOf(s, number);
        if (plan.status !== 'COMPLETED') plan.status = 'IN_PROGRESS';
        plan.references++;
        if (on.lock) s.lock = name;
        self(s).plan = number;
      },
      says: (s, number) =>
        `picks up plan ${number}${planOf(s, number).status === 'CREATED' ? '' : ' again'}`,
    }),
    write: {
      when: hasMore,
      then: (s) => {
        if (isRefused(s)) release(s, 'FAILED');
        else put(s, true);
      },
      says: (s) =>
        isRefused(s) ? refusal(s) : `writes plan ${hand(s).number} to ${where(s)}${over(s)}`,
    },
    fail: step({
      choose: (): ('not written' | 'written')[] => ['not written', 'written'],
      when: (s: Dns, outcome) =>
        hasMore(s) && s.left.failures > 0 && !(outcome === 'written' && isRefused(s)),
      then: (s, outcome) => {
        s.left.failures--;
        if (outcome === 'written') put(s, false);
        if (!on.retry) release(s, 'FAILED');
      },
      says: (s: Dns, outcome) => {
        const then = on.retry ? 'will try again' : `gives plan ${hand(s).number} up`;
        return outcome === 'written'
          ? `writes plan ${hand(s).number} to ${where(s)}${over(s)}, hears no answer, and ${then}`
          : `cannot write plan ${hand(s).number} to ${where(s)}, and ${then}`;
      },
      fairness: 'none',
    }),
    complete: {
      when: (s) => works(s) && !hasMore(s),
      then: (s) => {
        release(s, 'COMPLETED');
      },
      says: (s) => `completes plan ${hand(s).number}`,
    },
    crash: {
      when: (s) => works(s) && s.left.crashes > 0,
      then: (s) => {
        s.left.crashes--;
        drop(s);
        self(s).isDown = true;
      },
      says: (s) => `crashes with plan ${hand(s).number} in hand`,
      fairness: 'none',
    },
    restart: {
      when: (s) => self(s).isDown,
      then: (s) => {
        self(s).isDown = false;
        if (s.lock === name) s.lock = null;
      },
      says: 'restarts, and remembers nothing',
    },
  });
}
