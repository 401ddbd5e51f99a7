/** Finds steps that a model never takes, but another variant of its system does. */
import { isModelError } from '../../validation/errors.js';
import type { Model, Parameter, StepName } from '../../model/model.js';
import { stepKey } from '../../model/names.js';
import type { System } from '../../model/system.js';
import { transition } from '../../property/property.js';
import { check, type CheckOptions, type CheckResult } from '../check.js';
import { limitsBeside, variantOf } from '../what-if.js';

/** A step that the model never takes, and a variant of its system in which it can be taken. */
export interface SwitchedOff {
  /** As `actor.step`. */
  readonly step: string;
  /** The variant, in words: `with lock`, `with crashes 1`, `without atomicStep`. */
  readonly by: string;
}

/** What was found about the steps that are never taken. */
export interface OffSteps {
  readonly off: readonly SwitchedOff[];
  /** True if a search was cut before it could tell: the other steps may be switched off as well. */
  readonly isOpen: boolean;
  readonly searches: number;
}

/** A variant of a system: how it differs from the model, and how to build it. */
interface ChangedSystem {
  readonly by: string;
  readonly on: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** The part of a system that is needed to build its variants. */
type Variable<State> = Pick<System<State, never, never>, 'safeguards' | 'with'>;

/**
 * Finds out which of the steps that are never taken can be taken in a variant of the system. With more
 * switched on, it tries each safeguard that is off; each parameter that is `false` (with `true`) or 0 (with
 * 1); all these safeguards together; and all these safeguards and parameters together. With less, it tries
 * to leave out each safeguard that is on; each parameter that is `true`; and all these safeguards together.
 *
 * @param never - The steps that are never taken.
 * @param base - The result of the model as it is.
 */
export async function offSteps<State>(
  system: Variable<State>,
  model: Model<State>,
  never: readonly StepName[],
  base: CheckResult<State>,
  options: Pick<CheckOptions, 'limits' | 'signal' | 'onProgress'>,
): Promise<OffSteps> {
  const off: SwitchedOff[] = [];
  let left = never;
  let isOpen = false;
  let searches = 0;
  for (const { by, on, parameters } of changedSystems(system, model)) {
    if (left.length === 0) break;
    if (options.signal?.aborted === true) return { off, isOpen: true, searches };
    const variant = built(system, on, parameters);
    if (variant === undefined) continue;
    searches++;
    const limits = limitsBeside(base, options.limits);
    const asked = left.map((step) => neverTaken<State>(step));
    const { properties, ended } = await check(variant, asked, { ...options, limits });
    const isTaken = (index: number) => properties[index]?.verdict === 'violated';
    isOpen ||= ended.by === 'limit' || ended.by === 'interrupt';
    off.push(
      ...left.filter((_, index) => isTaken(index)).map((step) => ({ step: nameOf(step), by })),
    );
    left = left.filter((_, index) => !isTaken(index));
  }
  return { off, isOpen: isOpen && left.length > 0, searches };
}

const nameOf = ({ actor, step }: StepName) => `${actor}.${step}`;

/** Violated as soon as the step is taken. */
const neverTaken = <State>(step: StepName) =>
  transition<State>(nameOf(step), (_, action) => stepKey(action) !== stepKey(step));

/** The variants to try. No two of them are the same. */
function changedSystems<State>(
  { safeguards }: Variable<State>,
  model: Model<State>,
): ChangedSystem[] {
  const { safeguards: on, parameters } = model;
  const off = Object.keys(safeguards).filter((name) => !on.includes(name));
  const entries = Object.entries(parameters);
  const more = entries.flatMap(([name, value]): [string, Parameter][] => {
    if (value === false) return [[name, true]];
    return value === 0 ? [[name, 1]] : [];
  });
  const less = entries.flatMap(([name, value]): [string, Parameter][] =>
    value === true ? [[name, false]] : [],
  );
  const all = [...on, ...off];
  const set = ([name, value]: [string, Parameter]): ChangedSystem => ({
    by: `with ${name} ${value}`,
    on,
    parameters: { ...parameters, [name]: value },
  });
  const changed = { ...parameters, ...Object.fromEntries(more) };
  const hasAll = more.length > 0 && off.length + more.length > 1;
  return [
    ...off.map((name) => ({ by: `with ${name}`, on: [...on, name], parameters })),
    ...more.map(set),
    ...(off.length > 1 ? [{ by: 'with all safeguards', on: all, parameters }] : []),
    ...(hasAll ? [{ by: 'with all safeguards and parameters', on: all, parameters: changed }] : []),
    ...on.map((name) => ({
      by: `without ${name}`,
      on: on.filter((other) => other !== name),
      parameters,
    })),
    ...less.map(set),
    ...(on.length > 1 ? [{ by: 'without safeguards', on: [], parameters }] : []),
  ];
}

/** Builds the variant; undefined if the system refuses this combination. */
function built<State>(
  system: Variable<State>,
  on: readonly string[],
  parameters: ChangedSystem['parameters'],
): Model<State> | undefined {
  try {
    return variantOf(system, on, parameters);
  } catch (error) {
    if (isModelError(error)) return undefined;
    throw error;
  }
}
