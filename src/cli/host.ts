import type { Style } from '../report/style.js';

/** What a command has around it: where it runs, whom it talks to. */
export interface Host {
  /** The working directory. */
  readonly folder: string;
  /** How results look. */
  readonly style: Style;
  /** Writes a result, with a line break, to standard output. */
  readonly print: (text: string) => void;
  /** Writes what is no result, with a line break, to standard error. */
  readonly complain: (text: string) => void;
  /** Whether somebody sees progress on standard error. */
  readonly watchesProgress: boolean;
  /** Ends what is running, with what was found so far. */
  readonly signal: AbortSignal;
}
