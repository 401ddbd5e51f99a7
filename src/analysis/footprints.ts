/** Finds out which places each step of a behaviour read, wrote and changed. */
import { addWrite, touched, writtenIn } from '../engine/memo/footprint.js';
import type { Recorder } from '../engine/draft/recorder.js';
import { chooseWatched } from '../engine/run/run-choice.js';
import { takeWatched } from '../engine/run/run-step.js';
import { flatten, slotsFor } from '../engine/store/flatten.js';
import {
  absent,
  isContainer,
  pathOf,
  TooManySlots,
  type Slots,
  type Vector,
} from '../engine/store/slots.js';
import { stepsOf } from '../model/compile.js';
import type { CompiledStep } from '../model/compiled-step.js';
import type { Action } from '../model/action.js';
import { stepKey } from '../model/names.js';
import type { Trace } from '../trace/trace.js';

/** What one step touched. Places are numbers; {@link Footprints.pathOf} gives their paths. */
export interface StepFootprint {
  /** The places that it read. Undefined if it could not be watched: then it may have read any place. */
  readonly reads: ReadonlySet<number> | undefined;
  /** The places that it wrote, even if the value stayed the same. */
  readonly writes: ReadonlySet<number>;
  /** The places that it changed. */
  readonly changes: ReadonlySet<number>;
}

/** What the steps of a behaviour touched. */
export interface Footprints {
  /** One for each action. */
  readonly steps: readonly StepFootprint[];
  /** The path from the state to a place, such as `plans[1].status`. */
  readonly pathOf: (place: number) => string;
  /** True if a place holds a single value, not a container. */
  readonly isLeaf: (place: number) => boolean;
}

/**
 * Takes the steps of a behaviour again, behind a view that notes what guards, choices and recipes read and
 * write.
 *
 * @returns Undefined if the steps cannot be watched: the model was made by hand, or its states are too large.
 */
export function footprintsOf<State>(trace: Trace<State>): Footprints | undefined {
  const compiled = stepsOf(trace.model);
  if (compiled === undefined) return undefined;
  try {
    const slots = slotsFor(trace.states[0]);
    const vectors = trace.states.map((state) => flatten(slots, state));
    const steps = trace.actions.map((action, index) =>
      stepFootprint(compiledOf(compiled, action), action, slots, {
        state: trace.states[index] as State,
        vector: vectors[index] as Vector,
        after: vectors[index + 1] as Vector,
      }),
    );
    return { steps, pathOf: (place) => pathAt(slots, place), isLeaf: leavesOf(slots, vectors) };
  } catch (error) {
    if (error instanceof TooManySlots) return undefined;
    throw error;
  }
}

/**
 * The places that each step of a behaviour changed: single values, not containers. No step is taken again.
 *
 * @returns No places if the states are too large.
 */
export function changesOf<State>({
  states,
}: Pick<Trace<State>, 'states'>): readonly ReadonlySet<number>[] {
  try {
    const slots = slotsFor(states[0]);
    const vectors = states.map((state) => flatten(slots, state));
    const isLeaf = leavesOf(slots, vectors);
    return vectors.slice(1).map((after, index) => {
      const places = changedPlaces(slots, vectors[index] as Vector, after);
      return new Set([...places].filter(isLeaf));
    });
  } catch (error) {
    if (error instanceof TooManySlots) return states.slice(1).map(() => new Set());
    throw error;
  }
}

/** The step of an action. A reducer has only one step, for all its actions. */
function compiledOf<State>(
  steps: readonly CompiledStep<State>[],
  action: Action,
): CompiledStep<State> | undefined {
  const [first] = steps;
  return steps.length === 1 && first !== undefined && first.then === undefined
    ? first
    : steps.find((one) => stepKey(one.action(undefined)) === stepKey(action));
}

function stepFootprint<State>(
  step: CompiledStep<State> | undefined,
  action: Action,
  slots: Slots,
  here: { readonly state: State; readonly vector: Vector; readonly after: Vector },
): StepFootprint {
  const changes = changedPlaces(slots, here.vector, here.after);
  if (step === undefined) return { reads: undefined, writes: changes, changes };
  const taken = takeWatched(step, action, slots, here);
  // The choice of a reducer lists all actions of the state. What this list reads does not affect one action.
  const chosen =
    step.choose === undefined || step.then === undefined
      ? undefined
      : chooseWatched(step, here.state, slots, here.vector);
  const isSeen =
    taken.outcome !== undefined && (chosen === undefined || chosen.outcome !== undefined);
  const recorders = [taken.recorder, ...(chosen === undefined ? [] : [chosen.recorder])];
  const reads = new Set(
    recorders.flatMap((recorder) => [...recorder.reads.values()].map((read) => touched(read))),
  );
  const writes = new Set([...changes, ...writtenPlaces(taken.recorder)]);
  return { reads: isSeen ? reads : undefined, writes, changes };
}

function writtenPlaces({ writes, kept }: Recorder): ReadonlySet<number> {
  const places = new Set<number>();
  for (const slot of writes) {
    for (const inner of writtenIn(slot, kept)) addWrite(places, inner);
  }
  return places;
}

/** The places in which two states differ. If something appeared or went away, its container counts too. */
function changedPlaces(slots: Slots, before: Vector, after: Vector): ReadonlySet<number> {
  const places = new Set<number>();
  for (const slot of slots.all) {
    const was = before[slot.id] ?? 0;
    const is = after[slot.id] ?? 0;
    if (was === is) continue;
    const isNew = (slot.values[was] === absent) !== (slot.values[is] === absent);
    if (isNew) addWrite(places, slot);
    else places.add(2 * slot.id);
  }
  return places;
}

function pathAt(slots: Slots, place: number): string {
  const slot = slots.all[Math.floor(place / 2)];
  return slot === undefined || slot === slots.root
    ? 'state'
    : pathOf(slot).replace(/^state\.?/, '');
}

function leavesOf(slots: Slots, vectors: readonly Vector[]): (place: number) => boolean {
  return (place) => {
    const slot = slots.all[Math.floor(place / 2)];
    if (place % 2 === 1 || slot === undefined) return false;
    return !vectors.some((vector) => isContainer(slot.values[vector[slot.id] ?? 0]));
  };
}
