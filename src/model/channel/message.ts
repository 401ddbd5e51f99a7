/**
 * Messages of channels and networks: data as JSON has it. Each has a text, by which equal messages are found, and
 * from which the message can be made again.
 */
import { ModelError } from '../../validation/errors.js';
import { canonical, canonicalKey } from '../canonical.js';

/** A message on its way. */
export interface Envelope<Message = unknown> {
  readonly from: string;
  readonly to: string;
  readonly message: Message;
}

/** Texts that JSON reads as something else than a string. */
const words: readonly string[] = ['true', 'false', 'null'];

/** Whether a string is its own text: no other message can have this text, and a record can have it as a key. */
const isOwnText = (text: string): boolean =>
  /^\p{L}/u.test(text) && !words.includes(text) && !(text in Object.prototype);

/**
 * The text of a message: a string that starts with a letter is its own text, all else is JSON with sorted keys.
 *
 * @param owner - The channel or network, as the start of a sentence.
 * @throws ModelError if it is no data as JSON has it.
 */
export function textOf(message: unknown, owner: string): string {
  if (typeof message === 'string') return isOwnText(message) ? message : JSON.stringify(message);
  const text = canonicalKey(message, `${owner}: a message`);
  if (isRead.has(text)) return text;
  try {
    read(text, JSON.parse(text));
    return text;
  } catch (error) {
    throw new ModelError(
      `${owner}: a message has a Map, a Set or a bigint in it; send data as JSON has it: objects, lists, strings, numbers, booleans and null.`,
      { cause: error },
    );
  }
}

/** The message with a text. It is frozen. */
export function messageOf(text: string): unknown {
  if (isOwnText(text)) return text;
  return isRead.has(text) ? isRead.get(text) : read(text, JSON.parse(text));
}

/** Messages by their texts. The same few come again and again. */
const isRead = new Map<string, unknown>();

/** The most messages that are kept. */
const mostRead = 10_000;

function read(text: string, data: unknown): unknown {
  const message = canonical(data, 'message');
  if (isRead.size >= mostRead) isRead.clear();
  isRead.set(text, message);
  return message;
}

/** A message for people: a string as it is, an object as `{type: 'vote', term: 2}`. */
export function shownMessage(message: unknown): string {
  return typeof message === 'string' ? message : compact(message);
}

function compact(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`;
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${compact(part)}`);
  return `{${parts.join(', ')}}`;
}
