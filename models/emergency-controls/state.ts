/** What the planner made, and how far an enactor came with it. */
export interface Plan {
  /** A plan that is superseded was refused, as DNS showed a newer one. */
  status: 'waiting' | 'held' | 'applied' | 'superseded';
  deleted: boolean;
  /** Whether there was a restore by hand since it was made. */
  beforeRestore: boolean;
}

/** What an enactor or cleanup has under way. */
export interface Run {
  /** The plan that it is about, null where nothing is under way. */
  plan: number | null;
  /** Whether the next thing that it does is to write or to delete. */
  ready: boolean;
  /** The epoch that it began in. */
  epoch: number;
  down: boolean;
}

export interface Emergency {
  /** In the order of generation: plan 1 first. */
  plans: Plan[];
  /** The plan that the world sees; DNS is empty once that is deleted. */
  record: { plan: number; byHand: boolean };
  enactors: Record<string, Run>;
  cleanup: Run;
  /** What the operator's console says; a new run begins only where it is on. */
  automation: 'on' | 'stopping' | 'stopped';
  /** How many epochs were begun by hand. */
  epoch: number;
  operator: {
    /** What is half done by hand. */
    doing: null | { what: 'restore' | 'force'; plan: number };
    /** How often each control may still be used. */
    left: { stop: number; restore: number; force: number };
  };
}

/** The numbers of all plans. */
export const planNumbers = (s: Emergency): number[] => s.plans.map((_, index) => index + 1);

/** Plan `number`; there must be one. */
export function planOf(s: Emergency, number: number): Plan {
  const plan = s.plans[number - 1];
  if (plan === undefined) throw new RangeError(`There is no plan ${number}.`);
  return plan;
}

export const newPlan = (): Plan => ({ status: 'waiting', deleted: false, beforeRestore: false });

export const noRun = (): Run => ({ plan: null, ready: false, epoch: 0, down: false });

/** Whether an enactor has the plan in hand. */
export const isHeld = (s: Emergency, number: number): boolean =>
  Object.values(s.enactors).some(({ plan }) => plan === number);

/** What cleanup goes by, as in the article: the newest plan that was applied. */
export const newestApplied = (s: Emergency): number =>
  s.plans.findLastIndex(({ status }) => status === 'applied') + 1;

/** How the end of a sentence says that DNS is empty now. */
export const emptied = (is: boolean): string => (is ? ': DNS is empty' : '');
