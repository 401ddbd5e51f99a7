import { actor, defineModel, invariant } from 'allways';

/** Queues: two channels that lose messages, as arrays, and data that is counted. */
export interface AlternatingBit {
  toReceiver: { bit: number; value: number }[];
  toSender: number[];
  /** The value that it sends now, and that value's bit. */
  sender: { value: number; bit: number };
  /** The last value it took, and the bit that it wants next. */
  receiver: { value: number; bit: number };
}

/**
 * The alternating bit protocol: values 1, 2, 3, … are sent through a channel that loses what it
 * likes, and acknowledged through another one.
 *
 * @param last - The last value.
 * @param capacity - How much fits into each channel.
 */
export function alternatingBit(last: number, capacity: number) {
  return defineModel<AlternatingBit>({
    name: 'alternating bit',
    initial: {
      toReceiver: [],
      toSender: [],
      sender: { value: 1, bit: 0 },
      receiver: { value: 0, bit: 0 },
    },
    actors: [
      actor<AlternatingBit>('sender', {
        send: {
          when: (s) => s.toReceiver.length < capacity,
          then: (s) => {
            s.toReceiver.push({ bit: s.sender.bit, value: s.sender.value });
          },
        },
        hear: {
          when: (s) => s.toSender.length > 0,
          then: (s) => {
            if (s.toSender.shift() !== s.sender.bit || s.sender.value === last) return;
            s.sender.value++;
            s.sender.bit = 1 - s.sender.bit;
          },
        },
      }),
      actor<AlternatingBit>('receiver', {
        receive: {
          when: (s) => s.toReceiver.length > 0,
          then: (s) => {
            const message = s.toReceiver.shift();
            if (message?.bit !== s.receiver.bit) return;
            s.receiver.value = message.value;
            s.receiver.bit = 1 - s.receiver.bit;
          },
        },
        acknowledge: {
          when: (s) => s.toSender.length < capacity,
          then: (s) => {
            s.toSender.push(1 - s.receiver.bit);
          },
        },
      }),
      actor<AlternatingBit>('channels', {
        loseMessage: {
          when: (s) => s.toReceiver.length > 0,
          then: (s) => {
            s.toReceiver.shift();
          },
        },
        loseAcknowledgement: {
          when: (s) => s.toSender.length > 0,
          then: (s) => {
            s.toSender.shift();
          },
        },
      }),
    ],
  });
}

export const inOrder = invariant<AlternatingBit>(
  'the receiver is at the value that is sent, or one behind',
  ({ sender, receiver }) => receiver.value === sender.value || receiver.value === sender.value - 1,
);
