/** Copies states for recipes, and finds the numbers of the copies when the recipes are done. */
import { markCanonical } from '../../model/canonical.js';
import { sourceFor } from './copy-code.js';
import { clear, write } from './flatten.js';
import { odd, refuseAllOdd } from './plain.js';
import {
  absent,
  filled,
  isContainer,
  numberOf,
  present,
  standing,
  type Slot,
  type Slots,
  type Vector,
} from './slots.js';
import { frozen } from './unflatten.js';

/** The functions of `sourceFor`. */
interface Compiled {
  readonly copy: (vector: Vector) => unknown;
  readonly frozen: (vector: Vector) => unknown;
  readonly numbers: (copy: unknown, vector: Vector) => Vector;
}

/** With more slots, a recipe reads only a small part of a state, and a draft is faster than a copy. */
const mostSlots = 400;

/** So many times it must be asked with no new place in between before it makes its functions; each time twice as often. */
const firstPatience = 16;

/**
 * Copies the states of one model. It makes its functions when they are first needed, and again when the states have new
 * places; meanwhile it is not ready.
 */
export class Copier {
  private compiled: Compiled | undefined = undefined;
  /** What `Slots.shape` was when the functions were made, and how many slots there were. */
  private shape = -1;
  private length = 0;
  private patience = firstPatience;
  private quiet = 0;
  private seen = -1;

  constructor(private readonly slots: Slots) {}

  /** Whether there are functions for the states of the model as they are by now. */
  isReady(vector: Vector): boolean {
    if (this.shape !== this.slots.shape) this.wait();
    return this.compiled !== undefined && vector.length === this.length;
  }

  /** A copy of a state, which may be changed. */
  copy(vector: Vector): unknown {
    return this.compiled?.copy(vector);
  }

  /** A state, frozen and canonical. */
  frozen(vector: Vector): unknown {
    const state = this.compiled?.frozen(vector);
    markCanonical(state as object);
    return state;
  }

  /**
   * The numbers of the last copy.
   *
   * @param vector - The numbers from which it was made.
   * @throws odd if something in it is not plain data.
   */
  numbers(copy: unknown, vector: Vector): Vector | undefined {
    const numbers = this.compiled?.numbers(copy, vector);
    return numbers && filled(numbers, vector.length);
  }

  private wait(): void {
    this.compiled = undefined;
    const { shape, all } = this.slots;
    if (this.seen !== shape) {
      this.seen = shape;
      this.quiet = 0;
    }
    if (this.quiet++ < this.patience || all.length > mostSlots) return;
    this.patience *= 2;
    this.shape = shape;
    this.length = all.length;
    this.compiled = compile(this.slots);
  }
}

/** Whether a container is as a copy is made: it may be changed, and is an ordinary one. */
function isOpen(container: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(container);
  return ordinary.has(prototype) && Object.isExtensible(container);
}

const ordinary = new Set<unknown>([
  Object.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
]);

function compile(slots: Slots): Compiled | undefined {
  const source = sourceFor(slots);
  if (source === undefined) return undefined;
  const slotAt = (id: number) => slots.all[id] as Slot;
  const tools = {
    slots: slots.all,
    absent,
    present,
    odd,
    isOpen,
    freeze: frozen,
    number: (id: number, value: unknown) => numberOf(slots, slotAt(id), standing(value)),
    clear: (id: number, vector: Vector) => {
      clear(slots, slotAt(id), vector);
    },
    put: (id: number, value: unknown, vector: Vector) => {
      if (value === undefined) throw odd;
      const slot = slotAt(id);
      refuseAllOdd(value, 0);
      if (isContainer(slot.values[vector[slot.id] ?? 0])) clear(slots, slot, vector);
      write(slots, slot, value, vector);
    },
  };
  try {
    // oxlint-disable-next-line no-implied-eval -- the text is ours, and nothing of it runs code of the user
    const make = new Function(...Object.keys(tools), source) as (...given: unknown[]) => Compiled;
    return make(...Object.values(tools));
  } catch (error) {
    // Some processes refuse to make functions from text.
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}
