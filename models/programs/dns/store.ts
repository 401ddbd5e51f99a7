/** How far a plan has come, in the article's words. */
export type Status = 'CREATED' | 'PICKED_UP' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

/** What is known of a plan, beside its addresses. */
export interface Plan {
  /** Plan 1 was generated first. */
  number: number;
  status: Status;
  /** The version of the DNS record that the plan was made for. */
  baseVersion: number;
  /** How many enactors hold it. */
  references: number;
  /** When it was last picked up or finished, in milliseconds. 0 if the store does not track that. */
  accessed: number;
}

/** Planner, enactors and cleanup keep here what they know of plans. */
export class PlanStore {
  readonly #plans = new Map<number, Plan>();
  readonly #tracksAccess: boolean;

  /** @param options - `safetyBuffer`: the store tracks when plans are accessed. */
  constructor(options: { safetyBuffer: boolean }) {
    this.#tracksAccess = options.safetyBuffer;
  }

  /** Adds a plan that waits to be picked up. */
  add(number: number, baseVersion: number): Promise<void> {
    const plan: Plan = { number, status: 'CREATED', baseVersion, references: 0, accessed: 0 };
    this.#plans.set(number, plan);
    return Promise.resolve();
  }

  /** Hands out the newest plan that waits, to one enactor only. Undefined: none waits. */
  claim(): Promise<Plan | undefined> {
    const waiting = [...this.#plans.values()].filter(({ status }) => status === 'CREATED');
    const plan = waiting.reduce<Plan | undefined>(
      (newest, other) => (newest !== undefined && newest.number > other.number ? newest : other),
      undefined,
    );
    if (plan !== undefined) {
      plan.status = 'PICKED_UP';
      plan.references++;
      this.#touch(plan);
    }
    return Promise.resolve(plan && { ...plan });
  }

  /** Notes that the enactor that holds a plan applies it from now on. */
  begin(number: number): Promise<void> {
    this.#get(number).status = 'IN_PROGRESS';
    return Promise.resolve();
  }

  /** Takes a plan back from the enactor that holds it. */
  finish(number: number, status: 'COMPLETED' | 'FAILED'): Promise<void> {
    const plan = this.#get(number);
    plan.status = status;
    plan.references--;
    this.#touch(plan);
    return Promise.resolve();
  }

  /** All plans, in the order in which they were added. */
  list(): Promise<Plan[]> {
    return Promise.resolve(this.snapshot());
  }

  /** A copy of all plans. */
  snapshot(): Plan[] {
    return [...this.#plans.values()].map((plan) => ({ ...plan }));
  }

  #touch(plan: Plan): void {
    if (this.#tracksAccess) plan.accessed = Date.now();
  }

  #get(number: number): Plan {
    const plan = this.#plans.get(number);
    if (plan === undefined) throw new RangeError(`There is no plan ${number}.`);
    return plan;
  }
}
