import unicodeSupported from 'is-unicode-supported';
import colors from 'picocolors';
import { ModelError } from '../../validation/errors.js';
import { describeGiven, reading } from '../../validation/refuse.js';

/** How results look: colours, symbols and width. */
export interface Style {
  /** Colours; functions that change nothing if there are none. */
  readonly colors: Pick<typeof colors, 'bold' | 'dim' | 'green' | 'red' | 'yellow'>;
  readonly symbols: Symbols;
  /** The width of a line, in terminal columns. */
  readonly columns: number;
  /**
   * True: a sentence that is longer than a line is wrapped between words. A terminal would break it inside a
   * word. Absent: each sentence is one line, for files and for programs that read lines.
   */
  readonly wraps?: boolean;
}

/** The signs that results are drawn with, each one column wide unless it says otherwise. */
export interface Symbols {
  readonly holds: string;
  readonly violated: string;
  readonly undecided: string;
  /** Nothing is known of it. */
  readonly notModelled: string;
  /** An actor takes a step. */
  readonly step: string;
  /** An actor waits between two of its steps. */
  readonly wait: string;
  /** The actor that could have acted waits longest between two of its steps. */
  readonly longWait: string;
  /** What lies between two bounds. */
  readonly span: string;
  /** From a value to the next; any width. */
  readonly to: string;
  readonly ellipsis: string;
  readonly separator: string;
}

const unicode: Symbols = {
  holds: '✓',
  violated: '✗',
  undecided: '?',
  notModelled: '–',
  step: '●',
  wait: '│',
  longWait: '┃',
  span: '─',
  to: '→',
  ellipsis: '…',
  separator: '·',
};

const ascii: Symbols = {
  holds: '+',
  violated: 'X',
  undecided: '?',
  notModelled: '-',
  step: 'o',
  wait: '|',
  longWait: '#',
  span: '-',
  to: '->',
  ellipsis: '~',
  separator: '-',
};

/** The part of an output, such as `process.stdout`, that a style needs. */
interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly hasColors?: (() => boolean) | undefined;
}

/** Plain text, without colours, 80 columns wide: for files, messages and pipes. */
export const plainStyle: Style = {
  colors: colors.createColors(false),
  symbols: unicode,
  columns: 80,
};

/**
 * Makes the style that suits an output. A terminal gets colours and lines of its width. A file or a pipe
 * gets plain text, 80 columns wide. NO_COLOR switches colours off, and FORCE_COLOR switches them on for
 * any output. A terminal without Unicode gets letters.
 *
 * @param stream - Where results are written, such as `process.stdout`.
 * @throws ModelError if it is no object.
 * @returns A style for `report`, `timeline` and `table`.
 * @example
 * console.log(report(await check(account, noLostUpdate), terminalStyle(process.stdout)));
 */
export function terminalStyle(stream: Output): Style {
  return reading('terminalStyle', () => {
    const given: unknown = stream;
    if (typeof given !== 'object' || given === null) {
      throw new ModelError(
        `terminalStyle wants an output, and was given ${describeGiven(given)}; give process.stdout.`,
      );
    }
    const terminal = stream.isTTY === true;
    const style: Style = {
      colors: colors.createColors(wantsColors(stream)),
      symbols: unicode,
      // A timeline cannot be read in less than 40 columns; the terminal breaks its lines instead.
      columns: terminal && stream.columns !== undefined ? Math.max(stream.columns, 40) : 80,
      wraps: terminal,
    };
    return unicodeSupported() ? style : withoutUnicode(style);
  });
}

/** Whether the environment asks for colours. An empty variable counts as absent, as in other tools. */
function wantsColors(stream: Output): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return !['0', 'false'].includes(FORCE_COLOR);
  return stream.isTTY === true && stream.hasColors?.() === true;
}

/** The same style without Unicode signs. */
export function withoutUnicode(style: Style): Style {
  return { ...style, symbols: ascii };
}
