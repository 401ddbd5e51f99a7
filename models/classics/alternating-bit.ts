import { actor, defineModel, invariant, leadsTo, step, strong, weak } from 'allways';

const values = ['d1', 'd2'];

/** How much fits into each channel. */
const capacity = 2;

export interface AlternatingBit {
  /** On their way to the receiver. */
  messages: { bit: number; value: string }[];
  /** On their way back to the sender. */
  acks: number[];
  /** The last value sent, its bit, and the bit that was last acknowledged. */
  sender: { value: string; bit: number; acked: number };
  /** The last value received, and its bit. */
  receiver: { value: string; bit: number };
}

const sender = actor<AlternatingBit>('sender', {
  sendNew: step({
    choose: () => values,
    when: ({ sender }: AlternatingBit) => sender.acked === sender.bit,
    then: (s, value) => {
      if (s.messages.length === capacity) return;
      const bit = 1 - s.sender.bit;
      s.sender.bit = bit;
      s.sender.value = value;
      s.messages.push({ bit, value });
    },
  }),
  sendAgain: {
    when: ({ sender }) => sender.acked !== sender.bit,
    then: ({ messages, sender: { bit, value } }) => {
      if (messages.length < capacity) messages.push({ bit, value });
    },
  },
  receiveAck: step({
    choose: (s: AlternatingBit) => s.acks.slice(0, 1),
    then: (s, bit) => {
      s.acks.shift();
      s.sender.acked = bit;
    },
  }),
});

const receiver = actor<AlternatingBit>('receiver', {
  receive: step({
    choose: (s: AlternatingBit) => s.messages.slice(0, 1),
    then: (s, message) => {
      s.messages.shift();
      s.receiver = message;
    },
  }),
  sendAck: {
    then: ({ acks, receiver }) => {
      if (acks.length < capacity) acks.push(receiver.bit);
    },
  },
});

/** Loses any one of what is on its way. */
const channels = actor<AlternatingBit>('channels', {
  loseMessage: step({
    choose: (s: AlternatingBit) => s.messages.keys(),
    then: (s, index) => {
      s.messages.splice(index, 1);
    },
  }),
  loseAck: step({
    choose: (s: AlternatingBit) => s.acks.keys(),
    then: (s, index) => {
      s.acks.splice(index, 1);
    },
  }),
});

/**
 * The alternating bit protocol, which sends values through channels that lose messages but keep
 * their order. A message carries one bit and is sent again until that bit is acknowledged; then the
 * next one is sent with the other bit.
 *
 * A model needs an end to its queues: here a channel holds two messages, and whoever finds it full
 * does nothing. TLC, told of such a bound, generates the state beyond it and drops it: so the
 * counts are the same.
 *
 * After tlaplus/Examples, specifications/SpecifyingSystems/TLC/MCAlternatingBit.
 */
export const alternatingBit = defineModel<AlternatingBit>({
  name: 'alternating bit',
  initial: () =>
    values.flatMap((sent) =>
      values.flatMap((received) =>
        [0, 1].map((bit) => ({
          messages: [],
          acks: [],
          sender: { value: sent, bit, acked: bit },
          receiver: { value: received, bit },
        })),
      ),
    ),
  actors: [sender, receiver, channels],
});

export const acknowledgedIsReceived = invariant<AlternatingBit>(
  'what was sent and acknowledged has been received, but for the first value',
  ({ sender, receiver, messages, acks }) =>
    sender.bit !== sender.acked ||
    (receiver.bit === sender.bit &&
      [...acks, ...messages.map(({ bit }) => bit)].every((bit) => bit === sender.bit)),
);

/** `SentLeadsToRcvd` of the specification: one for each value. */
export const sentIsReceived = values.map((value) =>
  leadsTo<AlternatingBit>(
    `${value}, when sent, is received`,
    ({ sender }) => sender.value === value && sender.bit !== sender.acked,
    ({ receiver }) => receiver.value === value,
  ),
);

/** `ABFairness`: a channel may lose as much as it likes, but not all that is sent again and again. */
export const notAllIsLost = [
  weak('sender.sendAgain'),
  weak('receiver.sendAck'),
  strong('receiver.receive'),
  strong('sender.receiveAck'),
];
