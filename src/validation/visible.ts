/**
 * Shows text that anyone may have written, such as a name, a value of a state or a recording. A terminal obeys some
 * characters in it: it moves, deletes, changes colours or writes backwards. They are shown as escapes instead.
 */
import { inspect } from 'node:util';

/**
 * Characters that a terminal obeys or does not show: controls, marks of direction, separators of lines, spaces and
 * joints without width, tags, and halves of characters. The joiners that some scripts need stay as they are.
 */
const unseen =
  /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u00AD\u200B\u2060-\u2064\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/**
 * A text in one line, in which each unseen character is an escape.
 *
 * @example
 * visible('a\u001b[2J\nb') // 'a\\x1b[2J\\nb'
 */
export function visible(text: string): string {
  return text.replace(unseen, escape);
}

/**
 * A text of at most so many characters. If it is longer, it ends with an ellipsis, and no character is cut in half.
 *
 * @param ellipsis - Its length counts too.
 */
export function cut(text: string, most: number, ellipsis = '…'): string {
  if (text.length <= most) return text;
  return `${text.slice(0, Math.max(0, most - ellipsis.length)).replace(/[\uD800-\uDBFF]$/, '')}${ellipsis}`;
}

/**
 * A text of at most so many characters. If it is longer, its middle is cut: the end of a message says what to do.
 */
export function cutInside(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 3) / 2);
  const start = text.slice(0, half).replace(/[\uD800-\uDBFF]$/, '');
  return `${start} … ${text.slice(-half).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** The same as {@link visible} for a text of several lines: its line breaks stay. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** The same as {@link visible} for the text of a JSON file, whose escapes are others: it still means the same data. */
export function visibleJson(text: string): string {
  return text.replace(unseen, (sign) =>
    sign === '\n'
      ? sign
      : Array.from({ length: sign.length }, (_, at) => `\\u${hex(sign.charCodeAt(at), 4)}`).join(
          '',
        ),
  );
}

/**
 * The same result, or part of one, with all texts in it made visible. Traces stay as they are, because their states
 * are data; the function that draws a trace makes its texts visible.
 */
export function visibleIn<Shown>(shown: Shown): Shown {
  return visiblePart(shown) as Shown;
}

function visiblePart(part: unknown): unknown {
  if (typeof part === 'string') return visible(part);
  if (Array.isArray(part)) return part.map(visiblePart);
  if (typeof part !== 'object' || part === null || isTrace(part)) return part;
  if (Object.getPrototypeOf(part) !== Object.prototype) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [visible(name), visiblePart(value)]),
  );
}

const isTrace = (part: object): boolean => 'actions' in part && 'states' in part;

function escape(sign: string): string {
  if (sign === '\n' || sign === '\r' || sign === '\t' || sign === '\b') {
    return inspect(sign).slice(1, -1);
  }
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 5)}}`;
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
