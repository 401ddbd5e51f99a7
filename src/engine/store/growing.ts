import { numbers, inSharedMemory } from './numbers.js';

/** Numbers in an array that grows. */
export interface Growing {
  array: Int32Array;
  length: number;
  shared: boolean;
}

/** An empty array that grows. */
export function growing(): Growing {
  return { array: numbers(64), length: 0, shared: false };
}

/** Moves the array into memory that threads share. */
export function shareGrowing(into: Growing): void {
  into.array = inSharedMemory(into.array);
  into.shared = true;
}

/** Makes an array longer by so many numbers, which are 0. Returns the position of the first. */
export function extend(into: Growing, by: number): number {
  const from = into.length;
  into.length += by;
  if (into.length > into.array.length) {
    const { array } = into;
    into.array = numbers(Math.max(into.length, array.length * 2), into.shared);
    into.array.set(array);
  }
  return from;
}

/** Appends numbers. Returns the position of the first. */
export function append(into: Growing, values: readonly number[]): number {
  const from = extend(into, values.length);
  into.array.set(values, from);
  return from;
}
