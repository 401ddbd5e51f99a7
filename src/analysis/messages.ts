/**
 * Messages in a behaviour: which step sent a message of a channel or network, and which step took it out. The states
 * say so: a message appears among `channels` in one step, and disappears in another.
 */
import { visible } from '../validation/visible.js';
import { shownMessage, messageOf } from '../model/channel/message.js';
import type { Trace } from '../trace/trace.js';

/** A message on its way between steps. Steps are counted from 1. */
export interface MessageFlow {
  /** The step that sent it; 0 if it was there at the start. */
  readonly from: number;
  /** The step that took it out. */
  readonly to: number;
  /** The message, for people. */
  readonly message: string;
  /** Whether a step of the channel or network took it out: it is lost. */
  readonly isLost: boolean;
}

/** A message that waits, as a text that is the same for equal messages in the same place. */
interface Waiting {
  readonly text: string;
  readonly message: string;
  readonly channel: string;
}

/** The messages that a step of a behaviour took out, in the order of these steps. */
export function messagesOf<State>({ states, actions }: Trace<State>): MessageFlow[] {
  const sentIn = new Map<string, number[]>();
  const found: MessageFlow[] = [];
  let before = new Map<string, Waiting[]>();
  for (const [step, state] of states.entries()) {
    const after = waitingIn(state);
    for (const [text, waiting] of after) {
      const added = waiting.length - (before.get(text)?.length ?? 0);
      const steps = Array.from({ length: Math.max(added, 0) }, () => step);
      sentIn.set(text, [...(sentIn.get(text) ?? []), ...steps]);
    }
    for (const [text, waiting] of before) {
      const gone = waiting.length - (after.get(text)?.length ?? 0);
      for (const { message, channel } of waiting.slice(0, Math.max(gone, 0))) {
        const from = sentIn.get(text)?.shift() ?? 0;
        const isLost = actions[step - 1]?.actor === channel;
        found.push({ from, to: step, message, isLost });
      }
    }
    before = after;
  }
  return found;
}

/** All messages that wait in a state, by their texts. */
function waitingIn(state: unknown): Map<string, Waiting[]> {
  const all = new Map<string, Waiting[]>();
  const { channels } = Object(state) as { readonly channels?: unknown };
  for (const [channel, within] of Object.entries(Object(channels) as object)) {
    for (const [place, message] of messagesIn(within, '')) {
      const text = JSON.stringify([channel, place, message]);
      const one = { text, message: visible(shownMessage(message)), channel };
      all.set(text, [...(all.get(text) ?? []), one]);
    }
  }
  return all;
}

/** The messages of a channel or network: in lists, or counted by their texts. */
function* messagesIn(within: unknown, place: string): Generator<readonly [string, unknown]> {
  if (Array.isArray(within)) {
    for (const message of within as readonly unknown[]) yield [place, message];
    return;
  }
  for (const [key, part] of Object.entries(Object(within) as object) as [string, unknown][]) {
    if (typeof part !== 'number') {
      yield* messagesIn(part, `${place}/${key}`);
      continue;
    }
    // In a network, the sender comes before the text.
    const text = place === '' ? key : key.slice(key.indexOf(': ') + 2);
    const sender = place === '' ? '' : key.slice(0, key.indexOf(': '));
    for (let count = 0; count < part; count++) yield [`${place}/${sender}`, messageOf(text)];
  }
}
