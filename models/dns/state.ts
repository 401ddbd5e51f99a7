/** How far a plan has come, in the article's words. */
export type Status =
  'CREATED' | 'PICKED_UP' | 'IN_PROGRESS' | 'COMPLETING' | 'COMPLETED' | 'FAILED';

/** What the planner made: the addresses that DNS should show from now on. */
export interface Plan {
  status: Status;
  /** Its own addresses; none once it is deleted. */
  addresses: string[];
  /** The version of the DNS record that it was generated from. */
  baseVersion: number;
  /** How many enactors hold it. */
  references: number;
  /** Ticks since it was picked up or completed; the parameter `ticks` at most. */
  idle: number;
  /** Ticks that it has been COMPLETING; the parameter `ticks` at most. */
  completingFor: number;
  /** Marked for deletion how many ticks ago, and whether anybody has touched it since. */
  marked: null | { ago: number; touched: boolean };
}

export interface Enactor {
  /** The number of the plan that it holds. */
  plan: number | null;
  down: boolean;
}

/** Planner, enactors and cleanup share this. */
export interface Dns {
  /** In the order of generation: plan 1 first. */
  plans: Plan[];
  /** What the world sees: a plan's addresses, as they were written. */
  record: { plan: number; addresses: string[]; version: number };
  enactors: Record<string, Enactor>;
  /** The number of the plan that cleanup has checked and is about to delete. */
  checked: number | null;
  /** Whether cleanup has drawn that it runs this time; with `rollout` only. */
  runs?: boolean;
}

/** The numbers of all plans. */
export const planNumbers = (s: Dns): number[] => s.plans.map((_, index) => index + 1);

/** Plan `number`; there must be one. */
export function planOf(s: Dns, number: number): Plan {
  const plan = s.plans[number - 1];
  if (plan === undefined) throw new RangeError(`There is no plan ${number}.`);
  return plan;
}

export const isDeleted = (plan: Plan): boolean => plan.addresses.length === 0;

/** The number of the newest plan that is completed. */
export const newestCompleted = (s: Dns): number =>
  s.plans.findLastIndex((plan) => plan.status === 'COMPLETED') + 1;

/** Notes an access: the plan is no longer idle. */
export function touch(plan: Plan): void {
  plan.idle = 0;
  if (plan.marked !== null) plan.marked.touched = true;
}
