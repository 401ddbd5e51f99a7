export interface Plan {
  status: 'CREATED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  /** How many enactors have it in hand; one that crashes never lets go. */
  references: number;
  isDeleted: boolean;
}

/** Where a part of the world looks up the addresses. */
export interface Endpoint {
  /** The number of the plan that was written last. */
  plan: number;
  /** Whether that plan's addresses are gone. */
  isEmpty: boolean;
}

export interface Enactor {
  /** The number of the plan that it has in hand. */
  plan: number | null;
  /** How many endpoints it has written, as far as it knows; it writes one after the other. */
  written: number;
  /**
   * With `fencing`, for each endpoint: whether its version is another than the enactor knows. That is
   * all that can be asked of a version, and unlike a number it does not grow.
   */
  moved: boolean[];
  isDown: boolean;
}

/** Planner, enactors and cleanup share this. */
export interface Dns {
  /** In the order of generation: plan 1 first. */
  plans: Plan[];
  endpoints: Endpoint[];
  enactors: Record<string, Enactor>;
  /** With `lock`: who may apply plans now. */
  lock: string | null;
  /** The number of the plan that cleanup has checked and is about to delete. */
  checked: number | null;
  /** How often something may still go wrong. */
  left: { failures: number; crashes: number };
}

/** The numbers of all plans. */
export const planNumbers = (s: Dns): number[] => s.plans.map((_, index) => index + 1);

/** Plan `number`; there must be one. */
export function planOf(s: Dns, number: number): Plan {
  const plan = s.plans[number - 1];
  if (plan === undefined) throw new RangeError(`There is no plan ${number}.`);
  return plan;
}

/** Whether all endpoints show this plan, with its addresses. */
export const isEverywhere = (s: Dns, number: number): boolean =>
  s.endpoints.every(({ plan, isEmpty }) => plan === number && !isEmpty);

/** The newest plan that any endpoint shows. */
export const newestShown = (s: Dns): number => Math.max(...s.endpoints.map(({ plan }) => plan));

/** The newest plan that is completed. */
export const newestCompleted = (s: Dns): number =>
  s.plans.findLastIndex(({ status }) => status === 'COMPLETED') + 1;
