import { isSameVector, type Vector } from './slots.js';

/** A map whose keys are states. Slots that appear later do not change a key: they hold nothing in it. */
export class VectorMap<Value> {
  private readonly byHash = new Map<number, { readonly vector: Vector; readonly value: Value }[]>();

  /** The value of a state; undefined if it has none. */
  get(vector: Vector): Value | undefined {
    return this.byHash.get(hashOf(vector))?.find((entry) => isSameVector(entry.vector, vector))
      ?.value;
  }

  /** Gives a value to a state that has none. */
  add(vector: Vector, value: Value): void {
    const hash = hashOf(vector);
    const entries = this.byHash.get(hash);
    if (entries === undefined) this.byHash.set(hash, [{ vector, value }]);
    else entries.push({ vector, value });
  }
}

/** A hash of the numbers that are not 0. */
function hashOf(vector: Vector): number {
  let hash = 0;
  for (let slot = 0; slot < vector.length; slot++) {
    const number = vector[slot] ?? 0;
    if (number !== 0) hash = Math.imul(hash ^ slot, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b);
  }
  return hash;
}
