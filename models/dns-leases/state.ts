export interface Plan {
  status: 'CREATED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  /** Who took it last and has not let go of it: an enactor, or cleanup with `claim`. */
  holder: string | null;
  /** Ticks since it was taken, or since its holder's heart beat last; the time of a lease at most. */
  heldFor: number;
  isDeleted: boolean;
}

export interface Enactor {
  /** The number of the plan that it has in hand, whoever holds that by now. */
  plan: number | null;
  /** Whether it has looked at its lease, and is about to write; with `lookFirst` only. */
  hasLooked: boolean;
  /** Whether it has written the plan. */
  hasWritten: boolean;
  /** `down`: it crashed. `hung`: it does nothing any more, but its heart beats on. */
  state: 'up' | 'down' | 'hung';
}

/** Planner, enactors and cleanup share this. */
export interface Dns {
  /** In the order of generation: plan 1 first. */
  plans: Plan[];
  /** What the world sees: the plan that was written last, and whether its addresses are gone. */
  record: { plan: number; isEmpty: boolean };
  enactors: Record<string, Enactor>;
  /** The number of the plan that cleanup has checked and is about to delete. */
  checked: number | null;
  /** How often something may still go wrong. */
  left: { crashes: number; hangs: number; late: number };
}

/** The numbers of all plans. */
export const planNumbers = (s: Dns): number[] => s.plans.map((_, index) => index + 1);

/** Plan `number`; there must be one. */
export function planOf(s: Dns, number: number): Plan {
  const plan = s.plans[number - 1];
  if (plan === undefined) throw new RangeError(`There is no plan ${number}.`);
  return plan;
}

/** Enactor `name`; there must be one. */
export function enactorOf(s: Dns, name: string): Enactor {
  const enactor = s.enactors[name];
  if (enactor === undefined) throw new RangeError(`There is no ${name}.`);
  return enactor;
}

/** The newest plan that is completed. */
export const newestCompleted = (s: Dns): number =>
  s.plans.findLastIndex(({ status }) => status === 'COMPLETED') + 1;
