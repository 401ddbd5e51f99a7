/**
 * Faults on a budget: what may go wrong, and how many times. What is left of a budget stands in the state,
 * under `faults`, so a trace shows where it was spent and the state space stays finite.
 */
import { ModelError } from '../validation/errors.js';
import { refuseNameless } from './names.js';
import type { StatePart } from './parts.js';
import { describeValue, reading, refuseUnknown } from '../validation/refuse.js';
import { isRecord } from '../validation/values.js';
import { mayWait, waitHere } from './wait.js';

/** How many times a fault may happen: a number for it alone, or a part of a {@link budget} that faults share. */
export type Times = number | Allowance;

/** A part of a budget. Made by {@link budget}. */
export interface Allowance<Name extends string = string> {
  /** Its name in the state: `state.faults[name]` is the number of times that are left. */
  readonly fault: Name;
  readonly times: number;
}

/** The part of the state that a fault brings. */
export interface FaultPart<Name extends string = string> extends StatePart {
  readonly group: 'faults';
  readonly name: Name;
  readonly value: number;
}

/** A state with faults that may still happen. */
interface WithFaults {
  readonly faults: Record<string, number>;
}

/**
 * Makes budgets that several faults share.
 *
 * @param times - For each kind of fault, how many times it may happen in all: whole numbers, 0 or more.
 * @returns For each kind, what `atMost`, `channel`, `network` and the option `crash` of a process take as
 *   their number of times.
 * @throws ModelError if a number is wrong.
 * @example
 * const faults = budget({ crash: 1, fail: 2 });
 * const fail = atMost(faults.fail, { then: (s: Job) => { s.done = false; } });
 */
export function budget<const Kinds extends Readonly<Record<string, number>>>(
  times: Kinds,
): { readonly [Kind in keyof Kinds & string]: Allowance<Kind> } {
  return reading('budget', () => {
    refuseUnknown('budget', 'fault', times, Object.keys(Object(times) as object));
    const allowances = Object.entries(times).map(([fault, most]) => {
      refuseNameless(fault, 'A fault of a budget', 'budget({ itsName: 1 })');
      return [fault, { fault, times: wholeTimes(`budget: ${fault}`, most) }] as const;
    });
    return Object.fromEntries(allowances) as {
      readonly [Kind in keyof Kinds & string]: Allowance<Kind>;
    };
  });
}

/** The symbol under which a step keeps its limit until an actor gives it a name. */
export const limit: unique symbol = Symbol.for('allways: limit of a step');

/**
 * The steps of an actor, with the limits of {@link atMost} at work.
 *
 * @returns The steps, and the parts of the state that the limits need.
 */
export function withLimits<Steps extends object>(
  actor: string,
  steps: Steps,
): { readonly steps: Steps; readonly parts: readonly FaultPart[] } {
  const parts: FaultPart[] = [];
  if (!isRecord(steps)) return { steps, parts };
  const entries = Object.entries(steps).map(([name, step]: [string, unknown]) => {
    const allowed = (Object(step) as { readonly [limit]?: Times })[limit];
    if (allowed === undefined) return [name, step] as const;
    const fault = faultFor(allowed, `${actor}.${name}`);
    parts.push(fault.part);
    return [name, limitedBy(fault, step as LimitedStep)] as const;
  });
  return parts.length === 0
    ? { steps, parts }
    : { steps: Object.fromEntries(entries) as Steps, parts };
}

/** A fault as a step uses it. */
export interface Fault {
  readonly part: FaultPart;
  /** Whether it may still happen in this state. */
  readonly isLeft: (state: unknown) => boolean;
  /** Notes in a draft that it happens. */
  readonly spend: (draft: unknown) => void;
}

/**
 * A fault that may happen a number of times.
 *
 * @param name - Its name in the state, if it is not a part of a budget.
 * @throws ModelError if `times` is neither a whole number nor a part of a budget.
 */
export function faultFor(times: Times, name: string): Fault {
  const { fault, times: most }: Allowance =
    typeof times === 'number' ? { fault: name, times: wholeTimes(`${name}: times`, times) } : times;
  refuseOtherAllowance(name, times);
  return {
    part: { group: 'faults', name: fault, value: most },
    isLeft: (state) => leftIn(state, fault) > 0,
    spend: (draft) => {
      (draft as WithFaults).faults[fault] = leftIn(draft, fault) - 1;
    },
  };
}

/** The number of times that a fault may still happen. */
function leftIn(state: unknown, fault: string): number {
  const left = (state as Partial<WithFaults>).faults?.[fault];
  if (left !== undefined) return left;
  throw new ModelError(
    `The state says nothing of the fault ${JSON.stringify(fault)}; give the actor that has it to defineModel as it is.`,
  );
}

/** The step of an actor, as far as a limit changes it. */
interface LimitedStep {
  readonly then: (draft: object, choice: unknown) => unknown;
}

function limitedBy({ isLeft, spend }: Fault, { then, ...rest }: LimitedStep): LimitedStep {
  const limited: LimitedStep & { readonly [mayWait]: true } = {
    ...rest,
    then: (draft, choice) => {
      if (!isLeft(draft)) return waitHere();
      const returned = then(draft, choice);
      if (returned === undefined || returned === draft) return spend(draft);
      // A recipe may return a whole new state, or something that is refused later.
      if (typeof returned !== 'object' || returned === null) return returned;
      const next = { ...returned, faults: { ...(draft as WithFaults).faults } };
      spend(next);
      return next;
    },
    [mayWait]: true,
  };
  return limited;
}

/** Refuses what is no number of times. */
export function wholeTimes(where: string, times: unknown): number {
  if (typeof times === 'number' && Number.isInteger(times) && times >= 0) return times;
  throw new ModelError(
    `${where} is ${describeValue(times)}; give a whole number of times, 0 or more.`,
  );
}

/** Refuses what is neither a number of times nor a part of a budget. */
export function refuseOtherAllowance(where: string, given: unknown): void {
  if (typeof given === 'number') return;
  const { fault, times } = Object(given) as { readonly fault?: unknown; readonly times?: unknown };
  if (typeof fault === 'string' && typeof times === 'number') return;
  throw new ModelError(
    `${where}: times is ${describeValue(given)}; give a whole number, or a part of what budget made.`,
  );
}
