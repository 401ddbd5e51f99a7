/** What the planner made of the health of the load balancers: addresses for every endpoint. */
export interface Plan {
  deleted: boolean;
}

export interface Enactor {
  /** The plan that it applies, null where it has none. */
  plan: number | null;
  /** Which endpoint comes next, the first is 0; past the last one once all are written. */
  next: number;
  /** Whether it has looked at that endpoint, with `lookAgain`, and is about to write. */
  looked: boolean;
  /** The plans that its clean-up found old, and has yet to delete. */
  cleans: number[];
  down: boolean;
}

/** How much of the outage has happened, in its order; see `story.ts`. */
export interface Story {
  chapter: number;
  /** The plan that the quick enactor applied to all endpoints. */
  applied: number;
}

/** Planner, enactors and people share this. */
export interface Outage {
  /** In the order of generation: plan 1 first. */
  plans: Plan[];
  /** For each endpoint, the plan that its record shows; it is empty once that is deleted. */
  records: number[];
  enactors: Record<string, Enactor>;
  /** Who may apply a plan, with `oneAtATime`. */
  lock: string | null;
  /** Whether planner and enactors begin anything new. */
  automation: boolean;
  /** How often people repaired the records by hand. */
  repaired: number;
  /** How many enactors may still die. */
  crashesLeft: number;
  story: Story;
}

/** Plan `number`; there must be one. */
export function planOf(s: Outage, number: number): Plan {
  const plan = s.plans[number - 1];
  if (plan === undefined) throw new RangeError(`There is no plan ${number}.`);
  return plan;
}

/** The plan that an endpoint's record shows; there must be such an endpoint. */
export function shownAt(s: Outage, endpoint: number): number {
  const plan = s.records[endpoint];
  if (plan === undefined) throw new RangeError(`There is no endpoint ${endpoint}.`);
  return plan;
}

/** Enactor `name`; there must be one. */
export function enactorOf(s: Outage, name: string): Enactor {
  const enactor = s.enactors[name];
  if (enactor === undefined) throw new RangeError(`There is no ${name}.`);
  return enactor;
}

export const idle = (): Enactor => ({
  plan: null,
  next: 0,
  looked: false,
  cleans: [],
  down: false,
});

/** Whether the record has lost its addresses: the plan that it shows is gone. */
export const isEmpty = (s: Outage, endpoint: number): boolean =>
  planOf(s, shownAt(s, endpoint)).deleted;

export const isAnyEmpty = (s: Outage): boolean =>
  s.records.some((_, endpoint) => isEmpty(s, endpoint));

/** The regional endpoint, which all customers use, is the last of all. */
export const regional = (s: Outage): number => s.records.length - 1;

export const nameOfEndpoint = (s: Outage, endpoint: number): string => {
  if (endpoint === regional(s)) return 'the regional endpoint';
  return s.records.length > 2 ? `other endpoint ${endpoint + 1}` : 'the other endpoint';
};

/** How the end of a sentence says that a record is empty now, or several. */
export function emptied(s: Outage, endpoints: readonly number[]): string {
  const names = endpoints.map((endpoint) => nameOfEndpoint(s, endpoint));
  if (names.length === 0) return '';
  return `: ${names.join(' and ')} ${names.length === 1 ? 'has' : 'have'} no address`;
}
