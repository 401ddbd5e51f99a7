/**
 * Replaces global functions by stand-ins while a piece of synchronous code runs.
 *
 * A `finally` puts the functions back. Nothing else runs during a synchronous call, so no other code of the
 * program, such as a timer or a test that runs at the same time, meets a stand-in.
 */

/** Any function. */
export type Callable = (this: unknown, ...given: unknown[]) => unknown;

/** A global function, and its stand-in. */
export interface StandIn {
  readonly name: string;
  /** The object that has the function; undefined if this program has no such object. */
  readonly of: () => object | undefined;
  readonly make: (original: Callable) => unknown;
}

type Holder = Record<string, unknown>;

/** A stand-in that was made, and the function that it stands in for. */
interface Made {
  readonly plan: StandIn;
  /** The object that holds the function, perhaps a prototype; undefined while nothing is replaced. */
  holder: Holder | undefined;
  original: Callable | undefined;
  standIn: unknown;
}

/** Runs code with stand-ins in place. */
export interface StandIns {
  /** Runs `act` and returns its result. A nested call replaces nothing again. */
  readonly run: <T>(act: () => T) => T;
  /** Whether the stand-ins are in place now. */
  readonly areInPlace: () => boolean;
}

/**
 * Makes stand-ins.
 *
 * @param inPlace - While stand-ins are in place, this list has a function that puts the original functions back. The
 *   last one was put in place last. For code that is ended from outside, so that no `finally` of it runs.
 */
export function withStandIns(plans: readonly StandIn[], inPlace: (() => void)[]): StandIns {
  const all = plans.map((plan): Made => ({
    plan,
    holder: undefined,
    original: undefined,
    standIn: undefined,
  }));
  let isInPlace = false;
  const putAllBack = () => {
    for (const made of all) putBack(made);
    isInPlace = false;
  };
  return {
    areInPlace: () => isInPlace,
    run(act) {
      if (isInPlace) return act();
      isInPlace = true;
      inPlace.push(putAllBack);
      try {
        for (const made of all) replace(made);
        return act();
      } finally {
        inPlace.pop();
        putAllBack();
      }
    },
  };
}

/** Replaces a function. Looks it up each time, because a test may have installed a fake timer since. */
function replace(made: Made): void {
  const { name, of, make } = made.plan;
  const holder = holderOf(of(), name);
  const original = holder?.[name];
  if (holder === undefined || typeof original !== 'function') return;
  if (original !== made.original) {
    made.original = original as Callable;
    made.standIn = make(original as Callable);
  }
  // A function that cannot be replaced stays as it is.
  if (Reflect.set(holder, name, made.standIn)) made.holder = holder;
}

function holderOf(owner: object | undefined, name: string): Holder | undefined {
  let holder: object | null = owner ?? null;
  while (holder !== null && !Object.hasOwn(holder, name)) {
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return (holder as Holder | null) ?? undefined;
}

/** Puts a function back, unless the code put something else there. */
function putBack(made: Made): void {
  const { holder, original, standIn } = made;
  made.holder = undefined;
  if (holder?.[made.plan.name] === standIn && holder !== undefined) {
    holder[made.plan.name] = original;
  }
}
