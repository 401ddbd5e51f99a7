import { actor, defineModel, invariant, step } from 'allways';

const messages = ['m1', 'm2', 'm3'];

/** A wire for one value: there is something on it where `ready` and `taken` differ. */
interface Wire {
  value: string;
  ready: boolean;
  taken: boolean;
}

export interface Fifo {
  input: Wire;
  buffer: string[];
  output: Wire;
}

const isFree = (wire: Wire) => wire.ready === wire.taken;

function put(wire: Wire, value: string): void {
  wire.value = value;
  wire.ready = !wire.ready;
}

function take(wire: Wire): string {
  wire.taken = wire.ready;
  return wire.value;
}

/** All wires with nothing on them. */
const freeWires = () =>
  messages.flatMap((value) => [false, true].map((ready): Wire => ({ value, ready, taken: ready })));

/**
 * A first-in first-out buffer between two wires. A wire carries one value at a time by a handshake
 * of two phases: the sender flips `ready`, and the receiver makes `taken` the same again.
 *
 * The buffer of the specification has no end. Here it has one, and when it is full, to receive
 * changes nothing. TLC, told of such a bound, generates the state beyond it and drops it: so the
 * counts are the same.
 *
 * After tlaplus/Examples, specifications/SpecifyingSystems/FIFO/MCInnerFIFO; from L. Lamport's book
 * "Specifying Systems".
 *
 * @param capacity - How many values the buffer holds.
 */
export function fifo(capacity = 3) {
  return defineModel<Fifo>({
    name: `FIFO of ${capacity}`,
    initial: () =>
      freeWires().flatMap((input) => freeWires().map((output) => ({ input, buffer: [], output }))),
    actors: [
      actor<Fifo>('sender', {
        send: step({
          choose: () => messages,
          when: (s: Fifo) => isFree(s.input),
          then: (s, message) => put(s.input, message),
        }),
      }),
      actor<Fifo>('buffer', {
        receive: {
          when: (s) => !isFree(s.input),
          then: (s) => {
            if (s.buffer.length < capacity) s.buffer.push(take(s.input));
          },
        },
        send: step({
          choose: (s: Fifo) => s.buffer.slice(0, 1),
          when: (s) => isFree(s.output),
          then: (s, message) => {
            s.buffer.shift();
            put(s.output, message);
          },
        }),
      }),
      actor<Fifo>('receiver', {
        receive: {
          when: (s) => !isFree(s.output),
          then: (s) => {
            take(s.output);
          },
        },
      }),
    ],
  });
}

export const onlyMessages = invariant<Fifo>('what is on its way is a message', (s) =>
  [s.input.value, ...s.buffer, s.output.value].every((value) => messages.includes(value)),
);
