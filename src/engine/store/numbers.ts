/**
 * Arrays of numbers that grow, also in memory that threads share.
 *
 * If an array is copied to a longer one, both take memory until the garbage is collected. In memory that threads share,
 * this takes long: each thread must have collected its garbage. So large arrays grow in place. Their buffer reserves
 * addresses for the most that it may hold, and takes memory only for what it holds. JavaScript has such buffers in shared
 * memory only; resizable ones of one thread make arrays slow.
 */

/** From so many bytes on, an array is large. */
const large = 2 ** 20;

/** The most bytes that a buffer can reserve addresses for. */
const mostReserved = 2 ** 32 - 2 ** 16;

/** An array of numbers, all 0, that other threads can see if it is shared. */
export function numbers(length: number, shared = false): Int32Array {
  return new Int32Array(shared ? new SharedArrayBuffer(length * 4) : new ArrayBuffer(length * 4));
}

/** How many bytes {@link inSharedMemory} takes. */
export function bytesToShare({ buffer, byteLength }: Int32Array): number {
  return buffer instanceof ArrayBuffer ? byteLength : 0;
}

/** The same numbers in memory that threads share. The caller must not use the given array any more. */
export function inSharedMemory(array: Int32Array): Int32Array {
  if (!(array.buffer instanceof ArrayBuffer)) return array;
  const copy = numbers(array.length, true);
  copy.set(array);
  return copy;
}

/**
 * The same numbers in a longer array; the others are 0. If the array is in shared memory, the longer one is too.
 *
 * The longer array may have the same memory, so the caller must not use the old one any more, and no other thread may.
 *
 * @throws RangeError if there is no memory. The given array is unchanged then.
 */
export function longer(array: Int32Array, length: number): Int32Array {
  if (growsInPlace(array, length) && hasGrown(array.buffer, length * 4)) {
    // With a length of its own, an array is as fast as any other. One that followed the buffer would not be.
    return new Int32Array(array.buffer, 0, length);
  }
  const isShared = !(array.buffer instanceof ArrayBuffer);
  const copy = length * 4 < large ? numbers(length, isShared) : growable(length, isShared);
  copy.set(array);
  return copy;
}

/** How many more bytes {@link longer} takes, until the old array is garbage. */
export function bytesForLonger(array: Int32Array, length: number): number {
  return length * 4 - (growsInPlace(array, length) ? array.byteLength : 0);
}

/** Whether the whole buffer of an array can grow so far. */
function growsInPlace(array: Int32Array, length: number): boolean {
  const { buffer } = array;
  if (buffer instanceof ArrayBuffer || array.byteLength < buffer.byteLength) return false;
  return buffer.growable && length * 4 <= buffer.maxByteLength;
}

function hasGrown(buffer: ArrayBufferLike, bytes: number): boolean {
  if (buffer instanceof ArrayBuffer) return false;
  try {
    buffer.grow(bytes);
    return true;
  } catch {
    return false;
  }
}

/** An array of zeros that can grow in place, if a process may have so many addresses. */
function growable(length: number, isShared: boolean): Int32Array {
  const bytes = length * 4;
  if (bytes > mostReserved || typeof SharedArrayBuffer === 'undefined') {
    return numbers(length, isShared);
  }
  try {
    const buffer = new SharedArrayBuffer(bytes, { maxByteLength: mostReserved });
    return new Int32Array(buffer, 0, length);
  } catch {
    return numbers(length, isShared);
  }
}
